# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One scenario behind many kinds, in one boot; sourced by matrix and judges,
# which make a table of it, after bed.sh.

EACH_LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Every carrier kind, in the order of a table.
# shellcheck disable=SC2034 # it is for them
EACH_CARRIERS="none eim eim-adf eim-eif preserving preserving-adf preserving-eif
	one-to-one short double adm adm-adf adm-eif symmetric symmetric-adf
	symmetric-eif"

# each_ask CARRIER ROUTER COMMAND...: asks one of the lab's functions about these
# kinds, in a subshell, and prints its REPLY; fails where it does, and where
# there is no such carrier.
each_ask() (
	export LAB_CARRIER=$1 LAB_ROUTER=$2 LAB_STATE=/nonexistent
	shift 2
	# shellcheck disable=SC1091
	. "$EACH_LAB/lib.sh"
	carrier_expect "$LAB_CARRIER" || exit
	"$@" || exit
	echo "$REPLY"
)

# each_run OUT: all of OUT/list in the bed of bed_command; its TAP is in OUT/tap.
each_run() {
	"${BED_COMMAND[@]}" "$EACH_LAB/inside" --list "$1/list" | tee "$1/tap"
}
