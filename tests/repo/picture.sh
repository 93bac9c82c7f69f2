#!/bin/sh
# The picture of a dispute's life in README.md is drawn from core/lifecycle.def: every move between phases that is
# offered, with the commands that make it. `picture.sh --print` draws it.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ "${1:-}" = --print ] || root=${1:-$root}
cd "$root"
draw() {
	echo '```mermaid'
	echo 'stateDiagram-v2'
	sed -n 's/^EDGE(\([A-Z]*\), *\([A-Z_]*\), *[A-Z]*, *\([A-Z]*\), *NOW).*/\1 \2 \3/p' core/lifecycle.def | awk '
		$1 != $3 {
			key = tolower($1) " --> " tolower($3)
			sub(/^none/, "[*]", key)
			if (!(key in moves)) order[++count] = key
			moves[key] = moves[key] (moves[key] == "" ? "" : ", ") tolower($2)
		}
		END { for (i = 1; i <= count; i++) print "\t" order[i] ": " moves[order[i]] }'
	echo '```'
}
if [ "${1:-}" = --print ]; then
	draw
	exit 0
fi
drawn=$(mktemp)
trap 'rm -f "$drawn"' EXIT
draw >"$drawn"
[ "$(wc -l <"$drawn")" -gt 3 ] || { echo "core/lifecycle.def: no moves found"; exit 1; }
sed -n '/^```mermaid$/,/^```$/p' README.md | diff - "$drawn" >/dev/null && exit 0
echo "README.md: the picture differs from core/lifecycle.def; draw it anew with tests/repo/picture.sh --print"
exit 1
