#include "core/lint_trial.h"
#include "tests/core/loaded_packs.h"

static size_t values_for(const char *expression, enum fact_id fact, const struct value **ret_values)
{
	char sections[512];
	struct trial *trial = take(sizeof *trial);
	struct arena *arena = take(sizeof *arena);
	struct error err;

	(void)snprintf(sections, sizeof sections, "\"definitions\":[{\"id\":\"X\",\"value\":%s}]",
	               expression);
	struct pack_source source = small_pack(sections);
	const struct packset *packset = load_sources(&source, 1);
	arena_take(arena, MIB(1));
	cr_assert_eq(trial_init(trial, packset, arena, &err), STATUS_OK);
	trial_add(trial, &packset->definitions[0].value);
	return trial_values(trial, fact, ret_values);
}

static bool has_value(const struct value *values, size_t count, struct value value)
{
	for (size_t i = 0; i < count; i++) {
		if (value_eq(values[i], value))
			return true;
	}
	return false;
}

Test(lint_trial, a_number_is_tried_on_both_sides)
{
	const struct value *values;
	size_t count = values_for("{\"gt\":[\"fact:order.paid_minor\",500]}", FACT_ORDER_PAID_MINOR, &values);

	cr_assert(has_value(values, count, value_int(499)));
	cr_assert(has_value(values, count, value_int(500)));
	cr_assert(has_value(values, count, value_int(501)));
}

Test(lint_trial, every_word_of_a_closed_enumeration_is_tried_and_silence_too)
{
	const struct value *values;
	size_t count = values_for("true", FACT_BUYER_ROLE, &values);

	cr_assert(has_value(values, count, value_token(STR("consumer"))));
	cr_assert(has_value(values, count, value_token(STR("business"))));
	cr_assert(has_value(values, count, value_none()));
	cr_assert(has_value(values, count, value_absent()));
}

Test(lint_trial, words_of_an_open_enumeration_are_those_that_it_is_compared_with)
{
	const struct value *values;
	size_t count = values_for("{\"in\":[\"fact:goods.category\",[\"bag\",\"shoe\"]]}",
	                          FACT_GOODS_CATEGORY, &values);

	cr_assert(has_value(values, count, value_token(STR("shoe"))));
}

Test(lint_trial, days_lie_on_both_sides_of_a_day_that_is_named)
{
	const struct value *values;
	size_t count = values_for("{\"lt\":[\"fact:order.concluded_at\",{\"date\":\"2024-07-01\"}]}",
	                          FACT_ORDER_CONCLUDED_AT, &values);

	cr_assert(has_value(values, count, value_date((struct date){ .day = 19905 })));
	cr_assert(has_value(values, count, value_date((struct date){ .day = 19904 })));
}
