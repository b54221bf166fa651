# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The kernel's own style checker comes with its source only; Debian's headers
# leave it out. So it is taken from Debian's source archive, once.

# checkpatch_get: print where it is; fails if there is no archive
checkpatch_get() {
	local archive version folder new

	archive=$(find /usr/src -maxdepth 1 -name 'linux-source-*.tar.xz' |
		sort -V | tail -n 1)
	[ -n "$archive" ] || return 1
	version=$(basename "$archive" .tar.xz)
	folder=$CACHE/checkpatch/$version
	if [ ! -e "$folder/const_structs.checkpatch" ]; then
		mkdir -p "$CACHE/checkpatch"
		new=$(mktemp -d "$CACHE/checkpatch/new.XXXXXX")
		if ! tar -xJf "$archive" -C "$new" --strip-components=2 \
			--occurrence=1 \
			"$version/scripts/checkpatch.pl" \
			"$version/scripts/spelling.txt" \
			"$version/scripts/const_structs.checkpatch"; then
			rm -rf "$new"
			return 1
		fi
		# somebody else may have been quicker
		mv -T "$new" "$folder" 2>/dev/null || rm -rf "$new"
	fi
	printf '%s\n' "$folder/checkpatch.pl"
}
