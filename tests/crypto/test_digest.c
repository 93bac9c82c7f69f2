#include <criterion/criterion.h>

#include "crypto/digest.h"

static uint8_t block[8192];
static struct error err;

static bool prints_as(struct digest digest, const char *hex)
{
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 256);
	buf_put_hex(&buf, (struct bytes){ digest.bytes, DIGEST_BYTES });
	return str_eq(buf_str(&buf), str_from_c(hex));
}

/* FIPS 180-4 examples. */
Test(digest, sha256_of_the_known_texts)
{
	cr_assert(prints_as(digest_of((struct bytes){ 0 }),
	                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	cr_assert(prints_as(digest_of(str_bytes(STR("abc"))),
	                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	cr_assert(prints_as(digest_of_pair(str_bytes(STR("a")), str_bytes(STR("bc"))),
	                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

/* RFC 4231 test cases 1, 2 and 6. */
Test(digest, hmac_of_the_known_cases)
{
	uint8_t key[131];

	memset(key, 0x0b, 20);
	cr_assert(prints_as(hmac_sha256((struct bytes){ key, 20 }, str_bytes(STR("Hi There"))),
	                    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
	cr_assert(
		prints_as(hmac_sha256(str_bytes(STR("Jefe")), str_bytes(STR("what do ya want for nothing?"))),
	                  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
	memset(key, 0xaa, sizeof key);
	cr_assert(prints_as(
		hmac_sha256((struct bytes){ key, sizeof key },
	                    str_bytes(STR("Test Using Larger Than Block-Size Key - Hash Key First"))),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
}

Test(digest, a_stream_hashes_as_one_shot_does_and_may_go_on)
{
	struct digest_stream stream;
	uint8_t bytes[1000];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * 7);
	digest_stream_open(&stream);
	for (size_t at = 0; at < sizeof bytes; at += 50) {
		digest_stream_add(&stream, (struct bytes){ bytes + at, 50 });
		struct digest so_far = digest_stream_result(&stream);
		struct digest whole = digest_of((struct bytes){ bytes, at + 50 });
		cr_assert(digest_eq(&so_far, &whole));
	}
	digest_stream_close(&stream);
	digest_stream_close(&stream);
	cr_assert_null(stream.state);
}

Test(digest, its_text_has_one_form)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("sha256:"),
		STR_INIT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
		STR_INIT("sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
		STR_INIT("sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
		STR_INIT("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad "),
	};
	struct digest abc = digest_of(str_bytes(STR("abc")));
	struct digest found = { 0 };
	struct arena arena;
	struct buf buf;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		cr_assert_eq(digest_parse(bad[i], &found, &err), STATUS_INVALID, "row %zu", i);
	cr_assert(digest_is_zero(&found));
	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 256);
	digest_put(&buf, &abc);
	cr_assert_eq(buf.len, DIGEST_TEXT_LEN);
	cr_assert_eq(digest_parse(buf_str(&buf), &found, &err), STATUS_OK);
	cr_assert(digest_eq(&found, &abc) && !digest_is_zero(&found));
}
