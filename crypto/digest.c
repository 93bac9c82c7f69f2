#include "crypto/digest.h"

#include "crypto/encoding.h"
#include "crypto/foreign.h"

#define HMAC_BLOCK 64

static const struct str prefix = STR_INIT("sha256:");

static struct bytes bytes_of(const struct digest *digest)
{
	return (struct bytes){ .ptr = digest->bytes, .len = DIGEST_BYTES };
}

struct digest digest_of_pair(struct bytes first, struct bytes second)
{
	assert(first.ptr != NULL || first.len == 0);
	assert(second.ptr != NULL || second.len == 0);

	struct digest digest;
	foreign_sha256(first, second, digest.bytes);
	return digest;
}

struct digest digest_of(struct bytes bytes)
{
	return digest_of_pair(bytes, (struct bytes){ 0 });
}

/* RFC 2104 section 2: H(key ^ opad || H(key ^ ipad || message)). */
struct digest hmac_sha256(struct bytes key, struct bytes message)
{
	assert(key.ptr != NULL || key.len == 0);

	uint8_t inner[HMAC_BLOCK] = { 0 };
	uint8_t outer[HMAC_BLOCK];
	if (key.len > HMAC_BLOCK) {
		struct digest short_key = digest_of(key);
		memcpy(inner, short_key.bytes, DIGEST_BYTES);
	} else if (key.len > 0) {
		memcpy(inner, key.ptr, key.len);
	}
	for (size_t i = 0; i < HMAC_BLOCK; i++) {
		outer[i] = inner[i] ^ 0x5c;
		inner[i] ^= 0x36;
	}
	struct digest digest = digest_of_pair((struct bytes){ inner, HMAC_BLOCK }, message);
	return digest_of_pair((struct bytes){ outer, HMAC_BLOCK }, bytes_of(&digest));
}

bool digest_eq(const struct digest *a, const struct digest *b)
{
	assert(a != NULL && b != NULL);
	return memcmp(a->bytes, b->bytes, DIGEST_BYTES) == 0;
}

bool digest_is_zero(const struct digest *digest)
{
	static const struct digest zero = { 0 };

	return digest_eq(digest, &zero);
}

void digest_put(struct buf *buf, const struct digest *digest)
{
	assert(digest != NULL);

	buf_put(buf, prefix);
	buf_put_hex(buf, bytes_of(digest));
}

enum status digest_parse(struct str text, struct digest *ret_digest, struct error *err)
{
	assert(ret_digest != NULL);

	if (text.len != DIGEST_TEXT_LEN || !str_has_prefix(text, prefix))
		return FAIL(err, PROBLEM_INVALID_VALUE,
		            "a digest is written sha256: and 64 lower-case hex digits");
	struct str hex = { text.ptr + prefix.len, text.len - prefix.len };
	return hex_decode_exact(hex, ret_digest->bytes, DIGEST_BYTES, err);
}

void digest_stream_open(struct digest_stream *stream)
{
	assert(stream != NULL);
	stream->state = foreign_stream_open();
}

void digest_stream_add(struct digest_stream *stream, struct bytes bytes)
{
	assert(stream != NULL && stream->state != NULL);
	foreign_stream_add(stream->state, bytes);
}

struct digest digest_stream_result(const struct digest_stream *stream)
{
	assert(stream != NULL && stream->state != NULL);

	struct digest digest;
	foreign_stream_peek(stream->state, digest.bytes);
	return digest;
}

void digest_stream_close(struct digest_stream *stream)
{
	assert(stream != NULL);

	foreign_stream_close(stream->state);
	stream->state = NULL;
}
