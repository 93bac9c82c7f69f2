#include <criterion/criterion.h>

#include "server/principal.h"

static struct error err;

static struct principal known(enum role role)
{
	return (struct principal){ .known = true, .role = role, .party = "p-1" };
}

Test(principal, nobody_unknown_passes_but_where_anyone_may)
{
	struct principal nobody = { 0 };

	for (unsigned a = 0; a < AUDIENCE_COUNT; a++) {
		enum status status = audience_admit((enum audience)a, &nobody, &err);
		cr_assert_eq(status, a == AUDIENCE_ANYONE ? STATUS_OK : STATUS_UNAUTHENTICATED);
	}
}

Test(principal, each_audience_admits_its_roles_and_no_other)
{
	static const bool table[AUDIENCE_COUNT][ROLE_COUNT] = {
		[AUDIENCE_ANYONE] = { true, true, true, true, true },
		[AUDIENCE_SIGNED_IN] = { true, true, true, true, true },
		[AUDIENCE_SIGNER] = { true, true, true, true, false },
		[AUDIENCE_PARTY] = { true, true, false, false, false },
		[AUDIENCE_CASE] = { true, true, true, false, false },
		[AUDIENCE_ARBITER] = { false, false, true, false, false },
		[AUDIENCE_PLATFORM] = { false, false, false, true, false },
		[AUDIENCE_SELLER] = { false, true, false, false, false },
		[AUDIENCE_RECORDS] = { false, false, true, true, true },
	};

	for (unsigned a = 0; a < AUDIENCE_COUNT; a++) {
		for (unsigned r = 0; r < ROLE_COUNT; r++) {
			struct principal who = known((enum role)r);
			enum status status = audience_admit((enum audience)a, &who, &err);
			cr_assert_eq(status, table[a][r] ? STATUS_OK : STATUS_FORBIDDEN,
			             "audience %u role %u", a, r);
		}
	}
}

Test(principal, a_role_is_read_back_as_it_is_written)
{
	for (unsigned r = 0; r < ROLE_COUNT; r++) {
		enum role role;
		cr_assert_eq(role_parse(role_text((enum role)r), &role, &err), STATUS_OK);
		cr_assert_eq(role, (enum role)r);
	}
	enum role untouched = ROLE_ADMIN;
	cr_assert_eq(role_parse(STR("root"), &untouched, &err), STATUS_INVALID);
	cr_assert_eq(untouched, ROLE_ADMIN);
}

Test(principal, a_party_id_has_only_what_a_statement_line_can_hold)
{
	cr_assert(party_is_valid(STR("b-7f3a9c")));
	cr_assert(party_is_valid(STR("shop:anxin_1.2")));
	cr_assert_not(party_is_valid(STR("")));
	cr_assert_not(party_is_valid(STR("b li")));
	cr_assert_not(party_is_valid(STR("b\nli")));
	cr_assert_not(
		party_is_valid(STR("12345678901234567890123456789012345678901234567890123456789012345")));
}

Test(principal, its_text_is_the_party_line_of_a_statement)
{
	uint8_t block[256];
	struct arena arena;
	struct principal who = known(ROLE_SELLER);

	arena_init(&arena, block, sizeof block);
	cr_assert(str_eq(principal_text(&who, &arena), STR("seller p-1")));
	arena_init(&arena, block, 4);
	cr_assert_eq(principal_text(&who, &arena).len, 0);
}
