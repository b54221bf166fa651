# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# TAP, version 13: one line a result, "#" lines say more about it.

TAP_COUNT=0
TAP_FAILED=0

# ok TEXT / not_ok TEXT: one result.
ok() {
	TAP_COUNT=$((TAP_COUNT + 1))
	printf 'ok %d - %s\n' "$TAP_COUNT" "$*"
}

not_ok() {
	TAP_COUNT=$((TAP_COUNT + 1))
	TAP_FAILED=$((TAP_FAILED + 1))
	printf 'not ok %d - %s\n' "$TAP_COUNT" "$*"
}

# skip TEXT REASON: a result that this bed cannot give, and why.
skip() {
	TAP_COUNT=$((TAP_COUNT + 1))
	printf 'ok %d - %s # SKIP %s\n' "$TAP_COUNT" "$1" "$2"
}

# diag [TEXT...]: a diagnostic, from the arguments or from standard input.
diag() {
	local line
	if (($#)); then
		printf '# %s\n' "$*"
		return
	fi
	while IFS= read -r line; do
		printf '# %s\n' "${line%$'\r'}"
	done
}

# check TEXT COMMAND [ARGUMENT...]: ok if the command succeeds; what it
# prints is shown when it fails.
check() {
	local text=$1 said
	shift
	if said=$("$@" 2>&1); then
		ok "$text"
		return 0
	fi
	not_ok "$text"
	diag "failed: $*"
	[[ -z $said ]] || diag <<<"$said"
	return 1
}

# bail_out REASON: the scenario cannot go on.
bail_out() {
	printf 'Bail out! %s\n' "$*"
	exit 99
}

# plan: the last line of a scenario; its status is the scenario's. An agent
# that was started and not stopped must still be there.
plan() {
	if [[ -e $LAB_STATE/pid/sipmapd ]] && ! lab_alive sipmapd; then
		not_ok "the agent has not ended by itself"
		tail -n 10 "$(lab_log sipmapd)" | diag
	fi
	printf '1..%d\n' "$TAP_COUNT"
	((TAP_FAILED == 0 && TAP_COUNT > 0))
}

# results_of COMMAND...: its "ok" and "not ok" lines as results, the rest as
# diagnostics; one more result says that it came to its end.
results_of() {
	local line status=none
	while read -r line; do
		case $line in
		"ok "*) ok "${line#ok }" ;;
		"not ok "*) not_ok "${line#not ok }" ;;
		"ended "*) status=${line#ended } ;;
		*) diag "${line#"# "}" ;;
		esac
	done < <("$@" 2>&1 && echo "ended 0" || echo "ended $?")
	check "${1##*/} came to its end" test "$status" = 0 || true
}
