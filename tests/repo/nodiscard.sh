#!/bin/sh
# No status is dropped in silence: every function in a header that returns a status (enum status or any
# enum ..._status) is NODISCARD. error_set and failure are the exceptions: they are what FAIL is made of.
set -eu
cd "${1:-$(dirname "$0")/../..}"
find core crypto storage server -maxdepth 1 -name '*.h' 2>/dev/null | sort | xargs -r awk '
FNR == 1 { previous = "" }
/^[ \t]*(\/?\*|\/\/)/ { next }
/(^|[^a-z_])enum ([a-z_]+_)?status( [a-z0-9_]+\(|$)/ && !/typedef/ && !/(error_set|failure)\(/ {
	if ($0 !~ /NODISCARD/ && previous !~ /NODISCARD$/) {
		print FILENAME ":" FNR ": returns a status and is not NODISCARD"; bad = 1
	}
}
{ previous = $0 }
END { exit bad }'
