# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# TAP for tests of the beds; to be sourced. tap_run runs a program, tap_is and
# tap_has judge it, tap_plan closes.

tap_count=0
tap_status=0
tap_output=
tap_shown=

# tap_run COMMAND...: sets tap_status and tap_output.
tap_run() {
	tap_status=0 tap_shown=
	tap_output=$("$@" 2>&1) || tap_status=$?
}

# tap_report NAME OK: OK is empty if the test failed; what the last program
# printed goes along with its first failure.
tap_report() {
	tap_count=$((tap_count + 1))
	if [ -n "$2" ]; then
		echo "ok $tap_count - $1"
		return
	fi
	echo "not ok $tap_count - $1"
	[ -z "$tap_shown" ] || return 0
	tap_shown=1
	printf '# exit status %s, output:\n' "$tap_status"
	tail -n 50 <<<"$tap_output" | sed 's/^/# | /'
}

# tap_is NAME WANTED GOT
tap_is() {
	local same=

	[ "$2" != "$3" ] || same=yes
	tap_report "$1" "$same"
	[ -n "$same" ] || printf '# want: %s\n# got:  %s\n' "$2" "$3"
}

# tap_has NAME TEXT: the output of the last program has it.
tap_has() {
	local found=

	[[ $tap_output != *"$2"* ]] || found=yes
	tap_report "$1" "$found"
	[ -n "$found" ] || printf '# wanted in it: %s\n' "$2"
}

tap_plan() {
	echo "1..$tap_count"
}

# tap_inner: what the last program printed is TAP, which becomes part of this
# one's; that it ends badly, or with another number of tests than it planned, is
# a failed test.
tap_inner() {
	local line own=0 planned=-1

	while IFS= read -r line; do
		case $line in
		"ok "* | "not ok "*)
			own=$((own + 1)) tap_count=$((tap_count + 1))
			line="${line%% [0-9]*} $tap_count - ${line#* - }"
			;;
		1..[0-9]*) planned=${line#1..} && continue ;;
		"#"*) ;;
		*) line="# $line" ;;
		esac
		printf '%s\n' "$line"
	done <<<"$tap_output"
	tap_output=
	tap_is "as many tests as planned, status $tap_status" \
		"$planned 0" "$own $tap_status"
}
