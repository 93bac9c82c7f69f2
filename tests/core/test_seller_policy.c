#include "core/seller_policy.h"
#include "tests/core/loaded_packs.h"

static enum status decode(const char *text, struct seller_policy *policy, struct error *err)
{
	const struct node *node;
	struct arena arena;

	arena_take(&arena, KIB(64));
	cr_assert_eq(node_parse(str_from_c(text), &arena, &node, err), STATUS_OK, "%s", err->detail);
	return seller_policy_decode(node, policy, err);
}

#define POLICY(rules) "{\"currency\":\"CNY\",\"rules\":[" rules "]}"

Test(seller_policy, what_is_wrong_is_named_by_its_pointer)
{
	static const struct {
		const char *text;
		const char *field;
	} rows[] = {
		{ "{\"rules\":[]}", "/currency" },
		{ POLICY("{\"id\":\"a\"}"), "/rules/0/answer" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"shrug\"}"), "/rules/0/answer" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"accept\",\"reasons\":[\"none\"]}"), "/rules/0/reasons" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"accept\",\"asks\":[\"GOLD\"]}"), "/rules/0/asks" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"accept\",\"min_days\":5,\"max_days\":4}"), "/rules/0" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"repair\",\"share_ppm\":5}"), "/rules/0" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"refund\",\"share_ppm\":1000001}"),
		  "/rules/0/share_ppm" },
		{ POLICY("{\"id\":\"a\",\"answer\":\"accept\"},{\"id\":\"a\",\"answer\":\"accept\"}"),
		  "/rules/1" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seller_policy policy;
		struct error err = { 0 };

		cr_assert_eq(decode(rows[i].text, &policy, &err), STATUS_INVALID, "%s", rows[i].text);
		cr_assert_str_eq(err.field, rows[i].field, "%s", rows[i].text);
	}
}

Test(seller_policy, the_first_rule_that_applies_answers)
{
	static const struct seller_claim base = { STR_INIT("nc.damaged"), STR_INIT("REFUND_FULL"), 7, 10001,
		                                  STR_INIT("CNY") };
	struct seller_policy policy;
	struct seller_claim claim = base;
	struct seller_grant grant;
	struct error err;

	cr_assert_eq(
		decode(POLICY("{\"id\":\"a\",\"answer\":\"accept\",\"max_days\":7,\"max_minor\":10000},"
	                      "{\"id\":\"b\",\"answer\":\"refund\",\"share_ppm\":333333,\"max_days\":7,"
	                      "\"freight\":\"buyer\"},{\"id\":\"c\",\"answer\":\"decline\",\"min_days\":30}"),
	               &policy, &err),
		STATUS_OK, "%s %s", err.field, err.detail);
	grant = seller_policy_answer(&policy, &claim);
	cr_assert(str_eq(grant.rule->id, STR("b")), "a fen over the limit of a");
	cr_assert_eq(grant.refund_minor, 3333, "rounded down");
	cr_assert_eq(grant.remedy, REMEDY_REFUND_PARTIAL);
	cr_assert(str_eq(grant.freight, STR("buyer")));
	claim.price_minor = 10000;
	grant = seller_policy_answer(&policy, &claim);
	cr_assert(str_eq(grant.rule->id, STR("a")));
	cr_assert_eq(grant.remedy, REMEDY_REFUND_FULL);
	cr_assert_eq(grant.refund_minor, 10000);
	claim.days = 8;
	cr_assert_null(seller_policy_answer(&policy, &claim).rule, "left to a person");
	claim.days = 30;
	cr_assert(!seller_policy_answer(&policy, &claim).is_grant);
	claim.currency = STR("EUR");
	cr_assert_null(seller_policy_answer(&policy, &claim).rule);
}

Test(seller_policy, a_share_of_any_price_fits)
{
	struct seller_claim claim = { STR("nc.damaged"), STR("REFUND_FULL"), 1, INT64_MAX, STR("CNY") };
	struct seller_policy policy;
	struct error err;

	cr_assert_eq(decode(POLICY("{\"id\":\"b\",\"answer\":\"refund\"}"), &policy, &err), STATUS_OK);
	cr_assert_eq(seller_policy_answer(&policy, &claim).refund_minor, INT64_MAX);
}
