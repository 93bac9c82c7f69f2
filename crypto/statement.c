#include "crypto/statement.h"

#include <stdio.h>

#include "core/calendar.h"

static const struct statement_rule rules[STATEMENT_KIND_COUNT] = {
#define KIND(name, token, has_dispute, texts_min, texts_max, files_max, contents_min) \
	[STATEMENT_##name] = { STR_INIT(token), has_dispute, texts_min, texts_max, files_max, contents_min },
#include "crypto/statement.def"
#undef KIND
};

const struct statement_rule *statement_rule(enum statement_kind kind)
{
	assert(kind < STATEMENT_KIND_COUNT);
	return &rules[kind];
}

struct str statement_kind_token(enum statement_kind kind)
{
	return statement_rule(kind)->token;
}

bool statement_kind_has_dispute(enum statement_kind kind)
{
	return statement_rule(kind)->has_dispute;
}

static void put_contents(struct buf *buf, struct str keyword, const struct statement_content *contents,
                         size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_put(buf, keyword);
		digest_put(buf, &contents[i].digest);
		buf_put_char(buf, ' ');
		buf_put_int(buf, contents[i].size);
		buf_put_char(buf, ' ');
		buf_put(buf, contents[i].form);
		buf_put_char(buf, ' ');
		buf_put(buf, contents[i].encoded_name);
		buf_put_char(buf, '\n');
	}
}

void statement_put(struct buf *buf, const struct statement *statement)
{
	assert(buf != NULL);
	assert(statement != NULL);

	const struct statement_rule *rule = statement_rule(statement->kind);
	buf_put(buf, STR(STATEMENT_FIRST_WORD " "));
	buf_put(buf, rule->token);
	buf_put(buf, STR("\nservice "));
	buf_put(buf, statement->service);
	if (rule->has_dispute) {
		buf_put(buf, STR("\ndispute "));
		id_put(buf, ID_DISPUTE, statement->dispute);
	}
	buf_put(buf, STR("\nparty "));
	buf_put(buf, statement->role);
	buf_put_char(buf, ' ');
	buf_put(buf, statement->party);
	buf_put(buf, STR("\ntime "));
	instant_put(buf, statement->time_ms);
	buf_put(buf, STR("\nnonce "));
	buf_put_hex(buf, (struct bytes){ statement->nonce, STATEMENT_NONCE_BYTES });
	if (rule->has_dispute) {
		buf_put(buf, STR("\nhead "));
		digest_put(buf, &statement->head);
	}
	buf_put_char(buf, '\n');
	put_contents(buf, STR("file "), statement->files, statement->file_count);
	put_contents(buf, STR("text "), statement->texts, statement->text_count);
}

static enum status check_time(int64_t time_ms, int64_t now_ms, struct error *err)
{
	/* Both lie within years 1 to 9999: no overflow. */
	int64_t off_ms = time_ms > now_ms ? time_ms - now_ms : now_ms - time_ms;

	if (off_ms > STATEMENT_TIME_SLACK_MS)
		return FAIL_AT(err, PROBLEM_STALE_TIME, "time",
		               "the statement's time is %lld seconds %s ours", (long long)(off_ms / 1000),
		               time_ms > now_ms ? "after" : "before");
	return STATUS_OK;
}

enum status statement_check(const struct statement *statement,
                            const struct statement_expectation *expectation, struct error *err)
{
	assert(statement != NULL);
	assert(expectation != NULL);

	struct str wanted = statement_kind_token(expectation->kind);
	struct str found = statement_kind_token(statement->kind);
	if (statement->kind != expectation->kind)
		return FAIL_AT(err, PROBLEM_STATEMENT_KIND, "line 1",
		               "expected a " STR_FMT " statement, not a " STR_FMT, STR_ARG(wanted),
		               STR_ARG(found));
	if (!str_eq(statement->service, expectation->service))
		return FAIL_AT(err, PROBLEM_WRONG_SERVICE, "service", "this service is " STR_FMT,
		               STR_ARG(expectation->service));
	if (statement_kind_has_dispute(statement->kind) && !id_eq(statement->dispute, expectation->dispute))
		return FAIL_AT(err, PROBLEM_WRONG_DISPUTE, "dispute",
		               "the statement is about another dispute");
	if (!str_eq(statement->role, expectation->role) || !str_eq(statement->party, expectation->party))
		return FAIL_AT(err, PROBLEM_WRONG_PARTY, "party", "you act here as " STR_FMT " " STR_FMT,
		               STR_ARG(expectation->role), STR_ARG(expectation->party));
	return check_time(statement->time_ms, expectation->now_ms, err);
}

static enum status check_content(const struct statement_content *content, const struct digest *digest,
                                 int64_t size, struct error *err)
{
	char where[24];

	(void)snprintf(where, sizeof where, "line %zu", content->line);
	if (content->size != size)
		return FAIL_AT(err, PROBLEM_DIGEST_MISMATCH, where, "%s says %lld bytes, but %lld came",
		               where, (long long)content->size, (long long)size);
	if (!digest_eq(&content->digest, digest))
		return FAIL_AT(err, PROBLEM_DIGEST_MISMATCH, where,
		               "%s names another SHA-256 than that of what came", where);
	return STATUS_OK;
}

enum status statement_check_text(const struct statement *statement, struct str name, struct str content,
                                 struct error *err)
{
	assert(statement != NULL);
	assert(content.len <= INT64_MAX);

	for (size_t i = 0; i < statement->text_count; i++) {
		struct digest digest;
		if (!str_eq(statement->texts[i].name, name))
			continue;
		digest = digest_of(str_bytes(content));
		return check_content(&statement->texts[i], &digest, (int64_t)content.len, err);
	}
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, "text", "the statement has no text line named " STR_FMT,
	               STR_ARG(name));
}

enum status statement_check_file(const struct statement *statement, size_t index, const struct digest *digest,
                                 int64_t size, struct error *err)
{
	assert(statement != NULL);
	assert(index < statement->file_count);
	assert(digest != NULL);

	return check_content(&statement->files[index], digest, size, err);
}

struct digest head_next(const struct digest *head, struct str envelope)
{
	assert(head != NULL);

	struct digest entry = digest_of(str_bytes(envelope));
	return digest_of_pair((struct bytes){ head->bytes, DIGEST_BYTES },
	                      (struct bytes){ entry.bytes, DIGEST_BYTES });
}
