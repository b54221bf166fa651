# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The lab over IPv6: phones a and c, the registrar, the router and its firewall,
# and a carrier that is none or one-to-one.

# uri_host ADDRESS: as it stands in a URI.
uri_host() {
	if [[ $1 == *:* ]]; then
		printf '[%s]' "$1"
	else
		printf '%s' "$1"
	fi
}

# ipv6_up [STATEMENT]: addresses, routes and the firewall, which does STATEMENT
# to what leaves; without one it does not translate. From here on phones a and c
# have no other address than that over IPv6, and the variables say so; where
# nothing translates, a's address is the outside and the public one.
ipv6_up() {
	local lan=2001:db8:1::
	ADDR_PUBLIC=$ADDR_PUBLIC_IPV6 ADDR_WAN=$ADDR_PUBLIC_IPV6
	if (($#)); then
		lan=fd00:1::
		LAB_PRIVATE+=" fd00::/8"
	fi
	[[ $LAB_CARRIER == none ]] || ADDR_WAN=fd00:64::2
	ADDR_A=${lan}10 ADDR_LAN=${lan}1
	# shellcheck disable=SC2034 # other parts read them
	ADDR_C=$ADDR_C_IPV6 ADDR_REGISTRAR=$ADDR_REGISTRAR_IPV6 LAB_IPV6=1
	ipv6_links
	if (($# == 0)); then
		ipv6_route_back "$lan/64"
		ADDR_PUBLIC=$ADDR_A ADDR_WAN=$ADDR_A
	fi
	case $LAB_CARRIER in
	none) ;;
	one-to-one) ipv6_carrier ;;
	*) bail_out "over IPv6 there is no carrier $LAB_CARRIER" ;;
	esac
	file_text "$LAB_DIR/conf/router-ipv6.nft"
	ipv6_routes "$NS_ROUTER" <<<"${REPLY//@NAT@/"${1:-accept}"}"
}

# ipv6_routes NAMESPACE: as namespace_routes, over IPv6.
ipv6_routes() {
	in_ns "$1" sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
		exec nft -f -'
}

# ipv6_links: the phones', and the router's.
ipv6_links() {
	ip -n "$NS_A" -batch - <<-EOT
		addr flush dev eth0
		addr add $ADDR_A/64 dev eth0 nodad
		route add default via $ADDR_LAN
	EOT
	ip -n "$NS_C" -batch - <<-EOT
		addr flush dev eth0
		addr add $ADDR_C/64 dev eth0 nodad
	EOT
	ip -n "$NS_ROUTER" -batch - <<-EOT
		addr add $ADDR_LAN/64 dev br-lan nodad
		addr add $ADDR_WAN/64 dev wan0 nodad
	EOT
}

# ipv6_route_back NETWORK: how the Internet gets to what is not translated.
ipv6_route_back() {
	ip -n "$NS_INTERNET" route add "$1" via "$ADDR_WAN"
	ip -n "$NS_C" route add "$1" via "$ADDR_WAN"
}

# ipv6_carrier: one public address for the router's, and everything let in.
ipv6_carrier() {
	ip -n "$NS_CARRIER" -batch - <<-EOT
		addr add ${ADDR_WAN%::*}::1/64 dev inside0 nodad
		addr add $ADDR_PUBLIC/64 dev outside0 nodad
	EOT
	ip -n "$NS_ROUTER" route add default via "${ADDR_WAN%::*}::1"
	ipv6_routes "$NS_CARRIER" <<-EOT
		table ip6 carrier {
			chain prerouting {
				type nat hook prerouting priority dstnat;
				iifname "outside0" ip6 daddr $ADDR_PUBLIC \
					dnat to $ADDR_WAN
			}
			chain postrouting {
				type nat hook postrouting priority srcnat;
				oifname "outside0" snat to $ADDR_PUBLIC
			}
		}
	EOT
}

# media_port: where the Internet is to send a's media, in REPLY, by the last
# session description of a's that went out.
media_port() {
	[[ $(sip_on internet --from "$ADDR_PUBLIC") =~ .*m=audio\ ([0-9]+) ]] &&
		REPLY=${BASH_REMATCH[1]}
}

# gateway_sends FROM TO: three packets of media from this port of c's to that
# one: a gateway's media do not have to come from where it wants them.
gateway_sends() {
	in_ns "$NS_C" python3 -ISc 'import socket, sys
media = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
media.bind((sys.argv[1], int(sys.argv[2])))
for _ in range(3):
    media.sendto(b"\x80\x00" + bytes(170), (sys.argv[3], int(sys.argv[4])))
' "$ADDR_C" "$1" "$ADDR_PUBLIC" "$2"
}

# gateway_gets_in FROM: whether what it sends reaches phone a.
gateway_gets_in() {
	wait_for 3 rtp_seen lan "[$ADDR_C]:$1" "$ADDR_A" 3
}

# gateway_kept_out FROM: it was at the router, and is not on the LAN.
gateway_kept_out() {
	wait_for 5 rtp_seen wan "[$ADDR_C]:$1" "$ADDR_WAN" 3 &&
		! rtp_seen lan "[$ADDR_C]:$1" "$ADDR_A" 1
}

# call_with_gateway CALLER CALLEE FROM: as whole_call, and media from port FROM
# before the end and from the next one after it.
call_with_gateway() {
	call_up "$1" "$2" || return 0
	assert_two_way_audio "$1" "$2" "$1 calls $2"
	wait_for 5 media_port || bail_out "no media of a's are on the Internet"
	check "media bindings have the public endpoint that the call names" \
		some_rows bindings kind=rtp state=ready "inside=\[$ADDR_A\]:*" \
		"outside=\[$ADDR_WAN\]:$REPLY" \
		"public=\[$ADDR_PUBLIC\]:$REPLY" || true
	gateway_sends "$3" "$REPLY"
	check "media from another port get in" gateway_gets_in "$3" || true
	call_down "$1" "$1" "$2"
	check "the call is gone from the router" \
		wait_for 10 media_released || true
	gateway_sends "$(($3 + 1))" "$REPLY"
	check "after the call they do not" gateway_kept_out "$(($3 + 1))" ||
		true
}

# calls_over_ipv6: sipmap is up; phones a and c register and call each other.
calls_over_ipv6() {
	phones_ready a c && ok "a and c register"
	check "the registrar stores what the Internet sees" \
		registrar_stored a "[$ADDR_PUBLIC]:5060" || true
	check "a's signalling binding is ready" some_rows bindings \
		kind=signalling state=ready "inside=\[$ADDR_A\]:5060" \
		"outside=\[$ADDR_WAN\]:5060" \
		"public=\[$ADDR_PUBLIC\]:5060" || true
	call_with_gateway a c 9100
	call_with_gateway c a 9200
	check "no message has waited" nothing_was_held || true
	assert_no_private_on_internet
	assert_truth --least 4 --media
	check "no kernel report" kernel_clean || true
}

nothing_was_held() {
	ctl counters --json | grep '"held":0[,}]'
}
