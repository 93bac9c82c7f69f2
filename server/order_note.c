#include "server/order_note.h"

#include "core/calendar.h"

#define LINES_MAX KIB(1)

void order_note_put(struct buf *buf, const struct order_note *expected)
{
	struct digest digest = digest_of(str_bytes(expected->content));

	buf_put(buf, STR("sanbao-order/v1 snapshot\nservice "));
	buf_put(buf, expected->service);
	buf_put(buf, STR("\nparty "));
	buf_put(buf, expected->party);
	buf_put(buf, STR("\norder "));
	buf_put(buf, expected->order);
	buf_put(buf, STR("\nsha256 "));
	buf_put_hex(buf, (struct bytes){ digest.bytes, DIGEST_BYTES });
	buf_put(buf, STR("\ntime "));
	instant_put(buf, expected->now_ms);
	buf_put_char(buf, '\n');
}

/* The time is the note's own; every other line is compared with what it must be. */
static enum status check_text(const struct order_note *expected, struct str text, struct arena *arena,
                              struct error *err)
{
	struct str stamp = STR("2026-01-01T00:00:00Z");
	struct order_note wanted = *expected;
	struct buf buf;

	if (text.len < stamp.len + 1)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/note", "the note's text is too short");
	struct str time = { text.ptr + text.len - 1 - stamp.len, stamp.len };
	if (instant_parse(time, &wanted.now_ms, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/note",
		               "the last line is: time YYYY-MM-DDThh:mm:ssZ");
	if (wanted.now_ms > expected->now_ms + STATEMENT_TIME_SLACK_MS ||
	    wanted.now_ms < expected->now_ms - STATEMENT_TIME_SLACK_MS)
		return FAIL_AT(err, PROBLEM_STALE_TIME, "/note",
		               "the note's time is more than ten minutes from ours");
	buf_init(&buf, arena, LINES_MAX);
	order_note_put(&buf, &wanted);
	TRY(buf_check(&buf, err));
	if (!str_eq(buf_str(&buf), text))
		return FAIL_AT(
			err, PROBLEM_STATEMENT_MALFORMED, "/note",
			"the signed text must be, line by line: sanbao-order/v1 snapshot, service " STR_FMT
			", party, order, sha256 of the content, time",
			STR_ARG(expected->service));
	return STATUS_OK;
}

enum status order_note_check(const struct order_note *expected, struct str text, struct signer_keys keys,
                             struct arena *arena, const struct note_key **ret_key, struct error *err)
{
	struct note note;
	uint64_t signers = 0;
	size_t n = 0;

	if (note_parse(text, arena, &note, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/note", "this is not a signed note");
	TRY(check_text(expected, note.text, arena, err));
	if (note_verify(&note, keys.keys, keys.count, &signers, err) != STATUS_OK) {
		(void)strcpy(err->field, "/note");
		return problem_info(err->problem)->status;
	}
	while ((signers >> n & 1) == 0)
		n++;
	assert(n < keys.count);
	*ret_key = &keys.keys[n];
	return STATUS_OK;
}
