# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with arch and vm
#
# Builds for other processors with cross compilers of Debian 12, in a root
# folder of this machine's architecture; to be sourced after suite.sh.

# as Debian calls the architecture, as compilers do
declare -A cross_triplet=(
	[i386]=i686-linux-gnu
	[armhf]=arm-linux-gnueabihf
	[s390x]=s390x-linux-gnu
	[mipsel]=mipsel-linux-gnu
)
cross_suite=bookworm

# cross_root ARCHITECTURE...: sees to it that suite_run has cross compilers for
# these, and emulators.
cross_root() {
	local name packages=(qemu-user-static pkg-config)

	for name; do
		[ -n "${cross_triplet[$name]:-}" ] ||
			die "no architecture $name: ${!cross_triplet[*]}"
		packages+=("gcc-${cross_triplet[$name]}"
			"libc6-dev-$name-cross")
	done
	suite_use "$cross_suite"
	suite_root "linux-headers-$(suite_kernel)" "${packages[@]}"
}

# cross_headers ARCHITECTURE: that kernel's, into the root with the cross
# compilers, where the programs among them are this machine's; sets kernel.
cross_headers() {
	local work

	suite_use "$cross_suite" "$1"
	kernel=$(suite_kernel)
	[ ! -d "$suite_tree/usr/src/linux-headers-$kernel" ] || return 0
	work=$(mktemp -d "$suite_dir/headers.XXXXXX")
	suite_fetch "$work" "linux-headers-$kernel" \
		"linux-headers-${kernel%-"$(suite_flavour)"}-common"
	suite_use "$cross_suite"
	lock_cache "suite-$cross_suite-$suite_arch"
	suite_unpack "$work"/*.deb
	unlock
	rm -rf "$work"
}
