#include "crypto/filename.h"

#include "crypto/utf8.h"

struct range {
	uint32_t first;
	uint32_t last;
};

static const struct range nfc_changes[] = {
#define NFC_CHANGES(first, last) { first, last },
#include "crypto/nfc.def"
#undef NFC_CHANGES
};

static bool changes_in_nfc(uint32_t point)
{
	size_t low = 0;
	size_t high = COUNT_OF(nfc_changes);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (point > nfc_changes[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT_OF(nfc_changes) && point >= nfc_changes[low].first;
}

/* C0, DEL and C1. */
static bool is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f);
}

/* They make "exe.gpj" read as "jpg.exe". */
static bool is_bidi_control(uint32_t point)
{
	return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

static enum status check_point(uint32_t point, struct error *err)
{
	if (point == '/' || point == '\\')
		return FAIL(err, PROBLEM_INVALID_VALUE, "the name has a path separator");
	if (is_control(point))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the name has the control character U+%04X",
		            (unsigned)point);
	if (is_bidi_control(point))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the name has the direction control U+%04X",
		            (unsigned)point);
	if (changes_in_nfc(point))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the name is not in NFC: it has U+%04X",
		            (unsigned)point);
	return STATUS_OK;
}

static enum status check_name(struct str name, struct error *err)
{
	if (name.len == 0 || name.len > FILENAME_BYTES_MAX)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a name has 1 to %d bytes", FILENAME_BYTES_MAX);
	if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
		return FAIL(err, PROBLEM_INVALID_VALUE, "\".\" and \"..\" are no names");
	if (!utf8_is_valid(name))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the name is not UTF-8");
	for (size_t at = 0; at < name.len;)
		TRY(check_point(utf8_next(name, &at), err));
	return STATUS_OK;
}

/* RFC 3986 section 2.3. */
static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || c == '~';
}

static unsigned capital_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* The byte that %XX stands for, or -1: two capital digits, and never for a byte that stands for itself. */
static int escaped_byte(struct str encoded, size_t at)
{
	if (encoded.len - at < 3)
		return -1;

	unsigned high = capital_hex_value(encoded.ptr[at + 1]);
	unsigned low = capital_hex_value(encoded.ptr[at + 2]);
	if (high > 15 || low > 15 || is_unreserved((char)(high << 4 | low)))
		return -1;
	return (int)(high << 4 | low);
}

enum status filename_decode(struct str encoded, struct arena *arena, struct str *ret_name, struct error *err)
{
	assert(encoded.ptr != NULL || encoded.len == 0);
	assert(ret_name != NULL);

	if (encoded.len == 0 || encoded.len > FILENAME_ENCODED_MAX)
		return FAIL(err, PROBLEM_INVALID_VALUE, "an encoded name has 1 to %d bytes",
		            FILENAME_ENCODED_MAX);
	char *name = ARENA_ARRAY(arena, char, encoded.len);
	if (name == NULL)
		return arena_check(arena, err);

	size_t len = 0;
	for (size_t at = 0; at < encoded.len; at++) {
		char c = encoded.ptr[at];
		if (c == '%') {
			int byte = escaped_byte(encoded, at);
			if (byte < 0)
				return FAIL(
					err, PROBLEM_INVALID_VALUE,
					"%% must begin an escape %%XX in capitals, of a byte that needs one");
			name[len++] = (char)byte;
			at += 2;
			continue;
		}
		if (!is_unreserved(c))
			return FAIL(err, PROBLEM_INVALID_VALUE, "the byte 0x%02X must be percent-encoded",
			            (unsigned)(unsigned char)c);
		name[len++] = c;
	}
	TRY(check_name((struct str){ name, len }, err));
	*ret_name = (struct str){ name, len };
	return STATUS_OK;
}

void filename_put(struct buf *buf, struct str name)
{
	static const char digits[] = "0123456789ABCDEF";

	assert(name.ptr != NULL || name.len == 0);

	for (size_t i = 0; i < name.len; i++) {
		uint8_t byte = (uint8_t)name.ptr[i];
		if (is_unreserved(name.ptr[i])) {
			buf_put_char(buf, name.ptr[i]);
			continue;
		}
		buf_put_char(buf, '%');
		buf_put_char(buf, digits[byte >> 4]);
		buf_put_char(buf, digits[byte & 15]);
	}
}
