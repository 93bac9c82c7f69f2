#include "crypto/leaf.h"

#include "core/calendar.h"
#include "crypto/encoding.h"
#include "crypto/lines.h"
#include "crypto/merkle.h"

#define TIME_END_MS INT64_C(253402300800000) /* the year 10000 */

static const struct str first_words = STR_INIT("sanbao-log/v1 ");

static bool is_kind(struct str kind)
{
	if (kind.len == 0 || kind.len > LEAF_KIND_MAX)
		return false;
	for (size_t i = 0; i < kind.len; i++) {
		char c = kind.ptr[i];
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_')
			return false;
	}
	return true;
}

bool leaf_is_valid(const struct leaf *leaf)
{
	assert(leaf != NULL);
	return is_kind(leaf->kind) && leaf->time_ms >= 0 && leaf->time_ms < TIME_END_MS;
}

struct digest leaf_commit(const struct leaf_salt *salt, struct bytes content)
{
	assert(salt != NULL);
	return hmac_sha256((struct bytes){ salt->bytes, LEAF_SALT_BYTES }, content);
}

void leaf_put(struct buf *buf, const struct leaf *leaf)
{
	assert(leaf_is_valid(leaf));

	buf_put(buf, first_words);
	buf_put(buf, leaf->kind);
	buf_put(buf, STR("\ntime "));
	instant_put(buf, leaf->time_ms);
	buf_put(buf, STR("\ncommit "));
	base64_put(buf, (struct bytes){ leaf->commit.bytes, DIGEST_BYTES });
	buf_put_char(buf, '\n');
}

enum status leaf_parse(struct str text, struct leaf *ret_leaf, struct error *err)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(ret_leaf != NULL);

	struct leaf leaf = { 0 };
	struct str time, commit;
	struct error why;
	if (!line_take_after(&text, first_words, &leaf.kind) ||
	    !line_take_after(&text, STR("time "), &time) ||
	    !line_take_after(&text, STR("commit "), &commit) || text.len != 0)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a log entry has three lines: kind, time, commit");
	if (instant_parse(time, &leaf.time_ms, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a log entry's time is written YYYY-MM-DDThh:mm:ssZ");
	if (base64_decode_exact(commit, leaf.commit.bytes, DIGEST_BYTES, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a log entry's commitment is the base64 of 32 bytes");
	if (!leaf_is_valid(&leaf))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a log entry's kind is a short lower-case word, its time after 1970");
	*ret_leaf = leaf;
	return STATUS_OK;
}

struct digest leaf_hash(const struct leaf *leaf)
{
	uint8_t block[2 * LEAF_TEXT_MAX];
	struct arena arena;
	struct buf text;

	arena_init(&arena, block, sizeof block);
	buf_init(&text, &arena, LEAF_TEXT_MAX);
	leaf_put(&text, leaf);
	assert(!text.failed);
	return merkle_leaf_hash(str_bytes(buf_str(&text)));
}
