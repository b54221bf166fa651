# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034 # these are for the scenarios
#
# Names and addresses of everything in the lab.

# Network namespaces.
LAB_PREFIX=${LAB_PREFIX:-sipmap-}
NS_A=${LAB_PREFIX}a
NS_B=${LAB_PREFIX}b
NS_ROUTER=${LAB_PREFIX}router
NS_CARRIER=${LAB_PREFIX}carrier
NS_UPLINK=${LAB_PREFIX}uplink
NS_INTERNET=${LAB_PREFIX}internet
NS_C=${LAB_PREFIX}c
NS_HOME=${LAB_PREFIX}home
NS_D=${LAB_PREFIX}d

# Inside.
ADDR_A=192.168.1.10
ADDR_B=192.168.1.11
ADDR_LAN=192.168.1.1

# Between router and carrier, and between the carriers where there are two; with
# no carrier NAT the router's outside address is the public one.
ADDR_CARRIER_INSIDE=100.64.0.1
ADDR_CARRIER_OUTSIDE=10.64.0.2
ADDR_UPLINK_INSIDE=10.64.0.1
ADDR_PUBLIC=203.0.113.7
LAB_CARRIER=${LAB_CARRIER:-eim}
LAB_ROUTER=${LAB_ROUTER:-masquerade}
if [[ $LAB_CARRIER == none ]]; then
	ADDR_WAN=$ADDR_PUBLIC
	LAB_CARRIER_ROUTE=(dev wan0)
else
	ADDR_WAN=100.64.0.2
	LAB_CARRIER_ROUTE=(via "$ADDR_CARRIER_INSIDE")
fi

# The Internet.
ADDR_REGISTRAR=203.0.113.10
ADDR_STUN=203.0.113.53
ADDR_STUN_OTHER=203.0.113.54
ADDR_C=203.0.113.20
ADDR_HOME=203.0.113.30
ADDR_HOME_LAN=192.168.178.1
ADDR_D=192.168.178.20

# The same over IPv6; what stands further in is chosen by ipv6_up.
ADDR_PUBLIC_IPV6=2001:db8:10::7
ADDR_REGISTRAR_IPV6=2001:db8:10::10
ADDR_C_IPV6=2001:db8:10::20

# Everything that must never be read in a message on the Internet side;
# phone d's own range is d's affair.
LAB_PRIVATE="192.168.1.0/24 100.64.0.0/10 10.0.0.0/8 172.16.0.0/12"

# The tone that each phone plays, in Hz.
declare -A LAB_HERTZ=([a]=450 [b]=700 [c]=1150 [d]=1700)

# They are made once, outside the beds.
LAB_TONES=$LAB_TREE/build/lab/tones

# Where running things keep their files; copied to $SIPMAP_OUT at the end.
LAB_STATE=${LAB_STATE:-/run/${LAB_PREFIX}lab}
export PYTHONPYCACHEPREFIX=$LAB_STATE/pycache
SIPMAP_OUT=${SIPMAP_OUT:-$LAB_TREE/build/lab/scratch}
SIPMAP_BED=${SIPMAP_BED:-host}
export LAB_PREFIX LAB_CARRIER LAB_ROUTER LAB_STATE SIPMAP_OUT SIPMAP_BED

# ns_of PHONE: the namespace of a phone.
ns_of() {
	local -l name=$1
	printf '%s%s' "$LAB_PREFIX" "$name"
}

# in_ns NAMESPACE COMMAND [ARGUMENT...]: run a command in a namespace; the
# name may be given with or without the lab's prefix.
in_ns() {
	local ns=$LAB_PREFIX${1#"$LAB_PREFIX"}
	shift
	ip netns exec "$ns" "$@"
}
