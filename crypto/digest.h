/* digest.h — SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104): the one digest for content, statements and
 * log.
 *
 * One-shot functions may be called from any thread. A stream belongs to one thread at a time, owns memory
 * outside every arena, and must be closed exactly once (closing a zeroed stream does nothing).
 * None of these can fail on input; exhausted process memory aborts.
 */
#pragma once

#include "core/buf.h"

#define DIGEST_BYTES    32
#define DIGEST_TEXT_LEN (7 + 64) /* "sha256:" and hex */

struct digest {
	uint8_t bytes[DIGEST_BYTES];
};

struct digest digest_of(struct bytes bytes);
struct digest digest_of_pair(struct bytes first, struct bytes second); /* of the concatenation */
struct digest hmac_sha256(struct bytes key, struct bytes message);

bool digest_eq(const struct digest *a, const struct digest *b);
bool digest_is_zero(const struct digest *digest);

/* "sha256:" and 64 lower-case hex digits. STATUS_INVALID: another form. */
void digest_put(struct buf *buf, const struct digest *digest);
NODISCARD enum status digest_parse(struct str text, struct digest *ret_digest, struct error *err);

/* Hashing while bytes arrive. */
struct digest_stream {
	void *state;
};

void digest_stream_open(struct digest_stream *stream);
void digest_stream_add(struct digest_stream *stream, struct bytes bytes);
struct digest digest_stream_result(const struct digest_stream *stream); /* of all so far; more may follow */
void digest_stream_close(struct digest_stream *stream);
