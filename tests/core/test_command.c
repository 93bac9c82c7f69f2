#include <criterion/criterion.h>

#include "core/command.h"

Test(command, a_role_is_found_by_its_word)
{
	for (int i = 0; i < ACTOR_ROLE_COUNT; i++) {
		enum actor_role found = ACTOR_ROLE_COUNT;
		cr_assert(actor_role_find(actor_role_slug((enum actor_role)i), &found));
		cr_assert_eq(found, i);
	}
	enum actor_role untouched = ACTOR_ADMIN;
	cr_assert(!actor_role_find(STR("king"), &untouched));
	cr_assert_eq(untouched, ACTOR_ADMIN);
}

Test(command, an_actor_is_role_and_party_together)
{
	struct actor buyer = { ACTOR_BUYER, STR("x") };

	cr_assert(actor_eq(buyer, (struct actor){ ACTOR_BUYER, STR("x") }));
	cr_assert(!actor_eq(buyer, (struct actor){ ACTOR_SELLER, STR("x") }));
	cr_assert(!actor_eq(buyer, (struct actor){ ACTOR_BUYER, STR("y") }));
}
