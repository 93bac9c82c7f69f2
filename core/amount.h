/* amount.h — the formulas by which the law computes sums (law.md section 4), exactly.
 *
 * Depends on: money.h. Pure; all amounts are minor units of one currency and not negative.
 * Rounding: deductions from the consumer round down. STATUS_LIMIT when a result leaves int64.
 */
#pragma once

#include "core/money.h"

/* AMT.DEP: min(price, floor(price * ppm * days / 10^6)). Source: 三包 1995 art 13 and its successors. */
NODISCARD enum status amount_depreciation(int64_t price, int64_t ppm_per_day, int64_t days,
                                          int64_t *ret_amount, struct error *err);

/* AMT.AUTO: floor(price * km / 1000 * n), n in ppm. Source: car rules art 27. */
NODISCARD enum status amount_use_fee(int64_t price, int64_t km, int64_t n_ppm, int64_t *ret_amount,
                                     struct error *err);

/* AMT.CPL55: multiple of the price, at least the minimum. Source: CPL 55(1). */
NODISCARD enum status amount_multiple(int64_t price, int64_t multiple, int64_t minimum, int64_t *ret_amount,
                                      struct error *err);

/* AMT.FSL: the better of a multiple of the price and a multiple of the loss, at least the minimum.
 * Source: FSL 148(2). */
struct food_claim {
	int64_t price;
	int64_t loss;
	int64_t price_multiple;
	int64_t loss_multiple;
	int64_t minimum;
};
NODISCARD enum status amount_food(struct food_claim claim, int64_t *ret_amount, struct error *err);

/* AMT.EARN: what the payee in breach repays: twice the earnest money that takes effect (at most share_ppm of
 * the contract price), and the rest once. Source: Civil Code 586, 587. */
NODISCARD enum status amount_earnest(int64_t price, int64_t paid, int64_t share_ppm, int64_t *ret_amount,
                                     struct error *err);
