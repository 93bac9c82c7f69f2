#include "loaded_packs.h"

Test(pack_check, a_circle_of_definitions_is_refused)
{
	static const char *const sections[] = {
		"\"definitions\":[{\"id\":\"A\",\"value\":\"def:A\"}]",
		"\"definitions\":[{\"id\":\"A\",\"value\":\"def:B\"},{\"id\":\"B\",\"value\":{\"not\":\"def:"
		"A\"}}]",
		"\"definitions\":[{\"id\":\"A\",\"value\":1},{\"id\":\"B\",\"of\":\"A\",\"when\":\"def:A\","
		"\"value\":2}]",
	};

	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		struct error err = refused_pack(sections[i]);
		cr_assert_str_eq(err.field, "/definitions", "row %zu", i);
	}
}

Test(pack_check, rules_that_defeat_each_other_are_refused)
{
	struct error err =
		refused_pack("\"rules\":[{\"id\":\"R\",\"of\":\"S\",\"when\":true,\"opens\":["
	                     "\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "},{\"id\":\"S\",\"of\":\"R\","
	                     "\"when\":true,\"opens\":[\"REFUND_FULL\"],"
	                     "\"cite\":[\"A.1\"]," SAY "}]");

	cr_assert_str_eq(err.field, "/rules");
}

Test(pack_check, a_quote_must_be_in_what_is_cited)
{
	struct error err = refused_pack("\"rules\":[{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],"
	                                "\"quote\":\"two four\",\"cite\":[\"A.1\"]," SAY "}]");
	struct pack_source good =
		small_pack("\"rules\":[{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],"
	                   "\"quote\":\"two three\",\"cite\":[\"A.1\"]," SAY "}]");

	cr_assert_str_eq(err.field, "/rules");
	cr_assert_eq(load_sources(&good, 1)->rule_count, 1);
}
