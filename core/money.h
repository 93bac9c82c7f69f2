/* money.h — exact amounts: int64 minor units with an ISO 4217 code. No floating point, ever.
 *
 * Rates are in parts per million. Rounding is named at every call: deductions from the consumer round down,
 * sums owed to the consumer round up (law.md section 4). Products are formed in 128 bits; what does not fit
 * into int64 is refused, never wrapped.
 */
#pragma once

#include "core/json.h"

struct currency {
	char code[4]; /* three capitals and NUL */
};

struct money {
	int64_t minor;
	struct currency currency;
};

enum rounding { ROUND_DOWN, ROUND_UP };

/* STATUS_INVALID: not three capital letters. */
NODISCARD enum status currency_parse(struct str text, struct currency *ret_currency, struct error *err);

/* {"minor": 239900, "currency": "CNY"}; nothing else, not negative. STATUS_INVALID names the member at
 * fault below `field`. */
NODISCARD enum status money_decode(const struct node *node, const char *field, struct money *ret_money,
                                   struct error *err);
void print_money(struct printer *printer, struct money money);

/* STATUS_LIMIT: the result does not fit. */
NODISCARD enum status minor_add(int64_t a, int64_t b, int64_t *ret_sum, struct error *err);
NODISCARD enum status minor_sub(int64_t a, int64_t b, int64_t *ret_difference, struct error *err);

/* amount * factor * ppm / 1,000,000, rounded as named; all not negative. Source: law.md AMT.DEP, AMT.AUTO. */
NODISCARD enum status minor_mul_ppm(int64_t amount, int64_t factor, int64_t ppm, enum rounding rounding,
                                    int64_t *ret_product, struct error *err);

/* amount * numerator / denominator (> 0), rounded as named; all not negative. */
NODISCARD enum status minor_mul_ratio(int64_t amount, int64_t numerator, int64_t denominator,
                                      enum rounding rounding, int64_t *ret_product, struct error *err);
