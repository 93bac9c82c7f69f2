#include "core/counterfactual.h"
#include "loaded_packs.h"

/* Seven days for a refund, thirty for a repair; misuse and an announced fault close both; a late refund is
 * halved; a person decides about gifts. */
static const char *const sections =
	"\"parameters\":["
	"{\"id\":\"SEVEN\",\"unit\":\"day\",\"values\":[{\"from\":\"2000-01-01\",\"value\":7,\"verified\":"
	"\"text "
	"read\"}]},"
	"{\"id\":\"THIRTY\",\"unit\":\"day\",\"values\":[{\"from\":\"2000-01-01\",\"value\":30,\"verified\":"
	"\"text "
	"read\"}]}],"
	"\"definitions\":["
	"{\"id\":\"BAD\",\"value\":{\"all\":[\"fact:defect.exists\",{\"not\":{\"eq\":[\"fact:defect.cause\","
	"\"misuse\"]}}]}},"
	"{\"id\":\"END7\",\"value\":{\"after\":[\"fact:time.delivered_at\",\"param:SEVEN\"]}},"
	"{\"id\":\"END30\",\"value\":{\"after\":[\"fact:time.delivered_at\",\"param:THIRTY\"]}}],"
	"\"rules\":["
	"{\"id\":\"A\",\"when\":{\"all\":[\"def:BAD\",{\"le\":[\"fact:defect.found_at\",\"def:END7\"]}]},"
	"\"opens\":[\"REFUND_FULL\"],\"freight\":\"seller\","
	"\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":{\"if\":[{\"eq\":[\"fact:goods.intact\",true]},"
	"\"fact:order.paid_minor\",{\"ratio\":[\"fact:order.paid_minor\",1,2]}]}}},\"cite\":[\"A.1\"]," SAY
	"},"
	"{\"id\":\"B\",\"when\":{\"all\":[\"def:BAD\",{\"le\":[\"fact:defect.found_at\",\"def:END30\"]}]},"
	"\"opens\":[\"REPAIR_FREE\"],\"freight\":{\"if\":[\"fact:goods.second_hand\",\"buyer\",\"seller\"]},"
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"X\",\"of\":[\"A\",\"B\"],\"when\":{\"all\":[\"fact:defect.same_as_declared\","
	"\"fact:defect.visible\"]},\"opens\":[\"REJECT_CLAIM\"],\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"Z\",\"when\":true,\"opens\":[\"REJECT_CLAIM\"],\"cite\":[\"A.1\"]," SAY "}],"
	"\"guards\":[{\"id\":\"G\",\"when\":{\"all\":[\"fact:goods.is_gift\",{\"not\":\"fact:goods.intact\"}]"
	"},"
	"\"refers\":true,\"cite\":[\"A.1\"]," SAY "}],"
	"\"burdens\":["
	"{\"id\":\"defect.exists\",\"cases\":[{\"bearer\":\"buyer\",\"against\":false,\"cite\":[\"A.1\"]}]},"
	"{\"id\":\"defect.cause\",\"cases\":[{\"bearer\":\"seller\",\"against\":\"intrinsic\",\"cite\":[\"A."
	"1\"]}]},"
	"{\"id\":\"defect.visible\",\"cases\":[{\"bearer\":\"seller\",\"against\":false,\"cite\":[\"A.1\"]}]}"
	","
	"{\"id\":\"defect.same_as_declared\",\"cases\":[{\"bearer\":\"seller\",\"against\":false,\"cite\":["
	"\"A.1\"]}]},"
	"{\"id\":\"goods.intact\",\"cases\":[{\"bearer\":\"seller\",\"against\":true,\"cite\":[\"A.1\"]}]},"
	"{\"id\":\"goods.is_gift\",\"cases\":[{\"bearer\":\"seller\",\"against\":false,\"cite\":[\"A.1\"]}]}"
	"]";

#define ASKED                                                                                             \
	"\"claim.requested\":[\"REFUND_FULL\",\"REPAIR_FREE\"],\"order.paid_minor\":{\"v\":10001,\"st\":" \
	"\"platform_recorded\"},"
#define OPEN_FACT(name, value) "\"" name "\":{\"v\":" value ",\"st\":\"contested\"},"
#define DELIVERED              "\"time.delivered_at\":\"2026-03-02\","

static const char *const cases[] = {
	"{" ASKED DELIVERED
	"\"defect.exists\":true,\"defect.cause\":\"intrinsic\",\"defect.found_at\":\"2026-03-15\","
	"\"defect.same_as_declared\":false,\"defect.visible\":false,\"goods.intact\":true,\"goods.second_"
	"hand\":false,"
	"\"goods.is_gift\":false}",
	"{" ASKED DELIVERED OPEN_FACT("defect.exists", "true") OPEN_FACT("defect.cause", "\"misuse\"")
		OPEN_FACT("defect.visible", "true") OPEN_FACT("defect.same_as_declared",
	                                                      "true") OPEN_FACT("goods.is_gift", "true")
			OPEN_FACT("goods.intact",
	                          "false") "\"goods.second_hand\":false,\"defect.found_at\":\"2026-03-05\"}",
	"{" ASKED DELIVERED OPEN_FACT("defect.found_at", "\"2026-05-05\"") OPEN_FACT("goods.intact", "false")
		OPEN_FACT("defect.visible", "true")
			OPEN_FACT("defect.same_as_declared",
	                          "true") "\"defect.exists\":true,\"goods.is_gift\":false,\"goods.second_"
					  "hand\":true,\"defect.cause\":\"intrinsic\","
					  "\"evidence.phase\":\"open\"}",
	"{" ASKED "\"time.delivered_at\":{\"v\":\"2026-03-02\",\"st\":\"contested\"}," OPEN_FACT(
		"defect.found_at", "\"2026-03-20\"")
		OPEN_FACT("defect.exists",
	                  "true") "\"goods.is_gift\":false,\"goods.second_hand\":true,\"goods.intact\":true,"
				  "\"defect.cause\":\"intrinsic\","
				  "\"defect.visible\":false,\"defect.same_as_declared\":false}",
};

/* --- a brute that tries everything --- */

#define BRUTE_DAYS  60
#define BRUTE_FACTS 12

struct brute {
	const struct proposal *base;
	struct facts facts;
	const struct counterfactuals *found;
	struct arena arena;
};

static const enum fact_id brute_facts[] = {
	FACT_DEFECT_EXISTS,           FACT_DEFECT_CAUSE,      FACT_DEFECT_VISIBLE,
	FACT_DEFECT_SAME_AS_DECLARED, FACT_GOODS_INTACT,      FACT_GOODS_IS_GIFT,
	FACT_DEFECT_FOUND_AT,         FACT_TIME_DELIVERED_AT, FACT_GOODS_SECOND_HAND,
};

/* Every value worth trying: all days around the month of the case. */
static size_t brute_values(enum fact_id fact, struct value values[BRUTE_DAYS * 2])
{
	size_t count = 0;

	if (fact_type(fact) == FACT_TYPE_BOOL) {
		values[count++] = value_bool(false);
		values[count++] = value_bool(true);
	} else if (fact == FACT_DEFECT_CAUSE) {
		values[count++] = value_token(STR("intrinsic"));
		values[count++] = value_token(STR("misuse"));
		values[count++] = value_token(STR("virus"));
	} else {
		for (int32_t i = 0; i < BRUTE_DAYS * 2; i++)
			values[count++] = value_date((struct date){ date_from_civil(2026, 2, 1).day + i });
	}
	return count;
}

static struct assessment brute_run(struct brute *brute, enum fact_id a, struct value to_a, enum fact_id b,
                                   struct value to_b)
{
	struct facts facts = brute->facts;
	const struct proposal *proposal = NULL;
	struct contradiction impossible;
	struct error err;

	facts.items[b] = (struct fact){ .status = FACT_STATUS_ESTABLISHED, .value = to_b };
	facts.items[a] = (struct fact){ .status = FACT_STATUS_ESTABLISHED, .value = to_a };
	if (facts_contradict(&facts, &impossible))
		return brute->base->result;
	arena_reset(&brute->arena);
	cr_assert_eq(evaluate(brute->base->packset, brute->base->configuration, &facts, &brute->arena,
	                      &proposal, &err),
	             STATUS_OK);
	return proposal->result;
}

static bool is_undecided(const struct brute *brute, enum fact_id fact)
{
	return brute->base->statuses[fact] == FACT_STATUS_UNPROVED_CLOSED ||
	       brute->base->reckoner->facts[fact].kind == VALUE_UNKNOWN;
}

/* A change of these facts with this result is among those that were found, and no farther than this one. */
static bool has_single(const struct brute *brute, enum fact_id fact, struct value to,
                       const struct assessment *result)
{
	struct value now = brute->base->reckoner->facts[fact];

	for (size_t i = 0; i < brute->found->count; i++) {
		const struct counterfactual *item = &brute->found->items[i];
		const struct fact_change *change = &item->changes[0];
		if (item->change_count != 1 || change->fact != fact || !assessment_eq(&item->result, result))
			continue;
		if (to.kind != VALUE_DATE || now.kind != VALUE_DATE)
			return to.kind == VALUE_DATE || value_eq(change->to, to);
		int side = to.date.day < now.date.day ? -1 : 1;
		if (change->to.kind == VALUE_DATE && (change->to.date.day - now.date.day) * side > 0 &&
		    (change->to.date.day - to.date.day) * side <= 0)
			return true;
	}
	return false;
}

static void check_singles(struct brute *brute)
{
	struct value values[BRUTE_DAYS * 2];

	for (size_t i = 0; i < COUNT_OF(brute_facts); i++) {
		enum fact_id fact = brute_facts[i];
		size_t count = brute_values(fact, values);
		for (size_t k = 0; k < count; k++) {
			struct assessment result = brute_run(brute, fact, values[k], fact, values[k]);
			if (value_eq(values[k], brute->base->reckoner->facts[fact]) ||
			    assessment_eq(&result, &brute->base->result))
				continue;
			cr_assert(has_single(brute, fact, values[k], &result), STR_FMT " value %zu",
			          STR_ARG(fact_name(fact)), k);
		}
	}
}

static bool helps_alone(const struct brute *brute, enum fact_id fact, enum favour favour)
{
	for (size_t i = 0; i < brute->found->count; i++) {
		const struct counterfactual *item = &brute->found->items[i];
		if (item->change_count == 1 && item->changes[0].fact == fact && item->favours == favour)
			return true;
	}
	return false;
}

static bool has_pair(const struct brute *brute, enum fact_id a, enum fact_id b,
                     const struct assessment *result)
{
	for (size_t i = 0; i < brute->found->count; i++) {
		const struct counterfactual *item = &brute->found->items[i];
		bool same = item->change_count == 2 && assessment_eq(&item->result, result);
		if (same && ((item->changes[0].fact == a && item->changes[1].fact == b) ||
		             (item->changes[0].fact == b && item->changes[1].fact == a)))
			return true;
	}
	return false;
}

static void check_pair(struct brute *brute, enum fact_id a, enum fact_id b)
{
	struct value of_a[BRUTE_DAYS * 2];
	struct value of_b[BRUTE_DAYS * 2];
	size_t count_a = brute_values(a, of_a);
	size_t count_b = brute_values(b, of_b);

	for (size_t i = 0; i < count_a; i++) {
		for (size_t k = 0; k < count_b; k++) {
			struct assessment result = brute_run(brute, a, of_a[i], b, of_b[k]);
			enum favour favour = favour_of(brute->base->packset, &brute->base->result, &result);
			if (assessment_eq(&result, &brute->base->result) || helps_alone(brute, a, favour) ||
			    helps_alone(brute, b, favour))
				continue;
			cr_assert(has_pair(brute, a, b, &result), STR_FMT " %zu and " STR_FMT " %zu",
			          STR_ARG(fact_name(a)), i, STR_ARG(fact_name(b)), k);
		}
	}
}

static struct brute brute_of(const char *facts_json)
{
	struct pack_source source = small_pack(sections);
	struct brute brute = { .base = propose(load_sources(&source, 1), facts_json, false) };
	struct error err = { 0 };
	struct arena arena;

	arena_take(&arena, COUNTERFACTUAL_ARENA + EVALUATE_ARENA);
	arena_take(&brute.arena, EVALUATE_ARENA);
	brute.facts = *brute.base->facts;
	cr_assert_eq(counterfactuals_find(brute.base, &arena, &brute.found, &err), STATUS_OK, "%s",
	             err.detail);
	return brute;
}

Test(counterfactual, nothing_is_missed_that_a_brute_finds_with_one_fact)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct brute brute = brute_of(cases[i]);
		cr_assert(brute.found->is_complete, "case %zu", i);
		cr_assert_gt(brute.found->count, 0, "case %zu", i);
		check_singles(&brute);
	}
}

Test(counterfactual, nothing_is_missed_that_a_brute_finds_with_two_facts)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct brute brute = brute_of(cases[i]);
		for (size_t a = 0; a < COUNT_OF(brute_facts); a++) {
			for (size_t b = a + 1; b < COUNT_OF(brute_facts); b++) {
				if (is_undecided(&brute, brute_facts[a]) &&
				    is_undecided(&brute, brute_facts[b]))
					check_pair(&brute, brute_facts[a], brute_facts[b]);
			}
		}
	}
}

Test(counterfactual, what_is_foreseen_is_what_is_proposed)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct brute brute = brute_of(cases[i]);
		for (size_t k = 0; k < brute.found->count; k++) {
			const struct counterfactual *item = &brute.found->items[k];
			const struct fact_change *last = &item->changes[item->change_count - 1];
			struct assessment result = brute_run(&brute, item->changes[0].fact,
			                                     item->changes[0].to, last->fact, last->to);
			cr_assert(assessment_eq(&result, &item->result), "case %zu item %zu", i, k);
			cr_assert(!assessment_eq(&result, &brute.base->result), "case %zu item %zu", i, k);
		}
	}
}

Test(counterfactual, both_sides_see_what_would_help_them)
{
	struct brute brute = brute_of(cases[1]);
	bool helps[FAVOUR_COUNT] = { false };

	for (size_t i = 0; i < brute.found->count; i++)
		helps[brute.found->items[i].favours] = true;
	cr_assert(helps[FAVOUR_BUYER]);
	brute = brute_of(cases[0]);
	for (size_t i = 0; i < brute.found->count; i++)
		helps[brute.found->items[i].favours] = true;
	cr_assert(helps[FAVOUR_SELLER]);
}

Test(counterfactual, a_sum_that_follows_its_price_is_no_change)
{
	struct pack_source source = small_pack(sections);
	const struct proposal *base =
		propose(load_sources(&source, 1),
	                "{\"claim.requested\":[\"REFUND_FULL\"],\"order.paid_minor\":10001," DELIVERED
	                "\"defect.exists\":true,\"defect.found_at\":\"2026-03-05\",\"goods.intact\":true}",
	                false);
	const struct counterfactuals *found;
	struct error err;
	struct arena arena;

	arena_take(&arena, COUNTERFACTUAL_ARENA + EVALUATE_ARENA);
	cr_assert_eq(counterfactuals_find(base, &arena, &found, &err), STATUS_OK);
	for (size_t i = 0; i < found->count; i++)
		cr_assert_neq(found->items[i].changes[0].fact, FACT_ORDER_PAID_MINOR);
}

Test(counterfactual, twenty_undecided_facts_are_searched_whole_within_a_thousand_evaluations)
{
	static const char *const names[] = {
		"defect.exists",       "defect.visible",     "defect.same_as_declared",
		"defect.minor",        "defect.severe",      "goods.intact",
		"goods.is_gift",       "goods.second_hand",  "goods.discontinued",
		"goods.gift_returned", "proof.invoice",      "proof.altered",
		"proof.warranty_card", "proof.card_matches", "proof.order_record",
		"stock.same_model",    "seller.responded",   "seller.fraud",
		"food.expired",        "food.nonconforming",
	};
	char text[16384];
	char facts[4096];
	size_t at = (size_t)snprintf(text, sizeof text, "\"rules\":[");
	size_t used = (size_t)snprintf(facts, sizeof facts, "{");

	/* Two facts in every rule, and neither is proved: each pair opens a remedy, and no fact does alone.
	 */
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		at += (size_t)snprintf(
			text + at, sizeof text - at,
			"{\"id\":\"R%zu\",\"when\":{\"all\":[\"fact:%s\",\"fact:%s\"]},\"opens\":["
			"\"%s\"],\"cite\":[\"A.1\"]," SAY "},",
			i, names[i], names[(i + 7) % COUNT_OF(names)],
			i % 2 == 0 ? "REFUND_FULL" : "REPAIR_FREE");
		used += (size_t)snprintf(facts + used, sizeof facts - used,
		                         "\"%s\":{\"v\":true,\"st\":\"contested\"},", names[i]);
	}
	at += (size_t)snprintf(
		text + at, sizeof text - at,
		"{\"id\":\"Z\",\"when\":true,\"opens\":[\"REJECT_CLAIM\"],\"cite\":[\"A.1\"]," SAY
		"}],\"burdens\":[");
	for (size_t i = 0; i < COUNT_OF(names); i++)
		at += (size_t)snprintf(
			text + at, sizeof text - at,
			"%s{\"id\":\"%s\",\"cases\":[{\"bearer\":\"buyer\",\"against\":false,\"cite\":["
			"\"A.1\"]}]}",
			i == 0 ? "" : ",", names[i]);
	(void)snprintf(text + at, sizeof text - at, "]");
	(void)snprintf(facts + used, sizeof facts - used, "\"claim.requested\":[\"REFUND_FULL\"]}");

	struct pack_source source = small_pack(text);
	const struct counterfactuals *found;
	struct error err;
	struct arena arena;

	arena_take(&arena, COUNTERFACTUAL_ARENA + EVALUATE_ARENA);
	cr_assert_eq(
		counterfactuals_find(propose(load_sources(&source, 1), facts, false), &arena, &found, &err),
		STATUS_OK);
	cr_assert(found->is_complete, "%zu runs", found->runs);
	cr_assert_leq(found->runs, COUNTERFACTUAL_RUNS_MAX);
	cr_assert_eq(found->count, COUNT_OF(names), "%zu found", found->count);
	for (size_t i = 0; i < found->count; i++)
		cr_assert_eq(found->items[i].change_count, 2);
}

Test(counterfactual, it_prints_facts_evidence_and_whom_it_helps)
{
	struct brute brute = brute_of(cases[0]);
	struct printer printer;
	struct arena arena;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_take(&arena, KIB(256));
	buf_init(&buf, &arena, KIB(64));
	printer_init(&printer, &buf);
	print_counterfactuals(&printer, brute.base->packset, brute.found);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(node->count, brute.found->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *change = &node_find(&node->items[i], STR("changes"))->items[0];
		cr_assert_gt(node_find(change, STR("evidence"))->count, 0);
		cr_assert_gt(node_text(&node->items[i], STR("favours")).len, 0);
	}
}

Test(counterfactual, an_arena_that_is_too_small_is_refused)
{
	struct pack_source source = small_pack(sections);
	const struct proposal *base = propose(load_sources(&source, 1), cases[0], false);
	const struct counterfactuals *found = NULL;
	struct error err;
	struct arena arena;

	arena_take(&arena, KIB(64));
	cr_assert_eq(counterfactuals_find(base, &arena, &found, &err), STATUS_LIMIT);
	cr_assert_null(found);
}
