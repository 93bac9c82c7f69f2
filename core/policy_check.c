#include "core/policy_check.h"

#include "core/reason.h"

#define NUMBERS_MAX    40
#define CATEGORIES_MAX 12
#define TYPES_MAX      16

/* Delivered on a day on which nothing special falls; claims are filed days later. */
#define DELIVERED_DAY 20241 /* 2025-06-02 */

struct check {
	const struct packset *packset;
	const struct seller_policy *policy;
	struct str jurisdiction;
	struct arena *scratch;
	struct arena *arena;
	struct str categories[CATEGORIES_MAX];
	size_t category_count;
	int64_t days[NUMBERS_MAX];
	size_t day_count;
	int64_t prices[NUMBERS_MAX];
	size_t price_count;
	struct policy_verdict verdict;
};

/* One generated claim. */
struct pattern {
	const struct reason *reason;
	struct str ask;
	struct str category;
	struct str defect_kind;
	int64_t days;
	int64_t price;
};

/* --- what is worth trying --- */

static void add_number(int64_t *numbers, size_t *count, int64_t number)
{
	size_t at = *count;

	if (number < 0 || number > 3650000000 || *count == NUMBERS_MAX)
		return;
	for (size_t i = 0; i < *count; i++) {
		if (numbers[i] == number)
			return;
	}
	for (; at > 0 && numbers[at - 1] > number; at--)
		numbers[at] = numbers[at - 1];
	numbers[at] = number;
	(*count)++;
}

/* On both sides of a bound. */
static void add_bound(int64_t *numbers, size_t *count, int64_t bound)
{
	if (bound == INT64_MAX)
		return;
	add_number(numbers, count, bound);
	add_number(numbers, count, bound + 1);
	add_number(numbers, count, bound - 1);
}

static void add_policy_bounds(struct check *check)
{
	for (size_t i = 0; i < check->policy->rule_count; i++) {
		const struct seller_rule *rule = &check->policy->rules[i];
		add_bound(check->days, &check->day_count, rule->min_days);
		add_bound(check->days, &check->day_count, rule->max_days);
		add_bound(check->prices, &check->price_count, rule->min_minor);
		add_bound(check->prices, &check->price_count, rule->max_minor);
	}
}

static void add_pack_periods(struct check *check)
{
	for (size_t i = 0; i < check->packset->symbols.parameter_count; i++) {
		const struct parameter *parameter = &check->packset->parameters[i];
		int64_t value = parameter->values[parameter->count - 1].value.integer;
		if (!parameter->is_period || value > 400)
			continue;
		if (parameter->unit == PERIOD_DAY)
			add_bound(check->days, &check->day_count, value);
		else if (parameter->unit == PERIOD_MONTH)
			add_bound(check->days, &check->day_count, value * 30);
		else if (parameter->unit == PERIOD_YEAR)
			add_bound(check->days, &check->day_count, value * 365);
	}
}

/* Goods that no table has, and the first of each table. */
static void add_categories(struct check *check)
{
	check->categories[check->category_count++] = STR("other_goods");
	for (size_t i = 0; i < check->packset->symbols.table_count; i++) {
		const struct table *table = &check->packset->tables[i];
		if (table->count > 0 && check->category_count < CATEGORIES_MAX)
			check->categories[check->category_count++] = table->rows[0].key;
	}
}

/* --- the facts of a claim --- */

static void put_date(struct printer *printer, struct str name, int64_t day, struct arena *arena)
{
	struct buf text;

	buf_init(&text, arena, 16);
	date_put(&text, (struct date){ .day = (int32_t)day });
	print_member_string(printer, name, buf_str(&text));
}

static bool is_defect_claim(struct str type)
{
	return str_eq(type, STR("quality")) || str_eq(type, STR("not_as_described")) ||
	       str_eq(type, STR("damaged")) || str_eq(type, STR("counterfeit")) ||
	       str_eq(type, STR("false_advertising"));
}

/* Sorted by name, as facts are printed everywhere. */
static void put_facts(const struct check *check, const struct pattern *pattern, struct printer *printer)
{
	struct str type = pattern->reason->claim_type;
	int64_t filed = DELIVERED_DAY + pattern->days;
	bool is_defect = is_defect_claim(type);

	print_object_begin(printer);
	print_member_string(printer, STR("buyer.role"), STR("consumer"));
	put_date(printer, STR("claim.filed_at"), filed, check->scratch);
	print_name(printer, STR("claim.requested"));
	print_array_begin(printer);
	print_string(printer, pattern->ask);
	print_array_end(printer);
	print_member_string(printer, STR("claim.type"), type);
	if (is_defect) {
		print_member_bool(printer, STR("defect.exists"), true);
		put_date(printer, STR("defect.found_at"), filed, check->scratch);
		print_member_string(printer, STR("defect.kind"), pattern->defect_kind);
		put_date(printer, STR("defect.reported_at"), filed, check->scratch);
	}
	print_member_string(printer, STR("goods.category"), pattern->category);
	print_member_bool(printer, STR("goods.intact"), true);
	print_member_string(printer, STR("jurisdiction"), check->jurisdiction);
	print_member_string(printer, STR("order.channel"), STR("online"));
	put_date(printer, STR("order.concluded_at"), DELIVERED_DAY - 3, check->scratch);
	put_date(printer, STR("order.invoice_date"), DELIVERED_DAY - 3, check->scratch);
	print_member_int(printer, STR("order.invoice_minor"), pattern->price);
	print_member_int(printer, STR("order.paid_minor"), pattern->price);
	print_member_bool(printer, STR("proof.order_record"), true);
	print_member_string(printer, STR("seller.role"), STR("trader"));
	put_date(printer, STR("time.delivered_at"), DELIVERED_DAY, check->scratch);
	if (!is_defect)
		put_date(printer, STR("time.return_notice_at"), filed, check->scratch);
	put_date(printer, STR("time.today"), filed, check->scratch);
	print_object_end(printer);
}

static enum status decide_by_law(const struct check *check, const struct pattern *pattern,
                                 struct str *ret_facts, const struct proposal **ret_proposal,
                                 struct error *err)
{
	static const struct configuration worked = { .is_worked_case = true };
	struct facts *facts = ARENA_NEW(check->scratch, struct facts);
	struct printer printer;
	const struct node *node;
	struct buf buf;

	TRY(arena_check(check->scratch, err));
	buf_init(&buf, check->scratch, KIB(8));
	printer_init(&printer, &buf);
	put_facts(check, pattern, &printer);
	TRY(buf_check(&buf, err));
	*ret_facts = buf_str(&buf);
	TRY(node_parse(*ret_facts, check->scratch, &node, err));
	TRY(facts_decode(node, check->scratch, facts, err));
	return evaluate(check->packset, &worked, facts, check->scratch, ret_proposal, err);
}

/* --- comparing --- */

static bool refund_of(const struct proposal *proposal, int64_t *ret_refund)
{
	for (size_t i = 0; i < proposal->result.amount_count; i++) {
		const struct amount *amount = &proposal->result.amounts[i];
		if (str_eq(amount->name, STR("refund_minor")) && amount->value.kind == VALUE_INT) {
			*ret_refund = amount->value.integer;
			return true;
		}
	}
	return false;
}

/* What the seller gives is worth less than what the law proposes: further down the ranks, and no substitute.
 */
static bool is_lesser(const struct packset *packset, enum remedy_id given, size_t proposed)
{
	size_t index = packset_remedy(packset, remedy_info(given)->name);
	bool is_substitute = index != SIZE_MAX &&
	                     (index == proposed || (packset->remedies[index].satisfies >> proposed & 1) != 0);

	if (is_substitute)
		return false;
	return index == SIZE_MAX || packset->remedies[index].rank > packset->remedies[proposed].rank;
}

/* What the law grants on these facts, as far as a machine may say. */
static bool is_granted(const struct assessment *result)
{
	return (result->outcome == OUTCOME_GRANT || result->outcome == OUTCOME_GRANT_ALTERNATIVE) &&
	       result->proposed_count > 0;
}

/* Empty: not below the floor. */
static struct str reason_below(const struct check *check, const struct proposal *proposal,
                               const struct seller_grant *grant)
{
	const struct assessment *result = &proposal->result;
	bool is_open = result->outcome == OUTCOME_REFER_HUMAN || result->must_choose;
	int64_t refund = 0;

	if (!grant->is_grant)
		return is_granted(result) || is_open ? STR("declined") : STR("");
	if (!is_granted(result))
		return STR("");
	if (is_lesser(check->packset, grant->remedy, result->proposed[0]))
		return STR("lesser_remedy");
	if (grant->refund_minor > 0 && refund_of(proposal, &refund) && grant->refund_minor < refund)
		return STR("smaller_refund");
	if (str_eq(result->freight_payer, STR("seller")) && str_eq(grant->freight, STR("buyer")))
		return STR("freight");
	return STR("");
}

/* What of the verdict stays when the scratch memory goes: the facts, and what the law gives for them. */
static enum status keep_example(struct check *check, struct str facts, const struct proposal *proposal,
                                struct error *err)
{
	struct policy_verdict *verdict = &check->verdict;
	struct str text;

	TRY(proposal_text(proposal, check->scratch, &text, err));
	verdict->is_below = true;
	verdict->facts = arena_copy(check->arena, facts);
	verdict->proposal = arena_copy(check->arena, text);
	for (size_t i = 0; i < check->packset->article_count && verdict->article.len == 0; i++) {
		if (proposal->trace.articles[i])
			verdict->article = check->packset->articles[i].id;
	}
	return arena_check(check->arena, err);
}

static enum status try_pattern(struct check *check, const struct pattern *pattern, struct error *err)
{
	struct seller_claim claim = { .reason = pattern->reason->code,
		                      .ask = pattern->ask,
		                      .days = pattern->days,
		                      .price_minor = pattern->price,
		                      .currency = check->policy->currency };
	struct seller_grant grant = seller_policy_answer(check->policy, &claim);
	const struct proposal *proposal;
	struct str reason;
	struct str facts;

	if (grant.rule == NULL || grant.rule->answer == ANSWER_ACCEPT)
		return STATUS_OK;
	if (check->verdict.patterns == POLICY_PATTERNS_MAX) {
		check->verdict.is_partial = true;
		return STATUS_OK;
	}
	check->verdict.patterns++;
	arena_reset(check->scratch);
	TRY(decide_by_law(check, pattern, &facts, &proposal, err));
	reason = reason_below(check, proposal, &grant);
	if (reason.len == 0)
		return STATUS_OK;
	check->verdict.reason = reason;
	check->verdict.ask = pattern->ask;
	check->verdict.grant = grant;
	return keep_example(check, facts, proposal, err);
}

/* --- all claims: reasons, asks, goods, days, prices --- */

static bool is_over(const struct check *check)
{
	return check->verdict.is_below || check->verdict.is_partial;
}

static enum status try_prices(struct check *check, struct pattern pattern, struct error *err)
{
	for (size_t i = 0; i < check->price_count && !is_over(check); i++) {
		pattern.price = check->prices[i];
		TRY(try_pattern(check, &pattern, err));
	}
	return STATUS_OK;
}

static enum status try_categories(struct check *check, struct pattern pattern, struct error *err)
{
	for (size_t i = 0; i < check->category_count && !is_over(check); i++) {
		pattern.category = check->categories[i];
		TRY(try_prices(check, pattern, err));
	}
	return STATUS_OK;
}

static enum status try_goods(struct check *check, struct pattern pattern, struct error *err)
{
	static const struct str kinds[] = { STR_INIT("performance_fault"), STR_INIT("quality") };
	size_t kind_count = is_defect_claim(pattern.reason->claim_type) ? COUNT_OF(kinds) : 1;

	for (size_t k = 0; k < kind_count; k++) {
		pattern.defect_kind = kinds[k];
		TRY(try_categories(check, pattern, err));
	}
	return STATUS_OK;
}

static enum status try_days(struct check *check, struct pattern pattern, struct error *err)
{
	for (size_t i = 0; i < check->day_count && !is_over(check); i++) {
		pattern.days = check->days[i];
		TRY(try_goods(check, pattern, err));
	}
	return STATUS_OK;
}

static enum status try_reason(struct check *check, const struct reason *reason, struct error *err)
{
	struct str rest = reason->asks;

	while (rest.len > 0 && !is_over(check)) {
		struct pattern pattern = { .reason = reason, .ask = list_next(&rest) };
		TRY(try_days(check, pattern, err));
	}
	return STATUS_OK;
}

/* Reasons that no rule tells apart and that the law reads alike need trying once. */
static bool is_told_apart(const struct seller_policy *policy)
{
	for (size_t i = 0; i < policy->rule_count; i++) {
		if (policy->rules[i].reasons != NULL)
			return true;
	}
	return false;
}

static bool is_repeated(const struct reason *reason, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (str_eq(reason_at(i)->claim_type, reason->claim_type) &&
		    str_eq(reason_at(i)->asks, reason->asks))
			return true;
	}
	return false;
}

static enum status try_all(struct check *check, struct error *err)
{
	bool told_apart = is_told_apart(check->policy);

	for (size_t i = 0; i < reason_count() && !is_over(check); i++) {
		const struct reason *reason = reason_at(i);
		if (reason->filer == FILER_SELLER || (!told_apart && is_repeated(reason, i)))
			continue;
		TRY(try_reason(check, reason, err));
	}
	return STATUS_OK;
}

enum status policy_check(const struct policy_floor *floor, const struct seller_policy *policy,
                         struct arena *scratch, struct arena *arena, struct policy_verdict *ret_verdict,
                         struct error *err)
{
	assert(floor->packset != NULL && policy != NULL && ret_verdict != NULL);

	struct check *check = ARENA_NEW(arena, struct check);

	TRY(arena_check(arena, err));
	*check = (struct check){ .packset = floor->packset,
		                 .policy = policy,
		                 .jurisdiction = floor->jurisdiction,
		                 .scratch = scratch,
		                 .arena = arena };
	add_number(check->days, &check->day_count, 0);
	add_policy_bounds(check);
	add_pack_periods(check);
	for (size_t i = 0; i < check->price_count; i++)
		check->prices[i] =
			check->prices[i] == 0 ? 1 : check->prices[i]; /* nothing is sold for nothing */
	add_number(check->prices, &check->price_count, 10001);
	add_categories(check);
	TRY(try_all(check, err));
	*ret_verdict = check->verdict;
	return STATUS_OK;
}

/* --- telling --- */

enum status policy_verdict_refuse(const struct policy_verdict *verdict, struct error *err)
{
	assert(verdict != NULL);

	if (verdict->is_partial)
		return FAIL_AT(err, PROBLEM_POLICY_BELOW_FLOOR, "/rules",
		               "the policy has more different bounds than can be held against the law: write "
		               "fewer rules");
	if (!verdict->is_below)
		return STATUS_OK;
	return FAIL_AT(
		err, PROBLEM_POLICY_BELOW_FLOOR, "/rules",
		"rule \"" STR_FMT "\" gives less than the law (" STR_FMT ") to a claim for " STR_FMT
		", see " STR_FMT "; the example shows the facts and what either gives",
		STR_ARG(verdict->grant.rule->id), STR_ARG(verdict->reason), STR_ARG(verdict->ask),
		STR_ARG(verdict->article.len > 0 ? verdict->article : STR("the referral to a person")));
}

static void print_grant(struct printer *printer, const struct policy_verdict *verdict)
{
	const struct seller_grant *grant = &verdict->grant;

	print_object_begin(printer);
	print_member_string(printer, STR("answer"), seller_answer_name(grant->rule->answer));
	if (grant->is_grant) {
		print_member_string(printer, STR("freight_payer"), grant->freight);
		print_member_int(printer, STR("refund_minor"), grant->refund_minor);
		print_member_string(printer, STR("remedy"), remedy_info(grant->remedy)->name);
	}
	print_member_string(printer, STR("rule"), grant->rule->id);
	print_object_end(printer);
}

void print_policy_verdict(struct printer *printer, const struct policy_verdict *verdict)
{
	assert(printer != NULL && verdict != NULL);

	print_object_begin(printer);
	print_member_bool(printer, STR("below_floor"), verdict->is_below);
	if (verdict->is_below) {
		print_name(printer, STR("example"));
		print_object_begin(printer);
		print_member_string(printer, STR("article"), verdict->article);
		print_member_string(printer, STR("ask"), verdict->ask);
		print_member_raw(printer, STR("facts"), verdict->facts);
		print_member_raw(printer, STR("law"), verdict->proposal);
		print_name(printer, STR("policy"));
		print_grant(printer, verdict);
		print_member_string(printer, STR("reason"), verdict->reason);
		print_object_end(printer);
	}
	print_member_bool(printer, STR("partial"), verdict->is_partial);
	print_member_int(printer, STR("patterns"), (int64_t)verdict->patterns);
	print_object_end(printer);
}
