# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Helpers shared by the scripts of the beds and of the lab; to be sourced.
# Sets SIPMAP_TOP, the top of the source tree, if it is not set.

SIPMAP_TOP=${SIPMAP_TOP:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
sipmap_logs=$SIPMAP_TOP/build/log

# say TEXT...: a line of progress, on stderr so that results stay clean.
say() {
	printf '%s\n' "$*" >&2
}

# die TEXT...: one line naming the fault and the remedy, then status 125.
# 125 is the status by which a bed says that it failed itself.
die() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 125
}

need_root() {
	[ "$(id -u)" -eq 0 ] || die "$1 needs root: run it with sudo"
}

# need_tool PROGRAM GROUP: dies naming the install step that brings PROGRAM.
need_tool() {
	command -v "$1" >/dev/null ||
		die "$1 is not installed: run tests/bed/install $2 as root"
}

# cache_dir: prints the folder for what is costly to make, outside the tree.
cache_dir() {
	local dir=${SIPMAP_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/sipmap}

	mkdir -p "$dir" 2>/dev/null ||
		die "cannot make the cache $dir: set SIPMAP_CACHE to a writable folder"
	printf '%s\n' "$dir"
}

# log_file NAME: prints the path of a log, its folder made.
log_file() {
	mkdir -p "$sipmap_logs"
	printf '%s\n' "$sipmap_logs/$1.log"
}

# lock_take FILE WHAT: holds a lock until "unlock" or the caller's exit, so
# that two runs never make the same thing at once.
lock_take() {
	mkdir -p "${1%/*}"
	exec {sipmap_lock}>"$1"
	flock -n "$sipmap_lock" && return
	say "waiting for another run that makes $2"
	flock "$sipmap_lock"
}

# lock_cache NAME: for what is in the cache.
lock_cache() {
	lock_take "$(cache_dir)/lock.$1" "$1"
}

# lock_build NAME: for what is in build/.
lock_build() {
	lock_take "$SIPMAP_TOP/build/lock.$1" "the module for $1"
}

unlock() {
	exec {sipmap_lock}>&-
}
