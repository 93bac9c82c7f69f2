#include "core/favour.h"

struct str favour_name(enum favour favour)
{
	static const struct str names[FAVOUR_COUNT] = {
		[FAVOUR_NOBODY] = STR_INIT("nobody"),
		[FAVOUR_BUYER] = STR_INIT("buyer"),
		[FAVOUR_SELLER] = STR_INIT("seller"),
	};

	assert(favour < FAVOUR_COUNT);
	return names[favour];
}

int64_t money_of_buyer(const struct assessment *result)
{
	static const struct {
		struct str name;
		int sign;
	} parts[] = {
		{ STR_INIT("refund_minor"), 1 },      { STR_INIT("reduction_minor"), 1 },
		{ STR_INIT("punitive_minor"), 1 },    { STR_INIT("compensation_minor"), 1 },
		{ STR_INIT("seller_pays_minor"), 1 }, { STR_INIT("return_minor"), 1 },
		{ STR_INIT("advance_minor"), 1 },     { STR_INIT("buyer_pays_minor"), -1 },
	};
	int64_t sum = 0;

	for (size_t i = 0; i < result->amount_count; i++) {
		for (size_t k = 0; k < COUNT_OF(parts); k++) {
			if (str_eq(result->amounts[i].name, parts[k].name))
				sum += parts[k].sign * result->amounts[i].value.integer;
		}
	}
	return sum;
}

static bool is_settled(const struct assessment *result)
{
	return result->outcome != OUTCOME_REFER_HUMAN && result->outcome != OUTCOME_NEED_EVIDENCE;
}

/* The best of what is proposed; the worst when nothing is. */
static int64_t rank_of(const struct packset *packset, const struct assessment *result)
{
	int64_t rank = INT64_MAX;

	for (size_t i = 0; i < result->proposed_count; i++) {
		int64_t other = packset->remedies[result->proposed[i]].rank;
		rank = other < rank ? other : rank;
	}
	return rank;
}

static enum favour by_order(int64_t buyer, int64_t seller)
{
	if (buyer == seller)
		return FAVOUR_NOBODY;
	return buyer > seller ? FAVOUR_BUYER : FAVOUR_SELLER;
}

enum favour favour_of(const struct packset *packset, const struct assessment *base,
                      const struct assessment *other)
{
	assert(base != NULL && other != NULL);

	if (!is_settled(other))
		return FAVOUR_NOBODY;
	if (!is_settled(base))
		return other->outcome == OUTCOME_REJECT ? FAVOUR_SELLER : FAVOUR_BUYER;

	enum favour favour = by_order(rank_of(packset, base), rank_of(packset, other));
	if (favour == FAVOUR_NOBODY)
		favour = by_order(money_of_buyer(other), money_of_buyer(base));
	if (favour == FAVOUR_NOBODY)
		favour = by_order((int64_t)other->proposed_count, (int64_t)base->proposed_count);
	if (favour == FAVOUR_NOBODY && !str_eq(base->freight_payer, other->freight_payer))
		return str_eq(other->freight_payer, STR("seller")) ? FAVOUR_BUYER : FAVOUR_SELLER;
	return favour;
}
