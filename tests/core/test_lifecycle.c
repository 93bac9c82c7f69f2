#include <criterion/criterion.h>

#include "core/lifecycle.h"

/* The whole cube phase x command x capacity. */
Test(lifecycle, every_move_is_allowed_exactly_as_the_table_says)
{
	for (int p = 0; p < PHASE_COUNT; p++)
		for (int c = 0; c < COMMAND_COUNT; c++)
			for (int who = 0; who < CAPACITY_COUNT; who++) {
				const struct edge *edge = lifecycle_edge((enum phase)p, (enum command_kind)c);
				enum phase to = PHASE_COUNT;
				struct error err;
				enum status status = lifecycle_next((enum phase)p, (enum command_kind)c,
				                                    (enum capacity)who, &to, &err);
				bool allowed = edge->present && edge->offered && (edge->who & 1u << who) != 0;
				cr_assert_eq(status == STATUS_OK, allowed);
				cr_assert_eq(to, allowed ? edge->to : PHASE_COUNT, "untouched on refusal");
			}
}

Test(lifecycle, a_refusal_says_which_kind_it_is)
{
	enum phase to;
	struct error err;

	cr_assert_eq(lifecycle_next(PHASE_CLOSED, COMMAND_SUBMIT, CAPACITY_CLAIMANT, &to, &err),
	             STATUS_CONFLICT);
	cr_assert_eq(err.problem, PROBLEM_WRONG_PHASE);
	cr_assert_eq(lifecycle_next(PHASE_REVIEW, COMMAND_CONFIRM_DECISION, CAPACITY_CLAIMANT, &to, &err),
	             STATUS_FORBIDDEN);
	cr_assert_eq(err.problem, PROBLEM_NOT_PERMITTED);
	cr_assert_eq(lifecycle_next(PHASE_NEGOTIATION, COMMAND_CONTEST_CLAIM, CAPACITY_CLAIMANT, &to, &err),
	             STATUS_CONFLICT);
	cr_assert_eq(err.problem, PROBLEM_DUTY_NOT_YOURS);
	cr_assert_eq(lifecycle_next(PHASE_REVIEW, COMMAND_ORDER_INSPECTION, CAPACITY_ARBITER, &to, &err),
	             STATUS_UNSUPPORTED);
	cr_assert_eq(err.problem, PROBLEM_NOT_OFFERED_YET);
}

Test(lifecycle, a_closed_case_is_left_only_by_reopening_or_an_appeal)
{
	for (int c = 0; c < COMMAND_COUNT; c++) {
		const struct edge *edge = lifecycle_edge(PHASE_CLOSED, (enum command_kind)c);
		bool leaves = c == COMMAND_REOPEN || c == COMMAND_FILE_APPEAL;
		if (edge->offered)
			cr_assert_eq(edge->to != PHASE_CLOSED, leaves, "%s",
			             command_slug((enum command_kind)c).ptr);
	}
}

/* The phases from which closed is reached by those whose acts are allowed, in any number of offered moves. */
static bool reaches_closed(enum phase from, unsigned actors)
{
	bool seen[PHASE_COUNT] = { false };

	seen[from] = true;
	for (int round = 0; round < PHASE_COUNT; round++)
		for (int p = 0; p < PHASE_COUNT; p++)
			for (int c = 0; seen[p] && c < COMMAND_COUNT; c++) {
				const struct edge *edge = lifecycle_edge((enum phase)p, (enum command_kind)c);
				if (edge->offered && (edge->who & actors) != 0)
					seen[edge->to] = true;
			}
	return seen[PHASE_CLOSED];
}

Test(lifecycle, closed_is_reached_without_any_act_of_a_party)
{
	for (int p = PHASE_DRAFT; p < PHASE_CLOSED; p++) {
		cr_assert(reaches_closed((enum phase)p, 1u << CAPACITY_SYSTEM | 1u << CAPACITY_ARBITER), "%s",
		          phase_slug((enum phase)p).ptr);
	}
}

Test(lifecycle, every_phase_and_command_of_the_table_is_used)
{
	for (int c = 0; c < COMMAND_COUNT; c++) {
		bool used = false;
		for (int p = 0; p < PHASE_COUNT; p++)
			used = used || lifecycle_edge((enum phase)p, (enum command_kind)c)->present;
		cr_assert(used, "%s", command_slug((enum command_kind)c).ptr);
	}
}

Test(lifecycle, words_are_found_again)
{
	for (int p = 0; p < PHASE_COUNT; p++) {
		enum phase found = PHASE_COUNT;
		cr_assert(phase_find(phase_slug((enum phase)p), &found));
		cr_assert_eq(found, p);
	}
	for (int e = 0; e < EVENT_COUNT; e++) {
		enum event_type found = EVENT_COUNT;
		cr_assert(event_type_find(event_slug((enum event_type)e), &found));
		cr_assert_eq(found, e);
	}
	for (int k = 0; k < CAPACITY_COUNT; k++) {
		enum capacity found = CAPACITY_COUNT;
		cr_assert(capacity_find(capacity_slug((enum capacity)k), &found));
		cr_assert_eq(found, k);
	}
	for (int r = 0; r < CLOSED_COUNT; r++) {
		enum closed_reason found = CLOSED_COUNT;
		cr_assert(closed_find(closed_slug((enum closed_reason)r), &found));
		cr_assert_eq(found, r);
	}
	enum phase untouched = PHASE_REVIEW;
	cr_assert(!phase_find(STR("elsewhere"), &untouched));
	cr_assert_eq(untouched, PHASE_REVIEW);
	cr_assert(str_eq(hold_slug(HOLD_COOLOFF), STR("cooloff")));
}

Test(lifecycle, acts_of_parties_are_signed_and_the_systems_are_not)
{
	for (int p = 0; p < PHASE_COUNT; p++)
		for (int c = 0; c < COMMAND_COUNT; c++) {
			const struct edge *edge = lifecycle_edge((enum phase)p, (enum command_kind)c);
			enum statement_need need = command_statement((enum command_kind)c);
			bool drafts =
				p == PHASE_NONE || c == COMMAND_AMEND_DRAFT || c == COMMAND_DISCARD_DRAFT;
			if (edge->present && edge->who == 1u << CAPACITY_SYSTEM)
				cr_assert_eq(need, NEED_NONE);
			if (edge->offered && (edge->who & 3u) != 0 && !drafts)
				cr_assert_neq(need, NEED_NONE, "%s", command_slug((enum command_kind)c).ptr);
		}
	cr_assert(str_eq(statement_slug(NEED_FILING), STR("filing")));
}
