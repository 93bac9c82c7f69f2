# Turns rule packs into one C table. Usage: cmake -DROOT=<tree> -DOUT=<file.c> -P pack_embed.cmake
# A pack is core/packs/<name>.json; its articles, if any, are core/packs/<name>.texts.json.
file(GLOB packs "${ROOT}/core/packs/*.json")
list(FILTER packs EXCLUDE REGEX "\\.texts\\.json$")
list(SORT packs)

function(append_array name file)
	file(READ "${file}" hex HEX)
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
	set(text "${text}static const uint8_t ${name}[] = { ${bytes} 0 };\n" PARENT_SCOPE)
endfunction()

set(text "#include \"server/pack_embed.h\"\n\n")
set(rows "")
set(n 0)
foreach(pack IN LISTS packs)
	file(SHA256 "${pack}" sha256)
	append_array(rules_${n} "${pack}")
	set(texts "{ 0 }")
	string(REGEX REPLACE "\\.json$" ".texts.json" articles "${pack}")
	if(EXISTS "${articles}")
		append_array(texts_${n} "${articles}")
		set(texts "{ (const char *)texts_${n}, sizeof texts_${n} - 1 }")
	endif()
	string(APPEND rows "\t{ { (const char *)rules_${n}, sizeof rules_${n} - 1 }, ${texts}, STR_INIT(\"${sha256}\") },\n")
	math(EXPR n "${n} + 1")
endforeach()
if(n EQUAL 0)
	message(FATAL_ERROR "core/packs has no rule packs")
endif()

string(APPEND text "\nstatic const struct pack_source sources[] = {\n${rows}};\n\n"
	"const struct pack_source *pack_sources(size_t *ret_count)\n{\n"
	"\t*ret_count = sizeof sources / sizeof sources[0];\n\treturn sources;\n}\n")
file(WRITE "${OUT}" "${text}")
