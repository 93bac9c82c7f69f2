#include "core/location_probe.h"

/* The last eight bytes under `mask` are `mark`. A box's mark is four bytes behind its size, of which the
 * upper half is nought: so that four bytes of film seldom look like one. */
static const struct {
	uint64_t mask;
	uint64_t mark;
} marks[] = {
	{ 0xFFFF0000FFFFFFFFu, 0x00000000A978797Au }, /* box ©xyz */
	{ 0xFFFF0000FFFFFFFFu, 0x000000006C6F6369u }, /* box loci */
	{ 0x00FFFFFFFFFFFFFFu, 0x0049534F36373039u }, /* ISO6709 */
	{ 0x0000FFFFFFFFFFFFu, 0x0000457869660000u }, /* Exif, two noughts */
	{ 0x0000FFFFFFFFFFFFu, 0x0000000045786966u }, /* item type Exif, unprotected */
	{ 0xFFFFFFFFFFFFFFFFu, 0x4750534C61746974u }, /* GPSLatit(ude) */
	{ 0xFFFFFFFFFFFFFFFFu, 0x4750534C6F6E6769u }, /* GPSLongi(tude) */
	{ 0xFFFFFFFFFFFFFFFFu, 0x475053436F6F7264u }, /* GPSCoord(inates) */
};

void location_probe_feed(struct location_probe *probe, struct bytes piece)
{
	uint64_t window = ~probe->inverted;

	assert(piece.ptr != NULL || piece.len == 0);
	for (size_t i = 0; i < piece.len && !probe->found; i++) {
		window = window << 8 | piece.ptr[i];
		for (size_t k = 0; k < COUNT_OF(marks); k++) {
			if ((window & marks[k].mask) == marks[k].mark)
				probe->found = true;
		}
	}
	probe->inverted = ~window;
}
