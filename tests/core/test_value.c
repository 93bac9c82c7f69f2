#include "loaded_packs.h"

Test(value, only_true_is_true_and_only_the_open_are_open)
{
	struct value open = value_unknown(support_of(FACT_GOODS_INTACT));

	cr_assert_eq(value_truth(value_bool(true)), TRUTH_TRUE);
	cr_assert_eq(value_truth(value_bool(false)), TRUTH_FALSE);
	cr_assert_eq(value_truth(value_none()), TRUTH_FALSE);
	cr_assert_eq(value_truth(value_absent()), TRUTH_FALSE);
	cr_assert_eq(value_truth(open), TRUTH_UNKNOWN);
	cr_assert_eq(value_truth(value_conflict()), TRUTH_UNKNOWN);
	cr_assert(value_is_open(open) && value_is_open(value_conflict()));
	cr_assert(!value_is_known(open) && !value_is_known(value_none()) && value_is_known(value_int(0)));
}

Test(value, supports_add_up)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		enum fact_id a = (enum fact_id)i;
		enum fact_id b = (enum fact_id)((i + 97) % FACT_COUNT);
		struct value merged =
			value_merge_open(value_unknown(support_of(a)), value_unknown(support_of(b)));
		cr_assert(support_has(merged.support, a) && support_has(merged.support, b));
		cr_assert_not(support_is_empty(merged.support));
	}
	cr_assert(support_is_empty((struct support){ 0 }));
}

Test(value, a_conflict_swallows_what_is_merely_open)
{
	struct value open = value_unknown(support_of(FACT_GOODS_INTACT));

	cr_assert_eq(value_merge_open(open, value_conflict()).kind, VALUE_CONFLICT);
	cr_assert_eq(value_merge_open(value_conflict(), value_bool(true)).kind, VALUE_CONFLICT);
	cr_assert(value_eq(value_merge_open(value_none(), open), open));
	cr_assert(value_eq(value_merge_open(open, value_int(3)), open));
}

Test(value, numbers_and_days_have_an_order_and_nothing_else_has)
{
	struct value day = value_date(date_from_civil(2026, 3, 2));
	struct value next = value_date(date_from_civil(2026, 3, 3));
	int order;

	cr_assert(value_compare(value_int(1), value_int(2), &order) && order < 0);
	cr_assert(value_compare(next, day, &order) && order > 0);
	cr_assert(value_compare(day, day, &order) && order == 0);
	cr_assert_not(value_compare(day, value_int(2), &order));
	cr_assert_not(value_compare(value_token(STR("a")), value_token(STR("b")), &order));
}

Test(value, equal_means_same_kind_and_same_content)
{
	struct value a[] = { value_int(1), value_token(STR("x")) };
	struct value b[] = { value_int(1), value_token(STR("y")) };

	cr_assert(value_eq(value_list(a, 2), value_list(a, 2)));
	cr_assert_not(value_eq(value_list(a, 2), value_list(b, 2)));
	cr_assert_not(value_eq(value_list(a, 2), value_list(a, 1)));
	cr_assert_not(value_eq(value_int(1), value_bool(true)));
	cr_assert_not(value_eq(value_none(), value_absent()));
}

Test(value, every_value_has_one_print)
{
	struct value items[] = { value_int(-5), value_token(STR("a\"b")) };
	const struct {
		struct value value;
		const char *text;
	} rows[] = {
		{ value_absent(), "null" },
		{ value_none(), "null" },
		{ value_conflict(), "{\"conflict\":true}" },
		{ value_unknown(support_of(FACT_GOODS_INTACT)), "{\"unknown\":true}" },
		{ value_bool(true), "true" },
		{ value_date(date_from_civil(2026, 3, 9)), "\"2026-03-09\"" },
		{ value_list(items, 2), "[-5,\"a\\\"b\"]" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct buf buf;
		struct printer printer;
		arena_take(&arena, KIB(1));
		buf_init(&buf, &arena, 256);
		printer_init(&printer, &buf);
		print_value(&printer, rows[i].value);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].text)), STR_FMT, STR_ARG(buf_str(&buf)));
	}
}
