#!/bin/sh
# Tests mirror the tree: every <module>/<name>.c has tests/<module>/test_<name>.c, except those that
# mirror.exceptions lists with a reason. An exception that is no longer needed is an error as well.
set -eu
cd "${1:-$(dirname "$0")/../..}"
exceptions=tests/repo/mirror.exceptions
bad=0
for source in $(find core crypto storage server -maxdepth 1 -name '*.c' 2>/dev/null | sort); do
	test=tests/${source%/*}/test_${source##*/}
	excepted=no
	if grep -q "^$source [^ ]" "$exceptions" 2>/dev/null; then excepted=yes; fi
	if [ ! -f "$test" ] && [ $excepted = no ]; then echo "$source: $test is missing"; bad=1; fi
	if [ -f "$test" ] && [ $excepted = yes ]; then echo "$exceptions: $source has a test, remove it here"; bad=1; fi
done
excepted=$(sed -n 's/^\([^# ][^ ]*\).*/\1/p' "$exceptions" 2>/dev/null || true)
for source in $excepted; do
	[ -f "$source" ] || { echo "$exceptions: $source does not exist"; bad=1; }
done
exit $bad
