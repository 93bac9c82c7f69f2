#include "core/amount.h"

#define PPM 1000000

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

enum status amount_depreciation(int64_t price, int64_t ppm_per_day, int64_t days, int64_t *ret_amount,
                                struct error *err)
{
	assert(price >= 0 && days >= 0);

	int64_t amount;
	TRY(minor_mul_ppm(price, days, ppm_per_day, ROUND_DOWN, &amount, err));
	*ret_amount = amount < price ? amount : price;
	return STATUS_OK;
}

enum status amount_use_fee(int64_t price, int64_t km, int64_t n_ppm, int64_t *ret_amount, struct error *err)
{
	assert(price >= 0 && km >= 0 && n_ppm >= 0);

	int64_t share;
	TRY(minor_mul_ratio(km, n_ppm, 1, ROUND_DOWN, &share, err));
	return minor_mul_ratio(price, share, INT64_C(1000) * PPM, ROUND_DOWN, ret_amount, err);
}

enum status amount_multiple(int64_t price, int64_t multiple, int64_t minimum, int64_t *ret_amount,
                            struct error *err)
{
	assert(price >= 0 && multiple >= 0 && minimum >= 0);

	int64_t amount;
	TRY(minor_mul_ratio(price, multiple, 1, ROUND_DOWN, &amount, err));
	*ret_amount = larger(amount, minimum);
	return STATUS_OK;
}

enum status amount_food(struct food_claim claim, int64_t *ret_amount, struct error *err)
{
	int64_t by_price, by_loss;

	TRY(amount_multiple(claim.price, claim.price_multiple, claim.minimum, &by_price, err));
	TRY(amount_multiple(claim.loss, claim.loss_multiple, claim.minimum, &by_loss, err));
	*ret_amount = larger(by_price, by_loss);
	return STATUS_OK;
}

enum status amount_earnest(int64_t price, int64_t paid, int64_t share_ppm, int64_t *ret_amount,
                           struct error *err)
{
	assert(price >= 0 && paid >= 0);
	assert(share_ppm >= 0 && share_ppm <= PPM);

	int64_t cap;
	TRY(minor_mul_ppm(price, 1, share_ppm, ROUND_DOWN, &cap, err));
	int64_t effective = paid < cap ? paid : cap;
	return minor_add(paid, effective, ret_amount, err); /* twice what takes effect and once the rest */
}
