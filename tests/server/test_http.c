#include <criterion/criterion.h>

#include "server/http.h"

Test(http, methods_have_their_names)
{
	cr_assert_str_eq(http_method_name(METHOD_GET), "GET");
	cr_assert_str_eq(http_method_name(METHOD_OPTIONS), "OPTIONS");
}

Test(http, tokens_are_equal_in_any_case_of_ascii_only)
{
	cr_assert(http_token_eq(STR("If-Match"), STR("if-match")));
	cr_assert_not(http_token_eq(STR("If-Match"), STR("If-Matc")));
	cr_assert_not(http_token_eq(STR("@"), STR("`")));
}

Test(http, the_first_header_of_a_name_is_found_and_a_missing_one_is_not)
{
	struct http_request request = {
		.header_count = 2,
		.headers = { { STR_INIT("Accept"), STR_INIT("a") }, { STR_INIT("accept"), STR_INIT("b") } },
	};

	cr_assert(str_eq(http_request_find(&request, STR("ACCEPT")), STR("a")));
	cr_assert_null(http_request_find(&request, STR("Host")).ptr);
}

Test(http, one_header_too_many_is_remembered)
{
	struct http_response response;

	http_response_init(&response, 200);
	for (int i = 0; i < HTTP_RESPONSE_HEADERS_MAX + 5; i++)
		http_response_add(&response, STR("X"), STR("y"));
	cr_assert_eq(response.header_count, HTTP_RESPONSE_HEADERS_MAX + 1);
}
