/* foreign.h — what we take from OpenSSL's libcrypto, and nothing else of it: SHA-256.
 *
 * For crypto/ alone; everybody else includes digest.h. OpenSSL is here because it uses the processor's SHA
 * instructions. It never verifies Ed25519 (signature.h says why).
 * Any thread. The library can only fail when memory is exhausted or the installation is broken: that aborts.
 */
#pragma once

#include "core/base.h"

void foreign_sha256(struct bytes first, struct bytes second,
                    uint8_t ret_digest[32]); /* of the concatenation */

/* A running hash on the heap: open, add and peek in any order, close once (NULL is allowed). */
void *foreign_stream_open(void);
void foreign_stream_add(void *stream, struct bytes bytes);
void foreign_stream_peek(const void *stream, uint8_t ret_digest[32]);
void foreign_stream_close(void *stream);
