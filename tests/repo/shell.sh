#!/bin/sh
# Every shell script passes shellcheck and may be executed.
# SC2016 is off: an awk program stands in single quotes on purpose.
set -eu
cd "${1:-$(dirname "$0")/../..}"
bad=0
for file in $(git ls-files -co --exclude-standard); do
	[ -f "$file" ] || continue
	head -n 1 "$file" 2>/dev/null | tr -d '\0' | grep -qE '^#!.*\b(sh|bash)\b' || continue
	shellcheck -e SC2016 "$file" || bad=1
	[ -x "$file" ] || { echo "$file: not executable"; bad=1; }
done
exit $bad
