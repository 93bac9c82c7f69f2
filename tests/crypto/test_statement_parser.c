#include <criterion/criterion.h>
#include <stdio.h>

#include "core/json.h"
#include "crypto/statement.h"

#define HASH_A "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"
#define HASH_B "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
#define HEAD   "head sha256:" HASH_B "\n"
#define START  "service disputes.shop.example\ndispute dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\n"
#define WHO    "party buyer b-7f3a9c\ntime 2026-11-22T04:55:00Z\nnonce 0f9b2c6de1a84f0e9d1b7a53c2e4f608\n"
#define FILE_1 "file sha256:" HASH_A " 2457600 image/jpeg photo-of-cracked-screen.jpg\n"
#define TEXT_1 "text sha256:" HASH_B " 812 zh-CN claim.json\n"

static const struct str evidence = STR_INIT("sanbao-statement/v1 evidence\n" START WHO HEAD FILE_1 TEXT_1);

static uint8_t block[1 << 19];
static struct arena arena;
static struct error err;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(statement_parser, .init = setup);

static bool comes_back_identical(struct str text)
{
	const struct statement *statement = NULL;
	struct buf buf;

	arena_reset(&arena);
	if (statement_parse(text, &arena, &statement, &err) != STATUS_OK)
		return false;
	buf_init(&buf, &arena, STATEMENT_BYTES_MAX);
	statement_put(&buf, statement);
	return str_eq(buf_str(&buf), text);
}

static bool is_accepted(struct str text)
{
	const struct statement *statement;

	arena_reset(&arena);
	return statement_parse(text, &arena, &statement, &err) == STATUS_OK;
}

Test(statement_parser, every_field_is_read)
{
	const struct statement *statement = NULL;
	struct id dispute;

	cr_assert_eq(statement_parse(evidence, &arena, &statement, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(id_parse(ID_DISPUTE, STR("dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ"), &dispute, &err), STATUS_OK);
	cr_assert_eq(statement->kind, STATEMENT_EVIDENCE);
	cr_assert(str_eq(statement->service, STR("disputes.shop.example")));
	cr_assert(id_eq(statement->dispute, dispute));
	cr_assert(str_eq(statement->role, STR("buyer")));
	cr_assert(str_eq(statement->party, STR("b-7f3a9c")));
	cr_assert_eq(statement->time_ms, INT64_C(1795323300000));
	cr_assert_eq(statement->nonce[0], 0x0f);
	cr_assert_eq(statement->nonce[15], 0x08);
	cr_assert_eq(statement->head.bytes[0], 0x7d);
	cr_assert_eq(statement->file_count, 1);
	cr_assert_eq(statement->files[0].size, 2457600);
	cr_assert(str_eq(statement->files[0].form, STR("image/jpeg")));
	cr_assert_eq(statement->files[0].line, 8);
	cr_assert_eq(statement->text_count, 1);
	cr_assert(str_eq(statement->texts[0].name, STR("claim.json")));
	cr_assert(str_eq(statement->texts[0].form, STR("zh-CN")));
	cr_assert(comes_back_identical(evidence));
}

Test(statement_parser, each_deviation_is_named_by_its_line)
{
	static const struct {
		const char *text;
		const char *where;
	} rows[] = {
		{ "", "line 1" },
		{ "\n", "line 1" },
		{ "sanbao-statement/v1 evidence", "line 1" },
		{ "sanbao-statement/v2 evidence\n" START WHO HEAD TEXT_1, "line 1" },
		{ "sanbao-statement/v1 gossip\n" START WHO HEAD TEXT_1, "line 1" },
		{ "sanbao-statement/v1  evidence\n" START WHO HEAD TEXT_1, "line 1" },
		{ "sanbao-statement/v1 evidence \n" START WHO HEAD TEXT_1, "line 1" },
		{ "sanbao-statement/v1 evidence\r\n" START WHO HEAD TEXT_1, "line 1" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD, "line 7" },   /* nothing submitted */
		{ "sanbao-statement/v1 evidence\n" START WHO, "line 6" },        /* no head */
		{ "sanbao-statement/v1 evidence\n" START WHO TEXT_1, "line 7" }, /* no head before it */
		{ "sanbao-statement/v1 evidence\n" WHO HEAD TEXT_1, "line 2" },  /* no service */
		{ "sanbao-statement/v1 evidence\n" START START WHO HEAD TEXT_1, "line 4" },  /* twice */
		{ "sanbao-statement/v1 evidence\n" START HEAD WHO TEXT_1, "line 4" },        /* order */
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD TEXT_1 FILE_1, "line 9" }, /* order */
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD TEXT_1 TEXT_1, "line 9" }, /* same name */
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD TEXT_1 "\n", "line 9" },   /* empty line */
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "text sha256:" HASH_B " 812 zh-CN a",
		  "line 8" },
		{ "sanbao-statement/v1 filing\n" START WHO HEAD FILE_1,
		  "line 8" }, /* a filing needs a text */
		{ "sanbao-statement/v1 withdrawal\n" START WHO HEAD FILE_1,
		  "line 8" }, /* and this takes no file */
		{ "sanbao-statement/v1 key-register\n" START WHO TEXT_1, "line 3" }, /* this no dispute */
		{ "sanbao-statement/v1 evidence\nservice Disputes.shop.example\n", "line 2" },
		{ "sanbao-statement/v1 evidence\nservice a b\n", "line 2" },
		{ "sanbao-statement/v1 evidence\nservice a\ndispute 01JD9V6Q8N4T3Y2K7H5M0R1WXZ\n", "line 3" },
		{ "sanbao-statement/v1 evidence\nservice a\ndispute dsp_01jd9v6q8n4t3y2k7h5m0r1wxz\n",
		  "line 3" },
		{ "sanbao-statement/v1 evidence\n" START "party Buyer b\n", "line 4" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer\n", "line 4" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b/c\n", "line 4" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b c\n", "line 4" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b\ntime 2026-11-22T04:55:00.0Z\n",
		  "line 5" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b\ntime 2026-11-22T04:55:00+00:00\n",
		  "line 5" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b\ntime 2026-02-30T04:55:00Z\n",
		  "line 5" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b\ntime 2026-11-22T04:55:60Z\n",
		  "line 5" },
		{ "sanbao-statement/v1 evidence\n" START "party buyer b\ntime 2026-11-22t04:55:00z\n",
		  "line 5" },
		{ "sanbao-statement/v1 evidence\n" START WHO "head sha256:" HASH_B "00\n", "line 7" },
		{ "sanbao-statement/v1 evidence\n" START WHO "head " HASH_B "\n", "line 7" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 012 image/jpeg a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " -1 image/jpeg a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 1 image a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 1 image/JPEG a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 1 image/ a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A
		  " 1 image/jpeg ..%2Fa\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 1 image/jpeg a b\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file sha256:" HASH_A " 1 image/jpeg\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "file " HASH_A " 1 image/jpeg a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "text sha256:" HASH_A " 1 zh_CN a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "text sha256:" HASH_A " 1 -zh a\n",
		  "line 8" },
		{ "sanbao-statement/v1 evidence\n" START WHO HEAD "text sha256:" HASH_A
		  " 99999999999999 zh a\n",
		  "line 8" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct statement *statement = NULL;
		arena_reset(&arena);
		cr_assert_eq(statement_parse(str_from_c(rows[i].text), &arena, &statement, &err),
		             STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_STATEMENT_MALFORMED, "row %zu: %s", i, err.detail);
		cr_assert_str_eq(err.field, rows[i].where, "row %zu: %s", i, err.detail);
		cr_assert_not_null(strstr(err.detail, rows[i].where), "row %zu: %s", i, err.detail);
		cr_assert_null(statement);
	}
}

Test(statement_parser, a_line_that_the_format_does_not_have_is_named)
{
	const struct statement *statement;
	struct str text =
		STR("sanbao-statement/v1 evidence\n" START WHO HEAD FILE_1 "location 39.9,116.4\n" TEXT_1);

	cr_assert_eq(statement_parse(text, &arena, &statement, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_STATEMENT_UNKNOWN_LINE);
	cr_assert_str_eq(err.field, "line 9");
	cr_assert_not_null(strstr(err.detail, "`location`"), "%s", err.detail);
}

Test(statement_parser, a_nonce_is_32_lower_case_hex_digits)
{
	static const char *const bad[] = { "0f9b2c6de1a84f0e9d1b7a53c2e4f60",
		                           "0F9b2c6de1a84f0e9d1b7a53c2e4f608",
		                           "0f9b2c6de1a84f0e9d1b7a53c2e4f60800",
		                           "0f9b2c6d-e1a8-4f0e-9d1b-7a53c2e4f608" };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		char text[512];
		int len = snprintf(text, sizeof text,
		                   "sanbao-statement/v1 evidence\n" START "party buyer b\ntime "
		                   "2026-11-22T04:55:00Z\nnonce %s\n" HEAD TEXT_1,
		                   bad[i]);
		cr_assert_not(is_accepted((struct str){ text, (size_t)len }), "row %zu", i);
		cr_assert_str_eq(err.field, "line 6");
	}
}

/* What a flipped byte leaves acceptable must differ from the original in a value, never in its spelling. */
Test(statement_parser, any_flipped_bit_is_an_error_or_another_value)
{
	char text[1024];

	memcpy(text, evidence.ptr, evidence.len);
	for (size_t bit = 0; bit < evidence.len * 8; bit++) {
		struct str changed = { text, evidence.len };
		text[bit / 8] ^= (char)(1 << bit % 8);
		if (is_accepted(changed)) {
			cr_assert(comes_back_identical(changed), "bit %zu", bit);
		} else {
			bool known = err.problem == PROBLEM_STATEMENT_MALFORMED ||
			             err.problem == PROBLEM_STATEMENT_UNKNOWN_LINE;
			cr_assert(known, "bit %zu: %s", bit, err.detail);
			cr_assert(str_has_prefix(str_from_c(err.field), STR("line ")), "bit %zu", bit);
		}
		text[bit / 8] ^= (char)(1 << bit % 8);
	}
}

Test(statement_parser, no_proper_beginning_but_whole_lines_is_a_statement)
{
	for (size_t len = 0; len < evidence.len; len++) {
		bool whole_lines =
			len > 0 && evidence.ptr[len - 1] == '\n' && len + 1 >= evidence.len - sizeof TEXT_1;
		if (is_accepted((struct str){ evidence.ptr, len }))
			cr_assert(whole_lines, "length %zu", len);
	}
}

/* integrity.md 1.4: nothing else that our keys sign begins as a statement does, nor the other way round. */
Test(statement_parser, the_first_line_is_no_prefix_of_any_other_signed_form)
{
	static const struct str others[] = {
		STR_INIT("\"@method\": POST"),
		STR_INIT("SSHSIG"),
		STR_INIT("eyJ"),
		STR_INIT("DSSEv1"),
		STR_INIT("cosignature/v1\n"),
		STR_INIT("sanbao-log/v1 "),
		STR_INIT("sanbao-key/v1 "),
		STR_INIT("c2sp.org/tlog-proof@v1\n"),
		STR_INIT("disputes.shop.example/log\n"),
		STR_INIT("subtree/v1\n"),
	};
	struct str ours = STR("sanbao-statement/v1 ");

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		cr_assert_not(str_has_prefix(ours, others[i]), "row %zu", i);
		cr_assert_not(str_has_prefix(others[i], ours), "row %zu", i);
		for (size_t j = i + 1; j < COUNT_OF(others); j++)
			cr_assert_not(str_has_prefix(others[i], others[j]) ||
			              str_has_prefix(others[j], others[i]));
	}
}

static size_t put_many(char *text, size_t room, size_t files, size_t texts)
{
	size_t len = (size_t)snprintf(text, room, "sanbao-statement/v1 evidence\n" START WHO HEAD);

	for (size_t i = 0; i < files; i++)
		len += (size_t)snprintf(text + len, room - len,
		                        "file sha256:" HASH_A " %zu image/png a.png\n", i);
	for (size_t i = 0; i < texts; i++)
		len += (size_t)snprintf(text + len, room - len, "text sha256:" HASH_A " %zu en t%zu\n", i, i);
	return len;
}

Test(statement_parser, there_are_at_most_64_files_and_16_texts)
{
	static char text[STATEMENT_BYTES_MAX];

	cr_assert(comes_back_identical((struct str){ text, put_many(text, sizeof text, 64, 16) }));
	cr_assert_not(is_accepted((struct str){ text, put_many(text, sizeof text, 65, 0) }));
	cr_assert_str_eq(err.field, "line 72");
	cr_assert_not(is_accepted((struct str){ text, put_many(text, sizeof text, 0, 17) }));
	cr_assert_str_eq(err.field, "line 24");
}

Test(statement_parser, lines_and_the_whole_have_a_limit)
{
	static char text[STATEMENT_BYTES_MAX + 1];
	const struct statement *statement;

	memset(text, 'a', sizeof text);
	cr_assert_eq(statement_parse((struct str){ text, sizeof text }, &arena, &statement, &err),
	             STATUS_LIMIT);
	text[STATEMENT_LINE_MAX + 1] = '\n';
	cr_assert_not(is_accepted((struct str){ text, STATEMENT_LINE_MAX + 2 }));
	cr_assert_not_null(strstr(err.detail, "longer than 1024"), "%s", err.detail);
}

Test(statement_parser, too_small_an_arena_is_a_limit_at_every_size)
{
	const struct statement *statement = NULL;
	size_t size = 0;

	for (enum status code = STATUS_LIMIT; code != STATUS_OK; size += 64) {
		cr_assert_leq(size, sizeof block);
		arena_init(&arena, block, size);
		code = statement_parse(evidence, &arena, &statement, &err);
		cr_assert(code == STATUS_OK || (code == STATUS_LIMIT && statement == NULL), "size %zu", size);
	}
	cr_assert_gt(size, 64);
}

Test(statement_parser, random_changes_of_many_bytes_keep_the_round_trip)
{
	uint64_t state = 88172645463325252u;
	char text[1024];

	for (size_t round = 0; round < 100000; round++) {
		memcpy(text, evidence.ptr, evidence.len);
		size_t len = evidence.len;
		for (size_t change = 0; change < 1 + round % 3; change++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			size_t at = state % len;
			size_t from = (state >> 20) % len;
			if ((state >> 50) % 3 == 0)
				memmove(text + at, text + at + 1, --len - at);
			else
				text[at] = text[from];
		}
		if (is_accepted((struct str){ text, len }))
			cr_assert(comes_back_identical((struct str){ text, len }), "%.*s", (int)len, text);
	}
}

static struct str read_file(const char *path)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "rb");

	cr_assert_not_null(file, "%s", path);
	size_t len = fread(text, 1, sizeof text, file);
	cr_assert_lt(len, sizeof text);
	fclose(file);
	return (struct str){ text, len };
}

Test(statement_parser, the_published_vectors_hold)
{
	static uint8_t json_block[1 << 20];
	struct arena json_arena;
	const struct node *root = NULL;

	arena_init(&json_arena, json_block, sizeof json_block);
	struct str json = read_file(SOURCE_DIR "/api-spec/vectors.json");
	cr_assert_eq(node_parse(json, &json_arena, &root, &err), STATUS_OK, "%s", err.detail);
	const struct node *accepted = node_find(root, STR("accepted"));
	const struct node *refused = node_find(root, STR("refused"));
	cr_assert(accepted != NULL && accepted->count >= 8 && refused != NULL && refused->count >= 10);
	for (size_t i = 0; i < accepted->count; i++)
		cr_assert(comes_back_identical(node_text(&accepted->items[i], STR("text"))),
		          "accepted %zu: %s", i, err.detail);
	for (size_t i = 0; i < refused->count; i++) {
		const struct node *row = &refused->items[i];
		cr_assert_not(is_accepted(node_text(row, STR("text"))), "refused %zu", i);
		cr_assert(str_eq(node_text(row, STR("problem")), str_from_c(problem_info(err.problem)->slug)),
		          "refused %zu: %s", i, err.detail);
		cr_assert(str_eq(node_text(row, STR("where")), str_from_c(err.field)), "refused %zu: %s", i,
		          err.detail);
	}
}
