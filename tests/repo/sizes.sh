#!/bin/sh
# Nothing is too big to read: functions of at most 70 lines and complexity 12 (a switch counts once), .c files of
# at most 500 lines, .h files of 200, lines of 110 columns with tabs of 8. Parameters and nesting: .clang-tidy.
set -eu
cd "${1:-$(dirname "$0")/../..}"
sources=$(find core crypto storage server -maxdepth 1 -name '*.[ch]' 2>/dev/null | sort)
[ -n "$sources" ] || exit 0
bad=0
report() { if [ -n "$1" ]; then echo "$1"; bad=1; fi; }

# shellcheck disable=SC2086 # names have no spaces
report "$(pmccabe $sources | awk -F '\t' '
	$5 > 70 { print $6 ": " $5 " lines, at most 70" }
	$1 > 12 { print $6 ": complexity " $1 ", at most 12" }')"
# shellcheck disable=SC2086
report "$(wc -l $sources | awk '
	$2 ~ /[.]c$/ && $1 > 500 { print $2 ": " $1 " lines, at most 500" }
	$2 ~ /[.]h$/ && $1 > 200 { print $2 ": " $1 " lines, at most 200" }')"
for file in $sources $(find tests -name '*.[ch]' -not -path '*/node_modules/*' 2>/dev/null); do
	report "$(expand -t 8 "$file" | LC_ALL=C.UTF-8 grep -nE '^.{111,}' | sed "s|^\([0-9]*\):.*|$file:\1: wider than 110 columns|")"
done
exit $bad
