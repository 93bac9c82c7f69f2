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

Test(loader, words_for_people_are_refused_until_all_five_languages_have_them)
{
	static const struct {
		const char *sections;
		const char *field;
	} rows[] = {
		{ "\"notices\":[{\"id\":\"N\",\"say\":{\"zh\":\"a\",\"en\":\"a\",\"bg\":\"a\",\"hu\":\"a\"}}"
		  "]",
		  "T/phrases/N" },
		{ "\"definitions\":[{\"id\":\"D\",\"value\":1,\"label\":{\"zh\":\"a\",\"en\":\"a\",\"bg\":"
		  "\"a\",\"hu\":\"a\"}}]",
		  "T/definitions/D" },
		{ "\"rules\":[{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY
		  ",\"say_not\":{\"zh\":\"a\",\"en\":\"a\",\"bg\":\"a\",\"hu\":\"a\"}}]",
		  "T/rules/R" },
		{ "\"title\":{\"zh\":\"a\",\"en\":\"a\",\"bg\":\"a\",\"hu\":\"a\"}", "/title" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = refused_pack(rows[i].sections);
		cr_assert_str_eq(err.field, rows[i].field, "row %zu: %s", i, err.detail);
		cr_assert_not_null(strstr(err.detail, "is not written in \"pl\""), "row %zu: %s", i,
		                   err.detail);
	}
}
