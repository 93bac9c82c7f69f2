#!/bin/sh
# core is pure: what its library asks of the outside world is the list below, and the linker is the witness.
# Usage: purity.sh [ROOT [LIBRARY]]
set -eu
cd "${1:-$(dirname "$0")/../..}"
lib=${2:-build/dev/libcore.a}
allowed='mem(cpy|move|set|cmp|chr)|str(len|cmp|ncmp|chr)|v?snprintf|__assert_fail|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_'
fortified='__(mem(cpy|move|set)|v?snprintf)_chk'
arithmetic='__u(div|mod)ti3' # the compiler's own division of 128-bit amounts
[ -f "$lib" ] || { echo "$lib: missing, build it first"; exit 1; }
nm -A --format=posix "$lib" | awk -v allowed="^($allowed|$fortified|$arithmetic)\$" '
{ member = $1; sub(/^.*\[/, "", member); sub(/\]:$/, "", member) }
$3 == "U" { wants[member " " $2] = 1; next }
$3 ~ /^[A-TV-Z]$/ { ours[$2] = 1 }
END {
	for (want in wants) {
		split(want, part, " ")
		if (part[2] in ours || part[2] ~ allowed) continue
		print "core/" part[1] ": calls " part[2] ", which is not pure"; bad = 1
	}
	exit bad
}'
