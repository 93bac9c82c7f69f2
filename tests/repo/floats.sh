#!/bin/sh
# No floating point in the product's C: money, time and law are integers, and what is measured is too.
set -eu
cd "${1:-$(dirname "$0")/../..}"
# Comments and string literals may say the words.
find core crypto storage server -maxdepth 1 \( -name '*.[ch]' -o -name '*.def' \) 2>/dev/null | sort | xargs -r awk '
FNR == 1 { comment = 0 }
{
	line = $0
	gsub(/"([^"\\]|\\.)*"/, "", line)
	gsub(/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//, "", line); sub(/\/\/.*/, "", line)
	if (comment) { if (sub(/^.*\*\//, "", line)) comment = 0; else next }
	if (sub(/\/\*.*/, "", line)) comment = 1
	if (line ~ /(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)/ || line ~ /<(math|float|fenv)[.]h>/) {
		print FILENAME ":" FNR ": floating point"; bad = 1
	}
}
END { exit bad }'
