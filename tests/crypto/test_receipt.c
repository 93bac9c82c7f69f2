#include <criterion/criterion.h>

#include "crypto/receipt.h"

#define SIZE 5

static uint8_t block[1 << 17];
static struct arena arena;
static struct error err;
static struct signing_key key;
static struct note_key log_key;
static uint8_t tile[MERKLE_TILE_WIDTH * DIGEST_BYTES];
static const struct str origin = STR_INIT("disputes.shop.example/log");
static const struct receipt_subject subject = {
	.kind = STR_INIT("filing"),
	.time_ms = INT64_C(1795323303000),
	.content = { (const uint8_t *)"the note", 8 },
};

static const uint8_t *tile_get(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	(void)ctx;
	cr_assert(level == 0 && index == 0 && width == SIZE);
	return tile;
}

/* The receipt of the third leaf in a log of five. */
static struct str make_receipt(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 1 };
	struct tile_store tiles = { .get = tile_get };
	struct receipt receipt = { .salt = { { 9, 9, 9 } }, .index = 2 };
	struct leaf leaf = { subject.kind, subject.time_ms, leaf_commit(&receipt.salt, subject.content) };
	struct checkpoint checkpoint = { .origin = origin, .head = { .size = SIZE } };
	struct digest hash = leaf_hash(&leaf);
	struct buf note, text;

	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	log_key = note_key_make(origin, &key.public_key);
	for (uint8_t i = 0; i < SIZE; i++)
		memset(tile + i * 32, i, 32);
	memcpy(tile + 2 * 32, hash.bytes, 32);
	cr_assert_eq(merkle_root(&tiles, SIZE, &checkpoint.head.root, &err), STATUS_OK);
	cr_assert_eq(merkle_prove_inclusion(&tiles, 2, SIZE, &receipt.proof, &err), STATUS_OK);
	buf_init(&note, &arena, CHECKPOINT_TEXT_MAX);
	checkpoint_put(&note, &checkpoint, &key);
	receipt.checkpoint = buf_str(&note);
	buf_init(&text, &arena, KIB(4));
	receipt_put(&text, &receipt);
	cr_assert_not(text.failed);
	return buf_str(&text);
}

Test(receipt, it_proves_what_was_sent_when)
{
	struct str text = make_receipt();
	struct checkpoint checkpoint;

	cr_assert(str_has_prefix(text, STR("c2sp.org/tlog-proof@v1\nextra CQkJAAAA")));
	cr_assert_eq(receipt_verify(text, &subject, &log_key, &arena, &checkpoint, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(checkpoint.head.size, SIZE);
}

Test(receipt, it_proves_nothing_else)
{
	struct str text = make_receipt();
	struct receipt_subject other = subject;
	struct note_key stranger = log_key;
	struct checkpoint checkpoint;

	other.kind = STR("ruling");
	cr_assert_eq(receipt_verify(text, &other, &log_key, &arena, &checkpoint, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
	other = subject;
	other.time_ms += 1000;
	cr_assert_eq(receipt_verify(text, &other, &log_key, &arena, &checkpoint, &err), STATUS_INVALID);
	other = subject;
	other.content.len--;
	cr_assert_eq(receipt_verify(text, &other, &log_key, &arena, &checkpoint, &err), STATUS_INVALID);
	other = subject;
	other.kind = STR("no kind");
	cr_assert_eq(receipt_verify(text, &other, &log_key, &arena, &checkpoint, &err), STATUS_INVALID);
	stranger.id ^= 1;
	cr_assert_eq(receipt_verify(text, &subject, &stranger, &arena, &checkpoint, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
}

Test(receipt, any_changed_byte_is_refused)
{
	struct str text = make_receipt();
	size_t mark = arena.used;

	for (size_t i = 0; i < text.len; i++) {
		char changed[KIB(4)];
		struct checkpoint checkpoint;
		memcpy(changed, text.ptr, text.len);
		changed[i] ^= 1;
		arena.used = mark;
		cr_assert_eq(receipt_verify((struct str){ changed, text.len }, &subject, &log_key, &arena,
		                            &checkpoint, &err),
		             STATUS_INVALID, "byte %zu", i);
	}
}

Test(receipt, other_forms_are_refused)
{
#define FIRST "c2sp.org/tlog-proof@v1\n"
#define SALT  "extra AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT(FIRST),
		STR_INIT(FIRST "index 0\n\ncheckpoint\n"), /* no salt */
		STR_INIT(FIRST "extra AAAA\nindex 0\n\ncheckpoint\n"),
		STR_INIT(FIRST SALT "index 00\n\ncheckpoint\n"),
		STR_INIT(FIRST SALT "index -1\n\ncheckpoint\n"),
		STR_INIT(FIRST SALT "index 0\nAAAA\n\ncheckpoint\n"),
		STR_INIT(FIRST SALT "index 0\n"),   /* no empty line */
		STR_INIT(FIRST SALT "index 0\n\n"), /* no checkpoint */
		STR_INIT(FIRST "index 0\n" SALT "\ncheckpoint\n"),
		STR_INIT("c2sp.org/tlog-proof@v2\n" SALT "index 0\n\ncheckpoint\n"),
	};
	struct receipt receipt;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		cr_assert_eq(receipt_parse(bad[i], &receipt, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_MALFORMED_REQUEST);
	}
	cr_assert_eq(receipt_parse(STR(FIRST SALT "index 0\n\ncheckpoint\n"), &receipt, &err), STATUS_OK);
	cr_assert(str_eq(receipt.checkpoint, STR("checkpoint\n")));
}
