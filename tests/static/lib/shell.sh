# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
# For the checks that run a tool: where things are, and how results are told.

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
CACHE=${SIPMAP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sipmap}
BUILD=$TOP/build/static
TAP_COUNT=0
TAP_FAILED=0

# tap STATUS RULE [FILE]: FILE is what the tool said
tap() {
	TAP_COUNT=$((TAP_COUNT + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' "$TAP_COUNT" "$2"
		return
	fi
	TAP_FAILED=1
	printf 'not ok %d - %s\n' "$TAP_COUNT" "$2"
	if [ $# -gt 2 ]; then
		head -n 200 "$3" | sed 's/^/# /'
	fi
}

# tap_skip RULE REASON
tap_skip() {
	TAP_COUNT=$((TAP_COUNT + 1))
	printf 'ok %d - %s # SKIP %s\n' "$TAP_COUNT" "$1" "$2"
}

tap_finish() {
	printf '1..%d\n' "$TAP_COUNT"
	exit "$TAP_FAILED"
}

# c_files: the project's C sources and headers, one a line
c_files() {
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$TOP/tests/static/lib \
		python3 -c 'import tree; print("\n".join(tree.c_files()))'
}

# kernel_headers: where a module can be built: KDIR, the running kernel's
# headers, or the newest that are installed
kernel_headers() {
	local found

	if [ -n "${KDIR:-}" ]; then
		found=$KDIR
	elif [ -e "/lib/modules/$(uname -r)/build/Makefile" ]; then
		found=/lib/modules/$(uname -r)/build
	else
		found=$(find /usr/src -maxdepth 1 -name 'linux-headers-*' \
			! -name '*-common*' | sort -V | tail -n 1)
	fi
	printf '%s\n' "$found"
}

# module_copy FOLDER: the module's sources, so that no build touches the tree;
# what has not changed keeps its time, so that a second build is short
module_copy() {
	local name

	mkdir -p "$1"
	(cd "$TOP" && find Kbuild VERSION kmod include -type f \
		\( -name '*.[ch]' -o -name '*.sh' -o -name Kbuild \
		-o -name VERSION \) -print 2>/dev/null) |
	while read -r name; do
		cmp -s "$TOP/$name" "$1/$name" && continue
		mkdir -p "$1/$(dirname "$name")"
		cp "$TOP/$name" "$1/$name"
	done
	(cd "$1" && find . -name '*.[ch]' ! -name '*.mod.c' \
		! -name probed.h -print) |
	while read -r name; do
		[ -e "$TOP/$name" ] || rm -f "$1/$name"
	done
}
