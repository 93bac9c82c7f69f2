/* rendition_parts.h — what the readers of the three forms share. Included by core/rendition*.c only. */
#pragma once

#include "core/rendition.h"

/* Called when the head has the wanted bytes: asks for more by raising `wanted`, or ends with
 * rendition_take(), or with rendition_break(). */
void rendition_read_jpeg(struct rendition *rendition);
void rendition_read_png(struct rendition *rendition);
void rendition_read_webp(struct rendition *rendition);

/* Entropy-coded data up to the next marker. Answers how many bytes were used, at least one. */
size_t rendition_scan_jpeg(struct rendition *rendition, struct bytes piece);

/* The last touch: sizes that are known only at the end. */
void rendition_seal_webp(struct rendition *rendition);

void rendition_break(struct rendition *rendition);

/* Adds a stretch of the original; beside the last one it becomes part of it. */
void rendition_keep(struct rendition *rendition, uint64_t offset, uint64_t length);

/* Adds bytes that the original does not have. */
void rendition_make(struct rendition *rendition, struct bytes bytes);

/* The head is read: kept or left out, as are the `passing` bytes behind it; the next head has `wanted`. */
void rendition_take(struct rendition *rendition, bool keep, uint64_t passing, size_t wanted);
