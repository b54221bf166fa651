# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Wire captures. Points: a b c d (the phones' own interfaces), lan and wan
# (the router's), carrier (between router and carrier, seen by the carrier),
# internet (everything between the hosts of the Internet), home.

# capture_place POINT: namespace and interface, in CAPTURE_NS, CAPTURE_DEV.
capture_place() {
	case ${1,,} in
	a | b | c | d) CAPTURE_NS=$(ns_of "$1") CAPTURE_DEV=eth0 ;;
	lan) CAPTURE_NS=$NS_ROUTER CAPTURE_DEV=br-lan ;;
	wan) CAPTURE_NS=$NS_ROUTER CAPTURE_DEV=wan0 ;;
	carrier) CAPTURE_NS=$NS_CARRIER CAPTURE_DEV=inside0 ;;
	internet) CAPTURE_NS=$NS_INTERNET CAPTURE_DEV=br0 ;;
	home) CAPTURE_NS=$NS_HOME CAPTURE_DEV=lan0 ;;
	*) bail_out "no capture point is called $1" ;;
	esac
}

# capture_file POINT: where its packets are.
capture_file() {
	printf '%s/%s.pcap' "$LAB_STATE" "${1,,}"
}

# capture_start POINT...: begin, and wait until tcpdump listens.
capture_start() {
	local -l point
	for point in "$@"; do
		capture_place "$point"
		rm -f "$(capture_file "$point")" "$(lab_log "capture-$point")"
		lab_spawn "capture-$point" ip netns exec "$CAPTURE_NS" \
			tcpdump -n -U --immediate-mode -s 2000 -Z root \
			-i "$CAPTURE_DEV" -w "$(capture_file "$point")" \
			'udp or icmp or (ip[6:2] & 0x1fff != 0)
			or ip6[6] == 44'
	done
	for point in "$@"; do
		wait_for 10 file_has "$(lab_log "capture-$point")" listening ||
			bail_out "tcpdump does not start; see" \
				"$(lab_log "capture-$point")"
	done
}

capture_stop() {
	local -l point
	for point in "$@"; do
		lab_stop "capture-$point" INT
	done
}

# sip_on POINT [OPTION...]: the SIP messages in order; options as for
# "tools/wire sip": --method M --status N --from ADDRESS --to ADDRESS
# --call-id TEXT --count --lines.
sip_on() {
	local file
	file=$(capture_file "$1")
	shift
	"$LAB_DIR/tools/wire" sip "$file" "$@"
}

# sip_seen POINT LEAST [OPTION...]: whether so many messages are there.
sip_seen() {
	local point=$1 least=$2
	shift 2
	sip_on "$point" --count --least "$least" "$@"
}

# rtp_counts POINT [OPTION...]: one line a stream: source, destination, SSRC,
# payload type, packets.
rtp_counts() {
	local file
	file=$(capture_file "$1")
	shift
	"$LAB_DIR/tools/wire" rtp "$file" "$@"
}

# rtp_seen POINT FROM TO [LEAST]: whether so many packets went that way.
rtp_seen() {
	"$LAB_DIR/tools/wire" rtp "$(capture_file "$1")" --from "$2" --to "$3" \
		--least "${4:-25}"
}

# assert_no_private_on_internet: no address of this side in any SIP message
# on the Internet, headers and SDP.
assert_no_private_on_internet() {
	local range ranges=()
	for range in $LAB_PRIVATE; do
		ranges+=(--range "$range")
	done
	check "no private address in SIP or SDP on the Internet side" \
		"$LAB_DIR/tools/wire" private "$(capture_file internet)" \
		"${ranges[@]}" || true
}

# nothing_lost: whether every SIP message that the phones inside sent left
# the router.
nothing_lost() {
	local address
	for address in "$ADDR_A" "$ADDR_B"; do
		sip_seen lan 1 --from "$address" >/dev/null || continue
		"$LAB_DIR/tools/wire" lost "$(capture_file lan)" \
			"$(capture_file wan)" --from "$address" || return 1
	done
}

# assert_nothing_lost: the same as a result; the capture may lag a little.
assert_nothing_lost() {
	wait_for 3 nothing_lost || true
	check "every message of the phones inside left the router" \
		nothing_lost || true
}

# assert_truth [--media | --no-media] [--least N]: what this side says of its
# public endpoints is what the Internet sees. --media: media come from where
# SDP says; --no-media: no public media endpoint is claimed at all.
assert_truth() {
	check "public endpoints are written as the Internet sees them" \
		"$LAB_DIR/tools/wire" truth "$(capture_file internet)" \
		--public "$ADDR_PUBLIC" "$@" || true
}

# message_pair BEFORE AFTER METHOD ADDRESS: the last such request of an address
# as it was at the first point and as it was at the second, changes marked.
message_pair() {
	"$LAB_DIR/tools/wire" pair "$(capture_file "$1")" \
		"$(capture_file "$2")" --method "$3" --from "$4"
}
