# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The namespaces, links, addresses, and the rules of the NATs in between.

# topology_up: make every namespace and link, start the Internet's servers.
# What takes long is done side by side.
topology_up() {
	local ns inside carrier
	{
		for ns in A B ROUTER CARRIER INTERNET C HOME D; do
			ns=NS_$ns
			echo "netns add ${!ns}"
		done
		[[ $LAB_CARRIER != double ]] || echo "netns add $NS_UPLINK"
	} | ip -batch -
	topology_links | ip -batch -
	topology_inside &
	inside=$!
	topology_internet
	services_start
	topology_carrier &
	carrier=$!
	topology_others
	wait "$inside"
	wait "$carrier"
}

# veth NAMESPACE NAME NAMESPACE NAME: one line of a batch.
veth() {
	echo "link add $2 netns $1 type veth peer name $4 netns $3"
}

topology_links() {
	veth "$NS_A" eth0 "$NS_ROUTER" lan-a
	veth "$NS_B" eth0 "$NS_ROUTER" lan-b
	veth "$NS_INTERNET" to-c "$NS_C" eth0
	veth "$NS_INTERNET" to-home "$NS_HOME" wan0
	veth "$NS_HOME" lan0 "$NS_D" eth0
	case $LAB_CARRIER in
	none)
		veth "$NS_INTERNET" to-carrier "$NS_ROUTER" wan0
		return
		;;
	double)
		veth "$NS_INTERNET" to-carrier "$NS_UPLINK" outside0
		veth "$NS_UPLINK" inside0 "$NS_CARRIER" outside0
		;;
	*) veth "$NS_INTERNET" to-carrier "$NS_CARRIER" outside0 ;;
	esac
	veth "$NS_CARRIER" inside0 "$NS_ROUTER" wan0
}

# leaf NAMESPACE ADDRESS [GATEWAY]: a host with one interface.
leaf() {
	ip -n "$1" -batch - <<-EOT
		link set lo up
		addr add $2/24 dev eth0
		link set eth0 up
		${3:+route add default via $3}
	EOT
}

# Bridges get an address of their own: else it is that of one port, and becomes
# another's when one is added, which neighbours do not know for a while.
topology_inside() {
	leaf "$NS_A" "$ADDR_A" "$ADDR_LAN"
	leaf "$NS_B" "$ADDR_B" "$ADDR_LAN"
	ip -n "$NS_ROUTER" -batch - <<-EOT
		link set lo up
		link add br-lan address 02:00:00:00:00:fe type bridge
		link set lan-a master br-lan up
		link set lan-b master br-lan up
		addr add $ADDR_LAN/24 dev br-lan
		link set br-lan up
		addr add $ADDR_WAN/24 dev wan0
		link set wan0 up
		route add default ${LAB_CARRIER_ROUTE[*]}
	EOT
}

topology_internet() {
	ip -n "$NS_INTERNET" -batch - <<-EOT
		link set lo up
		link add br0 address 02:00:00:00:00:ff type bridge
		link set to-c master br0 up
		link set to-home master br0 up
		link set to-carrier master br0 up
		addr add 203.0.113.1/24 dev br0
		addr add $ADDR_REGISTRAR/24 dev br0
		addr add $ADDR_REGISTRAR_IPV6/64 dev br0 nodad
		addr add $ADDR_STUN/24 dev br0
		addr add $ADDR_STUN_OTHER/24 dev br0
		link set br0 up
	EOT
	[[ ! -e $LAB_BRIDGE_FILTER ]] ||
		in_ns "$NS_INTERNET" sh -c "echo 0 >$LAB_BRIDGE_FILTER"
}

# topology_others: who else is on the Internet.
topology_others() {
	leaf "$NS_C" "$ADDR_C"
	ip -n "$NS_HOME" -batch - <<-EOT
		link set lo up
		addr add $ADDR_HOME/24 dev wan0
		link set wan0 up
		addr add $ADDR_HOME_LAN/24 dev lan0
		link set lan0 up
	EOT
	namespace_routes "$NS_HOME" <"$LAB_DIR/conf/home.nft"
	leaf "$NS_D" "$ADDR_D" "$ADDR_HOME_LAN"
}

# Where br_netfilter is there, bridges hand their frames to the packet filter.
LAB_BRIDGE_FILTER=/proc/sys/net/bridge/bridge-nf-call-iptables

# namespace_routes NAMESPACE: forwarding, and the rules on standard input.
namespace_routes() {
	local settings="echo 1 >/proc/sys/net/ipv4/ip_forward"
	[[ ! -e $LAB_BRIDGE_FILTER ]] ||
		settings+="; echo 0 >$LAB_BRIDGE_FILTER"
	in_ns "$1" sh -c "$settings; exec nft -f -"
}

# modules_load: what the lab needs of a modular kernel, by one process instead
# of one for each that the kernel misses.
modules_load() {
	modprobe -q -a veth bridge nf_tables nf_conntrack nf_nat \
		nf_defrag_ipv4 nf_defrag_ipv6 nft_ct nft_chain_nat nft_nat nft_masq \
		nfnetlink_queue nf_conntrack_netlink af_packet || true
}

# topology_down: delete the namespaces; the links go with them.
topology_down() {
	local ns
	for ns in A B ROUTER CARRIER UPLINK INTERNET C HOME D; do
		ns=NS_$ns
		[[ ! -e /run/netns/${!ns} ]] || echo "netns del ${!ns}"
	done | ip -batch -
}
