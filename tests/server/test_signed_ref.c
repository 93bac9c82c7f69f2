#include <criterion/criterion.h>

#include "crypto/random.h"
#include "server/signed_ref.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;
static struct signing_key secret;
static struct note_key key;
static struct statement statement;

static void begin(void)
{
	static const uint8_t seed[32] = { 1, 2, 3 };

	cr_assert_eq(random_init(&err), STATUS_OK);
	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&secret, seed);
	key = note_key_make(STR("b-li"), &secret.public_key);
	statement = (struct statement){ .kind = STATEMENT_EVIDENCE };
}

TestSuite(signed_ref, .init = begin);

static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";

static struct statement_ref ref_of(struct str envelope, struct str head)
{
	struct signed_act act = { envelope, &statement, &key, head };
	struct statement_ref ref = { 0 };

	cr_assert_eq(signed_ref_make(&act, &arena, &ref, &err), STATUS_OK, "%s", err.detail);
	return ref;
}

Test(signed_ref, a_digest_is_printed_in_lower_case_hex)
{
	struct digest digest = { .bytes = { 0xab, 0x01, [31] = 0xff } };
	struct str text = digest_hex(&digest, &arena);

	cr_assert_eq(text.len, 64);
	cr_assert(str_has_prefix(text, STR("ab0100")));
	cr_assert_arr_eq(text.ptr + 62, "ff", 2);
}

Test(signed_ref, it_names_the_kind_the_key_and_the_note)
{
	struct str envelope = STR("any bytes at all\n");
	struct digest digest = digest_of(str_bytes(envelope));
	struct statement_ref ref = ref_of(envelope, str_from_c(zero));

	cr_assert(ref.present);
	cr_assert(str_eq(ref.kind, STR("evidence")));
	cr_assert(str_eq(ref.sha256, digest_hex(&digest, &arena)));
	cr_assert(str_has_prefix(ref.key, STR("b-li+")));
	cr_assert_eq(ref.key.len, 5 + 8);
}

Test(signed_ref, the_head_that_the_signer_saw_is_told_as_it_was_signed)
{
	statement.head.bytes[0] = 0x5a;
	struct statement_ref ref = ref_of(STR("note\n"), str_from_c(zero));

	cr_assert(str_has_prefix(ref.head_seen, STR("5a00")));
}

/* Every act's head is made of the one before it: the chain is crypto/statement's, from 32 zero bytes on. */
Test(signed_ref, heads_form_the_chain_of_the_statement_format)
{
	static const char *const notes[] = { "first\n", "second\n", "third\n", "second\n" };
	struct digest head = { 0 };
	struct str text = str_from_c(zero);

	for (size_t i = 0; i < COUNT_OF(notes); i++) {
		struct statement_ref ref = ref_of(str_from_c(notes[i]), text);
		head = head_next(&head, str_from_c(notes[i]));
		cr_assert(str_eq(ref.head_after, digest_hex(&head, &arena)), "act %zu", i);
		cr_assert_not(str_eq(ref.head_after, text));
		text = ref.head_after;
	}
}

Test(signed_ref, a_history_without_a_head_is_refused)
{
	struct signed_act act = { STR("note\n"), &statement, &key, STR("abc") };
	struct statement_ref ref = { .sha256 = STR("untouched") };

	cr_assert_neq(signed_ref_make(&act, &arena, &ref, &err), STATUS_OK);
	cr_assert(str_eq(ref.sha256, STR("untouched")));
}

Test(signed_ref, an_exhausted_arena_is_told)
{
	struct signed_act act = { STR("note\n"), &statement, &key, str_from_c(zero) };
	struct statement_ref ref = { 0 };
	enum status status = STATUS_LIMIT;
	size_t size = 0;

	for (; size < sizeof block && status != STATUS_OK; size += 32) {
		arena_init(&arena, block, size);
		status = signed_ref_make(&act, &arena, &ref, &err);
		cr_assert(status == STATUS_OK || (status == STATUS_LIMIT && !ref.present));
	}
	cr_assert_eq(status, STATUS_OK);
	cr_assert_eq(ref.head_after.len, 64);
	cr_assert_eq(ref.head_seen.len, 64);
	cr_assert_eq(ref.sha256.len, 64);
}
