/* life.h — a dispute lived step by step, for tests: commands in, events kept, time moved by hand.
 *
 * Every step decides, folds and keeps the canonical text of each event, so that a test can replay the whole
 * life. Statements are plausible but unsigned: signatures are the server's matter.
 */
#pragma once

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/decide.h"
#include "core/evolve.h"
#include "core/ledger.h"
#include "core/object.h"
#include "core/view.h"

#define LIFE_ARENA  MIB(96)
#define LIFE_EVENTS 1200
#define LIFE_START  ((int64_t)1795564800000) /* 2026-11-25T00:00:00Z */

struct life {
	uint8_t *block;
	struct arena arena;
	struct dispute dispute;
	struct id id;
	int64_t now_ms;
	uint64_t ids_made;
	struct str texts[LIFE_EVENTS];
	size_t text_count;
	struct error err;
	struct attachment files[2]; /* attached to the next step when file_count > 0 */
	size_t file_count;
	const struct node *assessment; /* passed with the next accept_offer */
	bool duplicate;
	struct policy policy;
};

static const struct actor life_buyer = { ACTOR_BUYER, { "b-li", 4 } };
static const struct actor life_seller = { ACTOR_SELLER, { "s-dongfang", 10 } };
static const struct actor life_arbiter = { ACTOR_ARBITER, { "a-chen", 6 } };
static const struct actor life_platform = { ACTOR_PLATFORM, { "p-shop", 6 } };
static const struct actor life_system = { ACTOR_SYSTEM, { "", 0 } };

static const char life_order[] =
	"{\"ref\":\"TB-1001\",\"title\":\"Kettle "
	"\\u00e9\",\"currency\":\"CNY\",\"buyer\":\"b-li\",\"seller\":\"s-dongfang\","
	"\"facts\":{\"order.channel\":\"online\",\"order.paid_minor\":239900,\"time.delivered_at\":\"2026-11-"
	"20\","
	"\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"proof.order_record\":true}}";

static const char life_claim[] =
	"{\"reason\":\"nc.defect\",\"ask\":[\"REFUND_FULL\",\"EXCHANGE_SAME\"],\"text\":\"It does not "
	"heat.\","
	"\"language\":\"en\",\"facts\":{\"defect.exists\":true,\"defect.kind\":\"performance_fault\","
	"\"defect.found_at\":\"2026-11-21\"}}";

static const char life_contest[] =
	"{\"position\":\"contest\",\"text\":\"It was "
	"fine.\",\"language\":\"en\",\"answers\":[{\"fact\":\"defect.exists\","
	"\"answer\":\"contest\",\"text\":\"no\"},{\"fact\":\"defect.found_at\",\"answer\":\"admit\"}],"
	"\"facts\":{\"defect.cause\":\"misuse\"}}";

static const char life_offer[] =
	"{\"alternatives\":[{\"remedy\":\"PRICE_REDUCTION\",\"amount\":{\"minor\":50000,\"currency\":\"CNY\"}"
	"},"
	"{\"remedy\":\"EXCHANGE_SAME\"}],\"text\":\"Either.\",\"language\":\"en\",\"final\":true}";

static const char life_result[] = "{\"outcome\":\"grant\",\"remedies_available\":[\"REFUND_FULL\",\"EXCHANGE_"
				  "SAME\"],\"chooser\":\"buyer\","
				  "\"remedy_proposed\":\"REFUND_FULL\",\"amounts\":{\"refund_minor\":239900,"
				  "\"return_freight_minor\":1200},"
				  "\"freight_payer\":\"seller\",\"cited\":[\"CN.3B.GEN.9\",\"CN.CPL.24\"]}";

static const char life_sha[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static inline void life_begin(struct life *life)
{
	*life = (struct life){ .block = malloc(LIFE_ARENA), .now_ms = LIFE_START };
	life->policy = (struct policy){ .comment_minor = INT64_MAX, .cosign_minor = INT64_MAX };
	cr_assert(life->block != NULL);
	arena_init(&life->arena, life->block, LIFE_ARENA);
}

static inline void life_end(struct life *life)
{
	free(life->block);
}

static inline struct id life_fresh(struct life *life)
{
	uint64_t n = ++life->ids_made * 0x9e3779b97f4a7c15u;
	uint8_t random[8];

	for (size_t i = 0; i < sizeof random; i++)
		random[i] = (uint8_t)(n >> (8 * i));
	return id_make(life->now_ms, 0, 7, random);
}

static inline const struct node *life_json(struct life *life, const char *text)
{
	const struct node *node = NULL;

	if (text == NULL)
		return NULL;
	cr_assert_eq(node_parse(str_from_c(text), &life->arena, &node, &life->err), STATUS_OK, "%s",
	             life->err.detail);
	return node;
}

/* A head that differs for every event. */
static inline struct str life_head(struct life *life)
{
	char text[65];

	(void)snprintf(text, sizeof text, "%064llx", (unsigned long long)life->dispute.version + 1);
	return arena_copy(&life->arena, str_from_c(text));
}

static inline struct statement_ref life_statement(struct life *life, enum statement_need need)
{
	return (struct statement_ref){ .present = need != NEED_NONE,
		                       .sha256 = str_from_c(life_sha),
		                       .kind = statement_slug(need),
		                       .key = STR("b-li+0badcafe"),
		                       .head_seen = dispute_head(&life->dispute),
		                       .head_after = life_head(life) };
}

static inline struct command life_command(struct life *life, enum command_kind kind, struct actor actor,
                                          const char *content, struct id target)
{
	struct id *ids = ARENA_ARRAY(&life->arena, struct id, COMMAND_IDS);
	struct command command = { .kind = kind,
		                   .dispute = life->id,
		                   .actor = actor,
		                   .at_ms = life->now_ms,
		                   .content = life_json(life, content),
		                   .statement = life_statement(life, command_statement(kind)),
		                   .files = life->files,
		                   .file_count = life->file_count,
		                   .target = target,
		                   .ids = ids,
		                   .id_count = COMMAND_IDS,
		                   .order_in_dispute = life->duplicate,
		                   .policy = &life->policy };

	cr_assert(ids != NULL);
	for (size_t i = 0; i < COMMAND_IDS; i++)
		ids[i] = life_fresh(life);
	if (kind == COMMAND_CREATE_DRAFT)
		command.order = life_json(life, life_order);
	if (kind == COMMAND_ACCEPT_OFFER)
		command.proposal = life->assessment;
	return command;
}

static inline void life_fold(struct life *life, const struct events *events)
{
	for (size_t i = 0; i < events->count; i++) {
		cr_assert(life->text_count < LIFE_EVENTS);
		cr_assert_eq(event_print(&events->items[i], &life->arena, &life->texts[life->text_count++],
		                         &life->err),
		             STATUS_OK);
		evolve(&life->dispute, &events->items[i], &life->arena);
	}
	cr_assert_eq(arena_check(&life->arena, &life->err), STATUS_OK);
}

static inline enum status life_run(struct life *life, const struct command *command)
{
	struct events events = { 0 };
	enum status status = decide(&life->dispute, command, &life->arena, &events, &life->err);

	if (status == STATUS_OK)
		life_fold(life, &events);
	else
		cr_assert_eq(events.count, 0, "a refusal leaves no events");
	return status;
}

static inline enum status life_try(struct life *life, enum command_kind kind, struct actor actor,
                                   const char *content, struct id target)
{
	struct command command = life_command(life, kind, actor, content, target);

	return life_run(life, &command);
}

static inline void life_do(struct life *life, enum command_kind kind, struct actor actor, const char *content,
                           struct id target)
{
	enum status status = life_try(life, kind, actor, content, target);

	cr_assert_eq(status, STATUS_OK, "%s: %s %s", command_slug(kind).ptr, life->err.field,
	             life->err.detail);
}

static inline void life_refused(struct life *life, enum command_kind kind, struct actor actor,
                                const char *content, struct id target, enum problem problem)
{
	enum status status = life_try(life, kind, actor, content, target);

	cr_assert_neq(status, STATUS_OK, "%s should be refused", command_slug(kind).ptr);
	cr_assert_eq(life->err.problem, problem, "%s: %s (%s at %s)", command_slug(kind).ptr,
	             problem_info(life->err.problem)->slug, life->err.detail, life->err.field);
}

#define LIFE_NONE ((struct id){ 0 })

/* The rules ran: with the result given, or a grant of the full refund. */
static inline enum status life_try_propose(struct life *life, const char *result)
{
	struct command command = life_command(life, COMMAND_COMPUTE_PROPOSAL, life_system, NULL, LIFE_NONE);

	cr_assert_eq(ledger_facts(&life->dispute, life->now_ms, &life->arena, &command.facts, &life->err),
	             STATUS_OK);
	command.packs = life_json(life, "[{\"id\":\"CN.3B.GEN\",\"version\":\"2026.1\",\"sha256\":\"00\"}]");
	command.proposal = life_json(life, result == NULL ? life_result : result);
	command.proposal_sha256 = str_from_c(life_sha);
	return life_run(life, &command);
}

static inline void life_propose(struct life *life, const char *result)
{
	cr_assert_eq(life_try_propose(life, result), STATUS_OK, "%s", life->err.detail);
}

/* The duty that the clockwork looks at next. */
static inline const struct duty *life_next_alarm(struct life *life)
{
	const struct duty *next = NULL;

	for (size_t i = 0; i < life->dispute.duty_count; i++) {
		const struct duty *duty = &life->dispute.duties[i];
		if (next == NULL || dispute_alarm(&life->dispute, duty) < dispute_alarm(&life->dispute, next))
			next = duty;
	}
	cr_assert(next != NULL);
	return next;
}

/* The next alarm rings: what the server's clockwork does. */
static inline enum status life_ring(struct life *life)
{
	const struct duty *duty = life_next_alarm(life);
	int64_t alarm_ms = dispute_alarm(&life->dispute, duty);

	if (alarm_ms > life->now_ms)
		life->now_ms = alarm_ms;
	if (duty->action == DUTY_COMPUTE_PROPOSAL)
		return life_try_propose(life, NULL);
	return life_try(life, COMMAND_EXPIRE_DUTY, life_system, NULL, duty->id);
}

static inline enum event_type life_last_event(const struct life *life)
{
	return life->dispute.timeline[life->dispute.timeline_count - 1].type;
}

/* The next duty's time is over, after its reminders. */
static inline enum status life_expire_next(struct life *life)
{
	enum status status;

	do {
		status = life_ring(life);
	} while (status == STATUS_OK && life_last_event(life) == EVENT_DUTY_REMINDED);
	return status;
}

/* Alarms ring until a duty of that action has ended by itself. */
static inline void life_expire(struct life *life, enum duty_action action)
{
	for (int i = 0; i < 40; i++) {
		struct id id = life_next_alarm(life)->id;
		bool wanted = life_next_alarm(life)->action == action;
		cr_assert_eq(life_ring(life), STATUS_OK, "%s", life->err.detail);
		if (wanted && dispute_find_duty(&life->dispute, id) == NULL)
			return;
	}
	cr_assert(false, "no duty to %s ended", duty_info(action)->slug.ptr);
}

static inline void life_draft(struct life *life)
{
	life->id = life_fresh(life);
	life_do(life, COMMAND_CREATE_DRAFT, life_buyer, "{\"order\":\"TB-1001\"}", LIFE_NONE);
}

static inline void life_to_negotiation(struct life *life)
{
	life_draft(life);
	life_do(life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
}

static inline void life_to_evidence(struct life *life)
{
	life_to_negotiation(life);
	life_do(life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life_do(life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
}

static inline void life_to_review(struct life *life)
{
	life_to_evidence(life);
	life_do(life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_propose(life, NULL);
}

static inline const char *life_verdict(struct life *life, const char *decision, const char *more)
{
	static char text[1024];

	(void)snprintf(text, sizeof text,
	               "{\"decision\":\"%s\",\"proposal_version\":%lld,\"proposal_sha256\":\"%s\","
	               "\"reasons\":\"As the rules say.\",\"language\":\"en\"%s}",
	               decision, (long long)life->dispute.proposal.version, life_sha, more);
	return text;
}

static const struct actor life_second = { ACTOR_ARBITER, { "a-second", 8 } };

/* What the second person signs. */
static inline const char *life_cosignature(struct life *life)
{
	static char text[256];

	(void)snprintf(text, sizeof text, "{\"proposal_version\":%lld,\"proposal_sha256\":\"%s\"}",
	               (long long)life->dispute.proposal.version, life_sha);
	return text;
}

static inline void life_to_performance(struct life *life)
{
	life_to_review(life);
	life_do(life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(life, "confirm", ""), LIFE_NONE);
}

static inline struct str life_view(struct life *life, const struct dispute *dispute, enum side side)
{
	struct str text = { 0 };

	cr_assert_eq(view_print(dispute, side, &life->arena, &text, &life->err), STATUS_OK, "%s",
	             life->err.detail);
	return text;
}

/* The recorded texts fold to the same views, byte for byte. */
static inline void life_check_replay(struct life *life)
{
	struct dispute again;

	cr_assert_eq(dispute_replay(life->texts, life->text_count, &life->arena, &again, &life->err),
	             STATUS_OK, "%s", life->err.detail);
	for (int side = 0; side < SIDE_COUNT; side++)
		cr_assert(str_eq(life_view(life, &life->dispute, (enum side)side),
		                 life_view(life, &again, (enum side)side)),
		          "the %s's view differs after replay", side_slug((enum side)side).ptr);
}
