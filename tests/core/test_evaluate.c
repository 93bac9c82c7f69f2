#include "loaded_packs.h"

static bool is_missing(const struct proposal *proposal, enum fact_id fact)
{
	for (size_t i = 0; i < proposal->missing_count; i++) {
		if (proposal->missing[i] == fact)
			return true;
	}
	return false;
}

/* A television that failed on the third day. */
#define TV                                                                                          \
	"\"claim.type\":\"quality\",\"order.channel\":\"online\",\"buyer.role\":\"consumer\","      \
	"\"seller.role\":\"trader\",\"defect.exists\":true,\"defect.kind\":\"performance_fault\","  \
	"\"goods.category\":\"tv_flat\",\"goods.durable_listed\":true,\"order.paid_minor\":499900," \
	"\"time.delivered_at\":\"2026-03-02\",\"time.install_done_at\":\"2026-03-02\","             \
	"\"order.concluded_at\":\"2026-02-27\",\"stock.same_model\":true,"                          \
	"\"time.today\":\"2026-03-06\",\"claim.filed_at\":\"2026-03-06\","                          \
	"\"defect.found_at\":\"2026-03-05\",\"claim.requested\":[\"REFUND_FULL\"]"

Test(evaluate, an_open_fact_that_makes_no_difference_is_not_asked)
{
	const struct proposal *proposal = propose(
		load_shipped(),
		"{" TV ",\"goods.intact\":{\"v\":null,\"st\":\"contested\"},\"evidence.phase\":\"open\"}",
		false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_GRANT);
	cr_assert_eq(proposal->missing_count, 0);
}

Test(evaluate, while_evidence_is_open_the_bearer_is_asked)
{
	const struct proposal *proposal =
		propose(load_shipped(),
	                "{" TV ",\"defect.cause\":{\"v\":\"misuse\",\"st\":\"seller_claimed\"},"
	                "\"evidence.phase\":\"open\"}",
	                false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_NEED_EVIDENCE);
	cr_assert(is_missing(proposal, FACT_DEFECT_CAUSE));
	cr_assert(str_eq(proposal->burden_bearer, STR("seller")));
	cr_assert_eq(proposal->result.amount_count, 0);
}

Test(evaluate, once_evidence_is_closed_the_bearer_loses)
{
	const struct proposal *proposal =
		propose(load_shipped(),
	                "{" TV ",\"defect.cause\":{\"v\":\"misuse\",\"st\":\"seller_claimed\"},"
	                "\"evidence.phase\":\"closed\"}",
	                false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_GRANT);
	cr_assert_eq(proposal->statuses[FACT_DEFECT_CAUSE], FACT_STATUS_UNPROVED_CLOSED);
	cr_assert(str_eq(proposal->burden_bearer, STR("seller")));
}

Test(evaluate, an_exception_to_the_burden_comes_before_the_general_rule)
{
	struct pack_source source = small_pack(
		"\"burdens\":[{\"id\":\"defect.exists\",\"cases\":[{\"bearer\":\"buyer\",\"against\":false,"
		"\"cite\":[\"A.1\"]}]},{\"id\":\"zz.LOCAL\",\"fact\":\"defect.exists\",\"cases\":[{"
		"\"bearer\":"
		"\"seller\",\"against\":true,\"when\":{\"eq\":[\"fact:jurisdiction\",\"HERE\"]},\"cite\":"
		"[\"A.1\"]}]}],\"rules\":[{\"id\":\"R\",\"when\":\"fact:defect.exists\",\"opens\":["
		"\"REPAIR_FREE\"],\"cite\":[\"A.1\"]," SAY "},{\"id\":\"S\","
		"\"when\":true,\"opens\":[\"REJECT_CLAIM\"],\"cite\":[\"A.1\"]," SAY "}]");
	const struct packset *packset = load_sources(&source, 1);
	const struct proposal *here = propose(packset,
	                                      "{\"jurisdiction\":\"HERE\",\"defect.exists\":{\"v\":null,"
	                                      "\"st\":\"contested\"}}",
	                                      false);
	const struct proposal *there = propose(packset,
	                                       "{\"jurisdiction\":\"THERE\",\"defect.exists\":{\"v\":null,"
	                                       "\"st\":\"contested\"}}",
	                                       false);

	cr_assert_eq(here->result.outcome, OUTCOME_GRANT);
	cr_assert(str_eq(here->burden_bearer, STR("seller")));
	cr_assert_eq(there->result.outcome, OUTCOME_REJECT);
	cr_assert(str_eq(there->burden_bearer, STR("buyer")));
}

Test(evaluate, an_open_fact_that_nobody_must_prove_goes_to_a_person)
{
	struct pack_source source = small_pack("\"rules\":[{\"id\":\"R\",\"when\":\"fact:goods.second_hand\","
	                                       "\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]");
	const struct proposal *proposal = propose(
		load_sources(&source, 1),
		"{\"goods.second_hand\":{\"v\":null,\"st\":\"contested\"},\"evidence.phase\":\"closed\"}",
		false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_REFER_HUMAN);
	cr_assert(is_missing(proposal, FACT_GOODS_SECOND_HAND));
	cr_assert(str_eq(proposal->flags[0], STR("no_burden_rule:goods.second_hand")));
}

Test(evaluate, a_live_dispute_asks_for_what_decides_it_and_for_nothing_else)
{
	const struct packset *packset = load_shipped();
	const struct proposal *complete = propose(packset, "{" TV ",\"evidence.phase\":\"open\"}", true);

	cr_assert_eq(complete->result.outcome, OUTCOME_GRANT, STR_FMT,
	             STR_ARG(fact_name(complete->missing[0])));

	const struct proposal *bare = propose(
		packset,
		"{\"claim.type\":\"quality\",\"order.channel\":\"online\",\"buyer.role\":\"consumer\","
		"\"seller.role\":\"trader\",\"defect.exists\":true,\"defect.kind\":\"performance_fault\","
		"\"goods.category\":\"tv_flat\",\"time.delivered_at\":\"2026-03-02\","
		"\"stock.same_model\":true,\"order.paid_minor\":499900,"
		"\"claim.requested\":[\"REFUND_FULL\"]}",
		true);
	cr_assert_eq(bare->result.outcome, OUTCOME_NEED_EVIDENCE);
	cr_assert(is_missing(bare, FACT_DEFECT_FOUND_AT));
	cr_assert_not(is_missing(bare, FACT_GOODS_INTACT));
}

Test(evaluate, the_buyer_is_asked_which_remedy_is_wanted)
{
	const struct proposal *proposal =
		propose(load_shipped(),
	                "{\"claim.type\":\"quality\",\"defect.exists\":true,\"goods.category\":\"tv_flat\","
	                "\"time.install_done_at\":\"2026-03-02\",\"defect.found_at\":\"2026-03-05\"}",
	                false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_NEED_EVIDENCE);
	cr_assert_eq(proposal->missing_count, 1);
	cr_assert_eq(proposal->missing[0], FACT_CLAIM_REQUESTED);
	cr_assert(str_eq(proposal->result.chooser, STR("buyer")));
}

Test(evaluate, a_conflict_of_norms_goes_to_a_person)
{
	const struct packset *packset = load_shipped();
	const char *facts =
		"{\"claim.type\":\"quality\",\"defect.exists\":true,\"defect.kind\":\"performance_fault\","
		"\"goods.category\":\"tv_flat\",\"order.invoice_date\":\"2025-09-01\","
		"\"order.concluded_at\":\"2025-09-01\",\"order.paid_minor\":499900,"
		"\"time.install_done_at\":\"2025-09-01\",\"time.delivered_at\":\"2025-09-01\","
		"\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"order.channel\":\"online\","
		"\"defect.found_at\":\"2026-02-01\",\"time.return_date\":\"2026-03-20\","
		"\"repairs\":[{\"in\":\"2025-11-03\",\"out\":\"2025-11-08\",\"fixed\":false,"
		"\"recorded\":true},{\"in\":\"2026-01-12\",\"out\":\"2026-01-19\",\"fixed\":false,"
		"\"recorded\":true}],\"stock.same_model\":true,\"buyer.accepts_exchange_same\":false,"
		"\"claim.requested\":[\"REFUND_FULL\"]}";
	const struct proposal *live = propose(packset, facts, true);
	const struct proposal *worked = propose(packset, facts, false);
	bool is_flagged = false;

	for (size_t i = 0; i < live->flag_count; i++)
		is_flagged = is_flagged || str_has_prefix(live->flags[i], STR("norm_conflict:"));
	cr_assert(is_flagged);
	cr_assert_eq(live->result.outcome, OUTCOME_REFER_HUMAN);
	cr_assert_eq(proposal_computed(live, STR("refund_after_depreciation_minor")).integer, 405919);
	cr_assert_eq(worked->result.outcome, OUTCOME_GRANT_ALTERNATIVE);
}

/* A refund with a fee or without, as the operator reads the law; `mode` is the setting's default. */
static const struct packset *unsettled(const char *mode)
{
	char sections[2048];

	(void)snprintf(sections, sizeof sections,
	               "\"settings\":[{\"id\":\"fee\",\"default\":\"%s\",\"values\":[\"yes\",\"no\",\"ask\"],"
	               "\"readings\":{\"ask\":[\"yes\",\"no\"]},\"flag\":\"norm_conflict:A.1~A.2\",\"cite\":["
	               "\"A.1\"]}],"
	               "\"assumptions\":[{\"id\":\"order.paid_minor\",\"value\":null}],"
	               "\"rules\":[{\"id\":\"R\",\"when\":{\"known\":\"fact:order.paid_minor\"},\"opens\":["
	               "\"REFUND_FULL\"],"
	               "\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":{\"if\":[{\"all\":["
	               "{\"gt\":[\"fact:order.paid_minor\",50]},{\"eq\":[\"config:fee\",\"yes\"]}]},"
	               "{\"sub\":[\"fact:order.paid_minor\",10]},\"fact:order.paid_minor\"]}}},"
	               "\"cite\":[\"A.1\"],\"say\":{\"zh\":\"x\",\"en\":\"x\",\"bg\":\"x\",\"pl\":\"x\","
	               "\"hu\":\"x\"}}]",
	               mode);
	struct pack_source source = small_pack(sections);
	return load_sources(&source, 1);
}

Test(evaluate, where_the_law_is_unsettled_a_person_sees_every_reading)
{
	static const struct {
		const char *mode;
		const char *facts;
		enum outcome outcome;
		size_t readings;
	} rows[] = {
		{ "yes", "{\"order.paid_minor\":100}", OUTCOME_GRANT, 0 },
		{ "no", "{\"order.paid_minor\":100}", OUTCOME_GRANT, 0 },
		{ "ask", "{\"order.paid_minor\":100}", OUTCOME_REFER_HUMAN, 2 },
		{ "ask", "{\"order.paid_minor\":50}", OUTCOME_GRANT, 0 }, /* the setting is never asked for */
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(unsettled(rows[i].mode), rows[i].facts, true);
		cr_assert_eq(proposal->result.outcome, rows[i].outcome, "row %zu", i);
		cr_assert_eq(proposal->reading_count, rows[i].readings, "row %zu", i);
		cr_assert_eq(proposal->flag_count, rows[i].readings == 0 ? 0 : 1, "row %zu", i);
	}

	const struct proposal *both = propose(unsettled("ask"), rows[2].facts, true);
	cr_assert(str_eq(both->flags[0], STR("norm_conflict:A.1~A.2")));
	cr_assert_eq(both->readings[0].result.amounts[0].value.integer, 90);
	cr_assert_eq(both->readings[1].result.amounts[0].value.integer, 100);
	cr_assert_eq(both->result.amount_count, 0);
}

Test(evaluate, fraud_found_to_a_lesser_standard_stays_open)
{
	const struct packset *packset = load_shipped();
	static const struct {
		const char *standard;
		enum outcome outcome;
	} rows[] = { { "high_probability", OUTCOME_NEED_EVIDENCE },
		     { "beyond_reasonable_doubt", OUTCOME_GRANT } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char facts[512];
		(void)snprintf(
			facts, sizeof facts,
			"{\"claim.type\":\"counterfeit\",\"seller.fraud\":{\"v\":true,\"st\":\"proved\","
			"\"standard\":\"%s\"},\"order.paid_minor\":16666,\"evidence.phase\":\"open\","
			"\"claim.requested\":[\"REFUND_FULL\",\"PUNITIVE\"]}",
			rows[i].standard);
		const struct proposal *proposal = propose(packset, facts, false);
		cr_assert_eq(proposal->result.outcome, rows[i].outcome);
	}
}

/* Turns every object of a tree round, and every list of a pack's section; nothing may depend on their order.
 */
static struct node turned(const struct node *node, struct arena *arena, int depth)
{
	struct node copy = *node;

	if (node->kind == NODE_OBJECT) {
		struct member *members = ARENA_ARRAY(arena, struct member, node->count);
		for (size_t i = 0; i < node->count; i++) {
			members[i].name = node->members[node->count - 1 - i].name;
			members[i].value =
				turned(&node->members[node->count - 1 - i].value, arena, depth + 1);
		}
		copy.members = members;
	}
	if (node->kind == NODE_ARRAY) {
		struct node *items = ARENA_ARRAY(arena, struct node, node->count);
		for (size_t i = 0; i < node->count; i++) {
			bool is_section = depth == 1 && node->items[0].kind == NODE_OBJECT;
			size_t from = is_section ? node->count - 1 - i : i;
			items[i] = turned(&node->items[from], arena, depth + 1);
		}
		copy.items = items;
	}
	return copy;
}

static struct str turn_round(struct str json)
{
	struct arena arena;
	struct buf buf;
	struct printer printer;
	struct error err;
	const struct node *node;

	arena_take(&arena, MIB(8));
	cr_assert_eq(node_parse(json, &arena, &node, &err), STATUS_OK);
	struct node copy = turned(node, &arena, 0);
	buf_init(&buf, &arena, MIB(2));
	printer_init(&printer, &buf);
	print_node(&printer, &copy);
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	return buf_str(&buf);
}

Test(evaluate, neither_the_order_of_packs_nor_of_members_changes_a_byte)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];
	struct pack_source others[COUNT_OF(shipped_packs)];
	struct str cases = read_file(LAW_DIR "cases.jsonl");
	struct arena arena;
	size_t from = 0;
	size_t compared = 0;

	read_packs(sources);
	for (size_t i = 0; i < COUNT_OF(shipped_packs); i++) {
		others[COUNT_OF(shipped_packs) - 1 - i].rules = turn_round(sources[i].rules);
		others[COUNT_OF(shipped_packs) - 1 - i].texts = sources[i].texts;
		others[COUNT_OF(shipped_packs) - 1 - i].sha256 = (struct str){ 0 };
	}
	const struct packset *one = load_sources(sources, COUNT_OF(shipped_packs));
	const struct packset *other = load_sources(others, COUNT_OF(shipped_packs));
	arena_take(&arena, MIB(8));
	for (size_t i = 0; i < cases.len; i++) {
		struct configuration configuration = { .is_worked_case = true };
		const struct node *node;
		struct str a, b;
		struct error err;
		struct buf buf;
		struct printer printer;
		if (cases.ptr[i] != '\n')
			continue;
		struct str line = { cases.ptr + from, i - from };
		from = i + 1;
		arena_reset(&arena);
		if (node_parse(line, &arena, &node, &err) != STATUS_OK)
			continue; /* the one case with a fraction among its expectations */
		buf_init(&buf, &arena, KIB(64));
		printer_init(&printer, &buf);
		print_node(&printer, node_find(node, STR("facts")));
		struct str facts = buf_str(&buf);
		cr_assert_eq(facts_evaluate(one, &configuration, facts, &arena, &a, &err), STATUS_OK);
		cr_assert_eq(facts_evaluate(other, &configuration, turn_round(facts), &arena, &b, &err),
		             STATUS_OK);
		cr_assert(str_eq(a, b), STR_FMT, STR_ARG(node_text(node, STR("id"))));
		compared++;
	}
	cr_assert_gt(compared, 200);
}

/* Runs a check on the facts of every case, as canonical JSON. */
static size_t each_facts(void (*check)(const struct packset *packset, const struct node *facts,
                                       struct arena *arena))
{
	const struct packset *packset = load_shipped();
	struct str cases = read_file(LAW_DIR "cases.jsonl");
	struct arena arena;
	size_t from = 0;
	size_t count = 0;

	arena_take(&arena, MIB(8));
	for (size_t i = 0; i < cases.len; i++) {
		const struct node *node;
		struct error err;
		if (cases.ptr[i] != '\n')
			continue;
		struct str line = { cases.ptr + from, i - from };
		from = i + 1;
		arena_reset(&arena);
		if (node_parse(line, &arena, &node, &err) != STATUS_OK)
			continue;
		check(packset, node_find(node, STR("facts")), &arena);
		count++;
	}
	return count;
}

static const struct proposal *evaluate_facts(const struct packset *packset, const struct facts *facts,
                                             struct arena *arena)
{
	static const struct configuration worked = { .is_worked_case = true };
	const struct proposal *proposal = NULL;
	struct error err;

	cr_assert_eq(evaluate(packset, &worked, facts, arena, &proposal, &err), STATUS_OK, "%s", err.detail);
	return proposal;
}

static int64_t refund_of(const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->result.amount_count; i++) {
		if (str_eq(proposal->result.amounts[i].name, STR("refund_minor")))
			return proposal->result.amounts[i].value.integer;
	}
	return 0;
}

static void check_price(const struct packset *packset, const struct node *node, struct arena *arena)
{
	struct facts facts;
	struct error err;

	cr_assert_eq(facts_decode(node, arena, &facts, &err), STATUS_OK);
	int64_t before = refund_of(evaluate_facts(packset, &facts, arena));
	struct value *paid = &facts.items[FACT_ORDER_PAID_MINOR].value;
	if (paid->kind == VALUE_INT)
		paid->integer += 12345;
	cr_assert_geq(refund_of(evaluate_facts(packset, &facts, arena)), before);
}

Test(evaluate, paying_more_never_lowers_the_refund)
{
	cr_assert_gt(each_facts(check_price), 200);
}

static void check_irrelevant(const struct packset *packset, const struct node *node, struct arena *arena)
{
	struct facts facts;
	struct error err;

	cr_assert_eq(facts_decode(node, arena, &facts, &err), STATUS_OK);
	const struct proposal *before = evaluate_facts(packset, &facts, arena);
	facts.items[FACT_US_DISTANCE_MILES].value = value_int(100);
	cr_assert(assessment_eq(&before->result, &evaluate_facts(packset, &facts, arena)->result));
}

Test(evaluate, a_fact_that_no_rule_reads_changes_nothing)
{
	cr_assert_gt(each_facts(check_irrelevant), 200);
}

static void check_unknown(const struct packset *packset, const struct node *node, struct arena *arena)
{
	struct facts facts;
	struct error err;

	cr_assert_eq(facts_decode(node, arena, &facts, &err), STATUS_OK);
	const struct proposal *before = evaluate_facts(packset, &facts, arena);
	struct fact *exists = &facts.items[FACT_DEFECT_EXISTS];
	if (exists->value.kind != VALUE_BOOL || before->result.outcome != OUTCOME_GRANT)
		return;
	struct value phase = facts.items[FACT_EVIDENCE_PHASE].value;
	facts.items[FACT_EVIDENCE_PHASE].value = value_token(STR("open"));
	exists->status = FACT_STATUS_CONTESTED;
	const struct proposal *open = evaluate_facts(packset, &facts, arena);
	cr_assert(open->result.outcome == OUTCOME_NEED_EVIDENCE || open->result.outcome == OUTCOME_GRANT);
	facts.items[FACT_EVIDENCE_PHASE].value = phase;
	exists->status = FACT_STATUS_PROVED;
	cr_assert(assessment_eq(&before->result, &evaluate_facts(packset, &facts, arena)->result));
}

Test(evaluate, a_question_answered_gives_back_the_proposal)
{
	cr_assert_gt(each_facts(check_unknown), 200);
}

Test(evaluate, a_small_arena_gives_a_limit_and_never_a_crash)
{
	const struct packset *packset = load_shipped();
	struct configuration configuration = { .is_worked_case = true };
	struct arena arena;
	struct str text = { 0 };
	struct error err = { 0 };
	enum status status = STATUS_LIMIT;
	void *block = take(KIB(256));

	for (size_t size = 0; status != STATUS_OK; size += 509) {
		cr_assert_leq(size, KIB(256));
		arena_init(&arena, block, size);
		status = facts_evaluate(packset, &configuration, STR("{" TV "}"), &arena, &text, &err);
		cr_assert(status == STATUS_OK || status == STATUS_LIMIT);
		cr_assert(status == STATUS_OK || text.ptr == NULL);
	}
	cr_assert_gt(text.len, 0);
}

/* Days of the years 2000 to 2099 four centuries on: the Gregorian calendar repeats itself. */
static bool shift(struct value *value)
{
	static const int32_t centuries = 146097;
	static const int32_t youngest =
		19905; /* 2024-07-01: what Chinese law of goods here names is not younger */

	if (value->kind != VALUE_DATE)
		return true;
	if (value->date.day < youngest)
		return false;
	value->date.day += centuries;
	return true;
}

static bool shift_repairs(const struct value *list)
{
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->list.count; i++) {
		if (list->list.items[i].kind != VALUE_REPAIR)
			continue;
		/* The list was decoded for this test alone. */
		struct value *fields = (struct value *)(uintptr_t)list->list.items[i].repair;
		if (!shift(&fields[REPAIR_IN]) || !shift(&fields[REPAIR_OUT]))
			return false;
	}
	return true;
}

static void check_shifted(const struct packset *packset, const struct node *node, struct arena *arena)
{
	struct facts facts;
	struct error err;
	bool can_shift = true;

	cr_assert_eq(facts_decode(node, arena, &facts, &err), STATUS_OK);
	struct value place = facts.items[FACT_JURISDICTION].value;
	if (place.kind != VALUE_TOKEN || !str_eq(place.token, STR("CN")) ||
	    facts.items[FACT_TIME_NON_WORKING_DAYS].value.kind == VALUE_LIST)
		return;
	const struct proposal *before = evaluate_facts(packset, &facts, arena);
	for (size_t i = 0; i < FACT_COUNT; i++)
		can_shift = shift(&facts.items[i].value) && can_shift;
	if (!shift_repairs(&facts.items[FACT_REPAIRS].value) || !can_shift)
		return;
	const struct proposal *after = evaluate_facts(packset, &facts, arena);
	cr_assert(assessment_eq(&before->result, &after->result), STR_FMT,
	          STR_ARG(node_text(node, STR("claim.type"))));
	cr_assert_eq(before->result.available, after->result.available);
}

Test(evaluate, four_centuries_later_the_same_law_gives_the_same)
{
	cr_assert_gt(each_facts(check_shifted), 200);
}

static int64_t amount_of(const struct proposal *proposal, struct str name)
{
	for (size_t i = 0; i < proposal->result.amount_count; i++) {
		if (str_eq(proposal->result.amounts[i].name, name))
			return proposal->result.amounts[i].value.integer;
	}
	return -1;
}

/* No money is made or lost: the fee and what is repaid are the price together. */
static void check_conserved(const struct packset *packset, const struct node *node, struct arena *arena)
{
	struct facts facts;
	struct error err;

	cr_assert_eq(facts_decode(node, arena, &facts, &err), STATUS_OK);
	const struct proposal *proposal = evaluate_facts(packset, &facts, arena);
	int64_t fee = amount_of(proposal, STR("depreciation_minor"));
	int64_t refund = amount_of(proposal, STR("refund_minor"));
	struct value price = facts.items[FACT_ORDER_INVOICE_MINOR].value;

	if (fee < 0 || refund < 0 || price.kind != VALUE_INT ||
	    facts.items[FACT_ORDER_ALREADY_REFUNDED_MINOR].value.kind == VALUE_INT)
		return;
	cr_assert_eq(fee + refund, price.integer);
}

Test(evaluate, a_depreciation_fee_and_the_refund_are_the_price)
{
	cr_assert_gt(each_facts(check_conserved), 200);
}
