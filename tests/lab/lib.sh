# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The lab's helpers, for scenarios: source "$LAB_DIR/lib.sh". The scenario
# runs with the lab up; what each helper does is in docs/testing.md.
#
#   phone a --+                                               +-- phone c
#             +-- router --- carrier --- Internet bridge -----+
#   phone b --+   (nf_sipmap) (NAT 2)    registrar, STUN      +-- home NAT
#                                                                  |
#                                                               phone d

set -euo pipefail

# LAB_TRACE=FILE: every command with its time, to see what takes long.
if [[ -n ${LAB_TRACE:-} ]]; then
	exec {BASH_XTRACEFD}>>"$LAB_TRACE"
	PS4='+$EPOCHREALTIME ${FUNCNAME[0]:-} '
	set -x
fi

LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_TREE=${SIPMAP_TREE:-$(cd "$LAB_DIR/../.." && pwd)}
export LAB_DIR LAB_TREE

for lab_part in names tap wait process carriers routers topology services \
	phones captures calls ipv6 sipmap; do
	# shellcheck disable=SC1090
	. "$LAB_DIR/lib/$lab_part.sh"
done
unset lab_part
