/* Lives at random with a virtual clock: every step is tried, every invariant is checked after it, and what
 * happened is written down for a second model, which was made apart and is naive on purpose (model.mjs).
 *
 *	SIM_SEED=n SIM_LIVES=m SIM_TRACE=file   which lives, how many, and where to write them
 */
#include "tests/sim/invariants.h"

#define STEPS_MAX 260

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice->state >> 33) % sides;
}

enum target { ABOUT_CASE, ABOUT_OFFER, ABOUT_EXHIBIT, ABOUT_REQUEST, ABOUT_OBLIGATION, ABOUT_CORRECTION };

static const char some_words[] = "{\"text\":\"x\",\"language\":\"en\"}";

/* Contents are valid, so that only the state of the case can refuse a move; "@" stands for what the case
 * itself decides. */
static const struct move {
	enum command_kind command;
	enum target about;
	const char *content;
} moves[] = {
	{ COMMAND_CONTEST_CLAIM, ABOUT_CASE, life_contest },
	{ COMMAND_ACCEPT_CLAIM, ABOUT_CASE, "{\"position\":\"accept\"}" },
	{ COMMAND_AMEND_CLAIM, ABOUT_CASE, life_claim },
	{ COMMAND_MAKE_OFFER, ABOUT_CASE, life_offer },
	{ COMMAND_COUNTER_OFFER, ABOUT_OFFER, life_offer },
	{ COMMAND_ACCEPT_OFFER, ABOUT_OFFER, "{\"alternative\":1,\"waive_statutory_floor\":true}" },
	{ COMMAND_ACCEPT_OFFER, ABOUT_OFFER, "{\"alternative\":2,\"waive_statutory_floor\":true}" },
	{ COMMAND_DECLINE_OFFER, ABOUT_OFFER, some_words },
	{ COMMAND_WITHDRAW_OFFER, ABOUT_OFFER, some_words },
	{ COMMAND_ESCALATE, ABOUT_CASE, "{}" },
	{ COMMAND_REOPEN, ABOUT_CASE, some_words },
	{ COMMAND_START_HOLD, ABOUT_CASE, "@cooloff" },
	{ COMMAND_RESUME, ABOUT_CASE, "{}" },
	{ COMMAND_HOLD_CASE, ABOUT_CASE, "@external" },
	{ COMMAND_END_HOLD, ABOUT_CASE, "{}" },
	{ COMMAND_POST_MESSAGE, ABOUT_CASE, some_words },
	{ COMMAND_ADD_EVIDENCE, ABOUT_CASE, "{\"kind\":\"item_photo\",\"text\":\"x\",\"language\":\"en\"}" },
	{ COMMAND_RETRACT_EVIDENCE, ABOUT_EXHIBIT, some_words },
	{ COMMAND_ADMIT_EVIDENCE, ABOUT_EXHIBIT, "{\"reason\":\"x\"}" },
	{ COMMAND_COMPLETE_EVIDENCE, ABOUT_CASE, "{}" },
	{ COMMAND_ASK_PARTY, ABOUT_CASE, "@ask" },
	{ COMMAND_ISSUE_REQUEST, ABOUT_CASE, "{\"to\":\"seller\",\"text\":\"x\",\"language\":\"en\"}" },
	{ COMMAND_ANSWER_REQUEST, ABOUT_REQUEST, some_words },
	{ COMMAND_CLOSE_EVIDENCE, ABOUT_CASE, NULL },
	{ COMMAND_REOPEN_EVIDENCE, ABOUT_CASE, "{\"reason\":\"x\"}" },
	{ COMMAND_CONFIRM_DECISION, ABOUT_CASE, "@confirm" },
	{ COMMAND_AMEND_DECISION, ABOUT_CASE, "@amend" },
	{ COMMAND_REJECT_DECISION, ABOUT_CASE, "@reject" },
	{ COMMAND_COSIGN_DECISION, ABOUT_CASE, "@cosign" },
	{ COMMAND_REFUSE_COSIGNATURE, ABOUT_CASE, some_words },
	{ COMMAND_REPORT_OBLIGATION, ABOUT_OBLIGATION, "{}" },
	{ COMMAND_CONFIRM_OBLIGATION, ABOUT_OBLIGATION, "{}" },
	{ COMMAND_CONTEST_OBLIGATION, ABOUT_OBLIGATION, some_words },
	{ COMMAND_WAIVE_OBLIGATION, ABOUT_OBLIGATION, some_words },
	{ COMMAND_DECLARE_IMPOSSIBLE, ABOUT_OBLIGATION, some_words },
	{ COMMAND_RESOLVE_OBLIGATION, ABOUT_OBLIGATION, "{\"finding\":\"performed\",\"reasons\":\"x\"}" },
	{ COMMAND_RESOLVE_OBLIGATION, ABOUT_OBLIGATION, "{\"finding\":\"not_performed\",\"reasons\":\"x\"}" },
	{ COMMAND_FILE_APPEAL, ABOUT_CASE, "@appeal" },
	{ COMMAND_DECIDE_APPEAL, ABOUT_CASE, "@confirm" },
	{ COMMAND_DECLARE_INADMISSIBLE, ABOUT_CASE, "{\"ground\":\"abusive\",\"reasons\":\"x\"}" },
	{ COMMAND_ASSIGN, ABOUT_CASE, "{\"arbiter\":\"a-second\"}" },
	{ COMMAND_RELEASE, ABOUT_CASE, "{}" },
	{ COMMAND_DECLARE_CONFLICT, ABOUT_CASE, some_words },
	{ COMMAND_REQUEST_VOID, ABOUT_CASE, some_words },
	{ COMMAND_VOID, ABOUT_CASE, some_words },
	{ COMMAND_WITHDRAW, ABOUT_CASE, "{}" },
};

static const struct actor people[] = {
	{ ACTOR_BUYER, { "b-li", 4 } },      { ACTOR_SELLER, { "s-dongfang", 10 } },
	{ ACTOR_ARBITER, { "a-chen", 6 } },  { ACTOR_ARBITER, { "a-second", 8 } },
	{ ACTOR_ARBITER, { "a-third", 7 } }, { ACTOR_PLATFORM, { "p-shop", 6 } },
};

static struct id nth(const struct dispute *dispute, enum target about, uint32_t pick, int *ret_n)
{
	size_t counts[] = { 0,
		            dispute->offer_count,
		            dispute->evidence_count,
		            dispute->request_count,
		            dispute->obligation_count,
		            dispute->correction_count };
	size_t count = counts[about];
	size_t n = count == 0 ? 0 : pick % count;

	*ret_n = count == 0 ? -1 : (int)n;
	if (count == 0)
		return LIFE_NONE;
	switch (about) {
	case ABOUT_OFFER: return dispute->offers[n].id;
	case ABOUT_EXHIBIT: return dispute->evidence[n].id;
	case ABOUT_REQUEST: return dispute->requests[n].id;
	case ABOUT_OBLIGATION: return dispute->obligations[n].id;
	case ABOUT_CORRECTION: return dispute->corrections[n].id;
	case ABOUT_CASE: break;
	}
	return LIFE_NONE;
}

static const char *hold_until(struct life *life, const char *kind, int64_t hours)
{
	static char text[160];
	struct str instant = instant_text(&life->arena, life->now_ms - life->now_ms % 1000 + hours * HOUR_MS);

	(void)snprintf(text, sizeof text, "{\"kind\":\"%s\",\"until\":\"%.*s\"}", kind, (int)instant.len,
	               instant.ptr);
	return text;
}

/* What the mark in a content stands for; *ret_arg is what the second model must know of it. */
static const char *fill(struct life *life, const struct move *move, const struct actor *actor, uint32_t pick,
                        int *ret_arg)
{
	static const char *const grounds[] = {
		"{\"ground\":\"fact_error\",\"text\":\"x\",\"language\":\"en\"}",
		"{\"ground\":\"rule_error\",\"text\":\"x\",\"language\":\"en\"}",
	};
	const char *content = move->content;

	*ret_arg = 0;
	if (content == NULL || content[0] != '@')
		return content;
	if (strcmp(content, "@cooloff") == 0 || strcmp(content, "@external") == 0) {
		*ret_arg = pick % 2 == 0 ? 20 : 72;
		return hold_until(life, content + 1, *ret_arg);
	}
	if (strcmp(content, "@ask") == 0)
		return actor->role == ACTOR_BUYER ? "{\"to\":\"seller\",\"text\":\"x\",\"language\":\"en\"}"
		                                  : "{\"to\":\"buyer\",\"text\":\"x\",\"language\":\"en\"}";
	if (strcmp(content, "@appeal") == 0) {
		*ret_arg = (int)(pick % 2);
		return grounds[pick % 2];
	}
	if (strcmp(content, "@cosign") == 0)
		return life_cosignature(life);
	if (strcmp(content, "@amend") == 0)
		return life_verdict(life, "amend",
		                    ",\"deviation\":{\"code\":\"c\",\"remedy\":\"EXCHANGE_SAME\"}");
	return life_verdict(life, content + 1, "");
}

/* --- what the second model reads --- */

static FILE *trace;

static int subject_index(const struct dispute *dispute, const struct duty *duty)
{
	for (size_t i = 0; i < dispute->offer_count; i++)
		if (id_eq(dispute->offers[i].id, duty->subject))
			return (int)i;
	for (size_t i = 0; i < dispute->request_count; i++)
		if (id_eq(dispute->requests[i].id, duty->subject))
			return (int)i;
	for (size_t i = 0; i < dispute->obligation_count; i++)
		if (id_eq(dispute->obligations[i].id, duty->subject))
			return (int)i;
	return -1;
}

static void write_duty(const struct dispute *dispute, const struct duty *duty)
{
	(void)fprintf(trace, "[\"%s\",\"%s\",%lld,%d,%d]", duty_info(duty->action)->slug.ptr,
	              capacity_slug(duty->who).ptr, (long long)duty->due_at_ms, subject_index(dispute, duty),
	              duty->reminders);
}

static void write_state(const struct dispute *dispute)
{
	(void)fprintf(trace, "\"phase\":\"%s\",\"closed\":\"%s\",\"hold\":\"%s\",\"duties\":[",
	              phase_slug(dispute->phase).ptr, closed_slug(dispute->closed_reason).ptr,
	              hold_slug(dispute->hold).ptr);
	for (size_t i = 0; i < dispute->duty_count; i++) {
		(void)fputs(i > 0 ? "," : "", trace);
		write_duty(dispute, &dispute->duties[i]);
	}
	(void)fputs("],\"owed\":[", trace);
	for (size_t i = 0; i < dispute->obligation_count; i++)
		(void)fprintf(trace, "%s\"%s%s\"", i > 0 ? "," : "",
		              obligation_state_slug(dispute->obligations[i].state).ptr,
		              dispute->obligations[i].stayed ? "*" : "");
	(void)fputs("],\"offers\":[", trace);
	for (size_t i = 0; i < dispute->offer_count; i++)
		(void)fprintf(trace, "%s\"%s\"", i > 0 ? "," : "",
		              offer_state_slug(dispute->offers[i].state).ptr);
	(void)fprintf(trace, "],\"ruling\":%lld,\"pending\":%s}\n", (long long)dispute->ruling.version,
	              dispute->decision.pending ? "true" : "false");
}

/* --- one step --- */

static void finish_step(struct life *life, const struct witness *before, bool accepted)
{
	witness_compare(before, life, accepted);
	invariants_check(life);
	if (trace != NULL)
		write_state(&life->dispute);
}

static void step_begin(const struct life *life, struct str command, struct str who, int about, int arg)
{
	if (trace != NULL)
		(void)fprintf(trace, "{\"at\":%lld,\"do\":\"%s\",\"who\":\"%s\",\"about\":%d,\"arg\":%d,",
		              (long long)life->now_ms, command.ptr, who.ptr, about, arg);
}

static void step_outcome(const struct life *life, bool accepted)
{
	if (trace != NULL)
		(void)fprintf(trace, "\"ok\":%s,\"problem\":\"%s\",", accepted ? "true" : "false",
		              accepted ? "" : problem_info(life->err.problem)->slug);
}

/* The rules run as soon as they can, as in the server. */
static void run_rules(struct life *life)
{
	struct witness before;

	if (dispute_find_duty_of(&life->dispute, DUTY_COMPUTE_PROPOSAL, LIFE_NONE) == NULL)
		return;
	witness_take(&before, life);
	step_begin(life, STR("propose"), STR("system"), -1, 0);
	life_propose(life, NULL);
	step_outcome(life, true);
	finish_step(life, &before, true);
}

static void ring_step(struct life *life)
{
	const struct duty *duty = life_next_alarm(life);
	struct witness before;

	witness_take(&before, life);
	if (dispute_alarm(&life->dispute, duty) > life->now_ms)
		life->now_ms = dispute_alarm(&life->dispute, duty);
	if (trace != NULL) {
		(void)fprintf(trace, "{\"at\":%lld,\"do\":\"ring\",\"who\":\"system\",\"duty\":",
		              (long long)life->now_ms);
		write_duty(&life->dispute, duty);
		(void)fputs(",", trace);
	}
	cr_assert_eq(life_ring(life), STATUS_OK, "%s", life->err.detail);
	step_outcome(life, true);
	finish_step(life, &before, true);
	run_rules(life);
}

static void move_step(struct life *life, struct dice *dice)
{
	const struct move *move = &moves[roll(dice, COUNT_OF(moves))];
	const struct actor *actor = &people[roll(dice, COUNT_OF(people))];
	uint32_t pick = roll(dice, 1000);
	struct witness before;
	int about = -1;
	int arg = 0;

	life->now_ms += (int64_t)roll(dice, 4) * HOUR_MS;
	struct id target = nth(&life->dispute, move->about, pick, &about);
	const char *content = fill(life, move, actor, pick, &arg);
	if (move->command == COMMAND_ACCEPT_OFFER || move->command == COMMAND_RESOLVE_OBLIGATION)
		arg = strstr(content, "\"alternative\":2") != NULL ||
		      strstr(content, "not_performed") != NULL;
	witness_take(&before, life);
	step_begin(life, command_slug(move->command), actor->party, about, arg);
	bool accepted = life_try(life, move->command, *actor, content, target) == STATUS_OK;
	step_outcome(life, accepted);
	finish_step(life, &before, accepted);
	run_rules(life);
}

static void live(uint64_t seed)
{
	struct dice dice = { seed * 0x9e3779b97f4a7c15u };
	struct life life;

	life_begin(&life);
	if (seed % 2 == 0)
		life.policy.cosign_minor = 1;
	life_to_negotiation(&life);
	if (trace != NULL)
		(void)fprintf(trace, "{\"seed\":%llu,\"cosign\":%s}\n", (unsigned long long)seed,
		              seed % 2 == 0 ? "true" : "false");
	for (int step = 0; step < STEPS_MAX; step++) {
		if (life.dispute.phase == PHASE_CLOSED && roll(&dice, 12) == 0)
			break;
		if (life.dispute.duty_count > 0 && roll(&dice, 6) == 0)
			ring_step(&life);
		else
			move_step(&life, &dice);
	}
	life_check_replay(&life);
	life_end(&life);
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text == NULL ? otherwise : strtoull(text, NULL, 10);
}

Test(lives, at_random_keep_every_invariant, .timeout = 3000)
{
	uint64_t first = setting("SIM_SEED", 1);
	uint64_t count = setting("SIM_LIVES", 150);

	if (getenv("SIM_TRACE") != NULL) {
		trace = fopen(getenv("SIM_TRACE"), "w");
		cr_assert(trace != NULL);
	}
	for (uint64_t seed = first; seed < first + count; seed++) {
		sim_seed = seed;
		live(seed);
	}
	if (trace != NULL)
		cr_assert_eq(fclose(trace), 0);
	cr_assert_gt(count, 0);
}
