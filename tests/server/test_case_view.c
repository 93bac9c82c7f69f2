#include "server/case_view.h"
#include "tests/server/docket.h"

TestSuite(case_view, .init = docket_begin, .fini = docket_end);

static enum status decode(struct str body, enum side side, struct case_view *ret_view)
{
	return case_view_decode(str_bytes(body), side, ret_view, &docket.life.err);
}

static struct str stored(void)
{
	struct key key = case_key(docket.life.id);

	return docket_row(RECORD_VIEW, key_bytes(&key))->body;
}

Test(case_view, every_side_gets_its_own_view_out_of_the_one_row)
{
	static const enum side sides[] = { SIDE_BUYER, SIDE_SELLER, SIDE_STAFF };
	struct life *life = &docket.life;

	docket_to_evidence();
	for (size_t i = 0; i < COUNT_OF(sides); i++)
		cr_assert(str_eq(docket_view(sides[i]), life_view(life, &life->dispute, sides[i])));
	cr_assert_not(str_eq(docket_view(SIDE_BUYER), docket_view(SIDE_SELLER)));
}

static size_t count_in(struct str text, struct str word)
{
	size_t count = 0;

	for (size_t i = 0; i + word.len <= text.len; i++)
		count += memcmp(text.ptr + i, word.ptr, word.len) == 0;
	return count;
}

Test(case_view, what_all_see_is_stored_once)
{
	static const struct str alike[] = { STR_INIT("\"claimant\":"), STR_INIT("\"evidence\":"),
		                            STR_INIT("\"timeline\":") };

	docket_to_evidence();
	for (size_t i = 0; i < COUNT_OF(alike); i++)
		cr_assert_eq(count_in(stored(), alike[i]), count_in(docket_view(SIDE_STAFF), alike[i]),
		             STR_FMT, STR_ARG(alike[i]));
	cr_assert_eq(count_in(stored(), STR("\"actions\":")), SIDE_COUNT);
}

Test(case_view, a_side_that_may_not_see_the_case_gets_no_piece_of_it)
{
	struct case_view view;

	docket_draft();
	cr_assert_eq(decode(stored(), SIDE_SELLER, &view), STATUS_OK);
	cr_assert_eq(view.piece_count, 0);
	cr_assert_eq(decode(stored(), SIDE_STAFF, &view), STATUS_OK);
	cr_assert_eq(view.piece_count, 0);
	cr_assert_eq(decode(stored(), SIDE_BUYER, &view), STATUS_OK);
	cr_assert_eq(view.piece_count, 1, "there is nobody to tell apart");
}

Test(case_view, a_row_that_is_cut_or_grown_is_refused)
{
	struct case_view view = { .piece_count = 77 };

	docket_to_negotiation();
	struct str whole = stored();
	struct str longer = { arena_copy(&docket.life.arena, whole).ptr, whole.len + 1 };
	cr_assert_eq(decode(longer, SIDE_BUYER, &view), STATUS_CORRUPT);
	for (size_t len = 0; len < whole.len; len++) {
		cr_assert_eq(decode((struct str){ whole.ptr, len }, SIDE_BUYER, &view), STATUS_CORRUPT, "%zu",
		             len);
	}
	cr_assert_eq(view.piece_count, 77);
}

Test(case_view, a_row_with_more_pieces_than_a_side_can_have_is_refused)
{
	uint8_t body[5 + 5 * (VIEW_SIDE_PIECES_MAX + 1)] = { [4] = VIEW_SIDE_PIECES_MAX + 1 };
	struct case_view view;

	for (size_t i = 0; i <= VIEW_SIDE_PIECES_MAX; i++)
		body[5 + 5 * i] = 1;
	cr_assert_eq(decode(bytes_str((struct bytes){ body, sizeof body }), SIDE_BUYER, &view),
	             STATUS_CORRUPT);
	cr_assert_eq(decode(bytes_str((struct bytes){ body, sizeof body }), SIDE_SELLER, &view), STATUS_OK,
	             "they are another side's");
}

Test(case_view, an_exhausted_arena_is_told)
{
	struct case_view view;
	struct arena small;
	struct str text = STR("untouched");
	uint8_t block[64];

	docket_draft();
	cr_assert_eq(decode(stored(), SIDE_BUYER, &view), STATUS_OK);
	arena_init(&small, block, sizeof block);
	cr_assert_eq(case_view_text(&view, &small, &text, &docket.life.err), STATUS_LIMIT);
	cr_assert(str_eq(text, STR("untouched")));
}
