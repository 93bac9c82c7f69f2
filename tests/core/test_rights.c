#include "core/rights.h"
#include "loaded_packs.h"

#define SHOP                                                                                                \
	"\"jurisdiction\":\"CN\",\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"order.channel\":" \
	"\"online\",\"order.paid_minor\":499900,\"time.today\":\"2026-03-04\",\"claim.filed_at\":"          \
	"\"2026-03-04\","

static struct rights rights_of(const struct proposal *proposal)
{
	struct rights rights;
	struct arena arena;
	struct error err;

	arena_take(&arena, MIB(1));
	cr_assert_eq(rights_find(proposal, &arena, &rights, &err), STATUS_OK, "%s", err.detail);
	return rights;
}

static const struct right *right_to(const struct proposal *proposal, const struct rights *rights,
                                    const char *remedy)
{
	for (size_t i = 0; i < rights->count; i++) {
		if (str_eq(proposal->packset->remedies[rights->items[i].remedy].id, str_from_c(remedy)))
			return &rights->items[i];
	}
	return NULL;
}

static void expect_until(const struct proposal *proposal, const char *remedy, int32_t year, int32_t month,
                         int32_t day)
{
	struct rights rights = rights_of(proposal);
	const struct right *right = right_to(proposal, &rights, remedy);

	cr_assert_not_null(right, "%s", remedy);
	cr_assert_eq(right->until.day, date_from_civil(year, month, day).day, "%s until day %d", remedy,
	             right->until.day);
}

Test(rights, a_television_that_fails_has_seven_days_fifteen_days_and_a_year)
{
	const struct proposal *proposal = propose(
		load_shipped(),
		"{" SHOP
		"\"claim.type\":\"quality\",\"goods.category\":\"tv_flat\",\"goods.part\":\"main_unit\","
		"\"defect.exists\":true,\"defect.kind\":\"performance_fault\",\"time.delivered_at\":\"2026-"
		"03-02\","
		"\"time.install_done_at\":\"2026-03-03\",\"stock.same_model\":true}",
		true);

	expect_until(proposal, "REFUND_FULL", 2026, 3, 10);
	expect_until(proposal, "EXCHANGE_SAME", 2026, 3, 18);
	expect_until(proposal, "REPAIR_FREE", 2027, 3, 3);
}

Test(rights, a_return_without_reason_can_be_announced_until_the_seventh_day)
{
	const struct proposal *proposal =
		propose(load_shipped(),
	                "{" SHOP "\"claim.type\":\"no_reason\",\"time.delivered_at\":\"2026-03-02\","
	                "\"goods.intact\":true,\"goods.nature\":[],\"freight.agreement\":\"none\"}",
	                true);

	expect_until(proposal, "WITHDRAWAL_REFUND", 2026, 3, 9);
}

Test(rights, the_best_right_for_the_buyer_comes_first)
{
	const struct proposal *proposal = propose(
		load_shipped(),
		"{" SHOP
		"\"claim.type\":\"quality\",\"goods.category\":\"tv_flat\",\"goods.part\":\"main_unit\","
		"\"defect.exists\":true,\"defect.kind\":\"performance_fault\",\"time.install_done_at\":"
		"\"2026-03-03\","
		"\"stock.same_model\":true}",
		true);
	struct rights rights = rights_of(proposal);

	cr_assert_gt(rights.count, 1);
	for (size_t i = 1; i < rights.count; i++)
		cr_assert_leq(proposal->packset->remedies[rights.items[i - 1].remedy].rank,
		              proposal->packset->remedies[rights.items[i].remedy].rank);
}

/* What the preview promises is what is proposed to whoever acts on the last day, and no longer on the next.
 */
Test(rights, the_last_day_is_a_day_on_which_the_rules_still_give_it)
{
	static const char *const form =
		"{\"jurisdiction\":\"CN\",\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"order."
		"channel\":"
		"\"online\",\"order.paid_minor\":29900,\"claim.type\":\"no_reason\",\"time.delivered_at\":"
		"\"2026-03-02\",\"goods.intact\":true,\"time.today\":\"%s\",\"claim.filed_at\":\"%s\","
		"\"time.return_notice_at\":\"%s\"}";
	static const struct {
		const char *day;
		bool is_open;
	} rows[] = { { "2026-03-09", true }, { "2026-03-10", false } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char facts[1024];
		(void)snprintf(facts, sizeof facts, form, rows[i].day, rows[i].day, rows[i].day);
		const struct proposal *proposal = propose(load_shipped(), facts, true);
		size_t remedy = packset_remedy(proposal->packset, STR("WITHDRAWAL_REFUND"));
		cr_assert_eq((proposal->result.available >> remedy & 1) != 0, rows[i].is_open, "%s",
		             rows[i].day);
	}
}

Test(rights, what_is_missing_says_who_supplies_it)
{
	const struct proposal *proposal =
		propose(load_shipped(), "{" SHOP "\"claim.type\":\"quality\",\"defect.exists\":true}", true);
	const struct node *node = NULL;
	struct printer printer;
	struct arena arena;
	struct error err;
	struct buf buf;

	arena_take(&arena, KIB(256));
	buf_init(&buf, &arena, KIB(64));
	printer_init(&printer, &buf);
	print_missing_facts(&printer, proposal);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK);
	cr_assert_eq(node->count, proposal->missing_count);
	cr_assert_gt(node->count, 0);
	for (size_t i = 0; i < node->count; i++) {
		cr_assert_gt(node_text(&node->items[i], STR("supplier")).len, 0);
		cr_assert_gt(node_find(&node->items[i], STR("evidence"))->count, 0);
	}
}
