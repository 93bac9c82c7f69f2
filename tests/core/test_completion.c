#include "core/completion.h"
#include "loaded_packs.h"

static const char *const sections =
	"\"rules\":[{\"id\":\"R\",\"when\":{\"eq\":[\"fact:defect.cause\",\"intrinsic\"]},\"opens\":["
	"\"REFUND_FULL\"],"
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"S\",\"when\":{\"all\":[\"fact:goods.is_gift\",\"fact:goods.second_hand\"]},\"opens\":["
	"\"REPAIR_FREE\"],"
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"Z\",\"when\":true,\"opens\":[\"REJECT_CLAIM\"],\"cite\":[\"A.1\"]," SAY "}],"
	"\"burdens\":[{\"id\":\"defect.cause\",\"cases\":[{\"bearer\":\"seller\",\"against\":\"intrinsic\","
	"\"cite\":[\"A.1\"]}]}]";

static const struct packset *packset_of_sections(void)
{
	struct pack_source source = small_pack(sections);

	return load_sources(&source, 1);
}

Test(completion, a_fact_may_turn_out_as_claimed_as_the_burden_has_it_or_as_any_of_its_domain)
{
	const struct packset *packset = packset_of_sections();
	struct value candidates[CANDIDATES_MAX];

	cr_assert_eq(candidates_of(packset, FACT_GOODS_INTACT, value_none(), candidates), 2);
	cr_assert_eq(candidates_of(packset, FACT_DEFECT_CAUSE, value_token(STR("misuse")), candidates), 2);
	cr_assert_eq(candidates_of(packset, FACT_DEFECT_CAUSE, value_token(STR("intrinsic")), candidates), 0);
	cr_assert_eq(candidates_of(packset, FACT_DEFECT_CAUSE, value_none(), candidates), 8);
	cr_assert_eq(candidates_of(packset, FACT_GOODS_CATEGORY, value_none(), candidates), 0);
	cr_assert_eq(candidates_of(packset, FACT_TIME_TODAY, value_none(), candidates), 0);
}

Test(completion, no_word_of_a_domain_is_left_out)
{
	const struct packset *packset = packset_of_sections();
	struct value candidates[CANDIDATES_MAX];

	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct str domain = fact_domain((enum fact_id)i);
		size_t words = 1;
		if (fact_type((enum fact_id)i) != FACT_TYPE_ENUM || domain.len == 0)
			continue;
		for (size_t k = 0; k < domain.len; k++)
			words += domain.ptr[k] == '|';
		cr_assert_eq(candidates_of(packset, (enum fact_id)i, value_none(), candidates), words,
		             STR_FMT, STR_ARG(fact_name((enum fact_id)i)));
	}
}

Test(completion, only_what_changes_the_proposal_is_missing)
{
	const struct packset *packset = packset_of_sections();
	static const struct {
		const char *facts;
		size_t missing;
	} rows[] = {
		{ "{\"defect.cause\":{\"v\":\"misuse\",\"st\":\"seller_claimed\"},\"evidence.phase\":"
		  "\"open\"}",
		  1 },
		{ "{\"goods.is_gift\":{\"st\":\"contested\"},\"goods.second_hand\":false,\"evidence.phase\":"
		  "\"open\"}",
		  0 },
		{ "{\"goods.is_gift\":{\"st\":\"contested\"},\"goods.second_hand\":true,\"evidence.phase\":"
		  "\"open\"}",
		  1 },
		{ "{\"goods.is_gift\":{\"st\":\"contested\"},\"goods.second_hand\":{\"st\":\"contested\"},"
		  "\"evidence.phase\":\"open\"}",
		  2 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(propose(packset, rows[i].facts, false)->missing_count, rows[i].missing,
		             "row %zu", i);
}

Test(completion, answering_the_question_gives_the_proposal_that_was_foreseen)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *answered =
		propose(packset, "{\"defect.cause\":\"misuse\",\"evidence.phase\":\"open\"}", false);
	const struct proposal *other =
		propose(packset, "{\"defect.cause\":\"intrinsic\",\"evidence.phase\":\"open\"}", false);

	cr_assert_eq(answered->result.outcome, OUTCOME_REJECT);
	cr_assert_eq(other->result.outcome, OUTCOME_GRANT);
}
