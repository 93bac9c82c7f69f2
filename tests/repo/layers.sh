#!/bin/sh
# Arrows point one way: every #include follows the module graph, third-party headers stay in their one place,
# and core includes nothing that could do I/O, tell the time, allocate or depend on a locale.
set -eu
cd "${1:-$(dirname "$0")/../..}"
find core crypto storage server -maxdepth 1 -name '*.[ch]' 2>/dev/null | sort | xargs -r awk '
BEGIN {
	may["core"]    = " core "
	may["crypto"]  = " core crypto "
	may["storage"] = " core storage "
	may["server"]  = " core crypto storage server "
	only["<uv.h>"]         = "^server/(loop|conn|listener|timer)[a-z_]*[.][ch]$"
	only["<llhttp.h>"]     = "^server/http_parser[.]c$"
	only["<lmdb.h>"]       = "^storage/(engine_lmdb[a-z_]*[.][ch]|blobs_lmdb[.]c)$"
	only["<sodium.h>"]     = "^crypto/[a-z0-9_]+[.]c$"
	only["<curl/curl.h>"]  = "^(server/webhook|storage/blobs_s3)[.]c$"
	only["<libpq-fe.h>"]   = "^storage/engine_pg[a-z_]*[.]c$"
	pure = "^<(assert|inttypes|limits|stdalign|stdarg|stdbool|stddef|stdint|stdio|string)[.]h>$"
	bad = 0
}
function complain(text) { print FILENAME ":" FNR ": " text; bad = 1 }
/^[ \t]*#[ \t]*include/ {
	sub(/^[ \t]*#[ \t]*include[ \t]*/, ""); what = $1
	split(FILENAME, here, "/"); from = here[1]
	if (what ~ /^"/) {
		gsub(/"/, "", what); split(what, there, "/")
		if (!index(may[from], " " there[1] " ")) complain(from " may not include " what)
	} else if (what in only && FILENAME !~ only[what]) complain(what " belongs to " only[what])
	else if (what ~ /^<openssl\// && FILENAME != "crypto/foreign.c") complain(what " belongs to crypto/foreign.c")
	else if (from == "core" && what !~ pure) complain("core is pure, " what " is not")
}
END { exit bad }'
