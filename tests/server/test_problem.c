#define _GNU_SOURCE /* memmem */

#include <criterion/criterion.h>

#include "server/problem.h"

static uint8_t block[8192];

static struct str print(const struct error *err)
{
	static struct arena arena;
	static struct buf buf;
	struct printer printer;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, sizeof block);
	printer_init(&printer, &buf);
	problem_print(&printer, err);
	cr_assert_not(buf.failed);
	return buf_str(&buf);
}

Test(problem, every_problem_has_an_error_code_and_is_found_by_its_slug)
{
	for (unsigned i = 0; i < PROBLEM_COUNT; i++) {
		enum problem found;
		int code = problem_http_code((enum problem)i);
		cr_assert(code >= 400 && code < 600, "problem %u has code %d", i, code);
		cr_assert(problem_find(str_from_c(problem_info((enum problem)i)->slug), &found));
		cr_assert_eq(found, (enum problem)i, "two problems share a slug");
	}
	enum problem none;
	cr_assert_not(problem_find(STR("no_such_slug"), &none));
}

Test(problem, the_body_names_field_detail_and_remedy)
{
	struct error err = { .problem = PROBLEM_INVALID_VALUE,
		             .field = "/claim/text",
		             .detail = "too \"long\"" };

	cr_assert(str_eq(
		print(&err),
		STR("{\"type\":\"/problems/invalid_value\",\"title\":\"A value is missing or not allowed\","
	            "\"status\":400,\"detail\":\"too \\\"long\\\"\",\"code\":\"invalid_value\","
	            "\"remedy\":\"Correct the field that is named and send the request again.\","
	            "\"field\":\"/claim/text\"}")));
}

Test(problem, without_a_field_there_is_no_member_for_it)
{
	struct error err = { .problem = PROBLEM_STORE_BUSY, .detail = "full" };
	struct str text = print(&err);

	cr_assert_null(memmem(text.ptr, text.len, "\"field\"", 7));
	cr_assert_eq(problem_http_code(PROBLEM_STORE_BUSY), 503);
	cr_assert_eq(problem_http_code(PROBLEM_PRECONDITION_REQUIRED), 428);
	cr_assert_eq(problem_http_code(PROBLEM_METHOD_NOT_ALLOWED), 405);
	cr_assert_eq(problem_http_code(PROBLEM_TYPE_NOT_ALLOWED), 415);
}
