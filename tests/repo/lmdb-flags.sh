#!/bin/sh
# LMDB runs synchronously, with its locks, without duplicates, and without nested transactions: the flags below
# lose acknowledged writes or make recovery a matter of luck, so the product never names them.
set -eu
cd "${1:-$(dirname "$0")/../..}"
bad=0
sources=$(find core crypto storage server -maxdepth 1 -name '*.[ch]' 2>/dev/null | sort)
[ -n "$sources" ] || exit 0
# shellcheck disable=SC2086 # names have no spaces
{
	grep -nE 'MDB_(NOSYNC|NOMETASYNC|MAPASYNC|WRITEMAP|NOLOCK|DUPSORT|DUPFIXED|INTEGERDUP|REVERSEDUP)\b' $sources /dev/null && bad=1
	grep -nE 'mdb_env_set_flags' $sources /dev/null && bad=1
	grep -nE 'mdb_txn_begin\(' $sources /dev/null | grep -vE 'mdb_txn_begin\([^,]+, *NULL *,' && bad=1
}
exit $bad
