# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Other releases of Debian: packages of theirs without a trace on this machine;
# to be sourced after lib.sh.
#
# Each release has an apt state of its own in the cache, and a root folder into
# which packages are unpacked, with all they depend on: compiler, make and
# kernel headers that belong together. No script of a package is run. What runs
# in such a root runs on a copy that is thrown away.

suite_list=$SIPMAP_TOP/tests/bed/suites
# what a build of the module needs, and what is in every Debian
suite_base=(gcc make bash dash coreutils sed grep findutils mawk diffutils)

# suite_names: all of them, one a line.
suite_names() {
	awk '/^[^#]/ { print $1 }' "$suite_list"
}

# mirror LABEL: where this machine gets Debian's packages, as apt knows.
mirror() {
	# shellcheck disable=SC2016 # apt fills it in
	apt-get indextargets --format '$(LABEL) $(REPO_URI)' \
		'Created-By: Packages' 2>/dev/null |
		awk -v label="$1" '$1 == label { print $2; exit }'
}

# suite_sources RELEASE...: lines for sources.list.
suite_sources() {
	local release label uri keys

	keys=/usr/share/keyrings/debian-archive-keyring.gpg
	for release; do
		label=Debian
		[[ $release != *-security ]] || label=Debian-Security
		uri=$(mirror "$label")
		[ -n "$uri" ] ||
			die "apt has no packages of $label: run apt-get update"
		printf 'deb [signed-by=%s] %s %s main\n' "$keys" "$uri" \
			"$release"
	done
}

# suite_apt PROGRAM ARGUMENT...: apt-get or apt-cache with the suite's state.
suite_apt() {
	local program=$1 state=$suite_dir/apt

	shift
	"$program" -q -o "Dir::Etc::SourceList=$state/sources.list" \
		-o Dir::Etc::SourceParts=/dev/null \
		-o "Dir::Etc::Preferences=$state/preferences" \
		-o Dir::Etc::PreferencesParts=/dev/null \
		-o "Dir::State=$state" -o "Dir::State::status=$state/status" \
		-o "Dir::Cache=$state/cache" -o "Dir::Log=$state/log" \
		-o "APT::Architecture=$suite_arch" \
		-o "APT::Architectures::=$suite_arch" \
		-o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

# suite_update: fetches the lists of packages. Mirrors are now and then at odds
# with themselves; then the lists will do that could be had.
suite_update() {
	local log

	log=$(log_file "suite-$suite_name")
	suite_apt apt-get update >"$log" 2>&1 && return
	[ -n "$(suite_kernel)" ] ||
		die "no list of packages of $suite_name: see $log"
	say "not every list of packages of $suite_name could be fetched"
}

# suite_use NAME [ARCHITECTURE]: chooses a suite for what follows; sets
# suite_name, suite_arch and suite_dir.
suite_use() {
	local state releases

	suite_name=$1 suite_arch=${2:-amd64}
	releases=$(awk -v name="$1" '$1 == name { $1 = ""; print }' \
		"$suite_list")
	[ -n "$releases" ] ||
		die "no suite is called $1: see $suite_list"
	suite_dir=$(cache_dir)/suite-$1-$suite_arch
	state=$suite_dir/apt
	[ ! -e "$state/ready" ] || return 0
	lock_cache "suite-$1-$suite_arch"
	if [ -e "$state/ready" ]; then
		unlock
		return
	fi
	mkdir -p "$state"/{lists/partial,cache/archives/partial,log}
	: >"$state/status"
	# shellcheck disable=SC2086 # one word each
	suite_sources $releases >"$state/sources.list"
	printf 'Package: *\nPin: release n=%s\nPin-Priority: 990\n' \
		"${releases##* }" >"$state/preferences"
	suite_update
	touch "$state/ready"
	unlock
}

# suite_flavour: how Debian calls this architecture's ordinary kernel.
suite_flavour() {
	case $suite_arch in
	i386) echo 686-pae ;;
	armhf) echo armmp ;;
	mipsel) echo 4kc-malta ;;
	*) echo "$suite_arch" ;;
	esac
}

# suite_kernel: the release of the suite's kernel, as uname -r says it.
suite_kernel() {
	suite_apt apt-cache show --no-all-versions \
		"linux-headers-$(suite_flavour)" 2>/dev/null |
		sed -n 's/^Depends:.*linux-headers-\([0-9][^ ,]*\).*/\1/p' ||
		true
}

# suite_fetch DIR PACKAGE...: these packages' files, and no others.
suite_fetch() {
	local log dir=$1

	shift
	log=$(log_file "suite-$suite_name")
	(cd "$dir" && suite_apt apt-get download "$@") >"$log" 2>&1 &&
		return
	# newer ones may have taken their place
	suite_update
	(cd "$dir" && suite_apt apt-get download "$@") >"$log" 2>&1 ||
		die "cannot download $*: see $log"
}

# suite_unpack FILE...: into the root. What a script of a package would set up
# is set up here, as far as a build or the lab needs it.
suite_unpack() {
	local file root=$suite_dir/root

	for file; do
		[ -e "$root/.unpacked/${file##*/}" ] ||
			dpkg-deb --fsys-tarfile "$file" | tar -x -C "$root" \
				--no-same-owner --keep-directory-symlink ||
			die "cannot unpack $file: remove $suite_dir"
		touch "$root/.unpacked/${file##*/}"
		rm "$file"
	done
	[ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"
	[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
	[ -e "$root/etc/passwd" ] ||
		echo root:x:0:0:root:/root:/bin/sh >"$root/etc/passwd"
}

# suite_root PACKAGE...: sees to it that the root has these packages, and all
# that they depend on; sets suite_tree.
suite_root() {
	local name log state=$suite_dir/apt wanted

	suite_tree=$suite_dir/root
	wanted=$suite_tree/.unpacked/$(printf '%s\n' "$@" | sort |
		sha256sum | cut -c1-16)
	[ ! -e "$wanted" ] || return 0
	lock_cache "suite-$suite_name-$suite_arch"
	if [ -e "$wanted" ]; then
		unlock
		return
	fi
	say "unpacking Debian's $suite_name ($suite_arch): $*"
	mkdir -p "$suite_tree"/{.unpacked,proc,dev,sys,tmp,root,etc,var/tmp} \
		"$suite_tree"/usr/{bin,sbin,lib,lib64}
	for name in bin sbin lib lib64; do
		[ -e "$suite_tree/$name" ] ||
			ln -s "usr/$name" "$suite_tree/$name"
	done
	log=$(log_file "suite-$suite_name")
	suite_download "$log" "$@" || {
		suite_update
		suite_download "$log" "$@" ||
			die "cannot download $*: see $log"
	}
	suite_unpack "$state"/cache/archives/*.deb
	touch "$wanted"
	unlock
}

suite_download() {
	local log=$1

	shift
	suite_apt apt-get -y --download-only --no-install-recommends install \
		"${suite_base[@]}" "$@" >"$log" 2>&1 </dev/null
}

# suite_run COMMAND...: in the root, from the top of the source tree, which is
# the only thing that can be written to for good. If suite_share is set, that
# folder is there as well.
suite_run() {
	local status=0 work

	need_root "another release of Debian"
	work=$(mktemp -d "${TMPDIR:-/tmp}/sipmap-suite.XXXXXX")
	unshare -m "$SIPMAP_TOP/tests/bed/suite-enter" "$suite_tree" "$work" \
		"$SIPMAP_TOP" "${suite_share:-}" "$@" || status=$?
	rmdir "$work"
	return "$status"
}
