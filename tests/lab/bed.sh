# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# How to get a command into a bed; sourced by whatever boots one.

# tones_make: what the phones play; made here, where it is fast.
tones_make() {
	local lab dir hertz
	lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
	dir=$(cd "$lab/../.." && pwd)/build/lab/tones
	mkdir -p "$dir"
	for hertz in 450 700 1150 1700; do
		[[ -e $dir/$hertz.wav ]] ||
			"$lab/tools/tone" make "$dir/$hertz.wav" "$hertz" 240
	done
}

# bed_command BED OUT [OPTION...]: sets BED_COMMAND, to which the command is
# appended. OUT is emptied: nothing of an earlier run is taken for this one's.
bed_command() {
	local bed=$1 out=$2 beds
	shift 2
	beds=$(cd "$(dirname "${BASH_SOURCE[0]}")/../bed" && pwd)
	mkdir -p "${out%/*}"
	exec {LAB_LOCK}>"$out.lock"
	flock -n "$LAB_LOCK" || {
		echo "${0##*/}: $out is in use by another run: wait for it" >&2
		exit 2
	}
	rm -rf "$out"
	mkdir -p "$out"
	tones_make
	case $bed in
	vm) BED_COMMAND=("$beds/vm") ;;
	uml) BED_COMMAND=("$beds/uml") ;;
	uml-debug) BED_COMMAND=("$beds/uml" --debug) ;;
	host)
		(($# == 0)) || {
			echo "${0##*/}: the bed host takes no $1" >&2
			exit 2
		}
		BED_COMMAND=(env SIPMAP_BED=host "SIPMAP_OUT=$out")
		return
		;;
	*)
		echo "${0##*/}: no bed is called $bed:" \
			"take vm, uml, uml-debug or host" >&2
		exit 2
		;;
	esac
	BED_COMMAND+=(--out "$out" "$@" --)
}
