# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with vm
#
# The kernel of a virtual machine: which one, where it comes from, and the
# module for it; sourced by vm after host.sh and suite.sh. Sets kernel, its
# release, kernel_dir, where it is, and kernel_suite, where it is not of the
# machine's own release of Debian and architecture.

default_kernel() {
	local headers

	headers=$(dpkg-query -W -f '${Depends}' linux-headers-amd64 \
		2>/dev/null) ||
		die "linux-headers-amd64 is not installed:" \
			"run tests/bed/install build as root, or give --kernel"
	headers=${headers#linux-headers-}
	printf '%s\n' "${headers%% *}"
}

# kernel_choose VERSION|SUITE|"" [ARCHITECTURE]: sets kernel and kernel_suite.
kernel_choose() {
	local wanted=$1 suite suites

	kernel_suite=
	kernel=${wanted:-$(default_kernel)}
	[ -n "$wanted" ] || return 0
	[ ! -d "/usr/src/linux-headers-$kernel" ] || return 0
	suites=$(suite_names)
	# not all of them are looked through where one is called by its name
	[[ $'\n'$suites$'\n' != *$'\n'$wanted$'\n'* ]] || suites=$wanted
	for suite in $suites; do
		suite_use "$suite" "${2:-}"
		kernel=$(suite_kernel)
		kernel_suite=$suite
		case $wanted in
		"$suite" | "$kernel") return ;;
		esac
		[[ $kernel != "$wanted"[.-]* ]] || return 0
	done
	kernel_suite=
	kernel=$wanted
}

# fetch PACKAGE DIR: the package file, from where apt gets its packages, and
# what a newer kernel has put into packages of their own.
fetch() {
	local log parts

	if [ -n "$kernel_suite" ]; then
		parts=$(suite_apt apt-cache show --no-all-versions "$1" |
			sed -n 's/^Depends: //p' | tr ', ' '\n' |
			grep -E "^linux-(base|binary|modules)-[0-9]" || true)
		# shellcheck disable=SC2086 # one word each
		suite_fetch "$2" "$1" $parts
		return
	fi
	log=$(log_file vm-kernel)
	# apt's own sandbox user may not be able to write here
	(cd "$2" && apt-get -o APT::Sandbox::User=root download "$1") \
		>"$log" 2>&1 && return
	if [ "$(id -u)" -eq 0 ]; then
		apt-get update >>"$log" 2>&1 || true
		(cd "$2" && apt-get -o APT::Sandbox::User=root download "$1") \
			>>"$log" 2>&1 && return
	fi
	die "cannot download $1: run apt-get update as root; log in $log"
}

# little_endian FILE OFFSET BYTES: the number that stands there.
little_endian() {
	od -An -t "u$3" -j "$(($2))" -N "$3" "$1" | tr -d ' '
}

# payload FILE: the kernel proper out of a boot image; where it is stands in
# the image's header (the kernel's Documentation/x86/boot.rst).
payload() {
	local sectors offset length

	sectors=$(little_endian "$1" 0x1f1 1)
	offset=$((($(little_endian "$1" 0x248 4)) + (sectors + 1) * 512))
	length=$(little_endian "$1" 0x24c 4)
	tail -c "+$((offset + 1))" "$1" | head -c "$length"
}

# kernel_unpack IMAGE: the kernel as an ELF file. The four bytes after the
# compressed data are its size, of which the decompressors complain.
kernel_unpack() {
	local tool

	for tool in xz zstd gzip; do
		payload "$1" | "$tool" -dc 2>/dev/null >"$1.elf" || true
		if [ "$(head -c 4 "$1.elf" | tail -c 3)" = ELF ]; then
			mv "$1.elf" "${1%/*}/vmlinux"
			return
		fi
	done
	die "cannot unpack $1: install zstd, or try another --kernel"
}

# prune DIR: drops what no virtual machine has, four fifths of the package.
prune() {
	local modules

	modules=$(echo "$1"/lib/modules/*/kernel)
	rm -rf "${1:?}"/{deb,usr} "$modules/sound" "$modules"/drivers/{ata,gpu,hwmon} \
		"$modules"/drivers/{iio,infiniband,media,mtd,scsi,staging,usb} \
		"$modules"/drivers/net/{ethernet,wireless}
}

# kernel_get: unpacks that kernel into the cache, without installing it. The
# compressed image would unpack itself slowly under emulation, so it is
# unpacked here.
kernel_get() {
	local image package work

	kernel_dir=$(cache_dir)/vm-$kernel
	[ ! -e "$kernel_dir/vmlinux" ] || return 0
	lock_cache "vm-$kernel"
	if [ -e "$kernel_dir/vmlinux" ]; then
		unlock
		return
	fi
	say "fetching Debian's kernel $kernel, once"
	work=$kernel_dir.new
	rm -rf "$work"
	mkdir -p "$work/deb" "$work/lib"
	fetch "linux-image-$kernel" "$work/deb"
	for package in "$work"/deb/*.deb; do
		dpkg -x "$package" "$work"
	done
	# newer ones have everything below /usr
	[ ! -d "$work/usr/lib/modules" ] || mv "$work/usr/lib/modules" "$work/lib/"
	prune "$work"
	depmod -b "$work" "$kernel"
	image=$work/lib/modules/$kernel/vmlinuz
	[ -e "$image" ] || image=$work/boot/vmlinuz-$kernel
	mv "$image" "$work/vmlinuz"
	kernel_unpack "$work/vmlinuz"
	rm -rf "${work:?}"/{boot,vmlinuz} "$kernel_dir"
	mv "$work" "$kernel_dir"
	unlock
}

# kernel_module_build: the module for that kernel, by the compiler that goes
# with it; sets bed_ko.
kernel_module_build() {
	local headers=/usr/src/linux-headers-$kernel

	if [ -z "$bed_with_module" ] || [ -z "$kernel_suite" ]; then
		[ -z "$bed_with_module" ] || [ -d "$headers" ] ||
			die "no headers of $kernel: install" \
				"linux-headers-$kernel, or give --no-module"
		bed_module_build "$headers" "$SIPMAP_TOP/build/module/$kernel"
		return
	fi
	if [ -z "$bed_root" ]; then
		suite_root "linux-headers-$kernel"
		bed_make=(suite_run make)
	fi
	bed_module_build "$headers" "$SIPMAP_TOP/build/module/$kernel"
}
