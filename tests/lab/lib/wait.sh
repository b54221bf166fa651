# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Waiting for conditions. Nothing here starts a process: on an emulated
# machine a process costs as much as a call.

# A pipe that nobody writes to, to wait on.
exec {LAB_TICK}<> <(:)

# Emulated machines are slower; limits grow with them, waits do not.
case ${SIPMAP_BED:-host} in
vm) LAB_PATIENCE=4 ;;
uml*) LAB_PATIENCE=3 ;;
*) LAB_PATIENCE=1 ;;
esac

# tick: pass a little time between two looks at a condition.
tick() {
	read -r -t 0.1 -u "$LAB_TICK" || true
}

# wait_for SECONDS COMMAND [ARGUMENT...]: until the command succeeds; fails
# when it has not within SECONDS times $LAB_PATIENCE.
wait_for() {
	local limit=$((SECONDS + $1 * LAB_PATIENCE))
	shift
	until "$@" >/dev/null 2>&1; do
		((SECONDS <= limit)) || return 1
		tick
	done
}

# file_text FILE: the file's text in REPLY; empty where there is none.
file_text() {
	REPLY=
	[[ ! -r $1 ]] || IFS= read -r -d '' REPLY <"$1" || true
}

# file_has FILE TEXT: whether the text stands in the file.
file_has() {
	file_text "$1"
	[[ $REPLY == *"$2"* ]]
}
