/* media_probe.h — everything that is found out about a file while it streams by: its family, and for a
 * picture its size and its rendition.
 *
 * Pure; constant memory, whatever the size of the file.
 */
#pragma once

#include "core/location_probe.h"
#include "core/media_sniff.h"
#include "core/rendition.h"
#include "core/text_probe.h"

#define MEDIA_PIXELS_MAX 100000000u /* beyond it a picture is a bomb: no preview */
#define MEDIA_FRAMES_MAX 200

struct media_probe {
	uint64_t size;
	struct text_probe text;
	struct location_probe location; /* of what has no rendition only */
	size_t head_len;
	bool chosen; /* which form the rendition has */
	enum media_family family;
	uint8_t head[MEDIA_HEAD];
	struct rendition rendition;
};

void media_probe_init(struct media_probe *probe);
void media_probe_feed(struct media_probe *probe, struct bytes piece);
void media_probe_finish(struct media_probe *probe); /* sets family, ends the rendition */

/* Whether a browser can be asked to show it without danger to its memory: a picture whose size is known and
 * bearable, or no picture at all. */
bool media_probe_is_bearable(const struct media_probe *probe);

/* Whether the file may say where it was made, and has no rendition that would not: a picture that is broken,
 * one of a kind that is not understood, anything that carries a camera's mark. */
bool media_probe_tells_place(const struct media_probe *probe);
