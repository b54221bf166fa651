# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whole calls, and what the router keeps of them.

# rows TABLE [CONDITION...]: how many rows sipmapctl shows; conditions as for
# tools/select.
rows() {
	ctl "$1" --json | "$LAB_DIR/tools/select" "$@" --count
}

# row_get TABLE KEY [CONDITION...]: one key of each row.
row_get() {
	local table=$1 key=$2
	shift 2
	ctl "$table" --json | "$LAB_DIR/tools/select" "$table" "$@" --get "$key"
}

# no_rows TABLE [CONDITION...] and some_rows TABLE [CONDITION...]
no_rows() {
	[[ $(rows "$@") == 0 ]]
}

some_rows() {
	[[ $(rows "$@") != 0 ]]
}

# calls_are NUMBER: so many calls are not over.
calls_are() {
	(($(rows calls state=early) + $(rows calls state=confirmed) == $1))
}

# media_released: no call is left, and no media binding belongs to one.
media_released() {
	local left
	left=$(rows calls state=early)$(rows calls state=confirmed)
	left+=$(rows bindings kind=rtp "call=*" state=ready)
	[[ $left == 000 ]] || {
		ctl calls
		ctl bindings
		return 1
	}
}

# call_up CALLER CALLEE: dial and wait until both are in the call.
call_up() {
	phone_mark "$1" "$2"
	phone_call "$1" "$(phone_uri "$2")"
	check "$1 calls $2: answered" both_in_call "$1" "$2"
}

both_in_call() {
	wait_for 15 phone_in_call "$1" && wait_for 5 phone_in_call "$2"
}

both_idle() {
	wait_for 10 phone_idle "$1" && wait_for 10 phone_idle "$2"
}

# call_down WHO PHONE PHONE: one of the two hangs up; the other notices.
call_down() {
	phone_hangup "$1"
	check "$1 hangs up: the call ends at both" both_idle "$2" "$3" || true
}

# whole_call CALLER CALLEE WHO: a call with audio both ways, ended by WHO.
whole_call() {
	call_up "$1" "$2" || return 0
	assert_two_way_audio "$1" "$2" "$1 calls $2"
	call_down "$3" "$1" "$2"
}
