#include <criterion/criterion.h>

#include "tests/support/stage.h"

#define GET "GET /v1/me HTTP/1.1\r\nHost: a\r\n\r\n"

/* --- what is read of a request: no transport is needed --- */

static uint8_t block[KIB(64)];
static struct exchange exchange;
static struct call call;

static struct call *call_of(const char *query, const char *languages)
{
	memset(&exchange, 0, sizeof exchange);
	call = (struct call){ .exchange = &exchange };
	arena_init(&exchange.arena, block, sizeof block);
	exchange.request.query = str_from_c(query);
	if (languages != NULL)
		exchange.request.headers[exchange.request.header_count++] =
			(struct http_header){ STR("accept-language"), str_from_c(languages) };
	return &call;
}

Test(call, members_of_the_query_are_found_and_decoded)
{
	static const struct {
		const char *query;
		const char *value; /* of "name"; NULL: none */
	} rows[] = { { "name=a", "a" },
		     { "x=1&name=a&y=2", "a" },
		     { "name=", "" },
		     { "name", "" },
		     { "", NULL },
		     { "names=a", NULL },
		     { "nme=a&n=b", NULL },
		     { "name=a+b", "a b" },
		     { "name=a%20b%26c", "a b&c" },
		     { "name=%e6%B1%89", "汉" },
		     { "name=a=b", "a=b" },
		     { "name=1&name=2", "1" },
		     { "&&name=a", "a" },
		     { "=a&name=b", "b" },
		     { "Name=a", NULL },
		     { "name=%2", "%2" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str value = call_query(call_of(rows[i].query, NULL), STR("name"));
		if (rows[i].value == NULL)
			cr_assert_null(value.ptr, "%s", rows[i].query);
		else
			cr_assert(value.ptr != NULL && str_eq(value, str_from_c(rows[i].value)),
			          "%s: " STR_FMT, rows[i].query, STR_ARG(value));
	}
}

Test(call, numbers_of_the_query_keep_their_bounds)
{
	static const struct {
		const char *query;
		int64_t value; /* -1: refused */
	} rows[] = { { "", 20 },
		     { "limit=1", 1 },
		     { "limit=100", 100 },
		     { "limit=0", -1 },
		     { "limit=101", -1 },
		     { "limit=", -1 },
		     { "limit=-1", -1 },
		     { "limit=+5", -1 },
		     { "limit=5x", -1 },
		     { "limit=0x5", -1 },
		     { "limit=1.0", -1 },
		     { "limit=0050", 50 },
		     { "limit=99999999999999999999999999999999", -1 } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t value = 77;
		enum status status =
			call_query_int(call_of(rows[i].query, NULL), STR("limit"), 1, 100, 20, &value);
		cr_assert_eq(status, rows[i].value < 0 ? STATUS_INVALID : STATUS_OK, "%s", rows[i].query);
		cr_assert_eq(value, rows[i].value < 0 ? 77 : rows[i].value, "%s", rows[i].query);
		if (rows[i].value < 0)
			cr_assert_str_eq(call.err.field, "limit");
	}
}

Test(call, the_language_is_asked_for_or_taken_from_the_header)
{
	static const struct {
		const char *query;
		const char *header;
		const char *language;
	} rows[] = { { "", NULL, "en" },
		     { "lang=zh-CN", NULL, "zh-CN" },
		     { "lang=zh", "en", "zh-CN" },
		     { "lang=en", "zh-CN", "en" },
		     { "lang=fr", "zh-CN,en;q=0.5", "zh-CN" },
		     { "", "zh-TW", "zh-CN" },
		     { "", "de-DE, en-GB;q=0.8, zh;q=0.1", "en" },
		     { "", "fr,  zh-Hans", "zh-CN" },
		     { "", "pl;q=0.9,hu;q=0.8", "pl" },
		     { "lang=bg", "hu", "bg" },
		     { "", "*", "en" },
		     { "", ",,,", "en" },
		     { "", "", "en" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str language = language_locale(call_language(call_of(rows[i].query, rows[i].header)));
		cr_assert(str_eq(language, str_from_c(rows[i].language)), "%s %s: " STR_FMT, rows[i].query,
		          rows[i].header == NULL ? "-" : rows[i].header, STR_ARG(language));
	}
}

/* --- answers, as they are on the wire --- */

static void open_stage(void)
{
	cr_assert(stage_open(), "%s", stage.err.detail);
}

TestSuite(call_answers, .init = open_stage, .fini = stage_close);

static void answer_json(struct call *it)
{
	call_reply_json(it, 201, STR("{\"a\":1}"), 7);
}

static void answer_printed(struct call *it)
{
	struct printer printer;
	struct buf buf;

	call_printer(it, &printer, &buf);
	print_object_begin(&printer);
	print_member_int(&printer, STR("n"), 5);
	print_object_end(&printer);
	call_reply_printed(it, 200, &buf, 0);
}

static void answer_too_much(struct call *it)
{
	static char text[KIB(64)];
	struct printer printer;
	struct buf buf;

	memset(text, 'x', sizeof text);
	call_printer(it, &printer, &buf);
	print_array_begin(&printer);
	for (size_t i = 0; i <= CALL_RESPONSE_MAX / sizeof text; i++)
		print_string(&printer, (struct str){ text, sizeof text });
	print_array_end(&printer);
	call_reply_printed(it, 200, &buf, 0);
}

static void answer_empty(struct call *it)
{
	call_reply_empty(it, 204);
}

static void answer_text(struct call *it)
{
	call_reply_text(it, 200, STR("text/plain; charset=utf-8"), STR("hello"));
}

static void answer_borrowed(struct call *it)
{
	char text[] = "{\"from\":\"the map\"}";

	call_reply_borrowed(it, str_from_c(text), 12);
	memset(text, 'x', sizeof text);
}

Test(call_answers, json_has_its_type_its_version_and_our_headers)
{
	cr_assert_gt(stage_ask(GET, answer_json), 0);
	static const char *const parts[] = { "HTTP/1.1 201 ",
		                             "\r\nContent-Type: application/json\r\n",
		                             "\r\nCache-Control: no-store\r\n",
		                             "\r\nETag: \"7\"\r\n",
		                             "\r\nX-Content-Type-Options: nosniff\r\n",
		                             "\r\nReferrer-Policy: no-referrer\r\n",
		                             "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
		                             "\r\nRequest-Id: ",
		                             "\r\n\r\n{\"a\":1}" };
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		cr_assert(stage_replied(parts[i]), "%s\n%s", parts[i], stage.reply);
}

Test(call_answers, without_a_version_there_is_no_etag)
{
	cr_assert_gt(stage_ask(GET, answer_printed), 0);
	cr_assert(stage_replied("\r\n\r\n{\"n\":5}"));
	cr_assert_not(stage_replied("ETag"));
}

Test(call_answers, what_does_not_fit_is_refused_whole)
{
	cr_assert_gt(stage_ask(GET, answer_too_much), 0);
	cr_assert(stage_replied("HTTP/1.1 413 "), "%s", stage.reply);
	cr_assert(stage_replied("application/problem+json"));
	cr_assert_not(stage_replied("xxxxxxxx"));
}

Test(call_answers, empty_text_and_borrowed_answers_are_sent_as_they_are)
{
	cr_assert_gt(stage_ask(GET, answer_empty), 0);
	cr_assert(stage_replied("HTTP/1.1 204 "));
	cr_assert_gt(stage_ask(GET, answer_text), 0);
	cr_assert(stage_replied("text/plain; charset=utf-8") && stage_replied("\r\n\r\nhello"));
	cr_assert_gt(stage_ask(GET, answer_borrowed), 0);
	cr_assert(stage_replied("{\"from\":\"the map\"}"), "%s", stage.reply);
	cr_assert(stage_replied("ETag: \"12\""));
}

static enum problem refusal;

static void refuse(struct call *it)
{
	call_refuse(it, refusal, refusal == PROBLEM_INVALID_VALUE ? "/text" : NULL, "because");
}

Test(call_answers, a_refusal_is_a_problem_with_the_headers_of_its_status)
{
	static const struct {
		enum problem problem;
		const char *status;
		const char *part;
	} rows[] = {
		{ PROBLEM_TOKEN_EXPIRED, "HTTP/1.1 401 ",
		  "\r\nWWW-Authenticate: Bearer realm=\"sanbao\"\r\n" },
		{ PROBLEM_STORE_BUSY, "HTTP/1.1 503 ", "\r\nRetry-After: 1\r\n" },
		{ PROBLEM_METHOD_NOT_ALLOWED, "HTTP/1.1 405 ", "\r\nAllow: GET, HEAD\r\n" },
		{ PROBLEM_INVALID_VALUE, "HTTP/1.1 400 ", "\"field\":\"/text\"" },
		{ PROBLEM_NO_SUCH_RESOURCE, "HTTP/1.1 404 ", "\"code\":\"no_such_resource\"" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		refusal = rows[i].problem;
		cr_assert_gt(stage_ask(GET, refuse), 0);
		cr_assert(stage_replied(rows[i].status), "%s", stage.reply);
		cr_assert(stage_replied(rows[i].part), "%s", stage.reply);
		cr_assert(stage_replied("\r\nContent-Type: application/problem+json\r\n"));
		cr_assert(stage_replied("\"detail\":\"because\"") || stage_replied("because"));
		cr_assert(stage_replied("\r\nRequest-Id: "));
	}
}

/* Every problem there is can be printed in the room that a call keeps for it. */
Test(call_answers, every_problem_can_be_told)
{
	for (unsigned problem = 0; problem < PROBLEM_COUNT; problem++) {
		char code[96];
		refusal = (enum problem)problem;
		cr_assert_gt(stage_ask(GET, refuse), 0, "%s", problem_info(refusal)->slug);
		snprintf(code, sizeof code, "\"code\":\"%s\"", problem_info(refusal)->slug);
		cr_assert(stage_replied(code), "%s", stage.reply);
	}
}

static void exhaust_and_refuse(struct call *it)
{
	while (arena_alloc(call_arena(it), 1, KIB(1), 1) != NULL) {
	}
	call_refuse(it, PROBLEM_RESOURCE_EXHAUSTED, NULL, "nothing is left");
}

Test(call_answers, a_refusal_needs_nothing_of_the_arena_that_ran_out)
{
	cr_assert_gt(stage_ask(GET, exhaust_and_refuse), 0);
	cr_assert(stage_replied("HTTP/1.1 413 "), "%s", stage.reply);
	cr_assert(stage_replied("nothing is left"));
}

Test(call_answers, answers_are_counted_by_their_class)
{
	struct buf buf;

	cr_assert_gt(stage_ask(GET, answer_text), 0);
	cr_assert_gt(stage_ask(GET, answer_json), 0);
	refusal = PROBLEM_NO_SUCH_RESOURCE;
	cr_assert_gt(stage_ask(GET, refuse), 0);
	buf_init(&buf, &stage.arena, KIB(256));
	metrics_put(&buf, &stage.app.metrics);
	buf_put_char(&buf, '\0');
	cr_assert_not_null(strstr(buf_str(&buf).ptr, "{code=\"2xx\"} 2\n"));
	cr_assert_not_null(strstr(buf_str(&buf).ptr, "{code=\"4xx\"} 1\n"));
}
