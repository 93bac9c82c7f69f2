/* rendition.h — a picture without what it tells about its maker: how to put one together from the original.
 *
 * Originals are never changed: they are what was signed. A rendition is a plan, found while the original
 * streams by: which stretches of it to send, and a few bytes made anew between them. Nothing is decoded, so
 * no decoder can be attacked; what is kept is kept bit by bit. Gone are EXIF, GPS, XMP, IPTC, comments,
 * thumbnails and whatever lies behind the picture's end; the orientation stays, alone in EXIF of our own.
 * Pure. Caveat: half a piece of format is no picture: anything irregular before the pixels is BROKEN, and a
 * broken picture has no rendition.
 * Limits: RENDITION_SPANS_MAX stretches; more is BROKEN. Metadata of more than 64 KiB goes with its
 * orientation.
 * Source: ITU-T T.81 B.1 (JPEG), JFIF 1.02, PNG (third edition) 5 and 11, RFC 9649 2 (WebP).
 */
#pragma once

#include "core/base.h"

#define RENDITION_SPANS_MAX 64
#define RENDITION_MADE_MAX  96
#define RENDITION_HELD_MAX  (KIB(64) + 16)

enum rendition_form { RENDITION_NONE, RENDITION_JPEG, RENDITION_PNG, RENDITION_WEBP };
enum rendition_state { RENDITION_READING, RENDITION_DONE, RENDITION_BROKEN };

/* A stretch of the original, or of `made`. */
struct rendition_span {
	bool made;
	uint64_t offset;
	uint64_t length;
};

struct rendition {
	enum rendition_form form;
	enum rendition_state state;
	uint32_t width; /* in pixels, as the header says; 0: not said */
	uint32_t height;
	uint32_t frames;
	uint8_t orientation; /* 0: none */

	size_t span_count;
	struct rendition_span spans[RENDITION_SPANS_MAX];
	size_t made_len;
	uint8_t made[RENDITION_MADE_MAX];

	/* the reader's own: `held` is a head being collected until `wanted` bytes are there, `passing` what
	 * follows it unread */
	uint64_t position;
	uint64_t limit; /* nothing from here on belongs to the picture */
	uint64_t passing;
	bool keeping;  /* what is passing */
	bool begun;    /* the first head was right */
	bool scanning; /* JPEG: within entropy-coded data */
	bool extended; /* WebP: it has the header that may announce EXIF */
	size_t wanted;
	size_t held_len;
	uint8_t held[RENDITION_HELD_MAX];
};

void rendition_init(struct rendition *rendition, enum rendition_form form);
void rendition_feed(struct rendition *rendition, struct bytes piece);

/* No more will come. Afterwards the state is DONE, with the plan complete, or BROKEN. */
void rendition_finish(struct rendition *rendition);

/* Bytes of the finished rendition. */
uint64_t rendition_length(const struct rendition *rendition);
