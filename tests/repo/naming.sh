#!/bin/sh
# Names say what things are: no file is called util, common, misc, helper or manager; structs and enums have no
# typedef; no symbol begins with a word that belongs to a library; a header begins by saying what it is.
set -eu
cd "${1:-$(dirname "$0")/../..}"
bad=0
report() { if [ -n "$1" ]; then echo "$1"; bad=1; fi; }
sources=$(find core crypto storage server -maxdepth 1 -name '*.[ch]' 2>/dev/null | sort)
[ -n "$sources" ] || exit 0
report "$(echo "$sources" | grep -E '(^|[/_])(utils?|common|misc|helpers?|managers?)[_.]' | sed 's|$|: a name that says nothing|')"
# shellcheck disable=SC2086 # names have no spaces
report "$(grep -nE '^[[:space:]]*typedef[[:space:]]+(struct|enum|union)\b[^(]*$' $sources /dev/null | sed 's|$|  <- no typedef|')"
# shellcheck disable=SC2086
report "$(awk '/^[a-zA-Z].*[ *](crypto|sodium|uv|mdb|llhttp|HTTP)_[a-z0-9_]+\(/ && !/;$/ {
	print FILENAME ":" FNR ": a library owns that first word: " $0 }' $sources)"
for file in $sources; do
	case $file in *.h) ;; *) continue ;; esac
	head -n 1 "$file" | grep -q "^/\* ${file##*/} — ." || report "$file:1: must begin: /* ${file##*/} — what it is"
	grep -q '^#pragma once$' "$file" || report "$file: no #pragma once"
done
exit $bad
