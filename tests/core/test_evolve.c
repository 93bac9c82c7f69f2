#include "tests/support/life.h"

/* Replay, and lives at random: whatever is allowed keeps the invariants of domain.md. */

static const char *const contents[] = {
	"{}",
	life_claim,
	life_contest,
	life_offer,
	"{\"position\":\"accept\"}",
	"{\"text\":\"hello\",\"language\":\"en\"}",
	"{\"kind\":\"item_photo\",\"text\":\"x\",\"language\":\"en\"}",
	"{\"alternative\":1,\"waive_statutory_floor\":true}",
	"{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"probable\",\"reason\":\"seen\"}",
	"{\"claim\":{\"text\":\"again\"}}",
};

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static struct id any_target(const struct dispute *dispute, uint32_t pick)
{
	size_t things = dispute->offer_count + dispute->obligation_count + dispute->duty_count;

	if (things == 0)
		return LIFE_NONE;
	size_t at = pick % things;
	if (at < dispute->offer_count)
		return dispute->offers[at].id;
	at -= dispute->offer_count;
	if (at < dispute->obligation_count)
		return dispute->obligations[at].id;
	return dispute->duties[at - dispute->obligation_count].id;
}

static void check_invariants(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;
	bool closed = dispute->phase == PHASE_CLOSED;

	cr_assert_gt(dispute->phase, PHASE_NONE);
	cr_assert_eq(closed, dispute->closed_reason != CLOSED_NOT);
	cr_assert_eq(closed, dispute->duty_count == 0, "an open case has a duty, a closed one none (%s)",
	             phase_slug(dispute->phase).ptr);
	cr_assert_eq(dispute->version, life->text_count);
	cr_assert(!dispute->ruling.present || dispute->decision.reasons.len > 0, "no ruling without reasons");
	for (size_t i = 0; i < dispute->obligation_count; i++) {
		const struct obligation *obligation = &dispute->obligations[i];
		cr_assert(obligation->basis != NULL && obligation->basis->count > 0,
		          "no obligation without basis");
		cr_assert(obligation->state != OBLIGATION_DUE || obligation->due_at_ms > 0);
		cr_assert(!closed || obligation_is_terminal(obligation));
	}
	for (size_t i = 0; i < dispute->offer_count; i++)
		cr_assert(dispute->offers[i].state != OFFER_OPEN ||
		          (!closed && dispute->phase != PHASE_PERFORMANCE));
}

static void random_step(struct life *life, uint32_t *seed)
{
	const struct actor actors[] = { life_buyer, life_seller, life_arbiter, life_system, life_platform };
	uint32_t dice = next_random(seed) % 10;

	if (dice == 0) {
		(void)life_expire_next(life);
		return;
	}
	if (dice == 1 && life->dispute.phase == PHASE_REVIEW) {
		static const char *const decisions[] = { "confirm", "reject", "amend" };
		static const char *const more[] = {
			"", "", ",\"deviation\":{\"code\":\"c\",\"remedy\":\"EXCHANGE_SAME\"}"
		};
		uint32_t pick = next_random(seed) % 3;
		(void)life_try(life, COMMAND_CONFIRM_DECISION, life_arbiter,
		               life_verdict(life, decisions[pick], more[pick]), LIFE_NONE);
		return;
	}
	if (life->dispute.phase == PHASE_REVIEW && dice == 2) {
		(void)life_try_propose(life, NULL);
		return;
	}
	enum command_kind kind = (enum command_kind)(next_random(seed) % COMMAND_COUNT);
	if (kind == COMMAND_COMPUTE_PROPOSAL || kind == COMMAND_WITHDRAW)
		return;
	life->now_ms += (int64_t)(next_random(seed) % 5) * HOUR_MS;
	(void)life_try(life, kind, actors[next_random(seed) % COUNT_OF(actors)],
	               contents[next_random(seed) % COUNT_OF(contents)],
	               any_target(&life->dispute, next_random(seed)));
}

Test(evolve, lives_at_random_keep_the_invariants_and_replay)
{
	size_t closed = 0;

	for (uint32_t seed = 1; seed <= 40; seed++) {
		uint32_t state = seed;
		struct life life;
		life_begin(&life);
		life_to_negotiation(&life);
		for (int step = 0; step < 400 && life.dispute.phase != PHASE_CLOSED; step++) {
			random_step(&life, &state);
			check_invariants(&life);
		}
		closed += life.dispute.phase == PHASE_CLOSED;
		life_check_replay(&life);
		life_end(&life);
	}
	cr_assert_gt(closed, 5, "the lives go somewhere");
}

Test(evolve, every_prefix_of_a_log_folds_to_the_view_of_its_time)
{
	struct life life;
	struct str views[32];

	life_begin(&life);
	life_draft(&life);
	views[life.text_count] = life_view(&life, &life.dispute, SIDE_BUYER);
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	views[life.text_count] = life_view(&life, &life.dispute, SIDE_BUYER);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	views[life.text_count] = life_view(&life, &life.dispute, SIDE_BUYER);
	life_do(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
	views[life.text_count] = life_view(&life, &life.dispute, SIDE_BUYER);
	for (size_t count = 1; count <= life.text_count; count++) {
		struct dispute again;
		cr_assert_eq(dispute_replay(life.texts, count, &life.arena, &again, &life.err), STATUS_OK);
		cr_assert(str_eq(life_view(&life, &again, SIDE_BUYER), views[count]), "after event %zu",
		          count);
	}
	life_end(&life);
}

Test(evolve, a_copy_made_before_keeps_its_registers)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	struct dispute before = life.dispute;
	struct id duty = before.duties[0].id;
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert_eq(before.duty_count, 1);
	cr_assert(id_eq(before.duties[0].id, duty));
	life_end(&life);
}

Test(evolve, a_log_that_was_tampered_with_is_refused)
{
	struct life life;
	struct dispute again = { .version = 77 };

	life_begin(&life);
	life_to_negotiation(&life);
	struct str swapped[] = { life.texts[1], life.texts[0] };
	struct str twice[] = { life.texts[0], life.texts[0] };
	cr_assert_eq(dispute_replay(swapped, 2, &life.arena, &again, &life.err), STATUS_CORRUPT);
	cr_assert_eq(dispute_replay(twice, 2, &life.arena, &again, &life.err), STATUS_CORRUPT);
	struct life other;
	life_begin(&other);
	other.ids_made = 5000;
	life_to_negotiation(&other);
	struct str mixed[] = { life.texts[0], other.texts[1] };
	cr_assert_eq(dispute_replay(mixed, 2, &life.arena, &again, &life.err), STATUS_CORRUPT);
	cr_assert_eq(again.version, 77, "untouched");
	life_end(&other);
	life_end(&life);
}

Test(evolve, a_replay_in_too_small_an_arena_says_so)
{
	struct life life;
	struct dispute again = { .version = 77 };
	enum status status = STATUS_LIMIT;
	size_t size = 0;

	life_begin(&life);
	life_to_negotiation(&life);
	uint8_t *block = malloc(MIB(1));
	for (; status != STATUS_OK; size += 256) {
		struct arena small;
		cr_assert_lt(size, MIB(1));
		arena_init(&small, block, size);
		status = dispute_replay(life.texts, life.text_count, &small, &again, &life.err);
		cr_assert(status == STATUS_OK || (status == STATUS_LIMIT && again.version == 77), "%s",
		          life.err.detail);
	}
	free(block);
	life_end(&life);
}
