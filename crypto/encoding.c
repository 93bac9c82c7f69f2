#include "crypto/encoding.h"

#define EXACT_MAX 64
#define NO_DIGIT  64u

/* The two alphabets differ in their last two letters; only the first one pads. */
struct base64_form {
	const char *name;
	const char *digits;
	bool padded;
};

static const struct base64_form standard = {
	.name = "base64",
	.digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
	.padded = true,
};
static const struct base64_form url = {
	.name = "base64url",
	.digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

static void put_group(struct buf *buf, const struct base64_form *form, const uint8_t *bytes, size_t len)
{
	assert(len >= 1 && len <= 3);

	uint32_t bits = 0;
	for (size_t i = 0; i < 3; i++)
		bits = bits << 8 | (i < len ? bytes[i] : 0u);
	char group[4];
	for (size_t i = 0; i < 4; i++)
		group[i] = i <= len ? form->digits[bits >> (18 - 6 * i) & 63] : '=';
	buf_put(buf, (struct str){ .ptr = group, .len = form->padded ? 4 : len + 1 });
}

static void put(struct buf *buf, const struct base64_form *form, struct bytes bytes)
{
	assert(bytes.ptr != NULL || bytes.len == 0);

	for (size_t at = 0; at < bytes.len; at += 3)
		put_group(buf, form, bytes.ptr + at, bytes.len - at < 3 ? bytes.len - at : 3);
}

void base64_put(struct buf *buf, struct bytes bytes)
{
	put(buf, &standard, bytes);
}

void base64url_put(struct buf *buf, struct bytes bytes)
{
	put(buf, &url, bytes);
}

static unsigned digit_value(const struct base64_form *form, char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	if (c == form->digits[62])
		return 62;
	return c == form->digits[63] ? 63 : NO_DIGIT;
}

/* Cuts the padding off and finds the decoded length; false when no bytes have a text of this shape. */
static bool measure(const struct base64_form *form, struct str *text, size_t *ret_len)
{
	if (form->padded) {
		if (text->len % 4 != 0)
			return false;
		for (int i = 0; i < 2 && text->len > 0 && text->ptr[text->len - 1] == '='; i++)
			text->len--;
	}
	*ret_len = text->len * 3 / 4;
	return text->len % 4 != 1;
}

/* `len` is what measure() found. The bits that no byte takes must be zero: else two texts had one meaning. */
static bool decode_digits(const struct base64_form *form, struct str text, uint8_t *ret_bytes, size_t len)
{
	uint32_t bits = 0;
	unsigned count = 0;
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = digit_value(form, text.ptr[i]);
		if (digit == NO_DIGIT)
			return false;
		bits = bits << 6 | digit;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		assert(at < len);
		ret_bytes[at++] = (uint8_t)(bits >> count);
		bits &= (1u << count) - 1;
	}
	assert(at == len);
	return bits == 0;
}

static enum status decode(const struct base64_form *form, struct str text, struct arena *arena,
                          struct bytes *ret_bytes, struct error *err)
{
	assert(ret_bytes != NULL);

	size_t len = 0;
	if (!measure(form, &text, &len))
		return FAIL(err, PROBLEM_INVALID_VALUE, "not %s: the length or the padding is wrong",
		            form->name);

	uint8_t *bytes = ARENA_ARRAY(arena, uint8_t, len + 1); /* one more, so that nothing is not NULL */
	if (bytes == NULL)
		return arena_check(arena, err);
	if (!decode_digits(form, text, bytes, len))
		return FAIL(err, PROBLEM_INVALID_VALUE, "not canonical %s", form->name);
	*ret_bytes = (struct bytes){ .ptr = bytes, .len = len };
	return STATUS_OK;
}

enum status base64_decode(struct str text, struct arena *arena, struct bytes *ret_bytes, struct error *err)
{
	return decode(&standard, text, arena, ret_bytes, err);
}

enum status base64url_decode(struct str text, struct arena *arena, struct bytes *ret_bytes, struct error *err)
{
	return decode(&url, text, arena, ret_bytes, err);
}

enum status base64_decode_exact(struct str text, uint8_t *ret_bytes, size_t len, struct error *err)
{
	assert(ret_bytes != NULL);
	assert(len <= EXACT_MAX);

	uint8_t bytes[EXACT_MAX];
	size_t found = 0;
	if (!measure(&standard, &text, &found) || found != len || !decode_digits(&standard, text, bytes, len))
		return FAIL(err, PROBLEM_INVALID_VALUE, "not the canonical base64 of %zu bytes", len);
	memcpy(ret_bytes, bytes, len);
	return STATUS_OK;
}

static unsigned hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

enum status hex_decode_exact(struct str text, uint8_t *ret_bytes, size_t len, struct error *err)
{
	assert(ret_bytes != NULL);
	assert(len <= EXACT_MAX);

	uint8_t bytes[EXACT_MAX];
	if (text.len != len * 2)
		return FAIL(err, PROBLEM_INVALID_VALUE, "expected %zu hex digits", len * 2);
	for (size_t i = 0; i < len; i++) {
		unsigned high = hex_value(text.ptr[2 * i]);
		unsigned low = hex_value(text.ptr[2 * i + 1]);
		if (high > 15 || low > 15)
			return FAIL(err, PROBLEM_INVALID_VALUE, "expected lower-case hex digits");
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(ret_bytes, bytes, len);
	return STATUS_OK;
}
