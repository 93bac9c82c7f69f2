#include "tests/support/life.h"

static const struct node *view_of(struct life *life, enum side side)
{
	const struct node *view = NULL;

	cr_assert_eq(node_parse(life_view(life, &life->dispute, side), &life->arena, &view, &life->err),
	             STATUS_OK);
	return view;
}

static struct str turn(struct life *life, enum side side)
{
	return node_text(view_of(life, side), STR("your_turn"));
}

Test(view, a_view_has_the_members_of_the_contract_in_order)
{
	static const char *const names[] = {
		"id",        "reference",     "version",         "head",     "side",           "phase",
		"hold",      "closed_reason", "your_turn",       "order",    "claimant",       "respondent",
		"claim",     "response",      "facts",           "evidence", "offers",         "messages",
		"duties",    "obligations",   "returns",         "proposal", "decision",       "ruling",
		"comments",  "appeals",       "corrections",     "refunds",  "hold_requested", "holding",
		"requests",  "assigned",      "inadmissibility", "links",    "timeline",       "actions",
		"updated_at"
	};
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	const struct node *view = view_of(&life, SIDE_BUYER);
	cr_assert_eq(view->count, COUNT_OF(names));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		cr_assert(str_eq(view->members[i].name, str_from_c(names[i])), "%s", names[i]);
	life_end(&life);
}

Test(view, whose_turn_it_is_follows_the_duties)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	cr_assert(str_eq(turn(&life, SIDE_BUYER), STR("act")));
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert(str_eq(turn(&life, SIDE_BUYER), STR("optional")));
	cr_assert(str_eq(turn(&life, SIDE_SELLER), STR("act")));
	cr_assert(str_eq(turn(&life, SIDE_STAFF), STR("wait_other")));
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life_do(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
	cr_assert(str_eq(turn(&life, SIDE_SELLER), STR("optional")));
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_propose(&life, NULL);
	cr_assert(str_eq(turn(&life, SIDE_STAFF), STR("act")));
	cr_assert(str_eq(turn(&life, SIDE_BUYER), STR("wait_platform")));
	life_do(&life, COMMAND_WITHDRAW, life_buyer, "{}", LIFE_NONE);
	cr_assert(str_eq(turn(&life, SIDE_SELLER), STR("done")));
	life_end(&life);
}

Test(view, a_draft_is_its_claimants_alone)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	cr_assert(view_is_open_to(&life.dispute, SIDE_BUYER));
	cr_assert(!view_is_open_to(&life.dispute, SIDE_SELLER));
	cr_assert(!view_is_open_to(&life.dispute, SIDE_STAFF));
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	for (int side = 0; side < SIDE_COUNT; side++)
		cr_assert(view_is_open_to(&life.dispute, (enum side)side));
	life_end(&life);
}

Test(view, the_views_of_all_sides_are_printed_as_pieces_of_one_text)
{
	static void (*const tales[])(struct life * life) = { life_draft, life_to_negotiation, life_to_review,
		                                             life_to_performance };

	for (size_t i = 0; i < COUNT_OF(tales); i++) {
		struct life life;
		struct views views;
		life_begin(&life);
		tales[i](&life);
		cr_assert_eq(views_print(&life.dispute, &life.arena, &views, &life.err), STATUS_OK);
		for (int side = 0; side < SIDE_COUNT; side++) {
			bool open = view_is_open_to(&life.dispute, (enum side)side);
			struct buf buf;
			buf_init(&buf, &life.arena, VIEW_BYTES_MAX);
			views_put(&views, (enum side)side, &buf);
			struct str whole = life_view(&life, &life.dispute, (enum side)side);
			cr_assert(open ? str_eq(buf_str(&buf), whole) : buf.len == 0);
		}
		life_end(&life);
	}
}

Test(view, one_sides_pieces_are_few_and_neighbours_differ)
{
	struct life life;
	struct views views;
	size_t seen[SIDE_COUNT] = { 0 };

	life_begin(&life);
	life_to_performance(&life);
	cr_assert_eq(views_print(&life.dispute, &life.arena, &views, &life.err), STATUS_OK);
	for (size_t i = 0; i < views.piece_count; i++) {
		cr_assert(i == 0 || views.pieces[i].sides != views.pieces[i - 1].sides);
		for (int side = 0; side < SIDE_COUNT; side++)
			seen[side] += views.pieces[i].sides >> side & 1;
	}
	for (int side = 0; side < SIDE_COUNT; side++)
		cr_assert_leq(seen[side], VIEW_SIDE_PIECES_MAX / 2, "room for members to come");
	life_end(&life);
}

Test(view, a_card_shows_what_the_side_must_watch)
{
	const struct node *card = NULL;
	struct str text;
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	cr_assert_eq(card_print(&life.dispute, SIDE_SELLER, &life.arena, &text, &life.err), STATUS_OK);
	cr_assert_eq(node_parse(text, &life.arena, &card, &life.err), STATUS_OK);
	cr_assert(str_eq(node_text(card, STR("due_at")), STR("2026-11-28T00:00:00Z")));
	cr_assert(str_eq(node_text(card, STR("reason")), STR("nc.defect")));
	cr_assert(str_eq(node_text(node_find(card, STR("order")), STR("ref")), STR("TB-1001")));
	life_end(&life);
}

Test(view, messages_are_listed_in_order)
{
	const struct node *list = NULL;
	struct str text;
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_POST_MESSAGE, life_buyer, "{\"text\":\"one\",\"language\":\"en\"}", LIFE_NONE);
	life_do(&life, COMMAND_POST_MESSAGE, life_seller, "{\"text\":\"two\",\"language\":\"en\"}",
	        LIFE_NONE);
	cr_assert_eq(messages_print(&life.dispute, &life.arena, &text, &life.err), STATUS_OK);
	cr_assert_eq(node_parse(text, &life.arena, &list, &life.err), STATUS_OK);
	const struct node *items = node_find(list, STR("items"));
	cr_assert_eq(items->count, 2);
	cr_assert(str_eq(node_text(&items->items[1], STR("text")), STR("two")));
	life_end(&life);
}

Test(view, an_arena_of_any_size_either_suffices_or_leaves_the_text_untouched)
{
	struct life life;
	enum status status = STATUS_LIMIT;

	life_begin(&life);
	life_to_performance(&life);
	uint8_t *block = malloc(MIB(1));
	for (size_t size = 0; status != STATUS_OK; size += 512) {
		struct arena small;
		struct str text = STR("before");
		arena_init(&small, block, size);
		status = view_print(&life.dispute, SIDE_BUYER, &small, &text, &life.err);
		cr_assert(status == STATUS_OK || (status == STATUS_LIMIT && str_eq(text, STR("before"))));
	}
	free(block);
	life_end(&life);
}
