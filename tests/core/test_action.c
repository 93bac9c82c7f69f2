#include "core/action.h"
#include "tests/support/life.h"

/* What is listed is possible, and what is possible is listed, in every phase and for every side. */

static const char *content_for(struct life *life, struct str action)
{
	static const struct {
		const char *action;
		const char *content;
	} rows[] = {
		{ "submit", life_claim },
		{ "amend_draft", "{\"claim\":{\"text\":\"again\"}}" },
		{ "contest_claim", life_contest },
		{ "accept_claim", "{\"position\":\"accept\"}" },
		{ "make_offer", life_offer },
		{ "accept_offer", "{\"alternative\":1,\"waive_statutory_floor\":true}" },
		{ "add_evidence", "{\"kind\":\"item_photo\",\"text\":\"x\",\"language\":\"en\"}" },
		{ "post_message", "{\"text\":\"x\",\"language\":\"en\"}" },
		{ "amend_claim", life_claim },
		{ "counter_offer", life_offer },
		{ "state_facts", "{\"facts\":{\"goods.intact\":true}}" },
		{ "issue_request", "{\"to\":\"seller\",\"text\":\"x\",\"language\":\"en\"}" },
		{ "answer_request", "{\"text\":\"x\",\"language\":\"en\"}" },
		{ "admit_evidence", "{\"reason\":\"x\"}" },
		{ "redact", "{\"reason\":\"x\"}" },
		{ "reopen_evidence", "{\"reason\":\"x\"}" },
		{ "declare_inadmissible", "{\"ground\":\"out_of_scope\",\"reasons\":\"x\"}" },
		{ "assign", "{\"arbiter\":\"a-second\"}" },
		{ "link", "{\"dispute\":\"dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\",\"relation\":\"incident\"}" },
		{ "refer", "{\"body\":\"court\",\"reason\":\"x\"}" },
		{ "file_appeal", "{\"ground\":\"fact_error\",\"text\":\"x\",\"language\":\"en\"}" },
		{ "request_correction", "{\"ground\":\"math\",\"text\":\"x\",\"language\":\"en\"}" },
		{ "prepare_return", "{\"instructions\":\"x\",\"language\":\"en\"}" },
		{ "ship_return", "{\"carrier\":\"SF\"}" },
		{ "inspect_return", "{\"condition\":\"ok\"}" },
		{ "resolve_obligation", "{\"finding\":\"performed\",\"reasons\":\"x\"}" },
		{ "find_fact", "{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"probable\","
		               "\"reason\":\"seen\"}" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (str_eq(str_from_c(rows[i].action), action))
			return rows[i].content;
	if (str_eq(action, STR("confirm_decision")))
		return life_verdict(life, "confirm", "");
	if (str_eq(action, STR("reject_decision")))
		return life_verdict(life, "reject", "");
	if (str_eq(action, STR("amend_decision")))
		return life_verdict(life, "amend",
		                    ",\"deviation\":{\"code\":\"c\",\"remedy\":\"EXCHANGE_SAME\"}");
	if (str_eq(action, STR("upheld")))
		return "{\"decision\":\"confirm\",\"reasons\":\"x\"}";
	return "{\"text\":\"x\",\"language\":\"en\"}";
}

static struct actor actor_of(enum side side)
{
	if (side == SIDE_STAFF)
		return life_arbiter;
	return side == SIDE_BUYER ? life_buyer : life_seller;
}

static const struct node *actions_of(struct life *life, enum side side)
{
	struct buf buf;
	struct printer printer;
	const struct node *actions = NULL;

	buf_init(&buf, &life->arena, KIB(64));
	printer_init(&printer, &buf);
	actions_print(&printer, &life->dispute, side, &life->arena);
	cr_assert(!buf.failed);
	cr_assert_eq(node_parse(buf_str(&buf), &life->arena, &actions, &life->err), STATUS_OK);
	return actions;
}

static bool href_names(const struct node *action, enum id_kind kind, struct id id, struct arena *arena)
{
	struct str href = node_text(action, STR("href"));
	struct str text = id_text(arena, kind, id);

	for (size_t i = 0; i + text.len <= href.len; i++)
		if (memcmp(href.ptr + i, text.ptr, text.len) == 0)
			return true;
	return false;
}

static bool is_listed(struct life *life, const struct node *actions, struct str name, enum id_kind kind,
                      struct id target, bool *ret_later)
{
	for (size_t i = 0; i < actions->count; i++) {
		const struct node *action = &actions->items[i];
		if (!str_eq(node_text(action, STR("action")), name))
			continue;
		if (!id_is_zero(target) && !href_names(action, kind, target, &life->arena))
			continue;
		*ret_later = node_find(action, STR("opens_at")) != NULL;
		return true;
	}
	return false;
}

static void check_one(struct life *life, enum side side, enum command_kind kind, enum id_kind id_kind,
                      struct id target)
{
	bool later = false;
	struct events events;
	if (kind == COMMAND_RELEASE || kind == COMMAND_CLOSE_EVIDENCE || kind == COMMAND_ASK_PARTY ||
	    kind == COMMAND_START_HOLD || kind == COMMAND_HOLD_CASE || kind == COMMAND_DISCARD_DRAFT)
		return; /* their content depends on the case: see their own tests */
	bool listed = is_listed(life, actions_of(life, side), command_slug(kind), id_kind, target, &later);
	struct command command =
		life_command(life, kind, actor_of(side), content_for(life, command_slug(kind)), target);
	enum status status = decide(&life->dispute, &command, &life->arena, &events, &life->err);
	/* contents that mean another member of the family are not this action */
	bool direct = kind == COMMAND_SUBMIT_DIRECT;

	if (direct)
		return;
	cr_assert_eq(listed && !later, status == STATUS_OK, "%s for %s in %s: %s", command_slug(kind).ptr,
	             side_slug(side).ptr, phase_slug(life->dispute.phase).ptr, life->err.detail);
}

/* What each command is about; the case where it has no row. */
static enum id_kind target_of(enum command_kind kind)
{
	static const struct {
		enum command_kind command;
		enum id_kind kind;
	} rows[] = {
		{ COMMAND_ACCEPT_OFFER, ID_OFFER },
		{ COMMAND_DECLINE_OFFER, ID_OFFER },
		{ COMMAND_WITHDRAW_OFFER, ID_OFFER },
		{ COMMAND_COUNTER_OFFER, ID_OFFER },
		{ COMMAND_REPORT_OBLIGATION, ID_OBLIGATION },
		{ COMMAND_CONFIRM_OBLIGATION, ID_OBLIGATION },
		{ COMMAND_CONTEST_OBLIGATION, ID_OBLIGATION },
		{ COMMAND_WAIVE_OBLIGATION, ID_OBLIGATION },
		{ COMMAND_DECLARE_IMPOSSIBLE, ID_OBLIGATION },
		{ COMMAND_RESOLVE_OBLIGATION, ID_OBLIGATION },
		{ COMMAND_PREPARE_RETURN, ID_OBLIGATION },
		{ COMMAND_SHIP_RETURN, ID_OBLIGATION },
		{ COMMAND_RECEIVE_RETURN, ID_OBLIGATION },
		{ COMMAND_INSPECT_RETURN, ID_OBLIGATION },
		{ COMMAND_ANSWER_REQUEST, ID_REQUEST },
		{ COMMAND_RETRACT_EVIDENCE, ID_EVIDENCE },
		{ COMMAND_ADMIT_EVIDENCE, ID_EVIDENCE },
		{ COMMAND_REDACT, ID_EVIDENCE },
		{ COMMAND_MAKE_CORRECTION, ID_CORRECTION },
		{ COMMAND_REFUSE_CORRECTION, ID_CORRECTION },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (rows[i].command == kind)
			return rows[i].kind;
	return ID_DISPUTE;
}

static struct id nth(const struct dispute *dispute, enum id_kind kind, size_t n, bool *ret_found)
{
	*ret_found = true;
	if (kind == ID_OFFER && n < dispute->offer_count)
		return dispute->offers[n].id;
	if (kind == ID_OBLIGATION && n < dispute->obligation_count)
		return dispute->obligations[n].id;
	if (kind == ID_REQUEST && n < dispute->request_count)
		return dispute->requests[n].id;
	if (kind == ID_EVIDENCE && n < dispute->evidence_count)
		return dispute->evidence[n].id;
	if (kind == ID_CORRECTION && n < dispute->correction_count)
		return dispute->corrections[n].id;
	*ret_found = kind == ID_DISPUTE && n == 0;
	return LIFE_NONE;
}

/* A term is extended at the duty's own address, which no page lists as an action. */
static void check_command(struct life *life, enum side side, enum command_kind kind)
{
	enum id_kind id_kind = target_of(kind);
	bool found = kind != COMMAND_EXTEND_DUTY;

	for (size_t i = 0; found; i++) {
		struct id id = nth(&life->dispute, id_kind, i, &found);
		if (found)
			check_one(life, side, kind, id_kind, id);
	}
}

static void check_all(struct life *life)
{
	for (int side = 0; side < SIDE_COUNT; side++)
		for (int kind = COMMAND_AMEND_DRAFT; kind < COMMAND_COUNT; kind++)
			check_command(life, (enum side)side, (enum command_kind)kind);
}

Test(action, the_list_and_decide_agree_in_every_phase)
{
	static void (*const ways[])(struct life *) = { life_draft, life_to_negotiation, life_to_evidence,
		                                       life_to_review, life_to_performance };

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct life life;
		life_begin(&life);
		ways[i](&life);
		check_all(&life);
		if (life.dispute.phase == PHASE_NEGOTIATION || life.dispute.phase == PHASE_EVIDENCE) {
			life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
			check_all(&life);
		}
		if (life.dispute.phase == PHASE_PERFORMANCE) {
			life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}",
			        life.dispute.obligations[0].id);
			check_all(&life);
		}
		for (int step = 0; step < 6 && life.dispute.phase != PHASE_CLOSED; step++) {
			cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
			check_all(&life);
		}
		life_end(&life);
	}
}

Test(action, what_opens_later_says_when)
{
	struct life life;
	bool later = false;

	life_begin(&life);
	life_to_negotiation(&life);
	cr_assert(is_listed(&life, actions_of(&life, SIDE_BUYER), STR("escalate"), ID_DISPUTE, LIFE_NONE,
	                    &later));
	cr_assert(later);
	life_end(&life);
}

Test(action, an_answer_shows_its_time_and_consequence)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	const struct node *first = &actions_of(&life, SIDE_SELLER)->items[0];
	cr_assert(str_eq(node_text(first, STR("action")), STR("contest_claim")));
	cr_assert(str_eq(node_text(first, STR("statement")), STR("response")));
	cr_assert(str_eq(node_text(first, STR("due_at")), STR("2026-11-28T00:00:00Z")));
	cr_assert(str_eq(node_text(first, STR("consequence")), STR("silence_is_noted_and_evidence_opens")));
	life_end(&life);
}
