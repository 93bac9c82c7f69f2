/* invariants.h — what must hold after every step of a life, whatever the step was.
 *
 * The numbers in brackets are those of the project's list of invariants; the seed is printed with each
 * failure, and tests/sim/replay lives it again.
 */
#pragma once

#include "tests/support/life.h"

static uint64_t sim_seed;

static inline void holds(const struct life *life, const char *invariant, bool condition)
{
	cr_assert(condition, "seed %llu, event %zu: invariant %s", (unsigned long long)sim_seed,
	          life->text_count, invariant);
}

/* What a step may not touch when it is refused, and what it may only add to. */
struct witness {
	uint32_t version;
	struct str views[SIDE_COUNT];
	size_t text_count;
	int64_t updated_at_ms;
	size_t evidence_count;
	enum phase phase;
	enum closed_reason closed_reason;
};

static inline void witness_take(struct witness *witness, struct life *life)
{
	const struct dispute *dispute = &life->dispute;

	*witness = (struct witness){ .version = dispute->version,
		                     .text_count = life->text_count,
		                     .updated_at_ms = dispute->updated_at_ms,
		                     .evidence_count = dispute->evidence_count,
		                     .phase = dispute->phase,
		                     .closed_reason = dispute->closed_reason };
	for (int side = 0; life->text_count % 16 == 0 && side < SIDE_COUNT; side++)
		witness->views[side] = life_view(life, dispute, (enum side)side);
}

static inline void witness_compare(const struct witness *before, struct life *life, bool accepted)
{
	const struct dispute *dispute = &life->dispute;

	holds(life, "24: time never goes back", dispute->updated_at_ms >= before->updated_at_ms);
	holds(life, "32: evidence is only added to", dispute->evidence_count >= before->evidence_count);
	holds(life, "8: one version for each event",
	      dispute->version - before->version == life->text_count - before->text_count);
	if (accepted) {
		holds(life, "8: what was accepted is recorded", dispute->version > before->version);
		bool reopened = before->closed_reason == CLOSED_LAPSED ||
		                before->closed_reason == CLOSED_INADMISSIBLE;
		holds(life, "2: what is closed stays closed",
		      before->phase != PHASE_CLOSED || dispute->phase == PHASE_CLOSED || reopened);
		return;
	}
	holds(life, "7: a refusal changes nothing", dispute->version == before->version);
	for (int side = 0; side < SIDE_COUNT; side++)
		if (before->views[side].len > 0)
			holds(life, "7: a refusal changes no byte of a view",
			      str_eq(before->views[side], life_view(life, dispute, (enum side)side)));
}

static inline void check_time(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;

	for (size_t i = 1; i < dispute->timeline_count; i++)
		holds(life, "24: events in order of time",
		      dispute->timeline[i - 1].at_ms <= dispute->timeline[i].at_ms);
	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		cr_assert(duty->due_at_ms >= duty->opened_at_ms,
		          "seed %llu: the term to %s ends before it began", (unsigned long long)sim_seed,
		          duty_info(duty->action)->slug.ptr);
		holds(life, "21: nothing happens before the grace is over",
		      duty_expires(duty) >= duty->due_at_ms);
		holds(life, "22: a ladder has three steps", duty->step >= 0 && duty->step <= DUTY_STEPS);
		holds(life, "25: a term began with an event", duty->opened_at_ms <= dispute->updated_at_ms);
		for (size_t j = 0; j < i; j++)
			holds(life, "22: one duty for one thing", !id_eq(dispute->duties[j].id, duty->id));
	}
}

static inline void check_phase(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;
	bool closed = dispute->phase == PHASE_CLOSED;

	holds(life, "1: one phase of the table", dispute->phase > PHASE_NONE && dispute->phase < PHASE_COUNT);
	holds(life, "2: a closed case has a reason", closed == (dispute->closed_reason != CLOSED_NOT));
	holds(life, "S08: an open case waits for somebody", closed == (dispute->duty_count == 0));
	holds(life, "10: holds end with the case", !closed || dispute->hold == HOLD_NONE);
	holds(life, "10: a hold has an end",
	      dispute->hold == HOLD_NONE || dispute->holding.until_ms > dispute->holding.since_ms);
	holds(life, "30: evidence is closed while it is weighed",
	      dispute->phase != PHASE_REVIEW || dispute->evidence_closed);
	holds(life, "18: nothing is owed before an outcome",
	      dispute->obligation_count == 0 || dispute->phase >= PHASE_PERFORMANCE);
}

static inline void check_decision(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;
	const struct decision *decision = &dispute->decision;

	holds(life, "4: no ruling without a person", !dispute->ruling.present || dispute->decider_count > 0);
	holds(life, "3: a ruling has reasons", !decision->present || decision->reasons.len > 0);
	holds(life, "6: a deviation is kept with its code",
	      !str_eq(decision->decision, STR("amend")) || decision->deviation != NULL);
	holds(life, "12: two persons, not one twice",
	      decision->cosigner.party.len == 0 || !str_eq(decision->cosigner.party, decision->by.party));
	holds(life, "12: what waits is not yet ruled",
	      !decision->pending || dispute->phase == PHASE_REVIEW || dispute->phase == PHASE_APPEAL);
	holds(life, "11: nobody with a link is assigned",
	      !dispute_has_recused(dispute, dispute->assigned.party) || dispute->assigned.party.len == 0);
	holds(life, "26: a proposal names its rules, facts and digest",
	      dispute->proposal.version == 0 ||
	              (dispute->proposal.sha256.len == 64 && dispute->proposal.facts != NULL &&
	               dispute->proposal.packs != NULL));
	holds(life, "23: an appeal can only be about a ruling or an inadmissibility",
	      dispute->phase != PHASE_APPEAL || dispute->ruling.present || dispute->inadmissibility.present);
}

static inline int64_t price_owed(const struct dispute *dispute)
{
	int64_t sum = 0;

	for (size_t i = 0; i < dispute->obligation_count; i++) {
		const struct obligation *obligation = &dispute->obligations[i];
		bool counts =
			obligation->state != OBLIGATION_WAIVED && obligation->state != OBLIGATION_IMPOSSIBLE;
		if (counts && obligation_is_price(obligation))
			sum += obligation->amount.minor;
	}
	return sum;
}

static inline void check_obligations(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;
	bool closed = dispute->phase == PHASE_CLOSED;
	struct money paid = { 0 };
	bool known = order_paid(&dispute->order, &paid);

	holds(life, "14: nobody gets back more than was paid", !known || price_owed(dispute) <= paid.minor);
	for (size_t i = 0; i < dispute->obligation_count; i++) {
		const struct obligation *obligation = &dispute->obligations[i];
		bool voided = dispute->closed_reason == CLOSED_VOID;
		holds(life, "28: a basis for everything that is owed",
		      obligation->basis != NULL && obligation->basis->count > 0);
		holds(life, "13: no negative amount",
		      !obligation->has_amount || obligation->amount.minor >= 0);
		holds(life, "20: payments have amounts",
		      obligation->kind != OBLIGATION_PAY || obligation->has_amount);
		holds(life, "17: owed to somebody else", obligation->obligor != obligation->obligee);
		holds(life, "2: nothing is open in a closed case",
		      !closed || voided || obligation_is_terminal(obligation));
		holds(life, "18: what rests, rests in an appeal",
		      voided || !obligation->stayed || dispute->phase == PHASE_APPEAL ||
		              obligation_is_terminal(obligation));
		holds(life, "due has a term",
		      obligation->state != OBLIGATION_DUE || obligation->due_at_ms > 0);
		for (size_t j = 0; obligation->state == OBLIGATION_WAITING && j < obligation->after_count;
		     j++) {
			const struct obligation *before =
				dispute_find_obligation(dispute, obligation->after[j]);
			holds(life, "waiting has an open predecessor",
			      before != NULL && before->state != OBLIGATION_DONE);
		}
	}
}

static inline void check_offers(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;
	size_t open[2] = { 0, 0 };

	for (size_t i = 0; i < dispute->offer_count; i++)
		if (dispute->offers[i].state == OFFER_OPEN)
			open[dispute->offers[i].by.role == ACTOR_SELLER]++;
	holds(life, "one open offer per side", open[0] <= 1 && open[1] <= 1);
	holds(life, "offers end with the talks",
	      open[0] + open[1] == 0 ||
	              (dispute->phase >= PHASE_NEGOTIATION && dispute->phase <= PHASE_REVIEW));
}

static inline void check_facts(const struct life *life)
{
	const struct dispute *dispute = &life->dispute;

	for (size_t i = 0; i < dispute->entry_count; i++) {
		const struct ledger_entry *entry = &dispute->entries[i];
		holds(life, "30: every fact has a value", entry->value != NULL);
		holds(life, "a presumption has a name",
		      entry->status != ENTRY_PRESUMED || entry->reason.len > 0);
		for (size_t j = 0; j < i; j++)
			holds(life, "27: one line for one fact",
			      !str_eq(dispute->entries[j].key, entry->key));
	}
	int64_t bytes = 0;
	for (size_t i = 0; i < dispute->evidence_count; i++)
		for (size_t j = 0;
		     dispute->evidence[i].files != NULL && j < dispute->evidence[i].files->count; j++)
			bytes += node_int(&dispute->evidence[i].files->items[j], STR("size"), 0);
	holds(life, "37: quotas equal their sums", bytes == dispute->evidence_bytes);
}

static inline void invariants_check(struct life *life)
{
	check_phase(life);
	check_time(life);
	check_decision(life);
	check_obligations(life);
	check_offers(life);
	check_facts(life);
	if (life->text_count % 32 != 0)
		return;
	holds(life, "9: the same log, the same views", true);
	life_check_replay(life);
}
