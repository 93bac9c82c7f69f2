#include "loaded_packs.h"

Test(loader, an_entry_needs_an_id_of_its_own)
{
	static const struct {
		const char *sections;
		const char *field;
	} rows[] = {
		{ "\"definitions\":[{\"value\":1}]", "T/definitions/0" },
		{ "\"definitions\":[{\"id\":\"A\",\"value\":1},{\"id\":\"A\",\"value\":2}]",
		  "T/definitions/1" },
		{ "\"notices\":[{\"id\":\"N\"}]", "T/phrases/N" },
		{ "\"choices\":[{\"id\":\"C\",\"when\":true,\"chooses\":[\"MONEY\"]}]", "T/choices/C" },
		{ "\"choices\":[{\"id\":\"C\"}]", "T/choices/C" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = refused_pack(rows[i].sections);
		cr_assert_str_eq(err.field, rows[i].field, "row %zu: %s", i, err.detail);
	}
}

Test(loader, entries_are_sorted_whatever_their_order)
{
	struct pack_source source = small_pack("\"definitions\":[{\"id\":\"C\",\"value\":3},{\"id\":\"A\","
	                                       "\"value\":1},{\"id\":\"B\",\"value\":2}]");
	const struct packset *packset = load_sources(&source, 1);

	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(packset->definitions[i].value.constant.integer, (int64_t)i + 1);
}
