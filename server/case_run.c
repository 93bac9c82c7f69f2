#include "server/case_run.h"

#include "core/evolve.h"
#include "crypto/random.h"
#include "server/proposing.h"

const struct id *fresh_ids(struct arena *arena, int64_t at_ms)
{
	uint8_t random[COMMAND_IDS][8];
	struct id *ids = ARENA_ARRAY(arena, struct id, COMMAND_IDS);

	if (ids == NULL)
		return NULL;
	random_fill(random, sizeof random);
	for (size_t i = 0; i < COMMAND_IDS; i++)
		ids[i] = id_make(at_ms, 0, (uint16_t)(random[i][7] << 4 | (random[i][6] & 15)), random[i]);
	return ids;
}

/* Folding writes over the duties, so they are copied; of the state before nothing else is needed later. */
enum status case_run_init(struct case_run *run, const struct packset *packs, struct dispute *dispute,
                          struct id id, struct arena *arena, struct error *err)
{
	struct duty *duties = ARENA_ARRAY(arena, struct duty, dispute->duty_count);

	TRY(arena_check(arena, err));
	for (size_t i = 0; i < dispute->duty_count; i++)
		duties[i] = dispute->duties[i];
	*run = (struct case_run){ .packs = packs, .arena = arena, .dispute = dispute };
	run->before = (struct dispute){
		.id = id,
		.version = dispute->version,
		.hold = dispute->hold,
		.holding = dispute->holding,
		.duties = duties,
		.duty_count = dispute->duty_count,
	};
	return STATUS_OK;
}

static enum status carry_out(struct case_run *run, const struct command *command, struct error *err)
{
	struct events *events = ARENA_NEW(run->arena, struct events);

	TRY(arena_check(run->arena, err));
	TRY(decide(run->dispute, command, run->arena, events, err));
	if (run->event_count + events->count > CASE_RUN_EVENTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "the act has more consequences than one commit can hold");
	for (size_t i = 0; i < events->count; i++) {
		evolve(run->dispute, &events->items[i], run->arena);
		run->events[run->event_count++] = events->items[i];
	}
	return arena_check(run->arena, err);
}

static const struct duty *waits_for_proposal(const struct dispute *dispute)
{
	return dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 });
}

static enum status compute_proposal(struct case_run *run, const struct command *cause, struct error *err)
{
	struct proposing proposing;
	struct command command = { .kind = COMMAND_COMPUTE_PROPOSAL,
		                   .dispute = run->before.id,
		                   .actor = { .role = ACTOR_SYSTEM },
		                   .at_ms = cause->at_ms,
		                   .policy = cause->policy,
		                   .ids = fresh_ids(run->arena, cause->at_ms),
		                   .id_count = COMMAND_IDS };

	TRY(propose(run->packs, run->dispute, cause->at_ms, run->arena, &proposing, err));
	command.proposal = proposing.node;
	command.proposal_sha256 = proposing.sha256;
	command.facts = proposing.facts_node;
	command.packs = proposing.packs;
	return carry_out(run, &command, err);
}

enum status case_run_command(struct case_run *run, const struct command *command, struct error *err)
{
	TRY(carry_out(run, command, err));
	if (waits_for_proposal(run->dispute) == NULL)
		return STATUS_OK;
	return compute_proposal(run, command, err);
}

enum status case_run_put(struct case_run *run, const struct carried *carried, const struct leaf_salt *salts,
                         struct change *change, struct error *err)
{
	struct str *texts = ARENA_ARRAY(run->arena, struct str, run->event_count);
	struct case_change outcome = { .before = &run->before,
		                       .after = run->dispute,
		                       .events = run->events,
		                       .texts = texts,
		                       .views = &run->views,
		                       .salts = salts,
		                       .event_count = run->event_count,
		                       .carried = *carried };

	TRY(arena_check(run->arena, err));
	for (size_t i = 0; i < run->event_count; i++)
		TRY(event_print(&run->events[i], run->arena, &texts[i], err));
	TRY(views_print(run->dispute, run->arena, &run->views, err));
	return case_change_put(&outcome, change, err);
}
