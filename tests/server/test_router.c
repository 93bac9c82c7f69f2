#include <criterion/criterion.h>

#include "server/router.h"

static struct error err;

Test(router, every_row_of_the_table_is_found_by_its_own_path)
{
	for (unsigned i = 0; i < OPERATION_COUNT; i++) {
		const struct route *route = route_get((enum operation)i);
		struct match match;
		cr_assert_eq(router_find(route->method, route->path, &match, &err), STATUS_OK, "row %u", i);
		cr_assert_eq(match.route, route, "row %u is hidden by another", i);
	}
}

Test(router, parameters_are_captured_in_order)
{
	struct match match;
	struct str path = STR("/v1/disputes/dsp_1/evidence/evd_2/files/3");

	cr_assert_eq(router_find(METHOD_GET, path, &match, &err), STATUS_OK);
	cr_assert(str_eq(match.params[0], STR("dsp_1")));
	cr_assert(str_eq(match.params[1], STR("evd_2")));
	cr_assert(str_eq(match.params[2], STR("3")));
}

Test(router, the_rest_of_a_path_is_captured_with_its_slashes)
{
	struct match match;

	cr_assert_eq(router_find(METHOD_GET, STR("/v1/public/log/tile/0/x001/067.p/8"), &match, &err),
	             STATUS_OK);
	cr_assert_eq(match.route->operation, OPERATION_getLogTile);
	cr_assert(str_eq(match.params[0], STR("0/x001/067.p/8")));
	cr_assert_eq(router_find(METHOD_GET, STR("/v1/public/log/tile/"), &match, &err), STATUS_NOT_FOUND);
}

Test(router, head_is_answered_where_get_is)
{
	struct match match;

	cr_assert_eq(router_find(METHOD_HEAD, STR("/v1/me"), &match, &err), STATUS_OK);
	cr_assert_eq(match.route->operation, OPERATION_getMe);
}

Test(router, an_unknown_path_and_a_wrong_method_are_told_apart)
{
	static const char *const unknown[] = {
		"/nothing", "/v1", "/v1/disputes/", "/v1/disputes//submit", "v1/me", "", "*"
	};
	struct match match;

	for (size_t i = 0; i < COUNT_OF(unknown); i++) {
		cr_assert_eq(router_find(METHOD_GET, str_from_c(unknown[i]), &match, &err), STATUS_NOT_FOUND,
		             "%s", unknown[i]);
		cr_assert_eq(err.problem, PROBLEM_NO_SUCH_RESOURCE);
	}
	cr_assert_eq(router_find(METHOD_DELETE, STR("/v1/me"), &match, &err), STATUS_UNSUPPORTED);
	cr_assert_eq(err.problem, PROBLEM_METHOD_NOT_ALLOWED);
}

Test(router, the_methods_of_a_path_are_listed)
{
	uint8_t block[512];
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, ROUTE_METHODS_MAX);
	router_allow(STR("/v1/disputes/dsp_1"), &buf);
	cr_assert(str_eq(buf_str(&buf), STR("GET, HEAD, PATCH")));
	buf_init(&buf, &arena, ROUTE_METHODS_MAX);
	router_allow(STR("/nothing"), &buf);
	cr_assert_eq(buf.len, 0);
}

/* What is posted to them is answered and not kept. */
static bool only_reckons(enum operation operation)
{
	return operation == OPERATION_assessFacts || operation == OPERATION_checkAutomation;
}

/* The marketplace's own id says which parcel's event or which payment it is: sent again, nothing changes. */
static bool knows_its_own(enum operation operation)
{
	return operation == OPERATION_recordShipment || operation == OPERATION_recordPayment;
}

Test(router, whatever_changes_state_needs_a_key_or_repeats_harmlessly)
{
	for (unsigned i = 0; i < OPERATION_COUNT; i++) {
		const struct route *route = route_get((enum operation)i);
		bool repeats = route->method == METHOD_GET || route->method == METHOD_PUT ||
		               route->method == METHOD_DELETE || only_reckons((enum operation)i) ||
		               knows_its_own((enum operation)i);
		cr_assert_eq(route->repetition == REPETITION_SELF, repeats, STR_FMT, STR_ARG(route->name));
		cr_assert(route->body != BODY_NONE || route->body_max == 0);
	}
}
