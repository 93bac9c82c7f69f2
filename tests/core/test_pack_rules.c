#include "loaded_packs.h"

Test(pack_rules, a_rule_that_says_too_little_or_too_much_is_refused)
{
	static const char *const rules[] = {
		"{\"id\":\"R\",\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"cite\":[\"A.1\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"MONEY\"],\"cite\":[\"A.1\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.9\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"],\"say\":{\"zh\":"
		"\"a\"}}",
		"{\"id\":\"R\",\"of\":\"S\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY
		"}",
		"{\"id\":\"R\",\"of\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY
		"}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"amounts\":{\"MONEY\":{\"x\":1}},"
		"\"cite\":[\"A.1\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"instead\":{\"asked\":\"MONEY\"},"
		"\"cite\":[\"A.1\"]," SAY "}",
		"{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"asks\":[\"no.fact\"],"
		"\"cite\":[\"A.1\"]," SAY "}",
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		char sections[512];
		(void)snprintf(sections, sizeof sections, "\"rules\":[%s]", rules[i]);
		struct error err = refused_pack(sections);
		cr_assert_str_eq(err.field, "T/rules/R", "row %zu: %s", i, err.detail);
	}
}

Test(pack_rules, exceptions_burdens_and_assumptions_name_what_exists)
{
	static const char *const sections[] = {
		"\"definitions\":[{\"id\":\"A\",\"of\":\"B\",\"when\":true,\"value\":1}]",
		"\"definitions\":[{\"id\":\"A\",\"value\":1},{\"id\":\"B\",\"of\":\"A\",\"value\":1}]",
		"\"definitions\":[{\"id\":\"A\"}]",
		"\"burdens\":[{\"id\":\"no.fact\"}]",
		"\"burdens\":[{\"id\":\"goods.intact\"}]",
		"\"burdens\":[{\"id\":\"goods.intact\",\"cases\":[{\"against\":true,\"cite\":[\"A.1\"]}]}]",
		"\"burdens\":[{\"id\":\"goods.intact\",\"cases\":[{\"bearer\":\"seller\",\"cite\":[\"A.1\"]}]"
		"}]",
		"\"burdens\":[{\"id\":\"goods.intact\",\"cases\":[{\"bearer\":\"seller\",\"against\":5,"
		"\"cite\":[\"A.1\"]}]}]",
		"\"burdens\":[{\"id\":\"goods.intact\",\"cases\":[{\"bearer\":\"seller\",\"against\":true}]}"
		"]",
		"\"assumptions\":[{\"id\":\"no.fact\",\"value\":1}]",
		"\"assumptions\":[{\"id\":\"goods.intact\"}]",
		"\"assumptions\":[{\"id\":\"goods.intact\",\"value\":\"yes\"}]",
	};

	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		struct error err = refused_pack(sections[i]);
		cr_assert_eq(err.problem, PROBLEM_PACK_INVALID, "row %zu", i);
		cr_assert(str_has_prefix(str_from_c(err.field), STR("T/")), "row %zu: %s", i, err.field);
	}
}

Test(pack_rules, a_rule_and_a_guard_may_not_share_an_id)
{
	struct error err =
		refused_pack("\"rules\":[{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],"
	                     "\"cite\":[\"A.1\"]," SAY "}],"
	                     "\"guards\":[{\"id\":\"R\",\"when\":true,\"cite\":[\"A.1\"]," SAY "}]");

	cr_assert_eq(err.problem, PROBLEM_PACK_INVALID);
}
