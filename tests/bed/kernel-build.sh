# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
#
# How a bed's own kernel is built from Debian's linux-source; to be sourced
# after lib.sh by what says what to build:
#
#   name          of the kernel, such as uml-debug
#   architecture  as make calls it
#   image         what make calls the kernel, which is its file's name
#   image_dir     where in the tree it is put
#   fragments     an array: what the configuration is made of
#   expected      about how many files are compiled; only for lines of progress

# shellcheck source=tests/bed/kernel-source.sh
. "$SIPMAP_TOP/tests/bed/kernel-source.sh"

# To be counted up when what is kept of a build changes.
layout=1

build_key() {
	{
		dpkg-query -W -f '${Version}\n' "$source_package" 2>/dev/null ||
			die "$source_package is not installed:" \
				"run tests/bed/install uml as root"
		gcc -dumpfullversion
		fragment_options
		cat "$here"/patches/*.patch
		echo "layout $layout"
	} | sha256sum | cut -c1-12
}

# compile DIR LOG: with a line of progress every 20 seconds.
compile() {
	local begin=$SECONDS pid cc=gcc

	if command -v ccache >/dev/null; then
		CCACHE_DIR=$(cache_dir)/ccache
		export CCACHE_DIR
		cc='ccache gcc'
	fi
	KBUILD_BUILD_TIMESTAMP='2024-01-01' KBUILD_BUILD_USER=sipmap \
		KBUILD_BUILD_HOST=bed nice make -C "$1" "ARCH=$architecture" \
		CC="$cc" -j"${SIPMAP_JOBS:-2}" "$image" modules >>"$2" 2>&1 &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		if [ $(((SECONDS - begin) % 20)) -eq 19 ]; then
			say "  $(grep -c '^  [CA][CS]  ' "$2") of about" \
				"$expected files, $((SECONDS - begin)) s"
		fi
		sleep 1
	done
	wait "$pid" || die "the kernel does not build: see $2"
}

# cut_out DIR: turns a built tree into what booting and building modules need.
cut_out() {
	find "$1" -name '*.ko' -not -path '*/lib/modules/*' -delete
	find "$1" \( -name '*.[oa]' -o -name '.*.cmd' -o -name '*.c' \
		-o -name '*.S' -o -name '*.rst' -o -name '*.dts*' \
		-o -name '*.order' -o -name '*.mod' \) \
		-not -path "$1/scripts/*" -type f -delete
	find "$1/tools" -type f -not -path '*/objtool/objtool' -delete
	rm -rf "$1"/{drivers,Documentation,fs,sound,samples,crypto,rust} \
		"$1"/{vmlinux,System.map,vmlinux.symvers}
	find "$1" -type d -empty -delete
}

# kernel_build: makes that kernel, unless the cache has it, and prints the
# folder where it is: the kernel, "tree" (to build modules in) and "lib" (the
# kernel's own modules). A change of source, configuration, patches or compiler
# makes another folder.
kernel_build() {
	local key result tool log

	key=$(build_key)
	result=$(cache_dir)/$name-$key
	[ -e "$result/$image" ] || lock_cache "$name"
	if [ -e "$result/$image" ]; then
		printf '%s\n' "$result"
		return
	fi
	for tool in gcc make flex bison bc xz patch; do
		need_tool "$tool" uml
	done
	log=$(log_file "kernel-build-$name")
	work=$(cache_dir)/build-$name
	trap 'rm -rf "$work"' EXIT
	rm -rf "$work"
	: >"$log"

	say "building the kernel $name, once; log in $log"
	unpack "$work/tree" 2>>"$log"
	configure "$work/tree" "$architecture" 2>>"$log"
	compile "$work/tree" "$log"
	make -s -C "$work/tree" "ARCH=$architecture" INSTALL_MOD_PATH="$work" \
		modules_install >>"$log" 2>&1 ||
		die "the kernel's modules do not install: see $log"
	mv "$work/tree/$image_dir/$image" "$work/$image"
	rm -f "$work"/lib/modules/*/{build,source}
	cut_out "$work/tree"
	rm -rf "$(cache_dir)/$name-"*
	mv "$work" "$result"
	say "the kernel $name is in $result ($(du -sh "$result" | cut -f1))"
	printf '%s\n' "$result"
}
