#!/bin/sh
# Words: spelled right, nothing left unfinished, no path of somebody's machine, no odd package host, and no text
# for people that calls the product an arbitration tribunal.
set -eu
cd "${1:-$(dirname "$0")/../..}"
bad=0
# A listed file may be gone from the work tree, and this folder has to name what it bans.
texts=$(git ls-files -co --exclude-standard -- . ':!tests/repo' ':!LICENSE' | while read -r file; do
	if [ -f "$file" ] && grep -Iq . "$file"; then echo "$file"; fi
done)
[ -n "$texts" ] || exit 0
among() { echo "$texts" | grep -E "$1" || true; }
ban() { # why, pattern, files
	# shellcheck disable=SC2086 # names have no spaces
	found=$(grep -nE -e "$2" $3 /dev/null | cut -c1-160) || true
	[ -n "$found" ] || return 0
	echo "$found" | sed "s|\$|  <- $1|"
	bad=1
}

ban 'unfinished' '\b(TODO|FIXME|HACK)\b|\bXXX\b[^"]' "$texts"
ban 'path of one machine' '(^|[^A-Za-z0-9_.}])/(work|root|farm)/|/tmp/[a-z]+-scratch' "$texts"
ban 'odd package host' '"resolved": "([^h]|https?://([^r]|r[^e]|registry\.[^n]))' "$(among '(^|/)package-lock\.json$')"
ban 'the product is no tribunal' '仲裁裁决' \
	"$(among '^(server/.*\.(c|h|def|ts|tsx|html|json)|core/[a-z_]+\.(c|h|def))$')"

spelling=tests/repo/words.ignore
if [ -f $spelling ]; then spelling="-I $spelling"; else spelling=; fi
# The corpora of the fuzz targets are bytes, not prose; packs and tables of labels speak five languages.
languages='^core/(packs/.*\.json|(reason|remedy|evidence_kind|fact_word|speech)\.def)$'
prose=$(among . | grep -vE '(package-lock\.json|\.(jsonl|svg|hex|pem))$|^tests/fuzz/corpus/' | grep -vE "$languages" || true)
# shellcheck disable=SC2086
codespell $spelling $prose || bad=1
exit $bad
