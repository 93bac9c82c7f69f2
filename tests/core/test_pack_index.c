#include "loaded_packs.h"

#define RULE(id, when) \
	"{\"id\":\"" id "\",\"when\":" when ",\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}"

Test(pack_index, a_rule_is_gated_by_the_definition_that_its_condition_begins_with)
{
	static const struct {
		const char *when;
		bool is_gated;
	} rows[] = {
		{ "\"def:D\"", true },
		{ "{\"all\":[\"def:D\",true]}", true },
		{ "{\"all\":[true,\"def:D\"]}", false },
		{ "{\"any\":[\"def:D\",true]}", false },
		{ "true", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char sections[512];
		(void)snprintf(sections, sizeof sections,
		               "\"definitions\":[{\"id\":\"D\",\"value\":\"fact:goods.is_gift\"}],"
		               "\"rules\":[" RULE("R", "%s") "]",
		               rows[i].when);
		struct pack_source source = small_pack(sections);
		const struct packset *packset = load_sources(&source, 1);
		cr_assert_eq(packset->index.gates[0], rows[i].is_gated ? 0 : SIZE_MAX, "%s", rows[i].when);
	}
}

Test(pack_index, what_is_out_of_question_is_not_told_of)
{
	struct pack_source source =
		small_pack("\"definitions\":[{\"id\":\"D\",\"value\":\"fact:goods.is_gift\"}],"
	                   "\"rules\":[" RULE("R", "{\"all\":[\"def:D\",\"fact:goods.second_hand\"]}") "]");
	const struct packset *packset = load_sources(&source, 1);

	cr_assert_not(propose(packset, "{\"goods.is_gift\":false}", false)->states[0].is_tried);
	const struct proposal *proposal = propose(packset, "{\"goods.is_gift\":true}", false);
	cr_assert(proposal->states[0].is_tried);
	cr_assert_eq(proposal->states[0].truth, TRUTH_FALSE);
}

Test(pack_index, definitions_that_show_the_same_name_share_a_number)
{
	struct pack_source source =
		small_pack("\"definitions\":["
	                   "{\"id\":\"A\",\"value\":\"fact:buyer.qty\",\"computed\":[\"x\"]},"
	                   "{\"id\":\"B\",\"value\":2,\"computed\":[\"y\",\"x\"]}]");
	const struct packset *packset = load_sources(&source, 1);

	cr_assert_eq(packset->index.shown_count, 3);
	cr_assert_eq(packset->index.shown_names, 2);
	cr_assert_eq(packset->index.shown[0].number, packset->index.shown[2].number);
	cr_assert(support_has(packset->index.facts[0], FACT_BUYER_QTY));
	cr_assert(support_is_empty(packset->index.facts[1]));
}
