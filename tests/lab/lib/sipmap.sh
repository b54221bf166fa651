# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# sipmap itself, in the router's namespace; and the in-tree SIP helper, to
# compare with.

SIPMAPD=${SIPMAPD:-$LAB_TREE/build/userspace/sipmapd}
SIPMAPCTL=${SIPMAPCTL:-$LAB_TREE/build/userspace/sipmapctl}

# need_module: for scenarios that are nothing without it.
need_module() {
	[[ ${SIPMAP_BED:-host} != host ]] ||
		bail_out "needs the module, which the host cannot load: run" \
			"tests/lab/run --bed vm ${0##*/}"
	[[ -n ${SIPMAP_KO:-} && -e $SIPMAP_KO ]] ||
		bail_out "no module is built for this kernel: run make first"
}

# module_load: the sipmap module, with what it builds on.
module_load() {
	need_module
	[[ ! -d /sys/module/nf_sipmap ]] || return 0
	modprobe -q -a nf_conntrack nf_nat nf_defrag_ipv4 nf_defrag_ipv6 \
		nfnetlink_queue || true
	insmod "$SIPMAP_KO"
}

module_unload() {
	[[ ! -d /sys/module/nf_sipmap ]] || rmmod nf_sipmap
}

# sipmap_sysctl NAME [VALUE]: read or write net.sipmap.NAME at the router.
sipmap_sysctl() {
	if (($# > 1)); then
		in_ns "$NS_ROUTER" sysctl -q -w "net.sipmap.$1=$2"
	else
		in_ns "$NS_ROUTER" sysctl -n "net.sipmap.$1"
	fi
}

# sipmap_enable: and let messages wait longer in a bed whose agent is slower.
sipmap_enable() {
	sipmap_sysctl hold_ms "$((500 * LAB_PATIENCE))"
	sipmap_sysctl enabled 1
}

# ctl ARGUMENT...: sipmapctl at the router.
ctl() {
	in_ns "$NS_ROUTER" "$SIPMAPCTL" "$@"
}

# agent_start [LINE...]: the agent, with further lines for its configuration.
# Wait with agent_ready.
agent_start() {
	[[ -x $SIPMAPD ]] ||
		bail_out "$SIPMAPD is not built: run make first"
	agent_configure "$@"
	lab_spawn sipmapd ip netns exec "$NS_ROUTER" \
		"$SIPMAPD" -n -f "$LAB_STATE/sipmapd.conf"
}

agent_configure() {
	{
		cat "$LAB_DIR/conf/sipmapd.conf"
		(($# == 0)) || printf '%s\n' "$@"
	} >"$LAB_STATE/sipmapd.conf"
}

# agent_reload LINE...: other lines instead of those it was started with.
agent_reload() {
	agent_configure "$@"
	lab_pid sipmapd
	kill -s HUP "$REPLY"
}

# agent_fetch PORT PATH: what its status page answers.
agent_fetch() {
	# shellcheck disable=SC2016 # the inner shell's arguments
	in_ns "$NS_ROUTER" bash -c 'exec 5<>"/dev/tcp/127.0.0.1/$1" &&
		printf "GET %s HTTP/1.1\r\nHost: localhost\r\n" "$2" >&5 &&
		printf "Connection: close\r\n\r\n" >&5 && timeout 20 cat <&5' \
		bash "$1" "$2"
}

# agent_serves PORT PATH TEXT...: the answer has all of these.
agent_serves() {
	local answer text
	answer=$(agent_fetch "$1" "$2") || return
	printf '%s\n' "$answer"
	shift 2
	for text; do
		[[ $answer == *"$text"* ]] || {
			echo "lacks: $text"
			return 1
		}
	done
}

# status_is KEY VALUE: what sipmapctl status says.
status_is() {
	[[ $(ctl status --json) =~ \"$1\":\ *([a-z0-9]+) ]] &&
		[[ ${BASH_REMATCH[1]} == "$2" ]]
}

# agent_ready: it has judged the NAT, and where a pool makes sense it has a
# warm pair.
agent_ready() {
	status_is agent true || return 1
	[[ $(ctl nat --json) =~ \"mapping\":\ *\"([a-z-]+)\" ]] || return 1
	[[ ${BASH_REMATCH[1]} != unknown ]] || return 1
	! carrier_maps "$LAB_CARRIER" || ! status_is warm_pairs 0
}

agent_stop() {
	lab_stop sipmapd
}

# agent_kill: as kill -9 does.
agent_kill() {
	lab_stop sipmapd KILL
}

# sipmap_up [LINE...]: module, agent, and a pool that is warm; lines are for
# the agent's configuration.
sipmap_up() {
	module_load
	sipmap_enable
	agent_start "$@"
	wait_for 20 agent_ready ||
		bail_out "the agent does not get ready; see $(lab_log sipmapd)"
}

sipmap_down() {
	agent_stop
	[[ ! -d /sys/module/nf_sipmap ]] || sipmap_sysctl enabled 0
	module_unload
}

# kernel_clean: whether the kernel has reported nothing wrong since it booted.
kernel_clean() {
	local reports='WARNING:|BUG:|KASAN|Oops|Call Trace:|possible .* locking'
	reports+='|suspicious RCU|unregister_netdevice: waiting|refcount_t'
	! dmesg | grep -E -A 12 "$reports"
}

# helper_attach: the in-tree SIP helper for the LAN's phones, as firewall
# manuals have it.
helper_attach() {
	modprobe -q -a nf_conntrack_sip nf_nat_sip || true
	in_ns "$NS_ROUTER" nft -f - <"$LAB_DIR/conf/helper.nft"
}

helper_detach() {
	in_ns "$NS_ROUTER" nft delete table ip helper
}
