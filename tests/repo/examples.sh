#!/bin/sh
# The signed examples in api-spec/openapi.yaml are right: the statement's text line has the digest and the size of the
# very content beside it, and the content is JSON. Whoever builds a client compares with them first.
set -eu
cd "${1:-$(dirname "$0")/../..}"
rows=$(mktemp) content=$(mktemp)
trap 'rm -f "$rows" "$content"' EXIT
yq . api-spec/openapi.yaml | jq -r '
	.paths[] | .[] | objects | select(.requestBody.content["application/json"].example.statement)
	| .operationId as $operation | .requestBody.content["application/json"].example
	| (.statement | capture("\ntext sha256:(?<digest>[0-9a-f]{64}) (?<size>[0-9]+) ")) as $line
	| [$operation, $line.digest, $line.size, (.content | @base64)] | join(" ")' >"$rows"
[ -s "$rows" ] || { echo "api-spec/openapi.yaml: no signed example found"; exit 1; }
failed=0
while read -r operation digest size base64; do
	echo "$base64" | base64 -d >"$content"
	if [ "$(sha256sum <"$content")" != "$digest  -" ] || [ "$(($(wc -c <"$content")))" != "$size" ]; then
		echo "$operation: the example's statement is about another content"
		failed=1
	elif ! jq empty "$content" 2>/dev/null; then
		echo "$operation: the example's content is not JSON"
		failed=1
	fi
done <"$rows"
exit $failed
