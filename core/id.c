#include "core/id.h"

#define DIGITS 26

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static const struct str prefixes[ID_KIND_COUNT] = {
	[ID_DISPUTE] = STR_INIT("dsp"), [ID_EVENT] = STR_INIT("evt"),  [ID_EVIDENCE] = STR_INIT("evd"),
	[ID_OFFER] = STR_INIT("ofr"),   [ID_RULING] = STR_INIT("rul"), [ID_OBLIGATION] = STR_INIT("obl"),
	[ID_UPLOAD] = STR_INIT("upl"),  [ID_DUTY] = STR_INIT("dty"),
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

/* The digit's value, or 32. */
static unsigned digit_value(char c)
{
	const char *at = c == 0 ? NULL : memchr(alphabet, c, sizeof alphabet - 1);

	return at == NULL ? 32 : (unsigned)(at - alphabet);
}

/* Multiplies the 16-byte number by 32 and adds a digit; false when it does not fit. */
static bool push_digit(struct id *id, unsigned digit)
{
	unsigned carry = digit;

	for (size_t i = sizeof id->bytes; i-- > 0;) {
		unsigned value = id->bytes[i] * 32u + carry;
		id->bytes[i] = (uint8_t)value;
		carry = value >> 8;
	}
	return carry == 0;
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
	for (size_t i = prefix.len + 1; i < text.len; i++) {
		unsigned digit = digit_value(text.ptr[i]);
		if (digit == 32 || !push_digit(&id, digit))
			return FAIL(err, PROBLEM_INVALID_VALUE,
			            "the id has a character or a value that none has");
	}
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
