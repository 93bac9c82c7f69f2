#!/bin/sh
# The documents that acts carry are in core/content.def for the program and in api-spec/openapi.yaml for people, and both
# say the same: members, which are required, types, limits, words. Limits are numbers or constants of core's headers.
# Lines with < are only in core/content.def, lines with > only in api-spec/openapi.yaml.
set -eu
cd "${1:-$(dirname "$0")/../..}"
table=$(mktemp) spec=$(mktemp)
trap 'rm -f "$table" "$spec"' EXIT
for file in api-spec/openapi.yaml core/content.def; do
	[ -f "$file" ] || { echo "$file: missing"; exit 1; }
done

# claim.text required string 1 20000
cat core/*.h core/content.def | awk '
	BEGIN { value["INT32_MAX"] = 2147483647 }
	/^#define [A-Z_]+_MAX +[0-9]+/ { value[$2] = $3 }
	/^\t[A-Z_]+_MAX = [0-9]+/ { value[$1] = $3 + 0 }
	function number(word) { return word in value ? value[word] : word }
	/^MEMBER\(.*\)$/ {
		sub(/^MEMBER\(/, ""); sub(/\)$/, ""); split($0, part, / *, */)
		form = part[3]; limits = " " number(part[5]) " " number(part[6])
		if (form ~ /^(TOKEN|LINE|TEXT)$/) form = "string" limits
		else if (form == "ARRAY") form = "array" limits
		else if (form == "INT") form = "integer" limits
		else if (form == "WORD") { form = part[7]; gsub(/"/, "", form) }
		else form = tolower(form)
		print part[1] "." part[2], tolower(part[4]), form
	}' | LC_ALL=C sort >"$table"
[ -s "$table" ] || { echo "core/content.def: no MEMBER found"; exit 1; }

# The schema of a document has its name with a capital; a member may refer to another schema and add to it.
documents=$(sed -n 's/^DOCUMENT(\([a-z_]*\))$/\1/p' core/content.def)
yq . api-spec/openapi.yaml | jq -r --arg documents "$documents" '
	.components.schemas as $schemas
	| def whole: if .["$ref"] then ($schemas[.["$ref"] | split("/")[-1]] | whole) + del(.["$ref"]) else . end;
	def form:
		if .format == "date-time" then "instant"
		elif .enum and (.minLength | not) then .enum | join("|")
		elif .type == "string" then "string \(.minLength // 0) \(.maxLength)"
		elif .type == "array" then "array \(.minItems // 0) \(.maxItems)"
		elif .type == "integer" then "integer \(.minimum) \(.maximum)"
		elif .type == "boolean" then "bool"
		elif .type == "object" then "object"
		else "any" end;
	$documents | split("\n")[] | . as $name
	| $schemas[($name[:1] | ascii_upcase) + $name[1:]] | (.required // []) as $required
	| .properties // {} | to_entries[]
	| "\($name).\(.key) \(if IN(.key; $required[]) then "required" else "optional" end) \(.value | whole | form)"' |
	LC_ALL=C sort >"$spec"
diff "$table" "$spec" | grep '^[<>]' && exit 1
exit 0
