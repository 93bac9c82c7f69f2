/* utf8.h — UTF-8 read strictly (RFC 3629): for names and texts that get signed and shown.
 *
 * Pure. Overlong forms, surrogates and values above U+10FFFF are not UTF-8.
 */
#pragma once

#include "core/base.h"

bool utf8_is_valid(struct str text);

/* The code point at *at, which moves behind it. The text must be valid UTF-8 and *at a boundary before its
 * end. */
uint32_t utf8_next(struct str text, size_t *at);

/* White space by the Unicode property White_Space, ASCII included. */
bool utf8_is_space(uint32_t point);
