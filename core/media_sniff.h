/* media_sniff.h — what a file is by its own first bytes, whatever it was declared to be.
 *
 * Pure. Sniffing makes no file safe: it decides what may be shown in place, and everything is served so that
 * nothing in it runs (server/api_evidence.c).
 */
#pragma once

#include "core/base.h"

#define MEDIA_HEAD 1024 /* bytes from the beginning that are looked at */

/* The numbers are stored (server/media_record.h): new ones come last. */
enum media_family {
	MEDIA_FAMILY_OTHER,
	MEDIA_FAMILY_JPEG,
	MEDIA_FAMILY_PNG,
	MEDIA_FAMILY_WEBP,
	MEDIA_FAMILY_GIF,
	MEDIA_FAMILY_HEIC,
	MEDIA_FAMILY_PDF,
	MEDIA_FAMILY_MP4,
	MEDIA_FAMILY_M4A,
	MEDIA_FAMILY_WEBM,
	MEDIA_FAMILY_MP3,
	MEDIA_FAMILY_OGG,
	MEDIA_FAMILY_TEXT,
	MEDIA_FAMILY_MAIL,
	MEDIA_FAMILY_COUNT
};

/* `head` is the first MEDIA_HEAD bytes, or all when there are fewer; `size` that of the file; `is_text` what
 * a text_probe says of all of it. */
enum media_family media_sniff(struct bytes head, uint64_t size, bool is_text);

/* Whether such content is what the media type says (media_family.def). */
bool media_is_accepted(struct str type, enum media_family family);
