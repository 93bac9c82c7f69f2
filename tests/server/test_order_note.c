#include <criterion/criterion.h>

#include "crypto/random.h"
#include "server/order_note.h"

#define NOW_MS INT64_C(1764028800000)

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;
static struct signing_key key;
static struct note_key public;
static struct order_note right;

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 5 };

	cr_assert_eq(random_init(&err), STATUS_OK);
	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	public = note_key_make(STR("market"), &key.public_key);
	right = (struct order_note){ .service = STR("svc"),
		                     .party = STR("platform p-market"),
		                     .order = STR("A-1"),
		                     .content = STR("{}"),
		                     .now_ms = NOW_MS };
}

static enum status check(struct order_note said, size_t key_count)
{
	const struct note_key *signer;
	struct buf text, note;

	buf_init(&text, &arena, KIB(2));
	order_note_put(&text, &said);
	buf_init(&note, &arena, KIB(4));
	note_put(&note, buf_str(&text), STR("market"), &key);
	return order_note_check(&right, buf_str(&note), (struct signer_keys){ &public, key_count }, &arena,
	                        &signer, &err);
}

TestSuite(order_note, .init = setup);

Test(order_note, a_note_that_says_the_same_is_taken)
{
	cr_assert_eq(check(right, 1), STATUS_OK, "%s", err.detail);
}

Test(order_note, another_content_order_service_or_party_is_not)
{
	struct order_note said[4] = { right, right, right, right };

	said[0].content = STR("{ }");
	said[1].order = STR("A-2");
	said[2].service = STR("other");
	said[3].party = STR("platform p-other");
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		cr_assert_eq(check(said[i], 1), STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_STATEMENT_MALFORMED);
	}
}

Test(order_note, an_old_note_or_a_strangers_is_not)
{
	struct order_note said = right;

	said.now_ms -= 11 * 60 * 1000;
	cr_assert_neq(check(said, 1), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_STALE_TIME);
	cr_assert_neq(check(right, 0), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN);
	cr_assert_str_eq(err.field, "/note");
}
