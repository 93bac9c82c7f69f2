#!/bin/sh
# Nothing mutable lives at file scope: the libraries have no symbol in .data or .bss, except those that
# globals.exceptions lists with a reason.    Usage: globals.sh [ROOT [LIBRARY...]]
set -eu
cd "${1:-$(dirname "$0")/../..}"
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- build/dev/libcore.a build/dev/libcrypto.a build/dev/libstorage.a build/dev/libserver.a
excepted=$(sed -n 's/^\([^# ][^ ]*\) .*/\1/p' tests/repo/globals.exceptions 2>/dev/null || true)
bad=0
for lib in "$@"; do
	[ -f "$lib" ] || { echo "$lib: missing, build it first"; exit 1; }
	# Constant tables of pointers sit in .data.rel.ro, which the loader makes read-only: those are fine.
	found=$(objdump -t "$lib" | awk -v excepted=" $(echo "$excepted" | tr '\n' ' ') " '
		/file format/ { object = $1; sub(/[.]o:$/, "", object) }
		/ [.](data|bss|tdata|tbss|common)| [*]COM[*]/ && !/ [.]data[.]rel[.]ro/ {
			name = $NF; sub(/[.][0-9]+$/, "", name)
			if (name !~ /^[.]/ && !index(excepted, " " object ":" name " "))
				print object ": mutable at file scope: " name
		}')
	if [ -n "$found" ]; then echo "$found"; bad=1; fi
done
exit $bad
