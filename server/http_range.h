/* http_range.h — which part of a body of known length a Range header asks for (RFC 9110, section 14).
 *
 * One range of bytes is served; several, other units and malformed ones are ignored as the RFC allows, so
 * that the whole is sent. Pure.
 */
#pragma once

#include "core/base.h"

enum range_verdict { RANGE_WHOLE, RANGE_PART, RANGE_UNSATISFIABLE };

/* For RANGE_PART *ret_first <= *ret_last < size. */
enum range_verdict http_range_read(struct str header, uint64_t size, uint64_t *ret_first, uint64_t *ret_last);
