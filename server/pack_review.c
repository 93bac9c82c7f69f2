#include "server/pack_review.h"

#include "core/calendar.h"
#include "core/json.h"
#include "crypto/digest.h"

#define REVIEWER_BYTES_MAX 200
#define HEAD_LINE          "sanbao-pack/v1\n"

static enum status check_name(struct str name, struct error *err)
{
	if (name.len == 0 || name.len > REVIEWER_BYTES_MAX)
		return FAIL(err, PROBLEM_INVALID_VALUE, "say who reviewed the pack, in at most %d bytes",
		            REVIEWER_BYTES_MAX);
	for (size_t i = 0; i < name.len; i++) {
		if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7f)
			return FAIL(err, PROBLEM_INVALID_VALUE, "a reviewer's name is one line of text");
	}
	return STATUS_OK;
}

static void put_digest(struct buf *buf, const char *name, struct str text)
{
	struct digest digest = digest_of(str_bytes(text));

	buf_putf(buf, "%s ", name);
	digest_put(buf, &digest);
	buf_put_char(buf, '\n');
}

/* What the signature binds: everything but who and when. */
static void put_subject(struct buf *buf, const struct pack_review *review, const struct pack_source *source)
{
	buf_put(buf, STR(HEAD_LINE));
	buf_putf(buf, "pack " STR_FMT "\nversion " STR_FMT "\n", STR_ARG(review->pack),
	         STR_ARG(review->version));
	put_digest(buf, "rules", source->rules);
	put_digest(buf, "texts", source->texts);
}

enum status pack_review_text(const struct pack_review *review, const struct pack_source *source,
                             struct arena *arena, struct str *ret_text, struct error *err)
{
	struct buf buf;

	TRY(check_name(review->reviewed_by, err));
	buf_init(&buf, arena, PACK_REVIEW_BYTES_MAX);
	put_subject(&buf, review, source);
	buf_putf(&buf, "reviewed_by " STR_FMT "\nreviewed_at ", STR_ARG(review->reviewed_by));
	instant_put(&buf, review->reviewed_at_ms);
	buf_put_char(&buf, '\n');
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

/* --- reading --- */

static bool take(struct str *text, struct str prefix)
{
	if (text->len < prefix.len || memcmp(text->ptr, prefix.ptr, prefix.len) != 0)
		return false;
	*text = (struct str){ text->ptr + prefix.len, text->len - prefix.len };
	return true;
}

static struct str take_line(struct str *text)
{
	const char *end = text->len == 0 ? NULL : memchr(text->ptr, '\n', text->len);
	struct str line = { text->ptr, end == NULL ? text->len : (size_t)(end - text->ptr) };
	size_t taken = line.len + (end == NULL ? 0 : 1);

	*text = (struct str){ text->ptr + taken, text->len - taken };
	return line;
}

static enum status read_who_and_when(struct str rest, struct pack_review *review, struct error *err)
{
	if (!take(&rest, STR("reviewed_by ")))
		return FAIL(err, PROBLEM_STATEMENT_MALFORMED, "the note does not say who reviewed the pack");
	review->reviewed_by = take_line(&rest);
	if (!take(&rest, STR("reviewed_at ")))
		return FAIL(err, PROBLEM_STATEMENT_MALFORMED, "the note does not say when");
	TRY(instant_parse(take_line(&rest), &review->reviewed_at_ms, err));
	if (rest.len > 0)
		return FAIL(err, PROBLEM_STATEMENT_MALFORMED, "the note has a line too many");
	return check_name(review->reviewed_by, err);
}

enum status pack_review_check(struct str text, const struct note_key *key, const struct pack_source *source,
                              struct arena *arena, struct pack_review *ret_review, struct error *err)
{
	struct pack_review review = { 0 };
	const struct node *root;
	struct note note;
	uint64_t signers;
	struct buf subject;
	struct str rest;

	TRY(note_parse(text, arena, &note, err));
	TRY(note_verify(&note, key, 1, &signers, err));
	TRY(node_parse(source->rules, arena, &root, err));
	review.pack = node_text(root, STR("pack"));
	review.version = node_text(root, STR("version"));
	buf_init(&subject, arena, PACK_REVIEW_BYTES_MAX);
	put_subject(&subject, &review, source);
	TRY(buf_check(&subject, err));
	rest = note.text;
	if (!take(&rest, buf_str(&subject)))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH,
		            "the signature is of another pack, another version or another text than this");
	TRY(read_who_and_when(rest, &review, err));
	*ret_review = review;
	return STATUS_OK;
}
