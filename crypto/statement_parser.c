/* The grammar is api-spec/statement.md; this file is its reading half, statement.c prints and checks. */
#include "core/calendar.h"
#include "crypto/decimal.h"
#include "crypto/encoding.h"
#include "crypto/filename.h"
#include "crypto/statement.h"

#define FIELDS_MAX   6 /* one more than any line has */
#define SERVICE_MAX  253
#define ROLE_MAX     24
#define PARTY_MAX    128
#define FORM_MAX     127
#define LANGUAGE_MAX 35
#define SUBTAG_MAX   8

/* The lines after the first, in their order. */
enum slot {
	SLOT_SERVICE,
	SLOT_DISPUTE,
	SLOT_PARTY,
	SLOT_TIME,
	SLOT_NONCE,
	SLOT_HEAD,
	SLOT_FILE,
	SLOT_TEXT,
	SLOT_COUNT,
};

struct fields {
	size_t count;
	struct str at[FIELDS_MAX];
};

/* The state of one parse. The arrays are filled in place and become the statement's. */
struct parser {
	struct str rest; /* what has not been read */
	size_t line;     /* the line being read, from 1 */
	char where[24];  /* "line N", for errors */
	size_t next_slot;
	struct statement statement;
	struct statement_content *files;
	struct statement_content *texts;
	struct arena *arena;
};

/* A value's own refusal, told as one of this line. Running out of memory stays what it is. */
static enum status line_refused(const struct parser *parser, enum status code, const struct error *why,
                                struct error *err)
{
	if (code == STATUS_LIMIT) {
		*err = *why;
		return code;
	}
	return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where, "%s: %s", parser->where, why->detail);
}

static bool is_lower_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_alphanumeric(char c)
{
	return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z');
}

/* 1 to `max` characters, each a lower-case letter, a digit or one of `marks`. */
static bool is_word(struct str text, size_t max, const char *marks)
{
	if (text.len == 0 || text.len > max)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_lower_or_digit(text.ptr[i]) && strchr(marks, text.ptr[i]) == NULL)
			return false;
	}
	return true;
}

static bool is_party_id(struct str text)
{
	if (text.len == 0 || text.len > PARTY_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_alphanumeric(text.ptr[i]) && strchr("-._~:@", text.ptr[i]) == NULL)
			return false;
	}
	return true;
}

/* type/subtype without parameters (RFC 6838 section 4.2), lower case. */
static bool is_media_type(struct str text)
{
	static const char marks[] = "!#$&^_.+-";

	const char *slash = text.len == 0 ? NULL : memchr(text.ptr, '/', text.len);
	if (slash == NULL || text.len > FORM_MAX)
		return false;
	size_t type_len = (size_t)(slash - text.ptr);
	struct str subtype = { slash + 1, text.len - type_len - 1 };
	return is_word((struct str){ text.ptr, type_len }, FORM_MAX, marks) &&
	       is_word(subtype, FORM_MAX, marks);
}

/* The shape of a BCP 47 tag: subtags of 1 to 8 letters and digits between hyphens. */
static bool is_language(struct str text)
{
	size_t subtag = 0;

	if (text.len == 0 || text.len > LANGUAGE_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '-') {
			if (subtag == 0)
				return false;
			subtag = 0;
		} else if (!is_alphanumeric(text.ptr[i]) || ++subtag > SUBTAG_MAX) {
			return false;
		}
	}
	return subtag > 0;
}

static enum status parse_service(struct parser *parser, const struct fields *fields, struct error *err)
{
	if (fields->count != 2 || !is_word(fields->at[1], SERVICE_MAX, ".-:"))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `service` and the service's host name in lower case",
		               parser->where);
	parser->statement.service = fields->at[1];
	return STATUS_OK;
}

static enum status parse_dispute(struct parser *parser, const struct fields *fields, struct error *err)
{
	struct error why;

	if (fields->count != 2 ||
	    id_parse(ID_DISPUTE, fields->at[1], &parser->statement.dispute, &why) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `dispute` and the dispute's id, dsp_ and 26 characters",
		               parser->where);
	return STATUS_OK;
}

static enum status parse_party(struct parser *parser, const struct fields *fields, struct error *err)
{
	if (fields->count != 3 || !is_word(fields->at[1], ROLE_MAX, "-") || !is_party_id(fields->at[2]))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `party`, the role in lower case and the party's id", parser->where);
	parser->statement.role = fields->at[1];
	parser->statement.party = fields->at[2];
	return STATUS_OK;
}

static enum status parse_time(struct parser *parser, const struct fields *fields, struct error *err)
{
	struct error why;

	if (fields->count != 2 || instant_parse(fields->at[1], &parser->statement.time_ms, &why) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `time` and YYYY-MM-DDThh:mm:ssZ", parser->where);
	return STATUS_OK;
}

static enum status parse_nonce(struct parser *parser, const struct fields *fields, struct error *err)
{
	uint8_t *nonce = parser->statement.nonce;
	struct error why;

	if (fields->count != 2 ||
	    hex_decode_exact(fields->at[1], nonce, STATEMENT_NONCE_BYTES, &why) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `nonce` and 32 lower-case hex digits", parser->where);
	return STATUS_OK;
}

static enum status parse_head(struct parser *parser, const struct fields *fields, struct error *err)
{
	struct error why;

	if (fields->count != 2 || digest_parse(fields->at[1], &parser->statement.head, &why) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `head`, sha256: and 64 lower-case hex digits", parser->where);
	return STATUS_OK;
}

/* The form (media type or language) has been checked. */
static enum status parse_content(struct parser *parser, const struct fields *fields,
                                 struct statement_content *ret_content, struct error *err)
{
	struct statement_content content = { .form = fields->at[3],
		                             .encoded_name = fields->at[4],
		                             .line = parser->line };
	uint64_t size = 0;
	struct error why;

	enum status code = digest_parse(fields->at[1], &content.digest, &why);
	if (code != STATUS_OK)
		return line_refused(parser, code, &why, err);
	if (!decimal_parse(fields->at[2], STATEMENT_SIZE_MAX, &size))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: the size is a decimal number of bytes without leading zeros",
		               parser->where);
	content.size = (int64_t)size;
	code = filename_decode(content.encoded_name, parser->arena, &content.name, &why);
	if (code != STATUS_OK)
		return line_refused(parser, code, &why, err);
	*ret_content = content;
	return STATUS_OK;
}

static enum status parse_file(struct parser *parser, const struct fields *fields, struct error *err)
{
	struct statement *statement = &parser->statement;
	size_t max = statement_rule(statement->kind)->files_max;

	if (fields->count != 5 || !is_media_type(fields->at[3]))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `file`, digest, size, media type in lower case and name",
		               parser->where);
	if (statement->file_count == max)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: a statement of this kind has at most %zu file lines", parser->where, max);
	TRY(parse_content(parser, fields, &parser->files[statement->file_count], err));
	statement->file_count++;
	return STATUS_OK;
}

static bool has_text(const struct parser *parser, struct str name)
{
	for (size_t i = 0; i < parser->statement.text_count; i++) {
		if (str_eq(parser->texts[i].name, name))
			return true;
	}
	return false;
}

static enum status parse_text(struct parser *parser, const struct fields *fields, struct error *err)
{
	struct statement *statement = &parser->statement;
	struct statement_content content = { 0 };
	size_t max = statement_rule(statement->kind)->texts_max;

	if (fields->count != 5 || !is_language(fields->at[3]))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: write `text`, digest, size, language tag and name", parser->where);
	if (statement->text_count == max)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: a statement of this kind has at most %zu text lines", parser->where, max);
	TRY(parse_content(parser, fields, &content, err));
	if (has_text(parser, content.name))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: an earlier text line has the same name", parser->where);
	parser->texts[statement->text_count++] = content;
	return STATUS_OK;
}

struct slot_rule {
	struct str keyword;
	bool only_with_dispute;
	bool repeats; /* and may be absent */
	enum status (*parse)(struct parser *parser, const struct fields *fields, struct error *err);
};

/* clang-format off */
static const struct slot_rule slots[SLOT_COUNT] = {
	[SLOT_SERVICE] = { STR_INIT("service"), false, false, parse_service },
	[SLOT_DISPUTE] = { STR_INIT("dispute"), true,  false, parse_dispute },
	[SLOT_PARTY]   = { STR_INIT("party"),   false, false, parse_party   },
	[SLOT_TIME]    = { STR_INIT("time"),    false, false, parse_time    },
	[SLOT_NONCE]   = { STR_INIT("nonce"),   false, false, parse_nonce   },
	[SLOT_HEAD]    = { STR_INIT("head"),    true,  false, parse_head    },
	[SLOT_FILE]    = { STR_INIT("file"),    false, true,  parse_file    },
	[SLOT_TEXT]    = { STR_INIT("text"),    false, true,  parse_text    },
};
/* clang-format on */

/* "line 7", by hand: it is written for every line, whether or not anything is wrong with it. */
static void note_where(struct parser *parser)
{
	struct str prefix = STR("line ");
	size_t digits = 1;

	for (size_t rest = parser->line; rest > 9; rest /= 10)
		digits++;
	assert(prefix.len + digits < sizeof parser->where);
	memcpy(parser->where, prefix.ptr, prefix.len);
	parser->where[prefix.len + digits] = 0;
	for (size_t rest = parser->line; digits > 0; rest /= 10)
		parser->where[prefix.len + --digits] = (char)('0' + rest % 10);
}

/* The next line without its newline. Statements are printable ASCII throughout. */
static enum status next_line(struct parser *parser, struct str *ret_line, struct error *err)
{
	parser->line++;
	note_where(parser);

	const char *end = memchr(parser->rest.ptr, '\n', parser->rest.len);
	if (end == NULL)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: it does not end in a newline", parser->where);
	struct str line = { parser->rest.ptr, (size_t)(end - parser->rest.ptr) };
	if (line.len > STATEMENT_LINE_MAX)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: it is longer than %d bytes", parser->where, STATEMENT_LINE_MAX);
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] < ' ' || line.ptr[i] > '~')
			return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
			               "%s: column %zu is not printable ASCII", parser->where, i + 1);
	}
	parser->rest = (struct str){ end + 1, parser->rest.len - line.len - 1 };
	*ret_line = line;
	return STATUS_OK;
}

/* Fields stand between single spaces and are never empty. */
static enum status split_line(const struct parser *parser, struct str line, struct fields *ret_fields,
                              struct error *err)
{
	struct fields fields = { 0 };
	size_t start = 0;

	for (size_t i = 0; i <= line.len; i++) {
		if (i < line.len && line.ptr[i] != ' ')
			continue;
		if (i == start || fields.count == FIELDS_MAX)
			return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
			               "%s: fields stand between single spaces", parser->where);
		fields.at[fields.count++] = (struct str){ line.ptr + start, i - start };
		start = i + 1;
	}
	*ret_fields = fields;
	return STATUS_OK;
}

static enum status parse_first_line(struct parser *parser, struct error *err)
{
	struct str line;
	struct fields fields;

	TRY(next_line(parser, &line, err));
	TRY(split_line(parser, line, &fields, err));
	if (fields.count != 2 || !str_eq(fields.at[0], STR(STATEMENT_FIRST_WORD)))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "line 1: write `%s` and the kind", STATEMENT_FIRST_WORD);
	for (size_t i = 0; i < STATEMENT_KIND_COUNT; i++) {
		enum statement_kind kind = (enum statement_kind)i;
		if (str_eq(fields.at[1], statement_rule(kind)->token)) {
			parser->statement.kind = kind;
			return STATUS_OK;
		}
	}
	return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
	               "line 1: there is no such kind of statement");
}

static bool slot_is_required(const struct parser *parser, size_t slot)
{
	bool has_dispute = statement_rule(parser->statement.kind)->has_dispute;

	return !slots[slot].repeats && (has_dispute || !slots[slot].only_with_dispute);
}

/* Everything that must stand before `slot` has been there. */
static enum status check_none_missing(const struct parser *parser, size_t slot, struct error *err)
{
	for (size_t i = parser->next_slot; i < slot; i++) {
		if (slot_is_required(parser, i))
			return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
			               "%s: the `" STR_FMT "` line is missing before it or out of order",
			               parser->where, STR_ARG(slots[i].keyword));
	}
	return STATUS_OK;
}

static enum status find_slot(const struct parser *parser, struct str keyword, size_t *ret_slot,
                             struct error *err)
{
	size_t slot = 0;

	while (slot < SLOT_COUNT && !str_eq(slots[slot].keyword, keyword))
		slot++;
	if (slot == SLOT_COUNT)
		return FAIL_AT(err, PROBLEM_STATEMENT_UNKNOWN_LINE, parser->where,
		               "%s: there is no `" STR_FMT "` line", parser->where, STR_ARG(keyword));
	*ret_slot = slot;
	return STATUS_OK;
}

static enum status parse_line(struct parser *parser, struct error *err)
{
	struct str line;
	struct fields fields;
	size_t slot = 0;

	TRY(next_line(parser, &line, err));
	TRY(split_line(parser, line, &fields, err));
	TRY(find_slot(parser, fields.at[0], &slot, err));
	if (slot < parser->next_slot)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: the `" STR_FMT "` line is repeated or out of order", parser->where,
		               STR_ARG(slots[slot].keyword));
	if (!slots[slot].repeats && !slot_is_required(parser, slot))
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: a statement of this kind has no `" STR_FMT "` line", parser->where,
		               STR_ARG(slots[slot].keyword));
	TRY(check_none_missing(parser, slot, err));
	parser->next_slot = slots[slot].repeats ? slot : slot + 1;
	return slots[slot].parse(parser, &fields, err);
}

static enum status check_contents(const struct parser *parser, struct error *err)
{
	const struct statement *statement = &parser->statement;
	const struct statement_rule *rule = statement_rule(statement->kind);

	if (statement->text_count < rule->texts_min)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: a " STR_FMT " statement needs a text line", parser->where,
		               STR_ARG(rule->token));
	if (statement->file_count + statement->text_count < rule->contents_min)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, parser->where,
		               "%s: a " STR_FMT " statement needs a file or a text line", parser->where,
		               STR_ARG(rule->token));
	return STATUS_OK;
}

enum status statement_parse(struct str text, struct arena *arena, const struct statement **ret_statement,
                            struct error *err)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(arena != NULL);
	assert(ret_statement != NULL);

	struct parser parser = { .rest = text, .arena = arena };
	if (text.len > STATEMENT_BYTES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a statement has at most %zu bytes",
		            STATEMENT_BYTES_MAX);
	TRY(parse_first_line(&parser, err));
	parser.files = ARENA_ARRAY(arena, struct statement_content,
	                           statement_rule(parser.statement.kind)->files_max);
	parser.texts = ARENA_ARRAY(arena, struct statement_content,
	                           statement_rule(parser.statement.kind)->texts_max);
	struct statement *statement = ARENA_NEW(arena, struct statement);
	TRY(arena_check(arena, err));

	while (parser.rest.len > 0)
		TRY(parse_line(&parser, err));
	TRY(check_none_missing(&parser, SLOT_COUNT, err));
	TRY(check_contents(&parser, err));
	parser.statement.files = parser.files;
	parser.statement.texts = parser.texts;
	*statement = parser.statement;
	*ret_statement = statement;
	return STATUS_OK;
}
