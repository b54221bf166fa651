# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The carrier kinds: the NATs between router and Internet, made of the kernel's
# own, and what RFC 5780's questions must find of each.
#
# A kind is MAPPING or MAPPING-FILTERING, or one of the others. Linux gives a
# second flow of one source the mapping of the first where the rule leaves it
# the choice: that is endpoint-independent mapping, with address-and-port-
# dependent filtering.

# Port ranges for NATs that move ports, which neither phones nor router use, so
# that the public port always differs from the outside one.
LAB_CARRIER_PORTS=40000-49999
LAB_UPLINK_PORTS=30000-39999

# Who is on the Internet: address-dependent mapping has a rule for each.
LAB_INTERNET_HOSTS=("$ADDR_REGISTRAR" "$ADDR_C" "$ADDR_HOME" "$ADDR_STUN"
	"$ADDR_STUN_OTHER")

# How long a mapping lives, in seconds, where it is short and elsewhere.
LAB_LIFETIME_SHORT=20
LAB_LIFETIME=120

# carrier_expect KIND: what natkind must say of it, in REPLY; fails where there
# is no such kind.
carrier_expect() {
	local mapping filtering=address-and-port-dependent ports=moved
	local lifetime=unasked
	case $1 in
	*-eif) filtering=endpoint-independent ;;
	*-adf) filtering=address-dependent ;;
	esac
	case $1 in
	none)
		mapping=none filtering=endpoint-independent ports=kept ;;
	one-to-one)
		mapping=endpoint-independent filtering=endpoint-independent
		ports=kept
		;;
	short)
		mapping=endpoint-independent lifetime=short ;;
	double | eim | eim-eif | eim-adf)
		mapping=endpoint-independent ;;
	preserving | preserving-eif | preserving-adf)
		mapping=endpoint-independent ports=kept ;;
	adm | adm-eif | adm-adf)
		mapping=address-dependent ;;
	symmetric | symmetric-eif | symmetric-adf)
		mapping=address-and-port-dependent ;;
	*) return 1 ;;
	esac
	REPLY="$mapping $filtering $ports $lifetime"
}

# carrier_classic KIND: NAME|WORDS in REPLY: the name that RFC 3489 has for it,
# and how Debian's classic STUN client words that.
carrier_classic() {
	local mapping filtering
	carrier_expect "$1" || return
	read -r mapping filtering _ <<<"$REPLY"
	case $mapping/$filtering in
	none/*) REPLY="Open Internet|Open" ;;
	address-*) REPLY="Symmetric NAT|Dependent Mapping" ;;
	*/endpoint-independent)
		REPLY="Full Cone NAT|Independent Mapping, Independent Filter"
		;;
	*/address-dependent)
		REPLY="Restricted Cone NAT|"
		REPLY+="Independent Mapping, Address Dependent Filter"
		;;
	*)
		REPLY="Port Restricted Cone NAT|"
		REPLY+="Independent Mapping, Port Dependent Filter"
		;;
	esac
}

# carrier_maps KIND: whether one inside endpoint has one public endpoint.
carrier_maps() {
	[[ $1 != @(adm|symmetric)* ]]
}

# carrier_mapping KIND PUBLIC PORTS: the rules that choose a public endpoint, in
# REPLY.
carrier_mapping() {
	local host number=0 udp="ip protocol udp"
	case $1 in
	preserving*) REPLY="$udp snat to $2" ;;
	symmetric*) REPLY="$udp snat to $2:$3 fully-random" ;;
	adm*)
		REPLY=
		for host in "${LAB_INTERNET_HOSTS[@]}"; do
			REPLY+="ip daddr $host $udp"
			REPLY+=" snat to $2:4${number}000-4${number}999; "
			number=$((number + 1))
		done
		REPLY+="$udp snat to $2:49000-49999"
		;;
	*) REPLY="$udp snat to $2:$3" ;;
	esac
}

# carrier_rules KIND PUBLIC PORTS: the whole ruleset, on standard output.
carrier_rules() {
	local file=carrier.nft rules key=inet_service out='' in=''
	[[ $1 != one-to-one ]] || file=carrier-one-to-one.nft
	file_text "$LAB_DIR/conf/$file"
	rules=$REPLY
	carrier_mapping "$@"
	rules=${rules//@SNAT@/"$REPLY"}
	printf 'flush ruleset\n%s' "${rules//@PUBLIC@/"$2"}"
	case $1 in
	*-adf)
		key="ipv4_addr . inet_service"
		out="ip daddr . " in="ip saddr . "
		;;
	*-eif) ;;
	*) return 0 ;;
	esac
	file_text "$LAB_DIR/conf/carrier-open.nft"
	rules=${REPLY//@KEY@/"$key"}
	rules=${rules//@PEER_OUT@/"$out"}
	rules=${rules//@PEER_IN@/"$in"}
	printf '%s' "${rules//@LIFETIME@/"${LAB_LIFETIME}s"}"
}

# carrier_lifetime KIND: how long conntrack keeps a mapping there, in seconds.
carrier_lifetime() {
	REPLY=$LAB_LIFETIME
	[[ $1 != short ]] || REPLY=$LAB_LIFETIME_SHORT
}

# carrier_load NAMESPACE KIND PUBLIC PORTS: rules and lifetimes.
carrier_load() {
	local timeout=/proc/sys/net/netfilter/nf_conntrack_udp_timeout
	carrier_rules "$2" "$3" "$4" | namespace_routes "$1"
	carrier_lifetime "$2"
	in_ns "$1" sh -c "echo $REPLY >$timeout; echo $REPLY >${timeout}_stream"
}

# carrier_link NAMESPACE INSIDE OUTSIDE [GATEWAY]: its two interfaces.
carrier_link() {
	ip -n "$1" -batch - <<-EOT
		link set lo up
		addr add $2/24 dev inside0
		link set inside0 up
		addr add $3/24 dev outside0
		link set outside0 up
		${4:+route add default via $4}
	EOT
}

# topology_carrier: the NAT, or the two of them, of $LAB_CARRIER.
topology_carrier() {
	case $LAB_CARRIER in
	none) ;;
	double)
		carrier_link "$NS_CARRIER" "$ADDR_CARRIER_INSIDE" \
			"$ADDR_CARRIER_OUTSIDE" "$ADDR_UPLINK_INSIDE"
		carrier_load "$NS_CARRIER" eim "$ADDR_CARRIER_OUTSIDE" \
			"$LAB_UPLINK_PORTS"
		carrier_link "$NS_UPLINK" "$ADDR_UPLINK_INSIDE" "$ADDR_PUBLIC"
		carrier_load "$NS_UPLINK" eim "$ADDR_PUBLIC" \
			"$LAB_CARRIER_PORTS"
		;;
	*)
		carrier_link "$NS_CARRIER" "$ADDR_CARRIER_INSIDE" \
			"$ADDR_PUBLIC"
		carrier_load "$NS_CARRIER" "$LAB_CARRIER" "$ADDR_PUBLIC" \
			"$LAB_CARRIER_PORTS"
		;;
	esac
}

# carrier_measure: ask as RFC 5780 has it, from the router, which has no rules
# yet; what was found is in $LAB_STATE/carrier.
carrier_measure() {
	local options=()
	[[ $LAB_CARRIER != short ]] ||
		options=(--lifetime "$((LAB_LIFETIME_SHORT + 2))")
	in_ns "$NS_ROUTER" "$LAB_DIR/tools/natkind" "${options[@]}" \
		"$ADDR_STUN" "$ADDR_STUN_OTHER" >"$LAB_STATE/carrier"
}

# carrier_is_kind: whether what was found is what the kind is to be.
carrier_is_kind() {
	local expected
	carrier_expect "$LAB_CARRIER"
	expected=$REPLY
	file_text "$LAB_STATE/carrier"
	[[ $REPLY == "$expected: "* ]]
}

# carrier_restart [PUBLIC]: the carrier comes back with empty tables, and where
# one is given, with another public address, which then is $ADDR_PUBLIC.
carrier_restart() {
	local namespace=$NS_CARRIER kind=$LAB_CARRIER old=$ADDR_PUBLIC
	[[ $LAB_CARRIER != double ]] || namespace=$NS_UPLINK kind=eim
	if (($#)) && [[ $1 != "$old" ]]; then
		ADDR_PUBLIC=$1
		export ADDR_PUBLIC
		# the first address of a network takes the others with it
		ip -n "$namespace" -batch - <<-EOT
			addr del $old/24 dev outside0
			addr add $1/24 dev outside0
		EOT
	fi
	carrier_load "$namespace" "$kind" "$ADDR_PUBLIC" "$LAB_CARRIER_PORTS"
	in_ns "$namespace" conntrack -F 2>/dev/null
}
