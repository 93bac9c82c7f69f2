#include <criterion/criterion.h>

#include "crypto/encoding.h"

static uint8_t block[8192];
static struct arena arena;
static struct error err;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(encoding, .init = setup);

/* RFC 4648 section 10. */
static const struct {
	struct str plain;
	struct str base64;
	struct str base64url;
} vectors[] = {
	{ STR_INIT(""), STR_INIT(""), STR_INIT("") },
	{ STR_INIT("f"), STR_INIT("Zg=="), STR_INIT("Zg") },
	{ STR_INIT("fo"), STR_INIT("Zm8="), STR_INIT("Zm8") },
	{ STR_INIT("foo"), STR_INIT("Zm9v"), STR_INIT("Zm9v") },
	{ STR_INIT("foobar"), STR_INIT("Zm9vYmFy"), STR_INIT("Zm9vYmFy") },
	{ STR_INIT("\xfb\xff\xfe"), STR_INIT("+//+"), STR_INIT("-__-") },
};

Test(encoding, the_vectors_of_rfc_4648_hold_both_ways)
{
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		struct buf buf;
		struct bytes bytes;
		buf_init(&buf, &arena, 64);
		base64_put(&buf, str_bytes(vectors[i].plain));
		cr_assert(str_eq(buf_str(&buf), vectors[i].base64), "vector %zu", i);
		cr_assert_eq(base64_decode(vectors[i].base64, &arena, &bytes, &err), STATUS_OK);
		cr_assert(str_eq(bytes_str(bytes), vectors[i].plain), "vector %zu", i);
		buf_init(&buf, &arena, 64);
		base64url_put(&buf, str_bytes(vectors[i].plain));
		cr_assert(str_eq(buf_str(&buf), vectors[i].base64url), "vector %zu", i);
		cr_assert_eq(base64url_decode(vectors[i].base64url, &arena, &bytes, &err), STATUS_OK);
		cr_assert(str_eq(bytes_str(bytes), vectors[i].plain), "vector %zu", i);
	}
}

Test(encoding, a_second_spelling_of_base64_is_refused)
{
	static const struct str bad[] = {
		STR_INIT("Zg"),    STR_INIT("Zg="),    STR_INIT("Zh=="),     STR_INIT("Zm9="),
		STR_INIT("Zg==="), STR_INIT("Zg==\n"), STR_INIT(" Zg=="),    STR_INIT("Z g="),
		STR_INIT("===="),  STR_INIT("Z==="),   STR_INIT("Zg==Zg=="), STR_INIT("-__-"),
		STR_INIT("Zm9\0"), STR_INIT("Z"),      STR_INIT("Zm9vZ"),    STR_INIT("=Zm9"),
		STR_INIT("Zm=9"),
	};
	struct bytes bytes = { 0 };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		cr_assert_eq(base64_decode(bad[i], &arena, &bytes, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_null(bytes.ptr);
	}
}

Test(encoding, base64url_takes_no_padding_and_no_other_alphabet)
{
	static const struct str bad[] = { STR_INIT("Zg=="), STR_INIT("Zh"),   STR_INIT("+//+"),
		                          STR_INIT("Z"),    STR_INIT("Zm9="), STR_INIT("Zm8 ") };
	struct bytes bytes = { 0 };

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		cr_assert_eq(base64url_decode(bad[i], &arena, &bytes, &err), STATUS_INVALID, "row %zu", i);
}

Test(encoding, every_text_of_four_letters_has_one_meaning_or_none)
{
	static const char letters[] = "AQgw+/=f";

	for (size_t n = 0; n < 8 * 8 * 8 * 8; n++) {
		char text[4] = { letters[n & 7], letters[n >> 3 & 7], letters[n >> 6 & 7],
			         letters[n >> 9 & 7] };
		struct bytes bytes;
		struct buf buf;
		arena_reset(&arena);
		if (base64_decode((struct str){ text, 4 }, &arena, &bytes, &err) != STATUS_OK)
			continue;
		buf_init(&buf, &arena, 64);
		base64_put(&buf, bytes);
		cr_assert(str_eq(buf_str(&buf), (struct str){ text, 4 }), "%.4s", text);
	}
}

Test(encoding, exact_decoders_want_exactly_that_many_bytes)
{
	uint8_t bytes[4] = { 9, 9, 9, 9 };

	cr_assert_eq(base64_decode_exact(STR("AAECAw=="), bytes, 4, &err), STATUS_OK);
	cr_assert_arr_eq(bytes, ((uint8_t[]){ 0, 1, 2, 3 }), 4);
	cr_assert_eq(base64_decode_exact(STR("AAECAwQ="), bytes, 4, &err), STATUS_INVALID);
	cr_assert_eq(base64_decode_exact(STR("AAEC"), bytes, 4, &err), STATUS_INVALID);
	cr_assert_eq(hex_decode_exact(STR("00ff10ab"), bytes, 4, &err), STATUS_OK);
	cr_assert_arr_eq(bytes, ((uint8_t[]){ 0, 255, 16, 171 }), 4);
	cr_assert_eq(hex_decode_exact(STR("00FF10AB"), bytes, 4, &err), STATUS_INVALID);
	cr_assert_eq(hex_decode_exact(STR("00ff10"), bytes, 4, &err), STATUS_INVALID);
	cr_assert_eq(hex_decode_exact(STR("00ff10a:"), bytes, 4, &err), STATUS_INVALID);
	cr_assert_arr_eq(bytes, ((uint8_t[]){ 0, 255, 16, 171 }), 4, "written only on success");
}

Test(encoding, a_full_arena_is_a_limit_and_not_a_wrong_text)
{
	struct bytes bytes;

	arena_init(&arena, block, 2);
	cr_assert_eq(base64_decode(STR("AAECAw=="), &arena, &bytes, &err), STATUS_LIMIT);
	cr_assert_eq(err.problem, PROBLEM_RESOURCE_EXHAUSTED);
}
