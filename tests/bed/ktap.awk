# SPDX-License-Identifier: GPL-2.0-or-later
#
# Kernel log in, plain TAP out: nested results of KUnit are named
# suite.case.parameter and only the innermost are counted. Variables: wanted
# (the suites that must be there), status (of the bed). Files: the kernel's
# log, then what the bed printed.

# Depth of a line: KUnit indents by four blanks a level.
function depth_of(text) {
	match(text, /^ */)
	return int(RLENGTH / 4)
}

function result(good, name, directive) {
	count++
	printf "%sok %d - %s%s\n", good ? "" : "not ", count, name, directive
	if (!good)
		printf "%s", notes
	notes = ""
}

# Name of a result at this depth, below the subtests that are open.
function full_name(name, depth,    level, path) {
	for (level = 1; level <= depth; level++)
		path = path (title[level] == "" ? "" : title[level] ".")
	return path name
}

FILENAME != ARGV[1] {
	printed = printed "# | " $0 "\n"
	next
}

{ sub(/^(<[0-9]+>)?\[ *[0-9]+\.[0-9]+\] /, "") }

/^ *# Subtest: / {
	depth = depth_of($0)
	name = $0
	sub(/^ *# Subtest: /, "", name)
	title[depth] = name
	inner[depth] = 0
	bad[depth] = 0
	if (depth == 1)
		begun[name] = 1
	next
}

/^ *(not )?ok [0-9]+ / {
	depth = depth_of($0)
	good = $0 !~ /^ *not /
	name = $0
	directive = match(name, / # SKIP.*/) ? substr(name, RSTART) : ""
	sub(/ # SKIP.*/, "", name)
	sub(/^ *(not )?ok [0-9]+ (- )?/, "", name)
	if (depth == 0) {
		if (name in begun)
			ended[name] = good ? "ok" : "not ok"
		if (name in begun && !good && !bad[1])
			result(0, name, "")
		next
	}
	# inner[d]: results inside the subtest whose result stands at d - 1
	had = title[depth + 1] == name ? inner[depth + 1] : 0
	had_bad = title[depth + 1] == name ? bad[depth + 1] : 0
	if (!had || (!good && !had_bad))
		result(good, full_name(name, depth), directive)
	if (had)
		title[depth + 1] = ""
	inner[depth]++
	if (!good)
		bad[depth]++
	next
}

/^ *KTAP version|^ *[0-9]+\.\.[0-9]+$|^ *# .*: pass:[0-9]/ { next }
/^ *# Totals: / { next }

# What a failing case says comes before its result.
/^    / {
	notes = notes "# " $0 "\n"
}

END {
	number = split(wanted, suite, " ")
	for (i = 1; i <= number; i++) {
		notes = "# the log has " \
			(suite[i] in ended ? "not ok" : "no result") \
			" for it\n"
		result(ended[suite[i]] == "ok", suite[i] " has ended well", "")
	}
	notes = "# exit status " status "\n" printed
	result(status == 0, "the kernel has nothing to report", "")
	print "1.." count
}
