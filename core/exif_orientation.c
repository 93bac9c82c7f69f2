#include "core/exif_orientation.h"

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT      3
#define HEADER_BYTES    8
#define ENTRY_BYTES     12

static uint32_t read_16(const uint8_t *at, bool big)
{
	return big ? ((uint32_t)at[0] << 8) | at[1] : ((uint32_t)at[1] << 8) | at[0];
}

static uint32_t read_32(const uint8_t *at, bool big)
{
	return big ? (read_16(at, big) << 16) | read_16(at + 2, big)
	           : (read_16(at + 2, big) << 16) | read_16(at, big);
}

static uint8_t entry_orientation(const uint8_t *entry, bool big)
{
	if (read_16(entry, big) != TAG_ORIENTATION)
		return 0;
	if (read_16(entry + 2, big) != TYPE_SHORT || read_32(entry + 4, big) != 1)
		return 0;
	uint32_t value = read_16(entry + 8, big);
	return value >= 1 && value <= 8 ? (uint8_t)value : 0;
}

uint8_t exif_orientation_find(struct bytes tiff)
{
	if (tiff.len < HEADER_BYTES + 2 || tiff.ptr[0] != tiff.ptr[1])
		return 0;
	bool big = tiff.ptr[0] == 'M';
	if ((!big && tiff.ptr[0] != 'I') || read_16(tiff.ptr + 2, big) != 42)
		return 0;
	uint32_t at = read_32(tiff.ptr + 4, big);
	if (at < HEADER_BYTES || at > tiff.len - 2)
		return 0;
	uint32_t count = read_16(tiff.ptr + at, big);
	struct bytes entries = { tiff.ptr + at + 2, tiff.len - at - 2 };
	for (uint32_t i = 0; i < count && (size_t)(i + 1) * ENTRY_BYTES <= entries.len; i++) {
		uint8_t found = entry_orientation(entries.ptr + (size_t)i * ENTRY_BYTES, big);
		if (found != 0)
			return found;
	}
	return 0;
}

void exif_orientation_write(uint8_t orientation, uint8_t ret_tiff[EXIF_ORIENTATION_BYTES])
{
	/* clang-format off */
	const uint8_t tiff[EXIF_ORIENTATION_BYTES] = {
		'M', 'M', 0, 42, 0, 0, 0, 8,            /* big endian; the first directory follows */
		0, 1,                                   /* with one entry: */
		0x01, 0x12, 0, TYPE_SHORT, 0, 0, 0, 1, 0, orientation, 0, 0,
		0, 0, 0, 0,                             /* and no other directory */
	};
	/* clang-format on */

	assert(orientation >= 1 && orientation <= 8);
	memcpy(ret_tiff, tiff, sizeof tiff);
}
