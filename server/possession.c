#include "server/possession.h"

#include "core/calendar.h"
#include "core/json.h"
#include "crypto/statement.h"

#define LINES_MAX      KIB(2)
#define KEY_RECORD_MAX 128 /* bytes of the key of a KEY row */

void possession_put(struct buf *buf, const struct possession *possession, struct str vkey)
{
	buf_put(buf, STR("sanbao-key/v1 possess\nservice "));
	buf_put(buf, possession->service);
	buf_put(buf, STR("\nparty "));
	buf_put(buf, possession->party);
	buf_put(buf, STR("\nkey "));
	buf_put(buf, vkey);
	buf_put(buf, STR("\ntime "));
	instant_put(buf, possession->now_ms);
	buf_put_char(buf, '\n');
}

/* The time is the note's own; every other line is compared with what it must be. */
static enum status check_text(const struct possession *possession, struct str vkey, struct str text,
                              struct arena *arena, struct error *err)
{
	struct str stamp = STR("2026-01-01T00:00:00Z");
	struct possession expected = *possession;
	struct buf buf;

	if (text.len < stamp.len + 1)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/proof", "the note's text is too short");
	struct str time = { text.ptr + text.len - 1 - stamp.len, stamp.len };
	if (instant_parse(time, &expected.now_ms, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/proof",
		               "the last line is: time YYYY-MM-DDThh:mm:ssZ");
	if (expected.now_ms > possession->now_ms + STATEMENT_TIME_SLACK_MS ||
	    expected.now_ms < possession->now_ms - STATEMENT_TIME_SLACK_MS)
		return FAIL_AT(err, PROBLEM_STALE_TIME, "/proof",
		               "the proof's time is more than ten minutes from ours");
	buf_init(&buf, arena, LINES_MAX);
	possession_put(&buf, &expected, vkey);
	TRY(buf_check(&buf, err));
	if (!str_eq(buf_str(&buf), text))
		return FAIL_AT(
			err, PROBLEM_STATEMENT_MALFORMED, "/proof",
			"the signed text must be, line by line: sanbao-key/v1 possess, service " STR_FMT
			", party " STR_FMT ", key and the vkey, time",
			STR_ARG(possession->service), STR_ARG(possession->party));
	return STATUS_OK;
}

static enum status check_proof(const struct possession *possession, struct str vkey, struct str proof,
                               struct arena *arena, struct note_key *ret_key, struct error *err)
{
	struct note note;
	uint64_t signers;

	if (note_key_parse(vkey, ret_key, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_KEY_MALFORMED, "/vkey",
		               "a vkey is <name>+<hash>+<base64 of 01 and the key>");
	if (note_parse(proof, arena, &note, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/proof", "the proof is not a signed note");
	TRY(check_text(possession, vkey, note.text, arena, err));
	if (note_verify(&note, ret_key, 1, &signers, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_BAD_SIGNATURE, "/proof",
		               "the proof is not signed by the key itself");
	return STATUS_OK;
}

static enum status print_record(const struct possession *possession, struct str vkey, struct arena *arena,
                                struct str *ret_record, struct error *err)
{
	struct printer printer;
	struct buf buf;
	struct buf time;

	buf_init(&time, arena, 32);
	instant_put(&time, possession->now_ms);
	buf_init(&buf, arena, LINES_MAX);
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("vkey"), vkey);
	print_member_string(&printer, STR("registered_at"), buf_str(&time));
	print_member_string(&printer, STR("assurance"), STR("A1"));
	print_object_end(&printer);
	TRY(buf_check(&buf, err));
	*ret_record = buf_str(&buf);
	return STATUS_OK;
}

enum status possession_check(const struct possession *possession, struct str body, struct arena *arena,
                             struct str *ret_name, struct str *ret_record, struct error *err)
{
	const struct node *node;
	struct note_key key;
	struct buf name;

	TRY(node_parse(body, arena, &node, err));
	struct str vkey = node_text(node, STR("vkey"));
	struct str proof = node_text(node, STR("proof"));
	if (vkey.len == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/vkey", "the public key is missing");
	if (proof.len == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/proof", "the proof of possession is missing");
	if (node->count != 2)
		return FAIL(err, PROBLEM_UNKNOWN_MEMBER, "the body has the members vkey and proof only");
	TRY(check_proof(possession, vkey, proof, arena, &key, err));

	buf_init(&name, arena, KEY_RECORD_MAX);
	buf_put(&name, possession->party);
	buf_put_char(&name, ' ');
	buf_put(&name, key.name);
	buf_putf(&name, "+%08x", (unsigned)key.id);
	if (name.failed)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/vkey",
		               "the key's name is too long; use at most 32 characters");
	*ret_name = buf_str(&name);
	return print_record(possession, vkey, arena, ret_record, err);
}
