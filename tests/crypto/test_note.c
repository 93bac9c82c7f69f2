#include <criterion/criterion.h>
#include <stdio.h>

#include "crypto/note.h"

static uint8_t block[1 << 20];
static struct arena arena;
static struct error err;

/* The example of c2sp.org/signed-note. */
static const struct str example_key =
	STR_INIT("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
static const struct str example = STR_INIT(
	"This is an example message.\n\n\xe2\x80\x94 example.com/foo "
	"Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n");

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(note, .init = setup);

static struct signing_key make_key(uint8_t seed_byte)
{
	uint8_t seed[KEY_SEED_BYTES] = { seed_byte };
	struct signing_key key;

	signing_key_from_seed(&key, seed);
	return key;
}

Test(note, the_example_of_the_specification_verifies)
{
	struct note_key key;
	struct note note;
	struct buf buf;
	uint64_t signers = 0;

	cr_assert_eq(note_key_parse(example_key, &key, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(key.name, STR("example.com/foo")));
	cr_assert_eq(key.id, 0x530d903a);
	cr_assert_eq(note_parse(example, &arena, &note, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(note.text, STR("This is an example message.\n")));
	cr_assert_eq(note_verify(&note, &key, 1, &signers, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(signers, 1);
	buf_init(&buf, &arena, VKEY_TEXT_MAX);
	note_key_put(&buf, &key);
	cr_assert(str_eq(buf_str(&buf), example_key));
}

Test(note, any_changed_byte_makes_it_another_note)
{
	struct note_key key;

	cr_assert_eq(note_key_parse(example_key, &key, &err), STATUS_OK);
	for (size_t i = 0; i < example.len; i++) {
		char text[256];
		struct note note;
		uint64_t signers;
		memcpy(text, example.ptr, example.len);
		text[i] ^= 1;
		arena_reset(&arena);
		bool accepted =
			note_parse((struct str){ text, example.len }, &arena, &note, &err) == STATUS_OK &&
			note_verify(&note, &key, 1, &signers, &err) == STATUS_OK;
		cr_assert_not(accepted, "byte %zu", i);
	}
}

Test(note, texts_that_are_no_notes_are_refused)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("\n"),
		STR_INIT("\n\n"),
		STR_INIT("text\n"),
		STR_INIT("text\n\n"),
		STR_INIT("text\n\n\xe2\x80\x94 a AAAAAAA="),       /* no last newline */
		STR_INIT("text\n\n- a AAAAAAA=\n"),                /* no em dash */
		STR_INIT("text\n\n\xe2\x80\x94 a  AAAAAAA=\n"),    /* two spaces */
		STR_INIT("text\n\n\xe2\x80\x94 a\n"),              /* no signature */
		STR_INIT("text\n\n\xe2\x80\x94 a AAAAAA==\n"),     /* nothing after the id */
		STR_INIT("text\n\n\xe2\x80\x94 a+b AAAAAAA=\n"),   /* plus in the name */
		STR_INIT("text\n\n\xe2\x80\x94 a AAAAAAB=\n"),     /* trailing bits */
		STR_INIT("text\r\n\n\xe2\x80\x94 a AAAAAAA=\n"),   /* control character */
		STR_INIT("te\xffxt\n\n\xe2\x80\x94 a AAAAAAA=\n"), /* not UTF-8 */
		STR_INIT("text\n\n\xe2\x80\x94 a AAAAAAA=\nmore\n"),
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct note note;
		cr_assert_eq(note_parse(bad[i], &arena, &note, &err), STATUS_INVALID, "row %zu", i);
	}
}

Test(note, two_signers_are_both_recognised_and_strangers_ignored)
{
	struct signing_key a = make_key(1), b = make_key(2), stranger = make_key(3);
	struct note_key keys[] = { note_key_make(STR("arbiter/b"), &b.public_key),
		                   note_key_make(STR("arbiter/x"), &a.public_key),
		                   note_key_make(STR("arbiter/a"), &a.public_key) };
	struct str text = STR("one\n\ntwo\n");
	struct note note;
	struct buf buf;
	uint64_t signers = 0;

	buf_init(&buf, &arena, KIB(4));
	note_put(&buf, text, STR("stranger"), &stranger);
	note_put_signature(&buf, text, STR("arbiter/a"), &a);
	note_put_signature(&buf, text, STR("arbiter/b"), &b);
	cr_assert_eq(note_parse(buf_str(&buf), &arena, &note, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(note.text, text));
	cr_assert_eq(note_verify(&note, keys, 3, &signers, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(signers, 5);
	cr_assert_eq(note_verify(&note, &keys[1], 1, &signers, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN, "the same key under another name is another signer");
}

Test(note, a_bad_line_of_a_known_key_spoils_the_note)
{
	struct signing_key a = make_key(1), b = make_key(2);
	struct note_key keys[] = { note_key_make(STR("a"), &a.public_key),
		                   note_key_make(STR("b"), &b.public_key) };
	struct str text = STR("text\n");
	struct note note;
	struct buf buf;
	uint64_t signers = 77;

	buf_init(&buf, &arena, KIB(4));
	note_put(&buf, text, STR("a"), &a);
	note_put_signature(&buf, STR("other\n"), STR("b"), &b);
	cr_assert_eq(note_parse(buf_str(&buf), &arena, &note, &err), STATUS_OK);
	cr_assert_eq(note_verify(&note, keys, 2, &signers, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_BAD_SIGNATURE);
	cr_assert_eq(signers, 77, "written only on success");
}

Test(note, there_are_at_most_32_signature_lines)
{
	struct signing_key key = make_key(1);
	struct note_key known = note_key_make(STR("k"), &key.public_key);
	struct note note;
	struct buf buf;
	uint64_t signers;

	buf_init(&buf, &arena, KIB(16));
	note_put(&buf, STR("text\n"), STR("k"), &key);
	for (size_t i = 1; i < NOTE_SIGNATURES_MAX; i++)
		note_put_signature(&buf, STR("text\n"), STR("k"), &key);
	cr_assert_eq(note_parse(buf_str(&buf), &arena, &note, &err), STATUS_OK);
	cr_assert_eq(note.signature_count, NOTE_SIGNATURES_MAX);
	cr_assert_eq(note_verify(&note, &known, 1, &signers, &err), STATUS_OK);
	note_put_signature(&buf, STR("text\n"), STR("k"), &key);
	cr_assert_eq(note_parse(buf_str(&buf), &arena, &note, &err), STATUS_LIMIT);
}

Test(note, key_names_have_no_spaces_and_no_plus)
{
	static const struct str good[] = { STR_INIT("a"), STR_INIT("buyer/b-7f3a9c"),
		                           STR_INIT("\xe4\xb9\xb0\xe5\xae\xb6") };
	static const struct str bad[] = { STR_INIT(""),     STR_INIT("a b"),       STR_INIT("a+b"),
		                          STR_INIT("a\n"),  STR_INIT("a\xc2\xa0"), STR_INIT("a\xe3\x80\x80"),
		                          STR_INIT("\xff"), STR_INIT("\x7f") };
	char long_name[KEY_NAME_MAX + 1];

	for (size_t i = 0; i < COUNT_OF(good); i++)
		cr_assert(key_name_is_valid(good[i]), "row %zu", i);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		cr_assert_not(key_name_is_valid(bad[i]), "row %zu", i);
	memset(long_name, 'n', sizeof long_name);
	cr_assert(key_name_is_valid((struct str){ long_name, KEY_NAME_MAX }));
	cr_assert_not(key_name_is_valid((struct str){ long_name, sizeof long_name }));
}

Test(note, keys_in_another_form_are_refused)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("example.com/foo"),
		STR_INIT("example.com/foo+530d903a"),
		STR_INIT("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), /* wrong id
		                                                                                    */
		STR_INIT("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), /* another
		                                                                                      name */
		STR_INIT("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), /* capitals
		                                                                                    */
		STR_INIT(
			"example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), /* type 2 */
		STR_INIT("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2"),
		STR_INIT("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"),
		STR_INIT("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct note_key key;
		cr_assert_eq(note_key_parse(bad[i], &key, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_KEY_MALFORMED, "row %zu", i);
	}
}
