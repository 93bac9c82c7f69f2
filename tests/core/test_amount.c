#include "core/amount.h"
#include "time_vectors.h"

static void check_depreciation(const struct node *in, const struct node *out)
{
	struct error err;
	int64_t amount;
	int64_t price = node_int(in, STR("price_minor"), -1);
	int64_t days =
		date_days_between(vector_date(in, "from"), vector_date(in, "to")) - vector_repair_days(in);

	cr_assert_eq(days, node_int(out, STR("net_days"), -1));
	cr_assert_eq(amount_depreciation(price, node_int(in, STR("ppm_per_day"), -1), days, &amount, &err),
	             STATUS_OK);
	cr_assert_eq(amount, node_int(out, STR("depreciation_minor"), -1));
	cr_assert_eq(price - amount, node_int(out, STR("refund_minor"), -1));
}

static void check_amount_vector(struct str op, const struct node *in, const struct node *out)
{
	struct error err;
	int64_t amount = 0;
	int64_t price = node_int(in, STR("price_minor"), -1);

	if (str_eq(op, STR("depreciation"))) {
		check_depreciation(in, out);
	} else if (str_eq(op, STR("auto_use_fee"))) {
		cr_assert_eq(amount_use_fee(price, node_int(in, STR("km"), -1),
		                            node_int(in, STR("n_ppm"), -1), &amount, &err),
		             STATUS_OK);
		cr_assert_eq(amount, node_int(out, STR("fee_minor"), -1));
	} else if (str_eq(op, STR("cpl55"))) {
		cr_assert_eq(amount_multiple(price, 3, 50000, &amount, &err), STATUS_OK);
		cr_assert_eq(amount, node_int(out, STR("punitive_minor"), -1));
	} else if (str_eq(op, STR("fsl148"))) {
		struct food_claim claim = { price, node_int(in, STR("loss_minor"), -1), 10, 3, 100000 };
		cr_assert_eq(amount_food(claim, &amount, &err), STATUS_OK);
		cr_assert_eq(amount, node_int(out, STR("punitive_minor"), -1));
	} else {
		vectors_skipped++;
	}
}

Test(amount, every_vector_of_amounts_holds)
{
	size_t total = each_vector(check_amount_vector);

	cr_assert_gt(total - vectors_skipped, 12);
}

Test(amount, depreciation_and_refund_are_the_price_always)
{
	for (int64_t days = 0; days < 400; days += 7) {
		struct error err;
		int64_t amount;
		cr_assert_eq(amount_depreciation(399900, 5000, days, &amount, &err), STATUS_OK);
		cr_assert(amount >= 0 && amount <= 399900);
	}
}

Test(amount, three_times_the_loss_is_taken_when_it_is_more)
{
	struct food_claim claim = {
		.price = 1000, .loss = 90000, .price_multiple = 10, .loss_multiple = 3, .minimum = 100000
	};
	struct error err;
	int64_t amount;

	cr_assert_eq(amount_food(claim, &amount, &err), STATUS_OK);
	cr_assert_eq(amount, 270000);
}

Test(amount, only_a_fifth_of_the_price_counts_as_earnest_money)
{
	static const struct {
		int64_t paid;
		int64_t owed;
	} rows[] = { { 0, 0 }, { 100000, 200000 }, { 200000, 400000 }, { 300000, 500000 } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err;
		int64_t amount;
		cr_assert_eq(amount_earnest(1000000, rows[i].paid, 200000, &amount, &err), STATUS_OK);
		cr_assert_eq(amount, rows[i].owed);
	}
}

Test(amount, what_does_not_fit_is_refused)
{
	struct error err;
	int64_t amount = 7;

	cr_assert_eq(amount_multiple(INT64_MAX, 3, 0, &amount, &err), STATUS_LIMIT);
	cr_assert_eq(amount_use_fee(INT64_MAX, INT64_MAX, 5000, &amount, &err), STATUS_LIMIT);
	cr_assert_eq(amount, 7);
}
