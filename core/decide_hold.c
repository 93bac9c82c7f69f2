#include "core/decide_table.h"

/* Pauses: row 10 of domain.md. Soft terms move by exactly as long as the case rests; statutory ones run on.
 * They are moved when the hold begins, and moved back by what is left of it when it ends early, so that a
 * term always says when it really ends. */

#define COOLOFF_HOURS     24
#define CONSENT_HOURS_MAX (7 * 24)
#define STAFF_HOURS_MAX   (30 * 24)

static bool is_party(enum capacity who)
{
	return who == CAPACITY_CLAIMANT || who == CAPACITY_RESPONDENT;
}

enum status guard_hold(struct approach *approach, struct error *err)
{
	if (approach->who == CAPACITY_ARBITER)
		TRY(arbiter_check(approach, err));
	if (approach->dispute->hold != HOLD_NONE)
		return FAIL(err, PROBLEM_HELD, "the case is already on hold (%s)",
		            hold_slug(approach->dispute->hold).ptr);
	return STATUS_OK;
}

/* Who may pause for which cause. */
static enum status check_kind(const struct hearing *hearing, enum hold kind, struct error *err)
{
	bool allowed = kind == HOLD_STAFF || kind == HOLD_EXTERNAL;

	if (is_party(hearing->who))
		allowed = kind == HOLD_COOLOFF;
	else if (hearing->who == CAPACITY_PLATFORM)
		allowed = kind == HOLD_EXTERNAL || kind == HOLD_CALAMITY;
	if (allowed)
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/kind", "a %s cannot hold the case for this cause",
	               capacity_slug(hearing->who).ptr);
}

static enum status check_until(const struct hearing *hearing, int64_t until_ms, struct error *err)
{
	int64_t hours = is_party(hearing->who) ? CONSENT_HOURS_MAX : STAFF_HOURS_MAX;

	if (until_ms <= hearing->now_ms)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/until", "this time is over: name a later one");
	if (until_ms > hearing->now_ms + hours * HOUR_MS)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/until", "a hold lasts at most %lld days",
		               (long long)hours / 24);
	return STATUS_OK;
}

void hold_begin(struct minute *minute, enum hold kind, int64_t until_ms, bool by_consent)
{
	struct hearing *hearing = minute->hearing;
	struct object object;

	assert(kind != HOLD_NONE && until_ms > hearing->now_ms);
	object_init(&object, hearing->arena, 3);
	object_text(&object, STR("kind"), hold_slug(kind));
	object_instant(&object, STR("until"), until_ms);
	object_bool(&object, STR("by_consent"), by_consent);
	object_node(&minute->data, STR("hold"), object_end(&object));
	minute_move_soft_duties(minute, until_ms - hearing->now_ms);
	minute_open_duty(minute, CAPACITY_SYSTEM, DUTY_END_HOLD, until_ms, (struct id){ 0 });
}

enum hold_way { WAY_AT_ONCE, WAY_CONSENTED, WAY_ASKED, WAY_USED_UP };

/* A party may rest once for a day without asking; everything longer or later begins when the other agrees. */
static enum hold_way way_of(const struct hearing *hearing, int64_t until_ms)
{
	const struct dispute *dispute = hearing->dispute;
	const struct hold_request *asked = &dispute->hold_request;
	bool is_short = until_ms <= hearing->now_ms + COOLOFF_HOURS * HOUR_MS;

	if (!is_party(hearing->who))
		return WAY_AT_ONCE;
	if (asked->present && !actor_eq(asked->by, hearing->command->actor) && asked->until_ms == until_ms)
		return WAY_CONSENTED;
	if (!is_short)
		return WAY_ASKED;
	return dispute->cooled_off[hearing->who == CAPACITY_RESPONDENT] ? WAY_USED_UP : WAY_AT_ONCE;
}

enum status act_start_hold(struct hearing *hearing, struct error *err)
{
	assert(hearing->dispute->hold == HOLD_NONE);

	struct hold_content content;
	struct minute minute;
	enum hold kind = HOLD_NONE;

	TRY(content_decode(DOCUMENT_hold, hearing->command->content, "", &content, err));
	bool known = hold_find(content.kind, &kind);
	assert(known);
	TRY(check_kind(hearing, kind, err));
	TRY(check_until(hearing, content.until, err));
	enum hold_way way = way_of(hearing, content.until);
	if (way == WAY_USED_UP)
		return FAIL(err, PROBLEM_HOLD_USED_UP,
		            "you have rested once; another pause waits for consent");

	minute_begin(&minute, hearing, way == WAY_ASKED ? EVENT_HOLD_REQUESTED : EVENT_HOLD_STARTED);
	minute_note(&minute, content.text, content.language);
	if (way == WAY_ASKED)
		object_instant(&minute.data, STR("until"), content.until);
	else
		hold_begin(&minute, kind, content.until, way == WAY_CONSENTED);
	minute_end(&minute);
	return STATUS_OK;
}

/* Who began it ends it; a pause by consent either side; staff any but a pause of the parties' own. */
enum status guard_end_hold(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	const struct holding *holding = &dispute->holding;

	if (dispute->hold == HOLD_NONE)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the case is not on hold");
	if (approach->who == CAPACITY_SYSTEM)
		return guard_due(approach, err);
	if (holding->by_consent && is_party(approach->who))
		return STATUS_OK;
	if (actor_eq(holding->by, approach->actor))
		return STATUS_OK;
	if (dispute->hold != HOLD_COOLOFF && !is_party(approach->who))
		return STATUS_OK;
	return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "who began the hold ends it");
}

/* What is left of the hold is taken off the terms that it had moved. */
static void give_back(struct minute *minute, int64_t left_ms)
{
	struct hearing *hearing = minute->hearing;
	int64_t since_ms = hearing->dispute->holding.since_ms;

	for (size_t i = 0; left_ms > 0 && hearing->duties != NULL && i < hearing->duty_count; i++) {
		const struct duty *duty = &hearing->duties[i];
		bool moved = duty->opened_at_ms <= since_ms;
		if (moved && duty_info(duty->action)->kind == DUTY_KIND_SOFT)
			minute_move_duty(minute, duty->id, duty->due_at_ms - left_ms);
	}
}

enum status act_end_hold(struct hearing *hearing, struct error *err)
{
	const struct holding *holding = &hearing->dispute->holding;
	int64_t left_ms = holding->until_ms - hearing->now_ms;
	struct note_content note = { 0 };
	struct minute minute;

	assert(hearing->dispute->hold != HOLD_NONE);
	if (hearing->who != CAPACITY_SYSTEM)
		TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	minute_begin(&minute, hearing, EVENT_HOLD_ENDED);
	if (hearing->who != CAPACITY_SYSTEM)
		minute_note(&minute, note.text, note.language);
	minute_close_duties(&minute, DUTY_END_HOLD);
	give_back(&minute, left_ms);
	minute_end(&minute);
	return STATUS_OK;
}
