#include "core/four_eyes.h"

static const struct str slugs[FOUR_EYES_COUNT] = {
#define FOUR_EYES(name, slug) [FOUR_EYES_##name] = STR_INIT(slug),
#include "core/four_eyes.def"
#undef FOUR_EYES
};

struct str four_eyes_slug(enum four_eyes reason)
{
	assert(reason < FOUR_EYES_COUNT);
	return slugs[reason];
}

int64_t case_value(const struct dispute *dispute, const struct node *amounts)
{
	int64_t total = 0;
	struct money paid;

	for (size_t i = 0; amounts != NULL && i < amounts->count; i++) {
		const struct node *value = &amounts->members[i].value;
		if (value->kind == NODE_INT && value->integer > 0 && value->integer < INT64_MAX - total)
			total += value->integer;
	}
	if (order_paid(&dispute->order, &paid) && paid.minor > total)
		return paid.minor;
	return total;
}

bool rests_on_inference(const struct dispute *dispute)
{
	const struct node *derivation = node_object(dispute->proposal.result, STR("derivation"));
	const struct node *facts = node_array(derivation, STR("facts"));

	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		struct str status = node_text(&facts->items[i], STR("status"));
		const struct node *exhibits = node_array(&facts->items[i], STR("exhibits"));
		bool inferred = str_eq(status, STR("presumed")) || str_eq(status, STR("uncontested"));
		if (inferred && (exhibits == NULL || exhibits->count == 0))
			return true;
	}
	return false;
}

static bool has_flag(const struct node *result)
{
	static const struct str kinds[] = { STR_INIT("unverified_text:"), STR_INIT("unverified_param:"),
		                            STR_INIT("punitive_needs_arbiter"), STR_INIT("second_review:") };
	const struct node *flags = node_array(result, STR("flags"));

	for (size_t i = 0; flags != NULL && i < flags->count; i++)
		for (size_t k = 0; k < COUNT_OF(kinds); k++)
			if (str_has_prefix(flags->items[i].string, kinds[k]))
				return true;
	return false;
}

static bool is_grave(const struct dispute *dispute, const struct terms *terms)
{
	struct str code = dispute->claim.reason->code;

	if (terms->remedy == REMEDY_REJECT_CLAIM)
		return false;
	return str_eq(code, STR("nc.counterfeit")) || str_eq(code, STR("nc.unsafe"));
}

static bool is_sampled(struct id id, int32_t sample)
{
	unsigned drawn = ((unsigned)id.bytes[13] << 16 | (unsigned)id.bytes[14] << 8 | id.bytes[15]) % 1000;

	assert(sample >= 0 && sample <= 1000);
	return drawn < (unsigned)sample;
}

unsigned four_eyes_reasons(const struct dispute *dispute, const struct terms *terms, bool deviates,
                           const struct policy *policy)
{
	assert(dispute->claim.reason != NULL);

	int64_t value = case_value(dispute, terms->amounts);
	bool no_return = terms->remedy == REMEDY_REFUND_NO_RETURN && value >= policy->comment_minor;
	bool found[FOUR_EYES_COUNT] = {
		[FOUR_EYES_VALUE] = value >= policy->cosign_minor,
		[FOUR_EYES_DEVIATION] = deviates,
		[FOUR_EYES_NO_RETURN] = no_return,
		[FOUR_EYES_MULTIPLE] = node_int(terms->amounts, STR("punitive_minor"), 0) > 0,
		[FOUR_EYES_SAFETY] = is_grave(dispute, terms),
		[FOUR_EYES_INFERENCE] = rests_on_inference(dispute),
		[FOUR_EYES_RULE_DOUBT] = has_flag(dispute->proposal.result),
		[FOUR_EYES_SAMPLE] = is_sampled(dispute->id, policy->sample),
	};
	unsigned reasons = 0;

	for (unsigned i = 0; i < FOUR_EYES_COUNT; i++)
		reasons |= found[i] ? 1u << i : 0;
	return reasons;
}
