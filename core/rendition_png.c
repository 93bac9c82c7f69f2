/* PNG, chunk by chunk (PNG third edition, 5.3). */
#include "core/exif_orientation.h"
#include "core/rendition_parts.h"

#define CHUNK_HEAD 8
#define CHUNK_CRC  4
#define CHUNK_MAX  0x7FFFFFFFu

/* What the pixels need: 11.2, 11.3.2 to 11.3.6 without the texts, the time and EXIF. */
static const char kept[] = "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs "
			   "sPLT acTL fcTL fdAT";

static uint32_t read_32(const uint8_t *at)
{
	return ((uint32_t)at[0] << 24) | ((uint32_t)at[1] << 16) | ((uint32_t)at[2] << 8) | at[3];
}

static void write_32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* Annex D; for forty bytes at most, so bit by bit. */
static uint32_t crc_of(struct bytes bytes)
{
	uint32_t crc = 0xFFFFFFFFu;

	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= bytes.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
	}
	return ~crc;
}

static void make_orientation(struct rendition *rendition)
{
	assert(rendition->orientation != 0);
	uint8_t chunk[CHUNK_HEAD + EXIF_ORIENTATION_BYTES + CHUNK_CRC];
	struct bytes covered = { chunk + 4, 4 + EXIF_ORIENTATION_BYTES };

	write_32(chunk, EXIF_ORIENTATION_BYTES);
	memcpy(chunk + 4, "eXIf", 4);
	exif_orientation_write(rendition->orientation, chunk + CHUNK_HEAD);
	write_32(chunk + CHUNK_HEAD + EXIF_ORIENTATION_BYTES, crc_of(covered));
	rendition_make(rendition, (struct bytes){ chunk, sizeof chunk });
}

static bool is_type(const struct rendition *rendition, const char *type)
{
	return memcmp(rendition->held + 4, type, 4) == 0;
}

static bool is_kept(const struct rendition *rendition)
{
	for (size_t at = 0; at + 4 < sizeof kept; at += 5) {
		if (is_type(rendition, kept + at))
			return true;
	}
	return false;
}

/* How much of the chunk has to be looked at: of most only the head. */
static size_t bytes_wanted(const struct rendition *rendition, uint32_t length)
{
	bool looked_at =
		is_type(rendition, "IHDR") || is_type(rendition, "acTL") || is_type(rendition, "IEND");

	if (is_type(rendition, "eXIf"))
		looked_at = length <= KIB(64) - CHUNK_HEAD - CHUNK_CRC;
	return looked_at ? CHUNK_HEAD + length + CHUNK_CRC : CHUNK_HEAD;
}

static void read_exif(struct rendition *rendition, uint32_t length)
{
	assert(rendition->held_len == (size_t)CHUNK_HEAD + length + CHUNK_CRC);
	uint8_t orientation = exif_orientation_find((struct bytes){ rendition->held + CHUNK_HEAD, length });

	rendition_take(rendition, false, 0, CHUNK_HEAD);
	if (orientation == 0 || rendition->orientation != 0)
		return;
	rendition->orientation = orientation;
	make_orientation(rendition);
}

/* The chunks whose content counts have one length that is right (11.2.1, 11.2.4, 11.3.6.1). */
static bool is_length_allowed(const struct rendition *rendition, uint32_t length)
{
	if (length > CHUNK_MAX)
		return false;
	if (is_type(rendition, "IHDR"))
		return length == 13 && rendition->width == 0;
	if (is_type(rendition, "acTL"))
		return length == 8;
	return !is_type(rendition, "IEND") || length == 0;
}

static void read_chunk(struct rendition *rendition, uint32_t length)
{
	const uint8_t *content = rendition->held + CHUNK_HEAD;

	if (is_type(rendition, "IHDR")) {
		rendition->width = read_32(content);
		rendition->height = read_32(content + 4);
	}
	if (is_type(rendition, "acTL"))
		rendition->frames = read_32(content);
	if (is_type(rendition, "IEND"))
		rendition->state = RENDITION_DONE;
	uint64_t passing = (uint64_t)CHUNK_HEAD + length + CHUNK_CRC - rendition->held_len;
	rendition_take(rendition, is_kept(rendition), passing, CHUNK_HEAD);
}

void rendition_read_png(struct rendition *rendition)
{
	static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
	uint32_t length = read_32(rendition->held);

	if (!rendition->begun) {
		rendition->begun = true;
		if (memcmp(rendition->held, signature, sizeof signature) == 0)
			rendition_take(rendition, true, 0, CHUNK_HEAD);
		else
			rendition_break(rendition);
		return;
	}
	assert(rendition->held_len >= CHUNK_HEAD);
	bool first = rendition->width == 0;
	if (first != is_type(rendition, "IHDR") || !is_length_allowed(rendition, length)) {
		rendition_break(rendition);
		return;
	}
	/* An unknown chunk that says it is critical (5.4): without it the picture would be another. */
	if (!is_kept(rendition) && (rendition->held[4] & 0x20) == 0) {
		rendition_break(rendition);
		return;
	}
	size_t wanted = bytes_wanted(rendition, length);
	if (wanted > rendition->held_len)
		rendition->wanted = wanted;
	else if (is_type(rendition, "eXIf") && rendition->held_len > CHUNK_HEAD)
		read_exif(rendition, length);
	else
		read_chunk(rendition, length);
}
