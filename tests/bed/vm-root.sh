# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with vm
#
# The root of a virtual machine whose architecture is not this machine's: a
# folder with Debian's packages for it, and module, agent and command from a
# cross compiler; sourced by vm after vm-kernel.sh and cross.sh.

# root_choose ARCHITECTURE: kernel_choose has chosen a kernel for it.
root_choose() {
	[ "$1" = i386 ] || die "no virtual machine of '$1': i386 is there"
	[ "$kernel_suite" = "$cross_suite" ] ||
		die "no compiler that makes modules for $kernel on $1:" \
			"leave out --kernel"
}

# root_get ARCHITECTURE: makes it, of all that the tests need of this machine,
# and builds what runs in it; sets bed_root and how to build for it.
root_get() {
	local packages triplet=${cross_triplet[$1]}

	mapfile -t packages < <(awk '
		$1 ~ /^(build|lab|vm)$/ && $2 !~ /^(linux-headers|qemu)-/ {
			print $2
		}' "$SIPMAP_TOP/tests/bed/packages" | sort -u)
	suite_root "${packages[@]}"
	bed_root=$suite_tree
	suite_share=$bed_root
	cross_root "$1"
	cross_headers "$1"
	bed_cc=(suite_run "$triplet-gcc" "--sysroot=$bed_root")
	bed_make=(suite_run make "CROSS_COMPILE=$triplet-")
	bed_init=$SIPMAP_TOP/build/arch/$1/init
	root_programs_build "$1"
}

# root_programs_build ARCHITECTURE: agent and command; sets root_programs.
root_programs_build() {
	local log triplet=${cross_triplet[$1]} pc

	root_programs=$SIPMAP_TOP/build/arch/$1/userspace
	pc=$(echo "$bed_root"/usr/lib/*/pkgconfig)
	log=$(log_file "userspace-$1")
	suite_run make -s -C userspace "BUILD=$root_programs" \
		"CC=$triplet-gcc --sysroot=$bed_root" "AR=$triplet-ar" \
		"PKG_CONFIG=env PKG_CONFIG_LIBDIR=$pc \
			PKG_CONFIG_SYSROOT_DIR=$bed_root pkg-config" \
		>"$log" 2>&1 || die "agent and command do not build: see $log"
}

# root_words: for the kernel's command line: which programs the lab is to take.
root_words() {
	printf '%s ' "SIPMAPD=$root_programs/sipmapd" \
		"SIPMAPCTL=$root_programs/sipmapctl"
}
