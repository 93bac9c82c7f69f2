#!/bin/sh
# Functions, not macros: a function-like macro is allowed when it reads a table (and is undefined again, in the same
# file or at the end of the table) or when macros.exceptions lists it with a reason.
set -eu
cd "${1:-$(dirname "$0")/../..}"
excepted=$(sed -n 's/^\([A-Z_]*\) .*/\1/p' tests/repo/macros.exceptions 2>/dev/null | tr '\n' ' ')
find core crypto storage server -maxdepth 1 \( -name '*.[ch]' -o -name '*.def' \) 2>/dev/null | sort | xargs -r awk -v excepted=" $excepted" '
FILENAME ~ /[.]def$/ && /^[ \t]*#[ \t]*undef/ { reader[$NF] = 1 }
/^[ \t]*#[ \t]*define[ \t]+[A-Za-z0-9_]+\(/ {
	name = $0; sub(/^[ \t]*#[ \t]*define[ \t]+/, "", name); sub(/\(.*/, "", name)
	if (FILENAME !~ /[.]def$/ && !index(excepted, " " name " ")) place[FILENAME SUBSEP name] = FILENAME ":" FNR ": function-like macro " name
}
/^[ \t]*#[ \t]*undef/ { delete place[FILENAME SUBSEP $NF] }
END { for (key in place) { split(key, part, SUBSEP); if (!(part[2] in reader)) { print place[key]; bad = 1 } } exit bad }'
