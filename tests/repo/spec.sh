#!/bin/sh
# The route table and the OpenAPI document name the same operations: method, path and operationId, both ways.
# Lines with < are only in server/routes.def, lines with > only in api-spec/openapi.yaml.
set -eu
cd "${1:-$(dirname "$0")/../..}"
routes=$(mktemp) spec=$(mktemp)
trap 'rm -f "$routes" "$spec"' EXIT
for file in server/routes.def api-spec/openapi.yaml; do
	[ -f "$file" ] || { echo "$file: missing"; exit 1; }
done
sed -n 's/^ROUTE(\([A-Z]*\), *"\([^"]*\)", *\([A-Za-z0-9]*\),.*/\1 \2 \3/p' server/routes.def | LC_ALL=C sort >"$routes"
[ -s "$routes" ] || { echo "server/routes.def: no ROUTE(METHOD, \"/path\", operationId, ...) found"; exit 1; }
yq -r '.paths | to_entries[] | .key as $path | .value | to_entries[]
	| select(.key | test("^(get|put|post|delete|patch|head|options)$"))
	| "\(.key | ascii_upcase) \($path) \(.value.operationId)"' api-spec/openapi.yaml | LC_ALL=C sort >"$spec"
diff "$routes" "$spec" | grep '^[<>]' && exit 1
exit 0
