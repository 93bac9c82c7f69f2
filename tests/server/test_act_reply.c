#include <criterion/criterion.h>

#include "server/act_reply.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(act_reply, .init = begin);

static struct event event_of(uint32_t seq, enum event_type type, bool is_signed)
{
	return (struct event){ .id = { .bytes = { [15] = (uint8_t)seq } },
		               .dispute = { .bytes = { 1 } },
		               .seq = seq,
		               .type = type,
		               .statement = { .present = is_signed } };
}

static const struct node *kept_of(const struct event *events, size_t count)
{
	const struct node *node = NULL;
	struct str text;

	cr_assert_eq(act_reply_text(events, count, &arena, &text, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(node_parse(text, &arena, &node, &err), STATUS_OK);
	return node;
}

Test(act_reply, what_is_kept_names_the_dispute_and_every_event)
{
	struct event events[] = { event_of(4, EVENT_EVIDENCE_CLOSED, false),
		                  event_of(5, EVENT_PROPOSAL_COMPUTED, false) };
	const struct node *kept = kept_of(events, COUNT_OF(events));
	const struct node *list = node_find(kept, STR("events"));

	cr_assert(str_eq(node_text(kept, STR("dispute")), id_text(&arena, ID_DISPUTE, events[0].dispute)));
	cr_assert_eq(list->count, 2);
	for (size_t i = 0; i < list->count; i++) {
		cr_assert(str_eq(node_text(&list->items[i], STR("id")),
		                 id_text(&arena, ID_EVENT, events[i].id)));
		cr_assert_eq(node_int(&list->items[i], STR("seq"), 0), events[i].seq);
		cr_assert(str_eq(node_text(&list->items[i], STR("type")), event_slug(events[i].type)));
	}
	cr_assert_eq(node_int(kept, STR("signed"), -1), 0, "no statement, no receipt");
}

Test(act_reply, the_first_signed_event_is_the_one_that_gets_the_receipt)
{
	struct event events[] = { event_of(7, EVENT_DUTY_EXPIRED, false),
		                  event_of(8, EVENT_DECISION_CONFIRMED, true),
		                  event_of(9, EVENT_RULING_ISSUED, true) };

	cr_assert_eq(node_int(kept_of(events, 3), STR("signed"), -1), 8);
}

Test(act_reply, the_most_events_of_one_act_fit)
{
	struct event events[STORE_LEAVES_MAX];

	for (uint32_t i = 0; i < STORE_LEAVES_MAX; i++)
		events[i] = event_of(UINT32_MAX - i, EVENT_OBLIGATION_AUTO_CONFIRMED, true);
	cr_assert_eq(node_find(kept_of(events, STORE_LEAVES_MAX), STR("events"))->count, STORE_LEAVES_MAX);
}

Test(act_reply, an_exhausted_arena_is_told)
{
	struct event event = event_of(1, EVENT_DRAFT_CREATED, false);
	struct str text = STR("untouched");

	arena_init(&arena, block, 16);
	cr_assert_eq(act_reply_text(&event, 1, &arena, &text, &err), STATUS_LIMIT);
	cr_assert(str_eq(text, STR("untouched")));
}

#define SALT "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff"

Test(act_reply, the_salt_is_read_from_the_front_of_a_statement_row)
{
	struct leaf_salt salt;

	cr_assert_eq(statement_row_salt(str_bytes(STR("{\"salt\":\"" SALT "\"}")), &salt, &err), STATUS_OK);
	cr_assert(salt.bytes[0] == 0 && salt.bytes[1] == 1 && salt.bytes[31] == 0xff);
	cr_assert_eq(
		statement_row_salt(str_bytes(STR("{\"salt\":\"" SALT "\",\"note\":\"n\"}")), &salt, &err),
		STATUS_OK);
}

Test(act_reply, a_row_without_a_salt_is_refused)
{
	static const char *const rows[] = {
		"", "{}", "{\"salt\":\"00\"}", "{\"note\":\"" SALT "\"}",
		"{\"salt\":\"zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c"
		"1d1eff\"}"
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct leaf_salt salt = { .bytes = { 7 } };
		cr_assert_neq(statement_row_salt(str_bytes(str_from_c(rows[i])), &salt, &err), STATUS_OK,
		              "%s", rows[i]);
		cr_assert_eq(salt.bytes[0], 7);
	}
}
