#include "core/lint_trial.h"

#include "core/completion.h"

#define BASE_DAY     20241 /* 2025-06-02, in days since 1970: nothing special falls on it */
#define HOLIDAY_DAYS 300

enum status trial_init(struct trial *trial, const struct packset *packset, struct arena *arena,
                       struct error *err)
{
	assert(trial != NULL && packset != NULL && arena != NULL);

	*trial = (struct trial){ .packset = packset, .arena = arena };
	trial->seen = ARENA_ARRAY(arena, bool, packset->definition_count);
	return arena_check(arena, err);
}

/* --- what the expressions name --- */

static void add_number(struct trial *trial, int64_t number)
{
	for (size_t i = 0; i < trial->number_count; i++) {
		if (trial->numbers[i] == number)
			return;
	}
	if (trial->number_count < COUNT_OF(trial->numbers))
		trial->numbers[trial->number_count++] = number;
}

static void add_month(struct trial *trial, int64_t months)
{
	if (trial->month_count < COUNT_OF(trial->months))
		trial->months[trial->month_count++] = months;
}

static void add_word(struct trial *trial, struct str word)
{
	for (size_t i = 0; i < trial->word_count; i++) {
		if (str_eq(trial->words[i], word))
			return;
	}
	if (trial->word_count < COUNT_OF(trial->words))
		trial->words[trial->word_count++] = word;
}

static void add_constant(struct trial *trial, const struct value *value)
{
	if (value->kind == VALUE_INT)
		add_number(trial, value->integer);
	if (value->kind == VALUE_TOKEN)
		add_word(trial, value->token);
	if (value->kind == VALUE_DATE && trial->date_count < COUNT_OF(trial->dates))
		trial->dates[trial->date_count++] = value->date;
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list.count; i++)
		if (value->list.items[i].kind == VALUE_TOKEN)
			add_word(trial, value->list.items[i].token);
}

static void add_parameter_value(struct trial *trial, const struct parameter *parameter, int64_t value)
{
	if (parameter->is_period && parameter->unit == PERIOD_MONTH)
		add_month(trial, value);
	else if (parameter->is_period && parameter->unit == PERIOD_YEAR)
		add_month(trial, 12 * value);
	else
		add_number(trial, value);
}

static void add_era(struct trial *trial, struct date day, size_t pack)
{
	for (size_t i = 0; i < trial->era_count; i++) {
		if (trial->eras[i].day.day == day.day && trial->eras[i].pack == pack)
			return;
	}
	if (trial->era_count < COUNT_OF(trial->eras))
		trial->eras[trial->era_count++] = (struct trial_era){ .day = day, .pack = pack };
}

/* Its value today, and the days on which it had another: without a date, the latest is in force. */
static void add_parameter(struct trial *trial, const struct parameter *parameter)
{
	assert(parameter->count > 0);

	for (size_t i = parameter->count; i > 0; i--) {
		add_parameter_value(trial, parameter, parameter->values[i - 1].value.integer);
		if (i < parameter->count)
			add_era(trial, parameter->values[i - 1].from, parameter->pack);
	}
}

static void add_table(struct trial *trial, const struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		add_word(trial, table->rows[i].key);
		for (size_t k = 0; k < trial->packset->symbols.column_count; k++) {
			if (table->rows[i].cells[k].kind == VALUE_INT)
				add_month(trial, table->rows[i].cells[k].integer);
		}
	}
}

static void add_definition(struct trial *trial, size_t index)
{
	assert(index < trial->packset->definition_count);

	const struct definition *definition = &trial->packset->definitions[index];

	if (trial->seen[index])
		return;
	trial->seen[index] = true;
	if (definition->has_when)
		trial_add(trial, &definition->when);
	trial_add(trial, &definition->value);
	for (size_t i = 0; i < definition->exception_count; i++)
		add_definition(trial, definition->exceptions[i]);
}

/* Recursion ends with the depth of the expressions and, since each is visited once, of the definitions. */
void trial_add(struct trial *trial, const struct expression *expression)
{
	assert(trial != NULL && expression != NULL);

	const struct packset *packset = trial->packset;

	if (expression->op == EXPRESSION_CONSTANT)
		add_constant(trial, &expression->constant);
	if (expression->op == EXPRESSION_PARAMETER)
		add_parameter(trial, &packset->parameters[expression->index]);
	if (expression->op == EXPRESSION_DEFINITION)
		add_definition(trial, expression->index);
	if (expression->op == EXPRESSION_CONFIG)
		trial->settings[expression->index] = true;
	trial->asks_status = trial->asks_status || expression->op == EXPRESSION_STATUS;
	trial->asks_place = trial->asks_place ||
	                    (expression->op == EXPRESSION_FACT && expression->index == FACT_JURISDICTION);
	if (expression->op == EXPRESSION_ROW || expression->op == EXPRESSION_IN_TABLE)
		add_table(trial, &packset->tables[expression->index]);
	for (size_t i = 0; i < expression->count; i++)
		trial_add(trial, &expression->args[i]);
}

/* --- the values to try --- */

struct values {
	struct value *items;
	size_t count;
};

static void add(struct values *values, struct value value)
{
	for (size_t i = 0; i < values->count; i++) {
		if (value_eq(values->items[i], value))
			return;
	}
	if (values->count < TRIAL_VALUES_MAX)
		values->items[values->count++] = value;
}

/* On both sides of each number, and well beyond all. */
static void add_numbers(const struct trial *trial, struct values *values)
{
	add(values, value_int(1));
	add(values, value_int(0));
	for (size_t i = 0; i < trial->number_count; i++) {
		add(values, value_int(trial->numbers[i]));
		add(values, value_int(trial->numbers[i] + 1));
		if (trial->numbers[i] > 0)
			add(values, value_int(trial->numbers[i] - 1));
	}
	add(values, value_int(INT64_C(100000000)));
}

static void add_day(struct values *values, int64_t day)
{
	add(values, value_date((struct date){ .day = (int32_t)day }));
}

/* Around one day on which nothing special falls, as far as the numbers reach, before and after. */
static void add_dates(const struct trial *trial, struct values *values)
{
	const int64_t base = BASE_DAY;

	add_day(values, base);
	add_day(values, base + 1);
	for (size_t i = 0; i < trial->number_count && trial->numbers[i] < 4000; i++) {
		add_day(values, base + trial->numbers[i]);
		add_day(values, base + trial->numbers[i] + 1);
	}
	for (size_t i = 0; i < trial->month_count && trial->months[i] < 400; i++) {
		add_day(values, base + trial->months[i] * 30);
		add_day(values, base + trial->months[i] * 31 + 1);
	}
	for (size_t i = 0; i < trial->date_count; i++) {
		add_day(values, trial->dates[i].day - 1);
		add_day(values, trial->dates[i].day);
	}
	add_day(values, base - 1);
	add_day(values, base + 5000);
	add_day(values, base - 5000);
}

/* Hours after noon of that day, as far as the numbers reach. */
static void add_moments(const struct trial *trial, struct values *values)
{
	const struct moment noon = { .minute = BASE_DAY * INT64_C(1440) + 720 };

	add(values, value_moment(noon));
	for (size_t i = 0; i < trial->number_count && trial->numbers[i] < 4000; i++) {
		struct moment end = moment_add_hours(noon, trial->numbers[i]);
		add(values, value_moment(end));
		end.minute++;
		add(values, value_moment(end));
	}
}

/* The domain; where it is open, the words that are named and one that nobody names. */
static void add_words(const struct trial *trial, enum fact_id fact, struct values *values)
{
	struct value domain[CANDIDATES_MAX];
	size_t count = candidates_of(trial->packset, fact, value_absent(), domain);

	for (size_t i = 0; i < count; i++)
		add(values, domain[i]);
	if (fact_type(fact) != FACT_TYPE_ENUM || fact_domain(fact).len > 0)
		return;
	for (size_t i = 0; i < trial->word_count && values->count < TRIAL_VALUES_MAX - 3; i++)
		add(values, value_token(trial->words[i]));
	add(values, value_token(STR("elsewhere")));
}

/* Each word alone, all together, none. */
static void add_sets(const struct trial *trial, struct values *values)
{
	struct value *words = ARENA_ARRAY(trial->arena, struct value, trial->word_count);

	if (words == NULL)
		return;
	for (size_t i = 0; i < trial->word_count; i++)
		words[i] = value_token(trial->words[i]);
	for (size_t i = 0; i < trial->word_count; i++)
		add(values, value_list(&words[i], 1));
	add(values, value_list(words, trial->word_count));
	add(values, value_list(words, 0));
}

static const struct value *new_repair(const struct trial *trial, int64_t in, bool is_open, bool is_fixed,
                                      struct str cause)
{
	struct value *repair = ARENA_ARRAY(trial->arena, struct value, REPAIR_FIELD_COUNT);

	if (repair == NULL)
		return NULL;
	for (size_t i = 0; i < REPAIR_FIELD_COUNT; i++)
		repair[i] = value_none();
	repair[REPAIR_IN] = value_date((struct date){ .day = (int32_t)in });
	if (!is_open)
		repair[REPAIR_OUT] = value_date((struct date){ .day = (int32_t)in + 3 });
	repair[REPAIR_FIXED] = value_bool(is_fixed);
	repair[REPAIR_RECORDED] = value_bool(true);
	if (cause.len > 0)
		repair[REPAIR_DELAY_CAUSE] = value_token(cause);
	return repair;
}

static void add_repair_list(const struct trial *trial, size_t count, bool is_open, bool is_fixed,
                            struct str cause, struct values *values)
{
	struct value *items = ARENA_ARRAY(trial->arena, struct value, count);

	if (items == NULL)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct value *repair =
			new_repair(trial, BASE_DAY + 1 + 5 * (int64_t)i, is_open, is_fixed, cause);
		if (repair == NULL)
			return;
		items[i] = (struct value){ .kind = VALUE_REPAIR, .repair = repair };
	}
	add(values, value_list(items, count));
}

static void add_repairs(const struct trial *trial, struct values *values)
{
	add_repair_list(trial, 2, false, false, STR(""), values);
	add_repair_list(trial, 6, false, false, STR(""), values);
	add_repair_list(trial, 6, false, true, STR(""), values);
	add_repair_list(trial, 1, true, false, STR("parts"), values);
	add_repair_list(trial, 1, true, false, STR("repairer"), values);
	add_repair_list(trial, 1, false, false, STR(""), values);
	add_repair_list(trial, 0, false, false, STR(""), values);
}

static void add_short_lists(const struct trial *trial, bool of_dates, struct values *values)
{
	struct value *items = ARENA_ARRAY(trial->arena, struct value, 2);

	if (items == NULL)
		return;
	for (size_t i = 0; i < 2; i++)
		items[i] = of_dates ? value_date((struct date){ .day = BASE_DAY + (int32_t)i * 40 })
		                    : value_int(10000 * (int64_t)(i + 1));
	add(values, value_list(items, 2));
	add(values, value_list(items, 1));
	add(values, value_list(items, 0));
}

static void add_by_type(const struct trial *trial, enum fact_id fact, struct values *values)
{
	switch (fact_type(fact)) {
	case FACT_TYPE_BOOL:
	case FACT_TYPE_ENUM: add_words(trial, fact, values); break;
	case FACT_TYPE_INT:
	case FACT_TYPE_MONEY: add_numbers(trial, values); break;
	case FACT_TYPE_DATE: add_dates(trial, values); break;
	case FACT_TYPE_MOMENT: add_moments(trial, values); break;
	case FACT_TYPE_SET: add_sets(trial, values); break;
	case FACT_TYPE_REPAIRS: add_repairs(trial, values); break;
	case FACT_TYPE_DATES: add_short_lists(trial, true, values); break;
	case FACT_TYPE_MONEYS:
	case FACT_TYPE_INTS: add_short_lists(trial, false, values); break;
	case FACT_TYPE_TEXT: add(values, value_token(STR("x"))); break;
	case FACT_TYPE_COUNT: break;
	}
}

static void add_all(const struct trial *trial, enum fact_id fact, struct values *values)
{
	add_by_type(trial, fact, values);
	if (values->count > TRIAL_VALUES_MAX - 2)
		values->count = TRIAL_VALUES_MAX - 2; /* silence is worth more than one more number */
	add(values, value_none());
	add(values, value_absent());
}

size_t trial_values(struct trial *trial, enum fact_id fact, const struct value **ret_values)
{
	assert(trial != NULL && fact < FACT_COUNT);

	if (trial->values[fact] == NULL) {
		struct values values = { .items = ARENA_ARRAY(trial->arena, struct value, TRIAL_VALUES_MAX) };
		if (values.items == NULL)
			return 0;
		add_all(trial, fact, &values);
		trial->values[fact] = values.items;
		trial->value_counts[fact] = values.count;
	}
	*ret_values = trial->values[fact];
	return trial->value_counts[fact];
}

struct value trial_holiday(struct trial *trial)
{
	assert(trial != NULL);

	struct value *days = ARENA_ARRAY(trial->arena, struct value, HOLIDAY_DAYS);

	if (days == NULL)
		return value_absent();
	for (size_t i = 0; i < HOLIDAY_DAYS; i++)
		days[i] = value_date((struct date){ .day = BASE_DAY + (int32_t)i });
	return value_list(days, HOLIDAY_DAYS);
}
