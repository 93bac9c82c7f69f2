#include "server/http_range.h"

#define NUMBER_NONE UINT64_MAX

/* Reads digits off the front of the text; NUMBER_NONE when there are none, or too many. */
static uint64_t take_number(struct str *text)
{
	uint64_t value = 0;
	size_t used = 0;

	while (used < text->len && text->ptr[used] >= '0' && text->ptr[used] <= '9' && used < 18) {
		value = value * 10 + (uint64_t)(text->ptr[used] - '0');
		used++;
	}
	text->ptr += used;
	text->len -= used;
	return used == 0 ? NUMBER_NONE : value;
}

static enum range_verdict suffix_range(uint64_t length, uint64_t size, uint64_t *ret_first,
                                       uint64_t *ret_last)
{
	if (length == 0 || size == 0)
		return RANGE_UNSATISFIABLE;
	*ret_first = length >= size ? 0 : size - length;
	*ret_last = size - 1;
	return RANGE_PART;
}

enum range_verdict http_range_read(struct str header, uint64_t size, uint64_t *ret_first, uint64_t *ret_last)
{
	struct str unit = STR("bytes=");

	if (!str_has_prefix(header, unit))
		return RANGE_WHOLE;
	struct str rest = { header.ptr + unit.len, header.len - unit.len };
	uint64_t first = take_number(&rest);
	if (rest.len == 0 || rest.ptr[0] != '-')
		return RANGE_WHOLE;
	rest.ptr++;
	rest.len--;
	uint64_t last = take_number(&rest);
	if (rest.len > 0)
		return RANGE_WHOLE;
	if (first == NUMBER_NONE)
		return last == NUMBER_NONE ? RANGE_WHOLE : suffix_range(last, size, ret_first, ret_last);
	if (last != NUMBER_NONE && last < first)
		return RANGE_WHOLE;
	if (first >= size)
		return RANGE_UNSATISFIABLE;
	*ret_first = first;
	*ret_last = last == NUMBER_NONE || last >= size ? size - 1 : last;
	return RANGE_PART;
}
