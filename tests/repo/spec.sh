#!/bin/sh
# The tables that the program is built from and the API's description say the same, both ways: routes (method, path,
# operation, audience, token, body and its limit, Idempotency-Key), problem codes, refusals of the transport, phases, and
# the remedies that may be asked for. documents.sh compares the documents.
# Lines with < are only in the named table, lines with > only in api-spec/openapi.yaml.
set -eu
cd "${1:-$(dirname "$0")/../..}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in api-spec/openapi.yaml server/routes.def server/http_refusal.def core/problem.def core/lifecycle.def \
	core/remedy.def; do
	[ -f "$file" ] || { echo "$file: missing"; exit 1; }
done
yq . api-spec/openapi.yaml >"$scratch/spec.json"

# The rows of the table come on standard input; the filter makes those of the description.
compare() { # table, filter
	LC_ALL=C sort >"$scratch/table"
	jq -r "$2" "$scratch/spec.json" | LC_ALL=C sort >"$scratch/spec"
	[ -s "$scratch/table" ] || { echo "$1: no rows found" | tee "$scratch/failed"; }
	diff "$scratch/table" "$scratch/spec" >"$scratch/diff" && return
	echo "$1 and api-spec/openapi.yaml differ:" | tee "$scratch/failed"
	grep '^[<>]' "$scratch/diff"
}

# {+rest} of the table is {rest} in the description: OpenAPI has no word for a parameter with slashes.
# POST /v1/keys registerKey SIGNER token JSON KIB(8) KEY
sed -n 's/^ROUTE(\(.*\))$/\1/p' server/routes.def |
	awk -F ' *, *' '{ gsub(/"/, "", $2); sub(/\{\+/, "{", $2); print $1, $2, $3, $4, $4 == "ANYONE" ? "open" : "token", $5, $6, $7 }' |
	compare server/routes.def '
		def body: if . == null then "NONE" elif .content["application/json"] then "JSON" else "STREAM" end;
		def limit: if . == null then "0"
			else (.description // "" | capture("[Aa]t most (?<n>[0-9]+) (?<unit>[KM])iB") | "\(.unit)IB(\(.n))") // "?" end;
		def key: if any(.[]?; .["$ref"] == "#/components/parameters/idempotencyKey") then "KEY" else "SELF" end;
		.paths | to_entries[] | .key as $path | .value | to_entries[]
		| select(.key | test("^(get|put|post|delete|patch|head|options)$"))
		| .key as $method | .value
		| [($method | ascii_upcase), $path, .operationId, .["x-audience"], (if .security == [] then "open" else "token" end),
			(.requestBody | body, limit), (.parameters | key)]
		| join(" ")'

sed -n 's/^PROBLEM([A-Z_]*, *"\([a-z_]*\)".*/\1/p' core/problem.def |
	compare core/problem.def '.components.schemas.ProblemCode.enum[]?'
sed -n 's/^REFUSAL([A-Z_]*, *[0-9]*, *"\([a-z_]*\)".*/\/problems\/\1/p' server/http_refusal.def |
	compare server/http_refusal.def '.components.schemas.Refusal.properties.type.enum[]?'
sed -n 's/^PHASE([A-Z_]*, *"\([a-z_]*\)".*/\1/p' core/lifecycle.def | grep -vx none |
	compare core/lifecycle.def '.components.schemas.Phase.enum[]?'
sed -n 's/^REMEDY(\([A-Z_]*\), *[A-Z]*, *true,.*/\1/p' core/remedy.def |
	compare core/remedy.def '.components.schemas.AskableRemedy.enum[]?'

[ ! -e "$scratch/failed" ]
