/* media_record.h — what is known of a stored file's content, as its row in the store: how it may be served.
 *
 * Pure. The key is the file's SHA-256: the same bytes are the same whoever sent them.
 * The body, numbers big-endian: form of the row (1), family, flags, number of spans, bytes made anew, one
 * byte each; the file's size in eight; per span one byte (made anew or not), offset and length in eight each;
 * the bytes made anew.
 */
#pragma once

#include "core/media_probe.h"
#include "crypto/digest.h"
#include "server/change.h"

struct media_record {
	enum media_family family;
	bool bearable;    /* media_probe_is_bearable() */
	bool tells_place; /* media_probe_tells_place() */
	bool has_rendition;
	uint64_t size;
	size_t span_count;
	struct rendition_span spans[RENDITION_SPANS_MAX];
	size_t made_len;
	uint8_t made[RENDITION_MADE_MAX];
};

/* Of a finished probe. */
void media_record_take(const struct media_probe *probe, struct media_record *ret_record);

/* Puts the row. */
void media_record_put(const struct media_record *record, const struct digest *digest, struct change *change);

/* STATUS_CORRUPT: it is no such body, or its spans reach beyond the file. */
NODISCARD enum status media_record_decode(struct bytes body, struct media_record *ret_record,
                                          struct error *err);

/* Bytes of the rendition. */
uint64_t media_record_rendition_length(const struct media_record *record);
