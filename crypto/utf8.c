#include "crypto/utf8.h"

/* Length of the sequence that a first byte announces, or 0 when none may begin so. */
static size_t sequence_len(uint8_t first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0; /* a continuation byte, or an overlong form of ASCII */
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

static uint32_t read_point(const uint8_t *bytes, size_t len)
{
	static const uint8_t first_mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };

	uint32_t point = bytes[0] & first_mask[len];
	for (size_t i = 1; i < len; i++)
		point = point << 6 | (bytes[i] & 0x3f);
	return point;
}

static bool is_sequence(const uint8_t *bytes, size_t len)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	for (size_t i = 1; i < len; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return false;
	}
	uint32_t point = read_point(bytes, len);
	return point >= least[len] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

bool utf8_is_valid(struct str text)
{
	assert(text.ptr != NULL || text.len == 0);

	struct bytes bytes = str_bytes(text);
	for (size_t at = 0; at < bytes.len;) {
		size_t len = sequence_len(bytes.ptr[at]);
		if (len == 0 || len > bytes.len - at || !is_sequence(bytes.ptr + at, len))
			return false;
		at += len;
	}
	return true;
}

uint32_t utf8_next(struct str text, size_t *at)
{
	assert(at != NULL && *at < text.len);

	struct bytes bytes = str_bytes(text);
	size_t len = sequence_len(bytes.ptr[*at]);
	assert(len > 0 && len <= bytes.len - *at);
	uint32_t point = read_point(bytes.ptr + *at, len);
	*at += len;
	return point;
}

bool utf8_is_space(uint32_t point)
{
	static const uint32_t wide[] = { 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 };

	if (point <= ' ')
		return point == ' ' || (point >= '\t' && point <= '\r');
	if (point >= 0x2000 && point <= 0x200a)
		return true;
	for (size_t i = 0; i < COUNT_OF(wide); i++) {
		if (point == wide[i])
			return true;
	}
	return false;
}
