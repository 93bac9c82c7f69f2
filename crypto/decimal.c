#include "crypto/decimal.h"

bool decimal_parse(struct str text, uint64_t max, uint64_t *ret_value)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(ret_value != NULL);

	uint64_t value = 0;
	if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		uint64_t digit = (uint64_t)(text.ptr[i] - '0');
		if (value > max / 10 || digit > max - value * 10)
			return false;
		value = value * 10 + digit;
	}
	*ret_value = value;
	return true;
}
