#include <criterion/criterion.h>

#include "crypto/filename.h"

static uint8_t block[8192];
static struct arena arena;
static struct error err;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(filename, .init = setup);

Test(filename, good_names_come_back_as_they_were_encoded)
{
	static const struct str names[] = {
		STR_INIT("photo-of-cracked-screen.jpg"),
		STR_INIT("IMG (1)!.jpg"),
		STR_INIT("\xe7\xa2\x8e\xe5\xb1\x8f.jpg"),         /* Chinese */
		STR_INIT("caf\xc3\xa9.pdf"),                      /* e with acute, composed */
		STR_INIT("\xe0\xa6\x9b\xe0\xa6\xac\xe0\xa6\xbf"), /* Bengali, with a vowel sign */
		STR_INIT("...hidden"),
		STR_INIT("100%+1&2=3#?"),
		STR_INIT("\xf0\x9f\x93\xb7.png"),
	};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct buf buf;
		struct str back;
		buf_init(&buf, &arena, FILENAME_ENCODED_MAX);
		filename_put(&buf, names[i]);
		cr_assert_eq(filename_decode(buf_str(&buf), &arena, &back, &err), STATUS_OK, "%zu: %s", i,
		             err.detail);
		cr_assert(str_eq(back, names[i]), "row %zu", i);
	}
}

Test(filename, what_could_mislead_or_escape_is_refused)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("."),
		STR_INIT(".."),
		STR_INIT("..%2Fetc"), /* separators */
		STR_INIT("a%5Cb"),
		STR_INIT("a/b"),
		STR_INIT("a%00b"), /* C0, DEL, C1 */
		STR_INIT("a%0Ab"),
		STR_INIT("a%7Fb"),
		STR_INIT("a%C2%85b"),
		STR_INIT("a%E2%80%AEgpj.exe"), /* bidirectional controls */
		STR_INIT("a%E2%80%AA"),
		STR_INIT("a%E2%81%A6"),
		STR_INIT("a%E2%81%A9"),
		STR_INIT("cafe%CC%81.pdf"), /* decomposed */
		STR_INIT("%E1%84%80%E1%85%A1"),
		STR_INIT("%E3%81%8B%E3%82%99"),
		STR_INIT("%E2%84%AB"), /* angstrom sign: NFC makes it a letter */
		STR_INIT("%EF%A4%80"), /* CJK compatibility ideograph */
		STR_INIT("%FF"),       /* not UTF-8 */
		STR_INIT("%C0%AF"),
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct str name = { 0 };
		cr_assert_eq(filename_decode(bad[i], &arena, &name, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_null(name.ptr);
	}
}

Test(filename, a_second_spelling_is_refused)
{
	static const struct str bad[] = { STR_INIT("%61"),  STR_INIT("%2e%2e"), STR_INIT("%2d"),
		                          STR_INIT("%7E"),  STR_INIT("a b"),    STR_INIT("%e7%a2%8e"),
		                          STR_INIT("%"),    STR_INIT("%2"),     STR_INIT("a(1)"),
		                          STR_INIT("%%20"), STR_INIT("%2G"),    STR_INIT("\xe7\xa2\x8e") };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct str name;
		cr_assert_eq(filename_decode(bad[i], &arena, &name, &err), STATUS_INVALID, "row %zu", i);
	}
}

Test(filename, its_limits_are_255_bytes_and_the_arena)
{
	char text[FILENAME_BYTES_MAX + 1];
	struct str name;

	memset(text, 'a', sizeof text);
	cr_assert_eq(filename_decode((struct str){ text, FILENAME_BYTES_MAX }, &arena, &name, &err),
	             STATUS_OK);
	cr_assert_eq(filename_decode((struct str){ text, sizeof text }, &arena, &name, &err), STATUS_INVALID);
	arena_init(&arena, block, 10);
	cr_assert_eq(filename_decode((struct str){ text, 11 }, &arena, &name, &err), STATUS_LIMIT);
}
