#!/bin/sh
# Assertions are dense where bugs are dear: at least 20 per 1,000 lines in each of core, crypto and storage.
# Prints the share of comment lines too, for the reader; 15 to 25 % is the aim, not a limit.
set -eu
cd "${1:-$(dirname "$0")/../..}"
bad=0
for module in core crypto storage; do
	sources=$(find $module -maxdepth 1 -name '*.[ch]' 2>/dev/null | sort)
	[ -n "$sources" ] || continue
	# shellcheck disable=SC2086 # names have no spaces
	cat $sources | awk -v module=$module '
		{ lines++ }
		/^[ \t]*\/\*/ { comment = 1 }
		comment || /\/\*.*\*\// { comments++ }
		/\*\// { comment = 0 }
		/(^|[^A-Za-z0-9_])(static_|_Static_)?assert\(/ { asserts++ }
		END {
			printf "%s: %d assertions in %d lines (%d per 1,000), %d %% comments\n", module, asserts, lines,
				asserts * 1000 / lines, comments * 100 / lines
			exit asserts * 1000 < lines * 20
		}' || { echo "$module: fewer than 20 assertions per 1,000 lines"; bad=1; }
done
exit $bad
