# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154
#
# The source of the beds' own kernels and their configuration, which is in the
# array "fragments"; to be sourced after lib.sh.

here=$SIPMAP_TOP/tests/bed
source_package=linux-source-6.1
source_tar=/usr/src/$source_package.tar.xz

# Architectures and drivers that no bed compiles: only their Kconfig files are
# wanted, which the tree's own Kconfig reads.
tar_excludes() {
	local name

	for name in alpha arc arm arm64 csky hexagon ia64 loongarch m68k \
		microblaze mips nios2 openrisc parisc powerpc riscv s390 sh \
		sparc xtensa; do
		printf '%s\n' "--exclude=*/arch/$name/*.[chS]" \
			"--exclude=*/arch/$name/boot/*"
	done
	for name in gpu iio infiniband media net/ethernet net/wireless scsi \
		staging usb; do
		printf '%s\n' "--exclude=*/drivers/$name/*.[chS]"
	done
	printf '%s\n' '--exclude=*/Documentation/*.rst' \
		'--exclude=*/Documentation/*.yaml' \
		'--exclude=*/sound/*.[ch]' '--exclude=*/samples/*.c' \
		'--exclude=*/tools/perf/*' '--exclude=*/tools/testing/*'
}

# fragment_options: the fragments without what is mere comment.
fragment_options() {
	grep -hE '^CONFIG_|^# CONFIG_.* is not set$' "${fragments[@]}"
}

# unpack DIR: the patched source.
unpack() {
	local excludes patch

	mapfile -t excludes < <(tar_excludes)
	mkdir -p "$1"
	tar -xJf "$source_tar" -C "$1" --strip-components=1 --wildcards \
		"${excludes[@]}"
	for patch in "$here"/patches/*.patch; do
		patch -d "$1" -p1 -s <"$patch" ||
			die "${patch##*/} does not apply to $source_package"
	done
}

# dropped CONFIG: prints each asked-for option that CONFIG does not have; of
# an option that is given twice the last one counts.
dropped() {
	awk '
	FNR == NR { have[$0] = 1; next }
	/^CONFIG_/ { split($0, part, "="); want[part[1]] = $0 }
	/^# CONFIG_.* is not set$/ { want[$2] = "" }
	END { for (name in want)
		if (want[name] != "" && !(want[name] in have))
			print want[name] }
	' "$1" <(fragment_options)
}

# configure DIR ARCHITECTURE
configure() {
	local missing

	fragment_options >"$1/sipmap.config"
	make -s -C "$1" "ARCH=$2" KCONFIG_ALLCONFIG=sipmap.config allnoconfig
	missing=$(dropped "$1/.config")
	[ -z "$missing" ] ||
		die "options that this kernel drops, to be taken out of" \
			"tests/bed/*.config:" "$(echo "$missing" | xargs)"
}
