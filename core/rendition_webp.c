/* WebP, chunk by chunk (RFC 9649, 2). */
#include "core/exif_orientation.h"
#include "core/rendition_parts.h"

#define FILE_HEAD     12
#define CHUNK_HEAD    8
#define EXTENDED_HEAD (CHUNK_HEAD + 10)
#define FLAG_XMP      0x04 /* 2.7.1 */
#define FLAG_EXIF     0x08
#define EXTENDED_MADE FILE_HEAD /* where the extended header lies in `made` */

static const char kept[] = "VP8  VP8L ANIM ANMF ICCP "
			   "ALP"
			   "H";

static uint32_t read_le(const uint8_t *at, int bytes)
{
	uint32_t value = 0;

	for (int i = bytes - 1; i >= 0; i--)
		value = (value << 8) | at[i];
	return value;
}

static void write_le32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (8 * i));
}

static bool is_type(const struct rendition *rendition, const char *type)
{
	return memcmp(rendition->held, type, 4) == 0;
}

static bool is_kept(const struct rendition *rendition)
{
	for (size_t at = 0; at + 4 < sizeof kept; at += 5) {
		if (is_type(rendition, kept + at))
			return true;
	}
	return false;
}

static void read_file_head(struct rendition *rendition)
{
	assert(rendition->held_len == FILE_HEAD);
	uint32_t size = read_le(rendition->held + 4, 4);

	rendition->begun = true;
	if (!is_type(rendition, "RIFF") || memcmp(rendition->held + 8, "WEBP", 4) != 0 || size < 4 ||
	    size % 2 != 0) {
		rendition_break(rendition);
		return;
	}
	rendition->limit = (uint64_t)size + 8;
	rendition_make(rendition, (struct bytes){ rendition->held, FILE_HEAD });
	rendition_take(rendition, false, 0, CHUNK_HEAD);
}

/* 2.7.1: the extended header comes first, and only once. */
static void read_extended(struct rendition *rendition)
{
	assert(rendition->held_len == EXTENDED_HEAD);
	if (rendition->width != 0) {
		rendition_break(rendition);
		return;
	}
	rendition->extended = true;
	rendition->width = read_le(rendition->held + 12, 3) + 1;
	rendition->height = read_le(rendition->held + 15, 3) + 1;
	rendition->held[CHUNK_HEAD] &= (uint8_t) ~(FLAG_XMP | FLAG_EXIF);
	assert(rendition->made_len == EXTENDED_MADE);
	rendition_make(rendition, (struct bytes){ rendition->held, EXTENDED_HEAD });
	rendition_take(rendition, false, 0, CHUNK_HEAD);
}

static void read_exif(struct rendition *rendition, uint32_t length)
{
	struct bytes tiff = { rendition->held + CHUNK_HEAD, length };

	/* Some writers put the name of JPEG's segment before it. */
	if (str_has_prefix(bytes_str(tiff), STR("Exif\0\0")))
		tiff = (struct bytes){ tiff.ptr + 6, tiff.len - 6 };
	rendition->orientation = exif_orientation_find(tiff);
	rendition_take(rendition, false, 0, CHUNK_HEAD);
}

/* The size in the pixels' own header, for pictures that have no extended one (RFC 6386, 9.1; RFC 9649, 3.4).
 */
static bool read_pixels(struct rendition *rendition)
{
	const uint8_t *pixels = rendition->held + CHUNK_HEAD;

	if (is_type(rendition, "VP8 ")) {
		if (memcmp(pixels + 3, "\x9D\x01\x2A", 3) != 0)
			return false;
		rendition->width = read_le(pixels + 6, 2) & 0x3FFF;
		rendition->height = read_le(pixels + 8, 2) & 0x3FFF;
		return true;
	}
	rendition->width = (read_le(pixels + 1, 4) & 0x3FFF) + 1;
	rendition->height = ((read_le(pixels + 1, 4) >> 14) & 0x3FFF) + 1;
	return pixels[0] == 0x2F;
}

static size_t bytes_wanted(const struct rendition *rendition, uint32_t length)
{
	if (is_type(rendition, "VP8X"))
		return EXTENDED_HEAD;
	if (is_type(rendition, "EXIF") && length <= KIB(64))
		return CHUNK_HEAD + length + length % 2;
	if (rendition->width == 0)
		return is_type(rendition, "VP8 ") ? CHUNK_HEAD + 10 : CHUNK_HEAD + 5;
	return CHUNK_HEAD;
}

static void read_other(struct rendition *rendition, uint32_t length)
{
	bool pixels = is_type(rendition, "VP8 ") || is_type(rendition, "VP8L");

	if (rendition->width == 0 && (!pixels || !read_pixels(rendition))) {
		rendition_break(rendition);
		return;
	}
	if (is_type(rendition, "ANIM"))
		rendition->frames = 0;
	if (is_type(rendition, "ANMF"))
		rendition->frames++;
	rendition_take(rendition, is_kept(rendition),
	               (uint64_t)CHUNK_HEAD + length + length % 2 - rendition->held_len, CHUNK_HEAD);
}

void rendition_read_webp(struct rendition *rendition)
{
	uint32_t length = read_le(rendition->held + 4, 4);

	if (!rendition->begun) {
		read_file_head(rendition);
		return;
	}
	uint64_t end = rendition->position - rendition->held_len + CHUNK_HEAD + length + length % 2;
	size_t wanted = bytes_wanted(rendition, length);
	bool whole = end <= rendition->limit && wanted <= CHUNK_HEAD + (uint64_t)length + length % 2;
	if (!whole || (is_type(rendition, "VP8X") && length != EXTENDED_HEAD - CHUNK_HEAD))
		rendition_break(rendition);
	else if (wanted > rendition->held_len)
		rendition->wanted = wanted;
	else if (is_type(rendition, "VP8X"))
		read_extended(rendition);
	else if (is_type(rendition, "EXIF") && rendition->held_len > CHUNK_HEAD)
		read_exif(rendition, length);
	else
		read_other(rendition, length);
}

void rendition_seal_webp(struct rendition *rendition)
{
	uint8_t chunk[CHUNK_HEAD + EXIF_ORIENTATION_BYTES] = { 'E', 'X', 'I', 'F', EXIF_ORIENTATION_BYTES };

	assert(rendition->made_len >= FILE_HEAD);
	/* 2.7.1.5: only the extended header can announce it. Behind the pixels (2.7), where the order is
	 * free. */
	if (rendition->orientation != 0 && rendition->extended) {
		exif_orientation_write(rendition->orientation, chunk + CHUNK_HEAD);
		rendition_make(rendition, (struct bytes){ chunk, sizeof chunk });
		rendition->made[EXTENDED_MADE + CHUNK_HEAD] |= FLAG_EXIF;
	}
	if (rendition->state == RENDITION_DONE)
		write_le32(rendition->made + 4, (uint32_t)(rendition_length(rendition) - 8));
}
