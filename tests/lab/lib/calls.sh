# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whole calls, and what the router keeps of them.

# json_fits OBJECT CONDITION: whether a flat JSON object fulfils KEY=VALUE;
# VALUE may be a pattern; KEY= asks that the key be absent.
json_fits() {
	local key=${2%%=*} wanted=${2#*=}
	local pattern="\"$key\": *(\"([^\"]*)\"|[^,\" }]*)"
	REPLY=
	if [[ ! $1 =~ $pattern ]]; then
		[[ -z $wanted ]]
		return
	fi
	REPLY=${BASH_REMATCH[2]:-${BASH_REMATCH[1]}}
	# shellcheck disable=SC2053
	[[ -n $wanted && $REPLY == $wanted ]]
}

# rows_select TABLE [CONDITION...]: the rows of sipmapctl's TABLE in ROWS; what
# it printed is in ROWS_TEXT.
rows_select() {
	local -a objects
	local object condition command=$1
	[[ $command != realms ]] || command=nat
	shift
	ROWS=()
	ROWS_TEXT=$(ctl "$command" --json) || {
		echo "sipmapctl $command failed"
		return 1
	}
	mapfile -d '{' -t objects <<<"$ROWS_TEXT"
	for object in "${objects[@]:2}"; do
		for condition; do
			json_fits "$object" "$condition" || continue 2
		done
		ROWS+=("${object%%\}*}")
	done
}

# rows TABLE [CONDITION...]: how many rows sipmapctl shows.
rows() {
	rows_select "$@" || return
	echo "${#ROWS[@]}"
}

# row_get TABLE KEY [CONDITION...]: one key of each row.
row_get() {
	local table=$1 key=$2 row
	shift 2
	rows_select "$table" "$@" || return
	for row in "${ROWS[@]}"; do
		json_fits "$row" "$key=*" || true
		echo "$REPLY"
	done
}

# no_rows TABLE [CONDITION...] and some_rows TABLE [CONDITION...]; what there
# is instead is said.
no_rows() {
	rows_select "$@" || return
	((${#ROWS[@]} == 0)) || {
		printf '%s\n' "${ROWS[@]}"
		return 1
	}
}

some_rows() {
	rows_select "$@" || return
	((${#ROWS[@]} > 0)) || {
		printf '%s\n' "none is so of these:" "$ROWS_TEXT"
		return 1
	}
}

# calls_are NUMBER: so many calls are not over.
calls_are() {
	rows_select calls "state=@(early|confirmed)" || return
	((${#ROWS[@]} == $1))
}

# media_released: no call is left, and no media binding belongs to one.
media_released() {
	no_rows calls "state=@(early|confirmed)" &&
		no_rows bindings kind=rtp "call=*" state=ready
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
