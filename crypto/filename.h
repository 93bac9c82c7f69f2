/* filename.h — the names of files and texts in a statement: percent-encoded, harmless to show and to store.
 *
 * One spelling per name: the unreserved characters of RFC 3986 stand for themselves, every other byte of the
 * name's UTF-8 is %XX in capitals. The decoded name is UTF-8 and has no path separators, no C0, C1 or DEL, no
 * bidirectional controls (U+202A-202E, U+2066-2069), and is neither "." nor "..".
 * NFC: a name with a character that NFC always replaces is refused, and so is a combining mark of the scripts
 * where NFC merges marks with letters (Latin, Greek, Cyrillic, Arabic, kana, Hangul): normalise before
 * encoding. Limits: FILENAME_ENCODED_MAX bytes encoded, FILENAME_BYTES_MAX decoded.
 */
#pragma once

#include "core/buf.h"

#define FILENAME_BYTES_MAX   255
#define FILENAME_ENCODED_MAX (FILENAME_BYTES_MAX * 3)

/* The decoded name in the arena. STATUS_INVALID: another spelling, or a name that is not harmless. */
NODISCARD enum status filename_decode(struct str encoded, struct arena *arena, struct str *ret_name,
                                      struct error *err);

/* Percent-encodes UTF-8 without judging it: what filename_decode() refuses, it will refuse. */
void filename_put(struct buf *buf, struct str name);
