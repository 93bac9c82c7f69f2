#include "core/reference.h"

#include "core/calendar.h"

#define NUMBER_MODULUS 10000000

/* H. Michael Damm's quasigroup of order ten (dissertation, Marburg 2004). */
static const uint8_t damm[10][10] = {
	{ 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 }, { 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 }, { 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 },
	{ 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 }, { 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 }, { 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 },
	{ 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 }, { 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 }, { 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 },
	{ 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The check digit of all digits in the text; dashes do not count. Over text and check digit it is 0. */
static uint8_t check_digit(struct str text)
{
	assert(text.len <= REFERENCE_LEN);

	uint8_t state = 0;

	for (size_t i = 0; i < text.len; i++)
		if (is_digit(text.ptr[i]))
			state = damm[state][text.ptr[i] - '0'];
	return state;
}

static void put_padded(struct buf *buf, uint32_t value, uint32_t unit)
{
	assert(value < unit * 10);

	for (; unit > 0; unit /= 10)
		buf_put_char(buf, (char)('0' + value / unit % 10));
}

struct str reference_text(struct arena *arena, struct id dispute)
{
	int32_t year, month, day;
	uint64_t random = 0;
	struct buf buf;

	date_to_civil(date_from_instant(id_time_ms(dispute), 0), &year, &month, &day);
	for (size_t i = 10; i < sizeof dispute.bytes; i++)
		random = random << 8 | dispute.bytes[i];
	buf_init(&buf, arena, REFERENCE_LEN);
	put_padded(&buf, (uint32_t)year, 1000);
	buf_put_char(&buf, '-');
	put_padded(&buf, (uint32_t)(random % NUMBER_MODULUS), NUMBER_MODULUS / 10);
	buf_put_char(&buf, '-');
	buf_put_char(&buf, buf.failed ? '0' : (char)('0' + check_digit(buf_str(&buf))));
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

bool reference_is_valid(struct str text)
{
	if (text.len != REFERENCE_LEN)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		bool dash = i == 4 || i == 12;
		if (dash != (text.ptr[i] == '-'))
			return false;
		if (!dash && !is_digit(text.ptr[i]))
			return false;
	}
	return check_digit(text) == 0;
}
