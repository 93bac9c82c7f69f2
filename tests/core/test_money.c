#include "core/money.h"
#include "loaded_packs.h"

Test(money, a_currency_is_three_capitals)
{
	static const char *const bad[] = { "", "CN", "CNYY", "cny", "C1Y" };
	struct currency currency;
	struct error err;

	cr_assert_eq(currency_parse(STR("CNY"), &currency, &err), STATUS_OK);
	cr_assert_str_eq(currency.code, "CNY");
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		cr_assert_eq(currency_parse(str_from_c(bad[i]), &currency, &err), STATUS_INVALID);
}

Test(money, an_amount_is_printed_as_it_is_read)
{
	static const char *const text = "{\"minor\":239900,\"currency\":\"CNY\"}";
	struct arena arena;
	struct error err;
	const struct node *node;
	struct money money;
	struct buf buf;
	struct printer printer;

	arena_take(&arena, KIB(4));
	cr_assert_eq(node_parse(str_from_c(text), &arena, &node, &err), STATUS_OK);
	cr_assert_eq(money_decode(node, "/amount", &money, &err), STATUS_OK);
	buf_init(&buf, &arena, 256);
	printer_init(&printer, &buf);
	print_money(&printer, money);
	cr_assert(str_eq(buf_str(&buf), str_from_c(text)));
}

Test(money, anything_but_an_exact_amount_is_refused)
{
	static const char *const texts[] = { "5",
		                             "{}",
		                             "{\"minor\":-1,\"currency\":\"CNY\"}",
		                             "{\"minor\":\"1\",\"currency\":\"CNY\"}",
		                             "{\"minor\":1}",
		                             "{\"minor\":1,\"currency\":\"cny\"}",
		                             "{\"minor\":1,\"currency\":\"CNY\",\"x\":1}" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct arena arena;
		struct error err;
		const struct node *node;
		struct money money;
		arena_take(&arena, KIB(4));
		cr_assert_eq(node_parse(str_from_c(texts[i]), &arena, &node, &err), STATUS_OK);
		cr_assert_eq(money_decode(node, "/amount", &money, &err), STATUS_INVALID, "%s", texts[i]);
		cr_assert_str_eq(err.field, "/amount");
	}
}

Test(money, products_round_as_named)
{
	int64_t result;
	struct error err;

	cr_assert_eq(minor_mul_ppm(89900, 61, 500, ROUND_DOWN, &result, &err), STATUS_OK);
	cr_assert_eq(result, 2741);
	cr_assert_eq(minor_mul_ppm(89900, 61, 500, ROUND_UP, &result, &err), STATUS_OK);
	cr_assert_eq(result, 2742);
	cr_assert_eq(minor_mul_ratio(10, 1, 3, ROUND_DOWN, &result, &err), STATUS_OK);
	cr_assert_eq(result, 3);
	cr_assert_eq(minor_mul_ratio(10, 1, 3, ROUND_UP, &result, &err), STATUS_OK);
	cr_assert_eq(result, 4);
	cr_assert_eq(minor_mul_ratio(9, 1, 3, ROUND_UP, &result, &err), STATUS_OK);
	cr_assert_eq(result, 3);
}

Test(money, what_leaves_int64_is_refused_and_writes_nothing)
{
	int64_t result = 1;
	struct error err;

	cr_assert_eq(minor_add(INT64_MAX, 1, &result, &err), STATUS_LIMIT);
	cr_assert_eq(minor_sub(INT64_MIN, 1, &result, &err), STATUS_LIMIT);
	cr_assert_eq(minor_mul_ratio(INT64_MAX, 2, 1, ROUND_DOWN, &result, &err), STATUS_LIMIT);
	cr_assert_eq(minor_mul_ppm(INT64_MAX, INT64_MAX, 1000000, ROUND_DOWN, &result, &err), STATUS_LIMIT);
	cr_assert_eq(minor_mul_ratio(INT64_MAX, INT64_MAX, INT64_MAX, ROUND_DOWN, &result, &err), STATUS_OK);
	cr_assert_eq(result, INT64_MAX);
}
