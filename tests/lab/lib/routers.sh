# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The router kinds: what the router's own ruleset does to what leaves.

# Further outside addresses of a router that has a pool of them.
LAB_POOL=("${ADDR_WAN%.*}.8" "${ADDR_WAN%.*}.9")

# router_nat: the statement of $LAB_ROUTER, on standard output; fails where
# there is no such kind, or where it is none with this carrier: a 1:1 NAT has one
# address behind it, and private addresses have no route on the Internet.
router_nat() {
	case $LAB_ROUTER/$LAB_CARRIER in
	masquerade/*) echo "masquerade" ;;
	random/*) echo "masquerade random" ;;
	fully-random/*) echo "masquerade fully-random" ;;
	routed/none | routed/one-to-one | pool/one-to-one) return 1 ;;
	pool/*) echo "snat to ${LAB_POOL[0]}-${LAB_POOL[1]}" ;;
	routed/*) echo "accept" ;;
	*) return 1 ;;
	esac
}

# router_rules: NAT and firewall, once the carrier has been measured past them.
router_rules() {
	local nat address
	nat=$(router_nat)
	file_text "$LAB_DIR/conf/router.nft"
	namespace_routes "$NS_ROUTER" <<<"${REPLY//@NAT@/"$nat"}"
	case $LAB_ROUTER in
	pool)
		for address in "${LAB_POOL[@]}"; do
			echo "addr add $address/24 dev wan0"
		done | ip -n "$NS_ROUTER" -batch -
		;;
	routed)
		ip -n "$NS_CARRIER" route add "${ADDR_LAN%.*}.0/24" \
			via "$ADDR_WAN"
		;;
	esac
}
