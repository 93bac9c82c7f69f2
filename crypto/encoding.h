/* encoding.h — bytes as text: base64, base64url and hex, each with exactly one spelling.
 *
 * RFC 4648 sections 4 (base64, padded), 5 (base64url, never padded here) and 8 (hex, lower case here).
 * The decoders are canonical: they refuse white space, wrong or missing padding, non-zero trailing bits and
 * other letters, so that text -> bytes -> text is the identity. Not constant time: never decode secrets
 * where an attacker can measure.
 */
#pragma once

#include "core/buf.h"

void base64_put(struct buf *buf, struct bytes bytes);
void base64url_put(struct buf *buf, struct bytes bytes);

/* Decoded bytes in the arena. STATUS_INVALID: not the canonical spelling. STATUS_LIMIT: arena exhausted. */
NODISCARD enum status base64_decode(struct str text, struct arena *arena, struct bytes *ret_bytes,
                                    struct error *err);
NODISCARD enum status base64url_decode(struct str text, struct arena *arena, struct bytes *ret_bytes,
                                       struct error *err);

/* Exactly `len` bytes into `ret_bytes`, which is written only on success. `len` at most 64. */
NODISCARD enum status base64_decode_exact(struct str text, uint8_t *ret_bytes, size_t len, struct error *err);
NODISCARD enum status hex_decode_exact(struct str text, uint8_t *ret_bytes, size_t len, struct error *err);
