#include "core/seller_policy.h"

#include <stddef.h>

#include "core/reason.h"
#include "core/schema.h"

#define DAYS_MAX 3650

struct document {
	struct str currency;
	const struct node *rules;
};

/* As written: what is left out is zero, and means something else. */
struct rule_document {
	struct str id;
	struct str answer;
	const struct node *reasons;
	const struct node *asks;
	int64_t min_days;
	int64_t max_days;
	int64_t min_minor;
	int64_t max_minor;
	int64_t share_ppm;
	bool keep_goods;
	struct str freight;
};

/* clang-format off */
static const struct field document_fields[] = {
	{ STR_INIT("currency"), FIELD_TOKEN, FIELD_REQUIRED, offsetof(struct document, currency), 3, 3,
	  { 0 } },
	{ STR_INIT("rules"),    FIELD_ARRAY, FIELD_REQUIRED, offsetof(struct document, rules), 0,
	  SELLER_RULES_MAX, { 0 } },
};

#define AT(member) offsetof(struct rule_document, member)
static const struct field rule_fields[] = {
	{ STR_INIT("id"),         FIELD_TOKEN, FIELD_REQUIRED, AT(id), 1, 64, { 0 } },
	{ STR_INIT("answer"),     FIELD_WORD,  FIELD_REQUIRED, AT(answer), 0, 0,
	  STR_INIT("accept|refund|exchange|repair|decline") },
	{ STR_INIT("reasons"),    FIELD_ARRAY, FIELD_OPTIONAL, AT(reasons), 1, 64, { 0 } },
	{ STR_INIT("asks"),       FIELD_ARRAY, FIELD_OPTIONAL, AT(asks), 1, 32, { 0 } },
	{ STR_INIT("min_days"),   FIELD_INT,   FIELD_OPTIONAL, AT(min_days), 0, DAYS_MAX, { 0 } },
	{ STR_INIT("max_days"),   FIELD_INT,   FIELD_OPTIONAL, AT(max_days), 0, DAYS_MAX, { 0 } },
	{ STR_INIT("min_minor"),  FIELD_INT,   FIELD_OPTIONAL, AT(min_minor), 0, INT64_MAX, { 0 } },
	{ STR_INIT("max_minor"),  FIELD_INT,   FIELD_OPTIONAL, AT(max_minor), 0, INT64_MAX, { 0 } },
	{ STR_INIT("share_ppm"),  FIELD_INT,   FIELD_OPTIONAL, AT(share_ppm), 1, PPM, { 0 } },
	{ STR_INIT("keep_goods"), FIELD_BOOL,  FIELD_OPTIONAL, AT(keep_goods), 0, 0, { 0 } },
	{ STR_INIT("freight"),    FIELD_WORD,  FIELD_OPTIONAL, AT(freight), 0, 0, STR_INIT("seller|buyer") },
};
#undef AT
/* clang-format on */

static const struct schema document_schema = { document_fields, COUNT_OF(document_fields) };
static const struct schema rule_schema = { rule_fields, COUNT_OF(rule_fields) };

static const struct str answers[ANSWER_COUNT] = {
	[ANSWER_ACCEPT] = STR_INIT("accept"),     [ANSWER_REFUND] = STR_INIT("refund"),
	[ANSWER_EXCHANGE] = STR_INIT("exchange"), [ANSWER_REPAIR] = STR_INIT("repair"),
	[ANSWER_DECLINE] = STR_INIT("decline"),
};

struct str seller_answer_name(enum seller_answer answer)
{
	assert(answer < ANSWER_COUNT);

	return answers[answer];
}

/* --- reading --- */

static enum seller_answer answer_of(struct str name)
{
	for (unsigned i = 0; i < ANSWER_COUNT; i++) {
		if (str_eq(answers[i], name))
			return (enum seller_answer)i;
	}
	assert(false && "the schema lets no other word pass");
	return ANSWER_DECLINE;
}

static enum status check_words(const struct node *list, bool are_reasons, const char *at, struct error *err)
{
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct str word = list->items[i].string;
		enum remedy_id remedy;
		bool is_known = are_reasons ? reason_find(word) != NULL
		                            : remedy_find(word, &remedy) && remedy_info(remedy)->may_ask;
		if (!is_known)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "there is no %s \"" STR_FMT "\"",
			               are_reasons ? "reason" : "remedy that can be asked for",
			               STR_ARG(word));
	}
	return STATUS_OK;
}

static bool has_member(const struct node *node, struct str name)
{
	return node_find(node, name) != NULL;
}

static enum status decode_rule(const struct node *node, const char *at, struct seller_rule *ret_rule,
                               struct error *err)
{
	struct rule_document document = { 0 };

	TRY(schema_decode(&rule_schema, node, SCHEMA_WHOLE, at, &document, err));
	TRY(check_words(document.reasons, true, pointer_member(at, STR("reasons")).text, err));
	TRY(check_words(document.asks, false, pointer_member(at, STR("asks")).text, err));
	*ret_rule = (struct seller_rule){
		.id = document.id,
		.answer = answer_of(document.answer),
		.reasons = document.reasons,
		.asks = document.asks,
		.min_days = document.min_days,
		.max_days = has_member(node, STR("max_days")) ? document.max_days : INT64_MAX,
		.min_minor = document.min_minor,
		.max_minor = has_member(node, STR("max_minor")) ? document.max_minor : INT64_MAX,
		.share_ppm = has_member(node, STR("share_ppm")) ? document.share_ppm : PPM,
		.keep_goods = document.keep_goods,
		.freight = document.freight.len > 0 ? document.freight : STR("seller"),
	};
	if (ret_rule->min_days > ret_rule->max_days || ret_rule->min_minor > ret_rule->max_minor)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "the lower bound is above the upper one");
	if (ret_rule->answer != ANSWER_REFUND && (ret_rule->share_ppm != PPM || ret_rule->keep_goods))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
		               "\"share_ppm\" and \"keep_goods\" belong to the answer \"refund\"");
	return STATUS_OK;
}

enum status seller_policy_decode(const struct node *node, struct seller_policy *ret_policy, struct error *err)
{
	assert(ret_policy != NULL);

	struct seller_policy policy = { 0 };
	struct document document = { 0 };

	TRY(schema_decode(&document_schema, node, SCHEMA_WHOLE, "", &document, err));
	policy.currency = document.currency;
	for (size_t i = 0; i < document.rules->count; i++) {
		struct pointer at = pointer_item("/rules", i);
		TRY(decode_rule(&document.rules->items[i], at.text, &policy.rules[i], err));
		for (size_t k = 0; k < i; k++) {
			if (str_eq(policy.rules[k].id, policy.rules[i].id))
				return FAIL_AT(err, PROBLEM_INVALID_VALUE, at.text,
				               "two rules have the same id");
		}
		policy.rule_count++;
	}
	*ret_policy = policy;
	return STATUS_OK;
}

/* --- answering --- */

static bool is_named(const struct node *list, struct str word)
{
	if (list == NULL)
		return true;
	for (size_t i = 0; i < list->count; i++) {
		if (str_eq(list->items[i].string, word))
			return true;
	}
	return false;
}

static bool applies(const struct seller_rule *rule, const struct seller_claim *claim)
{
	bool is_meant = is_named(rule->reasons, claim->reason) && is_named(rule->asks, claim->ask);
	bool in_days = claim->days >= rule->min_days && claim->days <= rule->max_days;
	bool in_price = claim->price_minor >= rule->min_minor && claim->price_minor <= rule->max_minor;

	return is_meant && in_days && in_price;
}

/* Rounded down; the product fits, for a price above 2^63 / 10^6 is divided first. */
static int64_t share_of(int64_t price, int64_t ppm)
{
	int64_t whole = price / PPM * ppm;

	return whole + price % PPM * ppm / PPM;
}

static enum remedy_id remedy_for(const struct seller_rule *rule)
{
	if (rule->answer == ANSWER_EXCHANGE)
		return REMEDY_EXCHANGE_SAME;
	if (rule->answer == ANSWER_REPAIR)
		return REMEDY_REPAIR_FREE;
	if (rule->keep_goods)
		return rule->share_ppm == PPM ? REMEDY_REFUND_NO_RETURN : REMEDY_REFUND_PARTIAL;
	return rule->share_ppm == PPM ? REMEDY_REFUND_FULL : REMEDY_REFUND_PARTIAL;
}

static struct seller_grant grant_by(const struct seller_rule *rule, const struct seller_claim *claim)
{
	struct seller_grant grant = { .rule = rule, .freight = rule->freight };

	if (rule->answer == ANSWER_DECLINE)
		return grant;
	grant.is_grant = true;
	grant.remedy = remedy_for(rule);
	if (rule->answer == ANSWER_ACCEPT && !remedy_find(claim->ask, &grant.remedy))
		grant.is_grant = false;
	if (rule->answer == ANSWER_REFUND)
		grant.refund_minor = share_of(claim->price_minor, rule->share_ppm);
	else if (grant.is_grant && remedy_info(grant.remedy)->money == MONEY_PRICE)
		grant.refund_minor = claim->price_minor;
	return grant;
}

struct seller_grant seller_policy_answer(const struct seller_policy *policy, const struct seller_claim *claim)
{
	assert(policy != NULL && claim != NULL);

	for (size_t i = 0; i < policy->rule_count && str_eq(policy->currency, claim->currency); i++) {
		if (applies(&policy->rules[i], claim))
			return grant_by(&policy->rules[i], claim);
	}
	return (struct seller_grant){ 0 };
}
