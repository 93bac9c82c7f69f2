#include "core/id.h"

#define DIGITS 26

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static const struct str prefixes[ID_KIND_COUNT] = {
	[ID_DISPUTE] = STR_INIT("dsp"), [ID_EVENT] = STR_INIT("evt"),      [ID_EVIDENCE] = STR_INIT("evd"),
	[ID_OFFER] = STR_INIT("ofr"),   [ID_RULING] = STR_INIT("rul"),     [ID_OBLIGATION] = STR_INIT("obl"),
	[ID_UPLOAD] = STR_INIT("upl"),  [ID_DUTY] = STR_INIT("dty"),       [ID_REQUEST] = STR_INIT("req"),
	[ID_APPEAL] = STR_INIT("apl"),  [ID_CORRECTION] = STR_INIT("cor"),
};

struct id id_make(int64_t at_ms, uint8_t cell, uint16_t bucket, const uint8_t random[8])
{
	assert(at_ms >= 0);
	assert(bucket < 4096);

	struct id id = { 0 };
	for (size_t i = 0; i < 6; i++)
		id.bytes[i] = (uint8_t)((uint64_t)at_ms >> (40 - 8 * i));
	id.bytes[6] = (uint8_t)(0x80 | cell >> 4);
	id.bytes[7] = (uint8_t)((cell & 0x0f) << 4 | bucket >> 8);
	memcpy(id.bytes + 8, random, 8);
	id.bytes[8] = (uint8_t)(0x80 | (bucket & 0xff) >> 2);
	id.bytes[9] = (uint8_t)((bucket & 0x03) << 6 | (random[1] & 0x3f));
	return id;
}

bool id_eq(struct id a, struct id b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool id_is_zero(struct id id)
{
	return id_eq(id, (struct id){ 0 });
}

int64_t id_time_ms(struct id id)
{
	uint64_t at = 0;

	for (size_t i = 0; i < 6; i++)
		at = at << 8 | id.bytes[i];
	return (int64_t)at;
}

/* Each digit's value plus one; 0 is none. */
static const uint8_t digit_values[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
	['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
	['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
	['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31, ['Z'] = 32,
};

/* The 128-bit number that the digits make; false when one is no digit, or the number does not fit. */
static bool parse_digits(const char *digits, struct id *ret_id)
{
	uint64_t high = 0;
	uint64_t low = 0;

	for (size_t i = 0; i < DIGITS; i++) {
		unsigned value = digit_values[(unsigned char)digits[i]];
		if (value == 0 || high >> 59 != 0)
			return false;
		high = high << 5 | low >> 59;
		low = low << 5 | (value - 1);
	}
	for (size_t b = 0; b < 8; b++) {
		ret_id->bytes[b] = (uint8_t)(high >> (56 - 8 * b));
		ret_id->bytes[8 + b] = (uint8_t)(low >> (56 - 8 * b));
	}
	return true;
}

enum status id_parse(enum id_kind kind, struct str text, struct id *ret_id, struct error *err)
{
	assert(kind < ID_KIND_COUNT);
	assert(ret_id != NULL);

	struct str prefix = prefixes[kind];
	struct id id = { 0 };

	if (text.len != prefix.len + 1 + DIGITS || !str_has_prefix(text, prefix) ||
	    text.ptr[prefix.len] != '_')
		return FAIL(err, PROBLEM_INVALID_VALUE,
		            "not an id of the form " STR_FMT "_ and %d characters", STR_ARG(prefix), DIGITS);
	if (!parse_digits(text.ptr + prefix.len + 1, &id))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the id has a character or a value that none has");
	*ret_id = id;
	return STATUS_OK;
}

void id_put(struct buf *buf, enum id_kind kind, struct id id)
{
	assert(kind < ID_KIND_COUNT);

	char digits[DIGITS];
	uint64_t high = 0;
	uint64_t low = 0;
	for (size_t b = 0; b < 8; b++) {
		high = high << 8 | id.bytes[b];
		low = low << 8 | id.bytes[8 + b];
	}
	for (size_t i = DIGITS; i-- > 0;) {
		digits[i] = alphabet[low & 31];
		low = low >> 5 | high << 59;
		high >>= 5;
	}
	buf_put(buf, prefixes[kind]);
	buf_put_char(buf, '_');
	buf_put(buf, (struct str){ .ptr = digits, .len = DIGITS });
}

struct str id_text(struct arena *arena, enum id_kind kind, struct id id)
{
	struct buf buf;

	buf_init(&buf, arena, ID_TEXT_MAX);
	id_put(&buf, kind, id);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}
