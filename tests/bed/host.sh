# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with vm and uml
#
# What the two beds have in common on the host's side; sourced by vm and uml
# after lib.sh.
#
# A bed is told by its variables: bed_name (vm, uml, uml-debug), bed_out,
# bed_timeout, bed_shell, bed_mem, bed_command (an array), bed_modules, bed_ko,
# bed_init and bed_root (paths), and bed_cc and bed_make, which are how a
# compiler and make are called for it.

bed_defaults() {
	bed_name=$1
	bed_mem=$2
	bed_out=
	bed_timeout=600
	bed_shell=
	bed_with_module=1
	bed_command=()
	bed_init=$SIPMAP_TOP/build/bed/init
	bed_root=
	bed_cc=(gcc)
	bed_make=(make)
}

# bed_option ARGS...: takes one option common to the beds; sets bed_taken to
# how many words it was, 0 if it is none of these.
bed_option() {
	bed_taken=2
	case $1 in
	--mem) bed_mem=${2?} ;;
	--timeout) bed_timeout=${2?} ;;
	--out) bed_out=${2?} ;;
	--shell) bed_shell=1 bed_taken=1 ;;
	--no-module) bed_with_module='' bed_taken=1 ;;
	*) bed_taken=0 ;;
	esac
}

# bed_ready: checks what was asked for and makes the folder of results, which
# no other run may have in use.
bed_ready() {
	[ -z "$bed_shell" ] || [ "${#bed_command[@]}" -gt 0 ] ||
		bed_command=(/bin/bash -i)
	[ "${#bed_command[@]}" -gt 0 ] ||
		die "no command: give one after --, or --shell"
	[[ $bed_timeout =~ ^[0-9]+$ ]] ||
		die "--timeout $bed_timeout: give a number of seconds"
	bed_out=${bed_out:-$SIPMAP_TOP/build/bed/$bed_name}
	mkdir -p "$bed_out/.bed" ||
		die "cannot make $bed_out: give a writable folder with --out"
	bed_out=$(cd "$bed_out" && pwd -P)
	[[ $SIPMAP_TOP$bed_out != *[[:space:]\"]* ]] ||
		die "a path with a space in it: move the tree or give --out"
	exec {bed_lock}>"$bed_out/.bed/lock"
	flock -n "$bed_lock" ||
		die "$bed_out is in use by another run: give another --out"
	rm -f "$bed_out"/.bed/status "$bed_out"/{console,dmesg}.log
	printf '%s\0' "${bed_command[@]}" >"$bed_out/.bed/argv"
}

# bed_init_build: compiles the bed's first process when its source changed.
bed_init_build() {
	local source=$SIPMAP_TOP/tests/bed/init result=$bed_init
	local file log

	for file in "$source"/*.[ch]; do
		[ "$result" -nt "$file" ] || result=
	done
	[ -z "$result" ] || return 0
	log=$(log_file bed-init)
	need_tool gcc build
	mkdir -p "${bed_init%/*}"
	"${bed_cc[@]}" -O2 -Wall -Wextra -static -o "$bed_init.$$" \
		"$source"/*.c 2>"$log" ||
		die "tests/bed/init does not compile: see $log"
	mv "$bed_init.$$" "$bed_init"
}

# bed_module_build KERNEL_BUILD_DIR OUTPUT_DIR [NAME=VALUE...]: makes the
# module for the bed's kernel, unless it is not wanted, with the make that is
# in bed_make; sets bed_ko.
bed_module_build() {
	local kdir=$1 kout=$2 log

	shift 2
	bed_ko=
	[ -n "$bed_with_module" ] || return 0
	bed_ko=$kout/nf_sipmap.ko
	log=$(log_file "module-${kout##*/}")
	lock_build "${kout##*/}"
	"${bed_make[@]}" -s -C "$SIPMAP_TOP" module KDIR="$kdir" KOUT="$kout" "$@" \
		>"$log" 2>&1 || die "the module does not build: see $log"
	unlock
}

# bed_words: the settings for the kernel's command line, which hands them on
# to the first process.
bed_words() {
	printf '%s ' "SIPMAP_BED=$bed_name" "SIPMAP_TREE=$SIPMAP_TOP" \
		"SIPMAP_OUT=$bed_out" "SIPMAP_MODULES=$bed_modules" \
		"SIPMAP_KO=$bed_ko"
	[ -z "$bed_root" ] || printf '%s ' "SIPMAP_ROOT=$bed_root"
	[ -z "$bed_shell" ] ||
		printf '%s ' SIPMAP_SHELL=1 "LINES=$(tput lines)" \
			"COLUMNS=$(tput cols)" "TERM=${TERM:-vt100}"
}

# bed_boot COMMAND...: runs the kernel and exits with the job's status. The
# kernel writes through a pipe of its own, since it may set what it writes to
# non-blocking, which the caller's terminal or log would keep.
bed_boot() {
	local status=0

	if [ -n "$bed_shell" ]; then
		"$@" || status=$?
	else
		# the shell's own word on how it ended goes nowhere
		(
			timeout --foreground -k 5 "$bed_timeout" "$@" \
				</dev/null 2>&9
			exit
		) 9>&2 2>/dev/null | cat || status=$?
	fi
	if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
		say "bed: no end after $bed_timeout s;" \
			"the kernel's console: $bed_out/console.log"
		exit 124
	fi
	if [ ! -s "$bed_out/.bed/status" ]; then
		say "bed: the kernel ended before the command did;" \
			"its console ($bed_out/console.log) ends with:"
		# without the frames of a backtrace that are guesses
		grep -v '\]  *? ' "$bed_out/console.log" | tail -n 60 >&2 ||
			true
		exit 125
	fi
	exit "$(<"$bed_out/.bed/status")"
}
