#define _GNU_SOURCE /* memmem */

#include <criterion/criterion.h>

#include "core/json.h"
#include "crypto/random.h"
#include "server/possession.h"

#define NOW_MS INT64_C(1764028800000)

static uint8_t block[KIB(256)];
static struct arena arena;
static struct error err;
static struct signing_key key;
static struct str vkey;
static struct possession right;

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 3 };
	struct buf buf;

	cr_assert_eq(random_init(&err), STATUS_OK);
	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	struct note_key public = note_key_make(STR("b-li"), &key.public_key);
	buf_init(&buf, &arena, VKEY_TEXT_MAX);
	note_key_put(&buf, &public);
	vkey = buf_str(&buf);
	right = (struct possession){ .service = STR("svc"), .party = STR("buyer b-li"), .now_ms = NOW_MS };
}

static struct str body_of(const struct possession *said, const struct signing_key *signer)
{
	struct buf text, note, body;
	struct printer printer;

	buf_init(&text, &arena, KIB(2));
	possession_put(&text, said, vkey);
	buf_init(&note, &arena, KIB(4));
	note_put(&note, buf_str(&text), STR("b-li"), signer);
	buf_init(&body, &arena, KIB(8));
	printer_init(&printer, &body);
	print_object_begin(&printer);
	print_member_string(&printer, STR("vkey"), vkey);
	print_member_string(&printer, STR("proof"), buf_str(&note));
	print_object_end(&printer);
	return buf_str(&body);
}

static enum problem refused(struct str body)
{
	struct str name, record;

	cr_assert_eq(possession_check(&right, body, &arena, &name, &record, &err), STATUS_INVALID);
	return err.problem;
}

TestSuite(possession, .init = setup);

Test(possession, the_holder_of_a_key_registers_it)
{
	struct str name, record;

	cr_assert_eq(possession_check(&right, body_of(&right, &key), &arena, &name, &record, &err),
	             STATUS_OK);
	cr_assert(str_has_prefix(name, STR("buyer b-li b-li+")));
	cr_assert_not_null(memmem(record.ptr, record.len, vkey.ptr, vkey.len));
}

Test(possession, another_service_party_or_time_is_refused)
{
	struct possession said = right;

	said.service = STR("other");
	cr_assert_eq(refused(body_of(&said, &key)), PROBLEM_STATEMENT_MALFORMED);
	said = right;
	said.party = STR("seller b-li");
	cr_assert_eq(refused(body_of(&said, &key)), PROBLEM_STATEMENT_MALFORMED);
	said = right;
	said.now_ms = NOW_MS - 601000;
	cr_assert_eq(refused(body_of(&said, &key)), PROBLEM_STALE_TIME);
	said.now_ms = NOW_MS + 601000;
	cr_assert_eq(refused(body_of(&said, &key)), PROBLEM_STALE_TIME);
}

Test(possession, somebody_elses_signature_proves_nothing)
{
	struct signing_key other;
	uint8_t seed[KEY_SEED_BYTES] = { 4 };

	signing_key_from_seed(&other, seed);
	cr_assert_eq(refused(body_of(&right, &other)), PROBLEM_BAD_SIGNATURE);
}

Test(possession, a_body_that_lacks_or_adds_something_is_refused)
{
	cr_assert_eq(refused(STR("{}")), PROBLEM_INVALID_VALUE);
	cr_assert_eq(refused(STR("{\"vkey\":\"x\"}")), PROBLEM_INVALID_VALUE);
	cr_assert_eq(refused(STR("{\"vkey\":\"x\",\"proof\":\"y\",\"more\":1}")), PROBLEM_UNKNOWN_MEMBER);
	cr_assert_eq(refused(STR("{\"vkey\":\"x\",\"proof\":\"y\"}")), PROBLEM_KEY_MALFORMED);
	cr_assert_eq(refused(STR("nonsense")), PROBLEM_INVALID_JSON);
}
