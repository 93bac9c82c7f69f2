#include "loaded_packs.h"

static const char *const sections =
	"\"definitions\":[{\"id\":\"USED\",\"value\":\"param:WEEK\"},{\"id\":\"UNUSED\",\"value\":\"param:"
	"OTHER\"}],"
	"\"parameters\":["
	"{\"id\":\"WEEK\",\"unit\":\"day\",\"values\":[{\"from\":\"2020-01-01\",\"value\":7,\"verified\":"
	"\"memory\"}]},"
	"{\"id\":\"OTHER\",\"unit\":\"day\",\"values\":[{\"from\":\"2020-01-01\",\"value\":7,\"verified\":"
	"\"memory\"}]}],"
	"\"rules\":[{\"id\":\"R\",\"when\":{\"ge\":[\"def:USED\",7]},\"opens\":[\"REFUND_FULL\"],\"flag\":"
	"\"note\","
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"S\",\"when\":false,\"opens\":[\"REPAIR_FREE\"],\"flag\":\"silent\","
	"\"cite\":[\"A.1\"]," SAY "}]";

static bool has_flag(const struct proposal *proposal, const char *flag)
{
	for (size_t i = 0; i < proposal->flag_count; i++) {
		if (str_eq(proposal->flags[i], str_from_c(flag)))
			return true;
	}
	return false;
}

Test(trace, only_what_holds_is_cited_and_flagged)
{
	struct pack_source source = small_pack(sections);
	const struct proposal *proposal = propose(load_sources(&source, 1), "{}", false);

	cr_assert(proposal->trace.articles[0]);
	cr_assert(has_flag(proposal, "note"));
	cr_assert(has_flag(proposal, "unverified_param:WEEK"));
	cr_assert_not(has_flag(proposal, "silent"));
	cr_assert_not(has_flag(proposal, "unverified_param:OTHER"));
	cr_assert(proposal_needs_second_review(proposal));
}

Test(trace, a_parameter_that_was_not_yet_law_is_flagged)
{
	struct pack_source source = small_pack(sections);
	const struct packset *packset = load_sources(&source, 1);
	const struct proposal *early = propose(packset, "{\"order.concluded_at\":\"2019-01-01\"}", false);

	cr_assert_eq(early->result.outcome, OUTCOME_REFER_HUMAN);
	cr_assert(has_flag(early, "no_rule"));
}
