#include "core/decide_table.h"

/* Offers: rows 5 and 6 of domain.md. An offer binds until it expires, is withdrawn or is answered; the rules
 * and the arbiter never see it. */

#define OFFER_HOURS_DEFAULT 72
#define OFFER_HOURS_MAX     (20 * 24) /* the longest negotiation there is */

enum status guard_new_offer(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute_open_offer(dispute, approach->actor) != NULL)
		return FAIL(err, PROBLEM_OFFER_ALREADY_OPEN, "one open offer per side: withdraw yours first");
	if (dispute->offer_count >= DISPUTE_OFFERS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d offers", DISPUTE_OFFERS_MAX);
	return STATUS_OK;
}

static enum status find_open(const struct approach *approach, const struct offer **ret_offer,
                             struct error *err)
{
	const struct offer *offer = dispute_find_offer(approach->dispute, approach->target);

	if (offer == NULL)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this case has no such offer");
	if (offer->state != OFFER_OPEN)
		return FAIL(err, PROBLEM_OFFER_NOT_OPEN, "the offer is %s",
		            offer_state_slug(offer->state).ptr);
	if (offer->expires_at_ms <= approach->at_ms)
		return FAIL(err, PROBLEM_OFFER_NOT_OPEN, "the offer has expired");
	*ret_offer = offer;
	return STATUS_OK;
}

enum status guard_answer_offer(struct approach *approach, struct error *err)
{
	const struct offer *offer;

	TRY(find_open(approach, &offer, err));
	if (actor_eq(offer->by, approach->actor))
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "your own offer is for the other side to answer");
	return STATUS_OK;
}

enum status guard_withdraw_offer(struct approach *approach, struct error *err)
{
	const struct offer *offer;

	TRY(find_open(approach, &offer, err));
	if (!actor_eq(offer->by, approach->actor))
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "only who made the offer can withdraw it");
	return STATUS_OK;
}

/* The alternative's terms; *ret_minor is -1 when it states no amount. */
static enum status check_alternative(const struct dispute *dispute,
                                     const struct alternative_content *alternative, const char *at,
                                     struct arena *arena, struct terms *ret_terms, struct error *err)
{
	struct pointer amount_at = pointer_member(at, STR("amount"));
	struct terms terms = { 0 };
	struct money amount;

	if (!remedy_find(alternative->remedy, &terms.remedy) || !remedy_info(terms.remedy)->may_ask)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_member(at, STR("remedy")).text,
		               "this must be a remedy that can be offered; see /v1/meta/machine");
	if (alternative->amount != NULL) {
		TRY(money_decode(alternative->amount, amount_at.text, &amount, err));
		if (!str_eq(str_from_c(amount.currency.code), str_from_c(dispute->order.currency.code)))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, amount_at.text, "the order is in %s",
			               dispute->order.currency.code);
		if (amount.minor == 0)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, amount_at.text, "offer more than nothing");
		terms.amounts = plan_amounts(arena, terms.remedy, amount.minor);
	}
	TRY(plan_check(dispute, &terms, amount_at.text, err));
	*ret_terms = terms;
	return STATUS_OK;
}

static enum status decode_alternative(struct hearing *hearing, const struct node *alternatives, size_t index,
                                      struct terms *ret_terms, struct error *err)
{
	struct alternative_content alternative;
	struct pointer at = pointer_item("/alternatives", index);

	TRY(content_decode(DOCUMENT_alternative, &alternatives->items[index], at.text, &alternative, err));
	return check_alternative(hearing->dispute, &alternative, at.text, hearing->arena, ret_terms, err);
}

static enum status check_proposition(struct hearing *hearing, struct proposition_content *content,
                                     struct error *err)
{
	int64_t latest = hearing->now_ms + OFFER_HOURS_MAX * HOUR_MS;

	TRY(content_decode(DOCUMENT_proposition, hearing->command->content, "", content, err));
	for (size_t i = 0; i < content->alternatives->count; i++) {
		struct terms ignored;
		TRY(decode_alternative(hearing, content->alternatives, i, &ignored, err));
	}
	if (content->expires_at == 0)
		content->expires_at = hearing->now_ms + OFFER_HOURS_DEFAULT * HOUR_MS;
	if (content->expires_at <= hearing->now_ms)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/expires_at",
		               "this time is over: name a later one");
	if (content->expires_at > latest)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/expires_at",
		               "an offer may stand for at most %d days", OFFER_HOURS_MAX / 24);
	return STATUS_OK;
}

static struct node offer_node(struct arena *arena, struct id id, const struct proposition_content *content)
{
	struct object object;

	object_init(&object, arena, 6);
	object_id(&object, STR("id"), ID_OFFER, id);
	object_copy(&object, STR("alternatives"), content->alternatives);
	object_text(&object, STR("text"), content->text);
	object_text(&object, STR("language"), content->language);
	object_bool(&object, STR("final"), content->final);
	object_instant(&object, STR("expires_at"), content->expires_at);
	return object_end(&object);
}

enum status act_make_offer(struct hearing *hearing, struct error *err)
{
	assert(dispute_open_offer(hearing->dispute, hearing->command->actor) == NULL);

	struct proposition_content content;
	struct minute minute;

	TRY(check_proposition(hearing, &content, err));
	struct id id = hearing_id(hearing);
	minute_begin(&minute, hearing, EVENT_OFFER_MADE);
	object_node(&minute.data, STR("offer"), offer_node(hearing->arena, id, &content));
	TRY(exhibit_attach(&minute, err));
	minute_open_duty(&minute, dispute_other(hearing->who), DUTY_ANSWER_OFFER, content.expires_at, id);
	minute_end(&minute);
	return STATUS_OK;
}

/* An event about one offer that ends it. */
static void begin_about(struct minute *minute, struct hearing *hearing, enum event_type type, struct id offer)
{
	minute_begin(minute, hearing, type);
	object_id(&minute->data, STR("offer_id"), ID_OFFER, offer);
	minute_close_duties_about(minute, offer);
}

static enum status end_with_note(struct hearing *hearing, enum event_type type, struct error *err)
{
	assert(dispute_find_offer(hearing->dispute, hearing->command->target) != NULL);

	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	begin_about(&minute, hearing, type, hearing->command->target);
	minute_note(&minute, note.text, note.language);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_counter_offer(struct approach *approach, struct error *err)
{
	TRY(guard_answer_offer(approach, err));
	return guard_new_offer(approach, err);
}

/* Ends the other side's offer and puts one's own in its place. */
enum status act_counter_offer(struct hearing *hearing, struct error *err)
{
	struct proposition_content content;
	struct minute minute;

	TRY(check_proposition(hearing, &content, err));
	struct id id = hearing_id(hearing);
	begin_about(&minute, hearing, EVENT_OFFER_COUNTERED, hearing->command->target);
	object_node(&minute.data, STR("offer"), offer_node(hearing->arena, id, &content));
	TRY(exhibit_attach(&minute, err));
	minute_open_duty(&minute, dispute_other(hearing->who), DUTY_ANSWER_OFFER, content.expires_at, id);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_decline_offer(struct hearing *hearing, struct error *err)
{
	return end_with_note(hearing, EVENT_OFFER_DECLINED, err);
}

enum status act_withdraw_offer(struct hearing *hearing, struct error *err)
{
	return end_with_note(hearing, EVENT_OFFER_WITHDRAWN, err);
}

enum status act_expire_offer(struct hearing *hearing, struct error *err)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);
	struct minute minute;

	(void)err;
	assert(duty != NULL);
	begin_about(&minute, hearing, EVENT_OFFER_EXPIRED, duty->subject);
	minute_end(&minute);
	return STATUS_OK;
}

static bool grants(const struct node *result)
{
	struct str outcome = node_text(result, STR("outcome"));

	return str_eq(outcome, STR("grant")) || str_eq(outcome, STR("grant_alternative"));
}

static bool lists(const struct node *array, struct str text)
{
	for (size_t i = 0; array != NULL && i < array->count; i++)
		if (str_eq(array->items[i].string, text))
			return true;
	return false;
}

/* Below what the rules give now: a remedy that they do not open, or less money than they compute. Where the
 * rules cannot tell yet there is no floor to be below of. */
static bool is_below_floor(const struct node *result, const struct terms *terms)
{
	assert(terms->remedy < REMEDY_COUNT);

	struct str name = remedy_info(terms->remedy)->name;
	const struct node *floor = node_object(result, STR("amounts"));

	if (!grants(result))
		return false;
	if (!lists(node_array(result, STR("remedies_available")), name) &&
	    !str_eq(node_text(result, STR("remedy_proposed")), name))
		return true;
	for (size_t i = 0; terms->amounts != NULL && i < terms->amounts->count; i++) {
		const struct member *offered = &terms->amounts->members[i];
		if (offered->value.integer < node_int(floor, offered->name, 0))
			return true;
	}
	return false;
}

/* Only the buyer has a statutory floor (Consumer Protection Law art. 26; domain.md row 6). */
static enum status check_floor(const struct hearing *hearing, const struct terms *terms, bool waived,
                               struct error *err)
{
	const struct node *result = hearing->command->proposal;

	if (result == NULL)
		result = hearing->dispute->proposal.result;
	if (hearing->command->actor.role != ACTOR_BUYER)
		return STATUS_OK;
	if (waived)
		return STATUS_OK;
	if (!is_below_floor(result, terms))
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_BELOW_STATUTORY_FLOOR, "/waive_statutory_floor",
	               "on the facts as they stand the rules give you more; see the assessment");
}

static enum status accepted_terms(struct hearing *hearing, const struct offer *offer, struct terms *ret_terms,
                                  struct acceptance_content *ret_content, struct error *err)
{
	assert(offer->state == OFFER_OPEN);

	TRY(content_decode(DOCUMENT_acceptance, hearing->command->content, "", ret_content, err));
	if (ret_content->alternative == 0 && offer->alternatives->count == 1)
		ret_content->alternative = 1;
	if (ret_content->alternative == 0)
		return FAIL_AT(err, PROBLEM_ALTERNATIVE_REQUIRED, "/alternative",
		               "the offer has %zu alternatives", offer->alternatives->count);
	if (ret_content->alternative > (int64_t)offer->alternatives->count)
		return FAIL_AT(err, PROBLEM_ALTERNATIVE_REQUIRED, "/alternative",
		               "the offer has only %zu alternatives", offer->alternatives->count);
	TRY(decode_alternative(hearing, offer->alternatives, (size_t)ret_content->alternative - 1, ret_terms,
	                       err));
	return check_floor(hearing, ret_terms, ret_content->waive_statutory_floor, err);
}

/* The clause that binds: the offer and the alternative in it. */
static enum status settlement_basis(struct hearing *hearing, const struct offer *offer, int64_t alternative,
                                    const struct node **ret_basis, struct error *err)
{
	struct node *basis = ARENA_NEW(hearing->arena, struct node);
	struct array array;
	struct buf clause;

	buf_init(&clause, hearing->arena, 64);
	buf_put(&clause, STR("settlement "));
	id_put(&clause, ID_OFFER, offer->id);
	buf_put_char(&clause, '/');
	buf_put_int(&clause, alternative);
	array_init(&array, hearing->arena, 1);
	array_text(&array, buf_str(&clause));
	TRY(buf_check(&clause, err));
	TRY(arena_check(hearing->arena, err));
	*basis = array_end(&array);
	*ret_basis = basis;
	return STATUS_OK;
}

enum status act_accept_offer(struct hearing *hearing, struct error *err)
{
	const struct offer *offer = dispute_find_offer(hearing->dispute, hearing->command->target);
	struct acceptance_content content;
	struct terms terms;
	struct minute minute;

	assert(offer != NULL);
	TRY(accepted_terms(hearing, offer, &terms, &content, err));
	TRY(settlement_basis(hearing, offer, content.alternative, &terms.basis, err));

	begin_about(&minute, hearing, EVENT_OFFER_ACCEPTED, offer->id);
	object_int(&minute.data, STR("alternative"), content.alternative);
	object_bool(&minute.data, STR("waive_statutory_floor"), content.waive_statutory_floor);
	object_text(&minute.data, STR("remedy"), remedy_info(terms.remedy)->name);
	minute_phase(&minute, hearing->to);
	minute_close_all_duties(&minute);
	plan_make(&minute, &terms);
	minute_end(&minute);
	performance_end(hearing);
	return STATUS_OK;
}
