# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Processes of the lab: each is known by a name, its pid is in
# $LAB_STATE/pid/NAME, its output in $LAB_STATE/log/NAME.log.

# lab_spawn NAME COMMAND [ARGUMENT...]: start in the background.
lab_spawn() {
	local name=$1
	shift
	"$@" </dev/null >>"$LAB_STATE/log/$name.log" 2>&1 &
	printf '%d\n' $! >"$LAB_STATE/pid/$name"
}

# lab_pid NAME: the pid in REPLY; fails when it was not started.
lab_pid() {
	REPLY=
	[[ -r $LAB_STATE/pid/$1 ]] && read -r REPLY <"$LAB_STATE/pid/$1"
}

# lab_alive NAME: whether it runs. A process that has ended and waits to be
# reaped does not.
lab_alive() {
	local pid stat
	lab_pid "$1" || return 1
	pid=$REPLY
	{ read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return 1
	stat=${stat##*) }
	[[ $stat != Z* && $stat != X* ]]
}

lab_dead() {
	! lab_alive "$1"
}

# lab_stop NAME [SIGNAL]: end it and wait for its end; what does not end in
# 5 s is killed.
lab_stop() {
	local name=$1 pid
	lab_pid "$name" || return 0
	pid=$REPLY
	kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
	if ! wait_for 5 lab_dead "$name"; then
		kill -s KILL "$pid" 2>/dev/null || true
		wait_for 5 lab_dead "$name" || true
	fi
	wait "$pid" 2>/dev/null || true
	rm -f "$LAB_STATE/pid/$name"
}

# lab_log NAME: where its output is.
lab_log() {
	printf '%s/log/%s.log' "$LAB_STATE" "$1"
}

# lab_stop_all: end everything that lab_spawn started and that still runs.
lab_stop_all() {
	local file name
	for file in "$LAB_STATE"/pid/*; do
		[[ -e $file ]] || continue
		read -r name <"$file"
		kill -s TERM "$name" 2>/dev/null || true
	done
	for file in "$LAB_STATE"/pid/*; do
		[[ -e $file ]] || continue
		lab_stop "${file##*/}"
	done
}
