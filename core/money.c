#include "core/money.h"

#define PPM 1000000

enum status currency_parse(struct str text, struct currency *ret_currency, struct error *err)
{
	assert(ret_currency != NULL);

	if (text.len != 3)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a currency is three capital letters of ISO 4217");
	for (size_t i = 0; i < 3; i++) {
		if (text.ptr[i] < 'A' || text.ptr[i] > 'Z')
			return FAIL(err, PROBLEM_INVALID_VALUE,
			            "a currency is three capital letters of ISO 4217");
	}
	memcpy(ret_currency->code, text.ptr, 3);
	ret_currency->code[3] = 0;
	return STATUS_OK;
}

enum status money_decode(const struct node *node, const char *field, struct money *ret_money,
                         struct error *err)
{
	const struct node *minor = node_find(node, STR("minor"));
	struct money money;

	if (minor == NULL || minor->kind != NODE_INT || minor->integer < 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, field,
		               "an amount is {\"minor\": whole number not below 0, \"currency\": code}");
	if (node->count != 2)
		return FAIL_AT(err, PROBLEM_UNKNOWN_MEMBER, field,
		               "an amount has the members minor and currency only");
	money.minor = minor->integer;
	if (currency_parse(node_text(node, STR("currency")), &money.currency, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, field,
		               "the currency is not three capital letters");
	*ret_money = money;
	return STATUS_OK;
}

void print_money(struct printer *printer, struct money money)
{
	print_object_begin(printer);
	print_member_int(printer, STR("minor"), money.minor);
	print_member_string(printer, STR("currency"), str_from_c(money.currency.code));
	print_object_end(printer);
}

enum status minor_add(int64_t a, int64_t b, int64_t *ret_sum, struct error *err)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the sum of the amounts is too large");
	*ret_sum = sum;
	return STATUS_OK;
}

enum status minor_sub(int64_t a, int64_t b, int64_t *ret_difference, struct error *err)
{
	int64_t difference;

	if (__builtin_sub_overflow(a, b, &difference))
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the difference of the amounts is too large");
	*ret_difference = difference;
	return STATUS_OK;
}

__extension__ typedef unsigned __int128
	wide; /* products of two int64; an extension of both compilers we use */

static enum status divide(wide product, wide denominator, enum rounding rounding, int64_t *ret_quotient,
                          struct error *err)
{
	wide quotient = product / denominator;

	if (rounding == ROUND_UP && product % denominator != 0)
		quotient++;
	if (quotient > INT64_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the product of the amounts is too large");
	*ret_quotient = (int64_t)quotient;
	return STATUS_OK;
}

enum status minor_mul_ppm(int64_t amount, int64_t factor, int64_t ppm, enum rounding rounding,
                          int64_t *ret_product, struct error *err)
{
	assert(amount >= 0);
	assert(factor >= 0);
	assert(ppm >= 0 && ppm <= INT32_MAX);

	wide product = (wide)amount * (wide)factor;
	if (product > (wide)INT64_MAX * PPM)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the product of the amounts is too large");
	wide scaled = product;

	scaled *= (wide)(uint64_t)ppm; /* at most 83 + 31 bits */
	return divide(scaled, PPM, rounding, ret_product, err);
}

enum status minor_mul_ratio(int64_t amount, int64_t numerator, int64_t denominator, enum rounding rounding,
                            int64_t *ret_product, struct error *err)
{
	assert(amount >= 0);
	assert(numerator >= 0);
	assert(denominator > 0);

	return divide((wide)amount * (wide)numerator, (wide)denominator, rounding, ret_product, err);
}
