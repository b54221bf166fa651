#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# probe.sh RESULT COMPILER ARGUMENT...
#
# Asks a kernel's headers what they have, by compiling each file of probe/ with
# what kbuild compiles the module with. RESULT becomes a header that defines
# SIPMAP_HAVE_NAME for every one that compiles. Kbuild calls this.
set -eu

result=$1
shift
sources=$(dirname "$0")/probe

# compiles NAME ARGUMENT...: a warning is no error, but for those that mean that
# the kernel has something else, or nothing
compiles() {
	source=$sources/$1.c
	shift
	"$@" -Wno-error -Werror=implicit-function-declaration \
		-Werror=incompatible-pointer-types \
		-c -o "$result.o" "$source"
}

trap 'rm -f "$result.o" "$result.new"' EXIT
if ! compiles always "$@"; then
	echo "probe.sh: nothing compiles with these kernel headers" >&2
	exit 1
fi
{
	echo '/* SPDX-License-Identifier: GPL-2.0-only */'
	echo '/* What these kernel headers have; made by probe.sh. */'
	for file in "$sources"/*.c; do
		name=$(basename "$file" .c)
		compiles "$name" "$@" 2>/dev/null || continue
		echo "#define SIPMAP_HAVE_$(echo "$name" | tr '[:lower:]' '[:upper:]') 1"
	done
} >"$result.new"
mv "$result.new" "$result"
