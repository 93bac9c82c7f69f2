#!/bin/sh
# Signs a statement as a note.    Usage: sign.sh KEY.pem NAME <statement.txt >statement.note
# Needs OpenSSL 3 and coreutils. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
set -eu
key=$1 name=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/text"
id=$({ printf '%s\n\001' "$name"; openssl pkey -in "$key" -pubout -outform DER | tail -c 32; } |
	sha256sum | cut -c 1-8 | tr a-f A-F)
openssl pkeyutl -sign -rawin -inkey "$key" -in "$work/text" -out "$work/signature"
cat "$work/text"
printf '\n\342\200\224 %s %s\n' "$name" "$({ printf '%s' "$id" | basenc --base16 -d; cat "$work/signature"; } | base64 -w 0)"
