#include "core/pack_place.h"
#include "tests/core/loaded_packs.h"

Test(pack_place, an_entry_is_found_by_its_id)
{
	static const struct {
		const char *place;
		const char *pointer;
	} rows[] = {
		{ "T/rules/B", "/rules/1" },
		{ "T/rules/1", "/rules/1" },
		{ "T/rules", "/rules" },
		{ "T/rules/Q", "/instances" },
		{ "T", "" },
		{ "OTHER/rules/B", "" },
		{ "/pack", "/pack" },
	};
	const struct node *root;
	struct arena arena;
	struct error err;

	arena_take(&arena, KIB(64));
	cr_assert_eq(node_parse(STR("{\"pack\":\"T\",\"rules\":[{\"id\":\"A\"},{\"id\":\"B\"}]}"), &arena,
	                        &root, &err),
	             STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str pointer = pack_place_pointer(str_from_c(rows[i].place), root, &arena);

		cr_assert(str_eq(pointer, str_from_c(rows[i].pointer)), "%s: " STR_FMT, rows[i].place,
		          STR_ARG(pointer));
	}
	cr_assert(str_eq(pack_place_pack(STR("CN.7D/rules/X")), STR("CN.7D")));
}
