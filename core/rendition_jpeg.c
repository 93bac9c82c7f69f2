/* JPEG, segment by segment (ITU-T T.81, B.1.1). */
#include "core/exif_orientation.h"
#include "core/rendition_parts.h"

#define MARKER_SOI  0xD8
#define MARKER_EOI  0xD9
#define MARKER_SOS  0xDA
#define MARKER_APP0 0xE0
#define MARKER_APP1 0xE1
#define MARKER_APPF 0xEF
#define MARKER_COM  0xFE
#define SEGMENT_MIN 4 /* marker and length */

/* The application segments without which colours come out wrong. Each only in its plainest form: a JFIF
 * header with a thumbnail has another length. */
static const struct {
	uint8_t marker;
	struct str name;
	size_t length; /* of the segment; 0: any */
} kept[] = {
	{ MARKER_APP0, STR_INIT("JFIF\0"), 16 },
	{ MARKER_APP0 + 2, STR_INIT("ICC_PROFILE\0"), 0 },
	{ MARKER_APP0 + 14, STR_INIT("Adobe"), 14 },
};

static bool is_frame(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool is_application(uint8_t marker)
{
	return marker >= MARKER_APP0 && marker <= MARKER_APPF;
}

/* Tables, frames and scans are the picture; so are restart intervals and line counts. */
static bool is_picture(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xDF;
}

static bool is_kept_application(uint8_t marker, struct bytes payload)
{
	for (size_t i = 0; i < COUNT_OF(kept); i++) {
		if (kept[i].marker == marker && str_has_prefix(bytes_str(payload), kept[i].name))
			return kept[i].length == 0 || kept[i].length == payload.len + 2;
	}
	return false;
}

static void make_orientation(struct rendition *rendition)
{
	uint8_t segment[10 + EXIF_ORIENTATION_BYTES] = {
		0xFF, MARKER_APP1, 0, 8 + EXIF_ORIENTATION_BYTES, 'E', 'x', 'i', 'f', 0, 0
	};

	assert(rendition->orientation != 0);
	exif_orientation_write(rendition->orientation, segment + 10);
	rendition_make(rendition, (struct bytes){ segment, sizeof segment });
}

static void read_application(struct rendition *rendition)
{
	uint8_t marker = rendition->held[1];
	struct bytes payload = { rendition->held + SEGMENT_MIN, rendition->held_len - SEGMENT_MIN };
	struct str name = STR("Exif\0\0");

	rendition_take(rendition, is_kept_application(marker, payload), 0, 2);
	if (marker != MARKER_APP1 || rendition->orientation != 0 || !str_has_prefix(bytes_str(payload), name))
		return;
	rendition->orientation =
		exif_orientation_find((struct bytes){ payload.ptr + name.len, payload.len - name.len });
	if (rendition->orientation != 0)
		make_orientation(rendition);
}

static void read_frame(struct rendition *rendition, size_t length)
{
	const uint8_t *head = rendition->held;

	assert(rendition->held_len == 9);
	if (length < 8 || rendition->width != 0) {
		rendition_break(rendition);
		return;
	}
	rendition->height = ((uint32_t)head[5] << 8) | head[6];
	rendition->width = ((uint32_t)head[7] << 8) | head[8];
	rendition_take(rendition, true, length + 2 - rendition->held_len, 2);
}

static void read_segment(struct rendition *rendition)
{
	uint8_t marker = rendition->held[1];
	size_t length = ((size_t)rendition->held[2] << 8) | rendition->held[3];
	size_t wanted = SEGMENT_MIN;

	if (is_frame(marker))
		wanted = 9;
	if (is_application(marker))
		wanted = length + 2;
	if (length < 2) {
		rendition_break(rendition);
	} else if (wanted > rendition->held_len) {
		rendition->wanted = wanted;
	} else if (is_frame(marker)) {
		read_frame(rendition, length);
	} else if (is_application(marker)) {
		read_application(rendition);
	} else {
		rendition_take(rendition, is_picture(marker), length - 2, 2);
		rendition->scanning = marker == MARKER_SOS;
	}
}

static void read_marker(struct rendition *rendition)
{
	uint8_t marker = rendition->held[1];

	if (marker == 0xFF) { /* a fill byte (B.1.1.2): the second may begin the marker */
		rendition->held_len = 1;
	} else if (marker == MARKER_EOI) {
		rendition_take(rendition, true, 0, 2);
		rendition->state = rendition->width == 0 ? RENDITION_BROKEN : RENDITION_DONE;
	} else if (marker < 0xC0 || marker == MARKER_SOI || (marker >= 0xD0 && marker <= 0xD7)) {
		rendition_break(rendition);
	} else {
		rendition->wanted = SEGMENT_MIN;
	}
}

void rendition_read_jpeg(struct rendition *rendition)
{
	if (rendition->held[0] != 0xFF) {
		rendition_break(rendition);
	} else if (!rendition->begun) {
		if (rendition->held[1] != MARKER_SOI) {
			rendition_break(rendition);
			return;
		}
		rendition->begun = true;
		rendition_take(rendition, true, 0, 2);
	} else if (rendition->held_len == 2) {
		read_marker(rendition);
	} else {
		read_segment(rendition);
	}
}

/* The byte behind an FF that may have been the last of the piece before. Within entropy-coded data a stuffed
 * zero, a restart or a fill byte follow it; everything else begins a segment. */
static void read_after_ff(struct rendition *rendition, uint8_t byte)
{
	assert(rendition->scanning && rendition->held[0] == 0xFF);
	rendition->position++;
	if (byte == 0 || (byte >= 0xD0 && byte <= 0xD7)) {
		rendition_keep(rendition, rendition->position - 2, 2);
		rendition->held_len = 0;
	} else if (byte == 0xFF) {
		rendition_keep(rendition, rendition->position - 2, 1);
	} else {
		rendition->held[1] = byte;
		rendition->held_len = 2;
		rendition->scanning = false;
		rendition_read_jpeg(rendition);
	}
}

size_t rendition_scan_jpeg(struct rendition *rendition, struct bytes piece)
{
	assert(piece.len > 0);
	if (rendition->held_len == 1) {
		read_after_ff(rendition, piece.ptr[0]);
		return 1;
	}
	const uint8_t *found = memchr(piece.ptr, 0xFF, piece.len);
	size_t clear = found == NULL ? piece.len : (size_t)(found - piece.ptr);
	uint64_t from = rendition->position;

	rendition->position += clear;
	rendition_keep(rendition, from, clear);
	if (found == NULL)
		return clear;
	rendition->held[0] = 0xFF;
	rendition->held_len = 1;
	rendition->position++;
	return clear + 1;
}
