#include "tests/server/docket.h"

TestSuite(case_records, .init = docket_begin, .fini = docket_end);

static const struct id dispute_id = { .bytes = { 1, 2, [15] = 3 } };

Test(case_records, every_key_begins_with_the_dispute_and_has_the_length_of_its_kind)
{
	struct id duty = { .bytes = { 9 } };
	uint8_t nonce[16] = { 7 };
	struct key keys[] = { case_key(dispute_id), case_seq_key(dispute_id, 258),
		              case_duty_key(dispute_id, duty),
		              case_nonce_key(dispute_id, (struct bytes){ nonce, sizeof nonce }) };
	static const enum record_kind kinds[] = { RECORD_DISPUTE, RECORD_EVENT, RECORD_DUTY, RECORD_NONCE };

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		const struct record_info *info = record_info(kinds[i]);
		cr_assert_not(keys[i].failed);
		cr_assert(keys[i].len >= info->key_min && keys[i].len <= info->key_max, "%s", info->table);
		cr_assert_arr_eq(keys[i].bytes, dispute_id.bytes, 16);
	}
	cr_assert_arr_eq(keys[1].bytes + 16, ((uint8_t[]){ 0, 0, 1, 2 }), 4,
	                 "big-endian, so that order holds");
	cr_assert_eq(keys[2].bytes[16], 9);
	cr_assert_eq(keys[3].bytes[16], 7);
}

Test(case_records, events_are_ordered_by_their_number)
{
	static const uint32_t seqs[] = { 1, 2, 255, 256, 65535, 65536 };

	for (size_t i = 1; i < COUNT_OF(seqs); i++) {
		struct key a = case_seq_key(dispute_id, seqs[i - 1]);
		struct key b = case_seq_key(dispute_id, seqs[i]);
		cr_assert_lt(memcmp(a.bytes, b.bytes, a.len), 0);
	}
}

Test(case_records, staff_of_every_role_share_one_side)
{
	cr_assert_eq(side_of(ROLE_BUYER), SIDE_BUYER);
	cr_assert_eq(side_of(ROLE_SELLER), SIDE_SELLER);
	for (unsigned role = 0; role < ROLE_COUNT; role++) {
		if (role != ROLE_BUYER && role != ROLE_SELLER)
			cr_assert_eq(side_of((enum role)role), SIDE_STAFF);
	}
}

Test(case_records, an_actor_is_the_caller_by_role_and_name)
{
	static const struct {
		enum role role;
		enum actor_role actor;
	} rows[] = { { ROLE_BUYER, ACTOR_BUYER },
		     { ROLE_SELLER, ACTOR_SELLER },
		     { ROLE_ARBITER, ACTOR_ARBITER },
		     { ROLE_PLATFORM, ACTOR_PLATFORM },
		     { ROLE_ADMIN, ACTOR_ADMIN } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct principal who = { .known = true, .role = rows[i].role, .party = "x-1" };
		struct actor actor = actor_of(&who);
		cr_assert_eq(actor.role, rows[i].actor);
		cr_assert(str_eq(actor.party, STR("x-1")));
	}
	cr_assert_eq(COUNT_OF(rows), ROLE_COUNT, "no token makes anybody the system");
}

Test(case_records, a_card_has_one_line_per_side)
{
	struct bytes body = str_bytes(STR("{\"b\":1}\n{\"s\":22}\n{\"t\":333}\n"));

	cr_assert(str_eq(card_line(body, SIDE_BUYER), STR("{\"b\":1}")));
	cr_assert(str_eq(card_line(body, SIDE_SELLER), STR("{\"s\":22}")));
	cr_assert(str_eq(card_line(body, SIDE_STAFF), STR("{\"t\":333}")));
	cr_assert_eq(card_line((struct bytes){ 0 }, SIDE_SELLER).len, 0);
	cr_assert_eq(card_line(str_bytes(STR("one line")), SIDE_STAFF).len, 0);
	cr_assert(str_eq(card_line(str_bytes(STR("a\nb\nlast")), SIDE_STAFF), STR("last")));
}

/* --- what an act puts into the store --- */

/* The card and the view say the same. */
static bool theirs(enum role role, const char *party)
{
	struct principal who = { .known = true, .role = role };
	struct key key = case_key(docket.life.id);
	struct store_key wanted[] = { { RECORD_DISPUTE, key_bytes(&key) }, { RECORD_VIEW, key_bytes(&key) } };
	struct store_row rows[2];
	struct store_get get = {
		.base = { .done = docket_note_ending }, .keys = wanted, .rows = rows, .count = 2
	};

	strcpy(who.party, party);
	store_get(docket.client, &get);
	cr_assert_eq(docket_await(), STORE_OK);
	cr_assert_eq(case_is_theirs(&rows[0], &who), case_is_theirs(&rows[1], &who));
	return case_is_theirs(&rows[0], &who);
}

Test(case_records, a_draft_names_its_claimant_alone)
{
	docket_draft();
	const struct docket_copy *card = docket_card();
	cr_assert(str_eq(card->buyer, life_buyer.party));
	cr_assert_eq(card->seller.len, 0);
	cr_assert(str_eq(card->phase, STR("draft")));
	cr_assert(str_eq(card->order, STR("TB-1001")));
	cr_assert(theirs(ROLE_BUYER, "b-li"));
	cr_assert_not(theirs(ROLE_SELLER, "s-dongfang"));
	cr_assert_not(theirs(ROLE_SELLER, ""));
}

Test(case_records, a_filed_case_is_both_parties_and_the_arbiters)
{
	docket_to_negotiation();
	const struct docket_copy *card = docket_card();
	cr_assert(str_eq(card->seller, life_seller.party));
	cr_assert_eq(card->number, (uint64_t)docket.life.dispute.updated_at_ms);
	cr_assert(theirs(ROLE_BUYER, "b-li") && theirs(ROLE_SELLER, "s-dongfang"));
	cr_assert(theirs(ROLE_ARBITER, "a-chen"));
	cr_assert_not(theirs(ROLE_BUYER, "b-wang"));
	cr_assert_not(theirs(ROLE_SELLER, "b-li"), "the right name in the wrong role");
	cr_assert_not(theirs(ROLE_PLATFORM, "p-shop"));
	cr_assert_not(theirs(ROLE_ADMIN, "b-li"));
	cr_assert_not(
		case_is_theirs(&(struct store_row){ 0 },
	                       &(struct principal){ .known = true, .role = ROLE_ARBITER, .party = "a-1" }));
}

Test(case_records, the_card_that_is_stored_is_each_sides_card)
{
	struct life *life = &docket.life;

	docket_to_negotiation();
	struct str body = docket_card()->body;
	for (unsigned side = 0; side < SIDE_COUNT; side++) {
		struct str card = { 0 };
		cr_assert_eq(card_print(&life->dispute, (enum side)side, &life->arena, &card, &life->err),
		             STATUS_OK);
		cr_assert(str_eq(card_line(str_bytes(body), (enum side)side), card));
	}
}

Test(case_records, views_exist_for_those_who_may_see_the_case)
{
	docket_draft();
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		cr_assert_eq(docket_view((enum side)side).len > 0, side == SIDE_BUYER);
	docket_do(COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		cr_assert_gt(docket_view((enum side)side).len, 0);
}

Test(case_records, a_statement_row_keeps_salt_note_and_content_verbatim)
{
	const struct node *node;
	struct key draft, filing;

	docket_to_negotiation();
	draft = case_seq_key(docket.life.id, 1);
	filing = case_seq_key(docket.life.id, 2);
	cr_assert_eq(node_parse(docket_row(RECORD_STATEMENT, key_bytes(&draft))->body, &docket.life.arena,
	                        &node, &docket.life.err),
	             STATUS_OK);
	cr_assert_eq(node->count, 1, "an unsigned event has a salt alone");
	cr_assert_eq(node_text(node, STR("salt")).len, 2 * LEAF_SALT_BYTES);
	cr_assert_eq(node_parse(docket_row(RECORD_STATEMENT, key_bytes(&filing))->body, &docket.life.arena,
	                        &node, &docket.life.err),
	             STATUS_OK);
	cr_assert(str_eq(node_text(node, STR("note")), docket.entries[1].content));
	cr_assert(str_eq(node_text(node, STR("content")), STR("{}")));
}

/* The index of deadlines is exactly the register of open duties, whatever happened. */
static void check_duties(void)
{
	const struct dispute *dispute = &docket.life.dispute;

	for (size_t i = 0; i < dispute->duty_count; i++) {
		struct key key = case_duty_key(dispute->id, dispute->duties[i].id);
		const struct docket_copy *row = docket_row(RECORD_DUTY, key_bytes(&key));
		cr_assert(row->found);
		cr_assert_eq(row->number, (uint64_t)dispute_alarm(dispute, &dispute->duties[i]));
		cr_assert(str_eq(row->body, duty_info(dispute->duties[i].action)->slug));
	}
}

static uint32_t stored_duties(void)
{
	struct key lo = case_key(docket.life.id);
	struct key hi = lo;
	struct store_row rows[DISPUTE_DUTIES_MAX];
	struct store_scan scan = { .base = { .done = docket_note_ending },
		                   .kind = RECORD_DUTY,
		                   .rows = rows,
		                   .limit = DISPUTE_DUTIES_MAX };

	key_put_end(&hi);
	scan.lo = key_bytes(&lo);
	scan.hi = key_bytes(&hi);
	store_scan(docket.client, &scan);
	cr_assert_eq(docket_await(), STORE_OK);
	return scan.row_count;
}

Test(case_records, the_deadline_index_follows_the_register_of_duties)
{
	static const struct {
		enum command_kind command;
		const struct actor *actor;
		const char *content;
	} acts[] = { { COMMAND_CREATE_DRAFT, &life_buyer, "{\"order\":\"TB-1001\"}" },
		     { COMMAND_SUBMIT, &life_buyer, life_claim },
		     { COMMAND_MAKE_OFFER, &life_seller, life_offer },
		     { COMMAND_CONTEST_CLAIM, &life_seller, life_contest },
		     { COMMAND_ESCALATE, &life_buyer, "{}" },
		     { COMMAND_CLOSE_EVIDENCE, &life_arbiter, NULL },
		     { COMMAND_WITHDRAW, &life_buyer, "{\"text\":\"We settled.\",\"language\":\"en\"}" } };
	uint32_t most = 0;

	docket.life.id = life_fresh(&docket.life);
	for (size_t i = 0; i < COUNT_OF(acts); i++) {
		if (docket_try(acts[i].command, *acts[i].actor, acts[i].content, LIFE_NONE) != STATUS_OK)
			continue; /* an open offer may stand before an answer */
		cr_assert_eq(docket_commit(docket.change), STORE_OK);
		check_duties();
		uint32_t stored = stored_duties();
		cr_assert_eq(stored, docket.life.dispute.duty_count, "after %s",
		             command_slug(acts[i].command).ptr);
		most = stored > most ? stored : most;
	}
	cr_assert_gt(most, 1);
	cr_assert_eq(docket.life.dispute.phase, PHASE_CLOSED);
	cr_assert_eq(stored_duties(), 0, "a closed case waits for nobody");
}

Test(case_records, an_upload_is_known_by_dispute_party_and_bytes)
{
	struct principal li = { .known = true, .role = ROLE_BUYER, .party = "b-li" };
	struct principal wang = { .known = true, .role = ROLE_BUYER, .party = "b-wang" };
	struct digest a = { .bytes = { 1 } };
	struct digest b = { .bytes = { 2 } };
	struct id other = { .bytes = { 8 } };
	struct id id = upload_id_of(dispute_id, &li, &a);

	cr_assert(id_eq(id, upload_id_of(dispute_id, &li, &a)));
	cr_assert_not(id_eq(id, upload_id_of(dispute_id, &li, &b)));
	cr_assert_not(id_eq(id, upload_id_of(dispute_id, &wang, &a)));
	cr_assert_not(id_eq(id, upload_id_of(other, &li, &a)));
}
