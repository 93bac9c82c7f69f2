#include "core/fact_check.h"

/* Between "|" of the fact's domain; a domain that is empty is not closed. */
static bool is_in_domain(struct str domain, struct str word)
{
	size_t from = 0;

	for (size_t i = 0; i <= domain.len; i++) {
		if (i < domain.len && domain.ptr[i] != '|')
			continue;
		if (str_eq((struct str){ domain.ptr + from, i - from }, word))
			return true;
		from = i + 1;
	}
	return domain.len == 0;
}

static enum status check_word(enum fact_id fact, struct value value, struct error *err)
{
	struct str domain = fact_domain(fact);

	if (value.kind != VALUE_TOKEN || is_in_domain(domain, value.token))
		return STATUS_OK;
	return FAIL(err, PROBLEM_INVALID_VALUE, "\"" STR_FMT "\" is not one of " STR_FMT,
	            STR_ARG(value.token), STR_ARG(domain));
}

/* One item of a fact, or the whole of it; of a repair, the cause of its delay is the only word. */
static enum status check_item(enum fact_id fact, struct value value, struct error *err)
{
	if (value.kind == VALUE_REPAIR)
		return check_word(FACT_REPAIRS_DELAY_CAUSE, value.repair[REPAIR_DELAY_CAUSE], err);
	return check_word(fact, value, err);
}

enum status fact_value_check(enum fact_id fact, struct value value, struct error *err)
{
	assert(fact < FACT_COUNT);

	if (fact == FACT_GOODS_LOSS_FRACTION_PCT && value.kind == VALUE_INT && value.integer > 100)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a share is at most 100 %%");
	if (value.kind != VALUE_LIST)
		return check_item(fact, value, err);
	for (size_t i = 0; i < value.list.count; i++)
		TRY(check_item(fact, value.list.items[i], err));
	return STATUS_OK;
}
