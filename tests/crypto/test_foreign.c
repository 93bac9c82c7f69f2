#include <criterion/criterion.h>

#include "crypto/foreign.h"

/* FIPS 180-4: one million times 'a'. */
static const uint8_t million_a[32] = {
	0xcd, 0xc7, 0x6e, 0x5c, 0x99, 0x14, 0xfb, 0x92, 0x81, 0xa1, 0xc7, 0xe2, 0x84, 0xd7, 0x3e, 0x67,
	0xf1, 0x80, 0x9a, 0x48, 0xa4, 0x97, 0x20, 0x0e, 0x04, 0x6d, 0x39, 0xcc, 0xc7, 0x11, 0x2c, 0xd0,
};

static uint8_t message[1000000];

Test(foreign, a_million_letters_hash_as_published_however_they_are_cut)
{
	static const size_t cuts[] = { 0, 1, 63, 64, 65, 500000, 999999, 1000000 };
	uint8_t digest[32];

	memset(message, 'a', sizeof message);
	for (size_t i = 0; i < COUNT_OF(cuts); i++) {
		foreign_sha256((struct bytes){ message, cuts[i] },
		               (struct bytes){ message + cuts[i], sizeof message - cuts[i] }, digest);
		cr_assert_arr_eq(digest, million_a, 32, "cut at %zu", cuts[i]);
	}
}

Test(foreign, a_peek_does_not_end_the_stream)
{
	void *stream = foreign_stream_open();
	uint8_t early[32], again[32], digest[32];

	memset(message, 'a', sizeof message);
	foreign_stream_add(stream, (struct bytes){ message, 400000 });
	foreign_stream_peek(stream, early);
	foreign_stream_peek(stream, again);
	cr_assert_arr_eq(early, again, 32);
	foreign_stream_add(stream, (struct bytes){ message, 600000 });
	foreign_stream_peek(stream, digest);
	cr_assert_arr_eq(digest, million_a, 32);
	foreign_stream_close(stream);
	foreign_stream_close(NULL);
}
