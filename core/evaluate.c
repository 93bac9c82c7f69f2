#include "core/evaluate.h"

#include "core/completion.h"
#include "core/counterfactual.h"
#include "core/trace.h"

/* --- the facts as the rules see them --- */

static bool phase_is_closed(const struct proposal *proposal)
{
	struct value phase = proposal->facts->items[FACT_EVIDENCE_PHASE].value;

	if (phase.kind == VALUE_TOKEN)
		return str_eq(phase.token, STR("closed"));
	return proposal->configuration->is_worked_case;
}

/* Nobody mentioned it: assumed, or not in issue, or open. A choice not made is no open fact. */
static struct value value_of_silence(struct proposal *proposal, enum fact_id fact)
{
	assert(proposal->facts->items[fact].value.kind == VALUE_ABSENT);

	bool is_worked = proposal->configuration->is_worked_case;
	const struct assumption *assumption = proposal->packset->assumption_of[fact];

	if (assumption != NULL && (is_worked || !assumption->only_in_cases)) {
		proposal->statuses[fact] = FACT_STATUS_ASSUMED;
		return assumption->value;
	}
	proposal->statuses[fact] = FACT_STATUS_UNKNOWN;
	if (is_worked || fact == FACT_CLAIM_REQUESTED || fact_type(fact) == FACT_TYPE_TEXT)
		return value_absent();
	return value_unknown(support_of(fact));
}

/* A finding to a lesser standard than the fact needs leaves it open (CPROC 109). */
static bool is_proved_enough(const struct packset *packset, enum fact_id id, const struct fact *fact)
{
	if (fact->standard.len == 0 || !support_has(packset->needs_certainty, id))
		return true;
	return str_eq(fact->standard, STR("beyond_reasonable_doubt"));
}

static void take_facts(struct proposal *proposal)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		enum fact_id id = (enum fact_id)i;
		const struct fact *fact = &proposal->facts->items[i];
		struct value value = fact->value;
		proposal->statuses[i] = fact->status;
		if (value.kind == VALUE_ABSENT)
			value = value_of_silence(proposal, id);
		else if (!fact_status_is_decided(fact->status) ||
		         !is_proved_enough(proposal->packset, id, fact))
			value = value_unknown(support_of(id));
		proposal->reckoner->facts[i] = value;
	}
}

/* --- the burden of proof --- */

/* The first case that applies of the fact's own entry, or of the exceptions to it. */
static const struct burden_case *first_case(struct reckoner *reckoner, enum fact_id fact, bool is_exception)
{
	const struct packset *packset = reckoner->packset;

	for (size_t i = 0; i < packset->burden_count; i++) {
		const struct burden *burden = &packset->burdens[i];
		bool counts = burden->fact == fact && burden->is_exception == is_exception &&
		              reckoner->speaks[burden->pack];
		for (size_t k = 0; counts && k < burden->count; k++) {
			if (value_truth(reckon(reckoner, &burden->cases[k].when)) == TRUTH_TRUE)
				return &burden->cases[k];
		}
	}
	return NULL;
}

static const struct burden_case *burden_case_of(struct reckoner *reckoner, enum fact_id fact)
{
	const struct burden_case *exception = first_case(reckoner, fact, true);

	return exception != NULL ? exception : first_case(reckoner, fact, false);
}

/* All bearers are found before the first fact is set: no decision may feed another. */
static void decide_by_burden(struct proposal *proposal)
{
	assert(proposal->decision_count == 0);

	struct reckoner *reckoner = proposal->reckoner;

	reckoner_begin(reckoner);
	for (size_t i = 0; i < FACT_COUNT && proposal->decision_count < DECISIONS_MAX; i++) {
		if (reckoner->facts[i].kind != VALUE_UNKNOWN)
			continue;
		const struct burden_case *by = burden_case_of(reckoner, (enum fact_id)i);
		if (by != NULL)
			proposal->decisions[proposal->decision_count++] =
				(struct burden_decision){ .fact = (enum fact_id)i, .by = by };
	}
	for (size_t i = 0; i < proposal->decision_count; i++) {
		const struct burden_decision *decision = &proposal->decisions[i];
		reckoner->facts[decision->fact] = decision->by->against;
		proposal->statuses[decision->fact] = FACT_STATUS_UNPROVED_CLOSED;
	}
}

/* Would the proposal differ had the fact been found otherwise, in whatever way? */
static bool is_decisive(struct proposal *proposal, const struct burden_decision *decision)
{
	assert(decision->by != NULL);

	struct value candidates[CANDIDATES_MAX];
	struct assessment other;
	size_t count = candidates_of(proposal->packset, decision->fact, value_none(), candidates);
	bool differs = false;

	for (size_t i = 0; i < count && !differs; i++) {
		proposal->reckoner->facts[decision->fact] = candidates[i];
		assess(proposal->reckoner, proposal->states, &other);
		differs = !assessment_eq(&other, &proposal->result);
	}
	proposal->reckoner->facts[decision->fact] = decision->by->against;
	return differs;
}

static void weigh_decisions(struct proposal *proposal)
{
	for (size_t i = proposal->decision_count; i-- > 0;) {
		struct burden_decision *decision = &proposal->decisions[i];
		decision->is_decisive = is_decisive(proposal, decision);
		if (decision->is_decisive)
			proposal->burden_bearer = decision->by->bearer;
	}
}

/* --- open facts --- */

static void add_missing(struct proposal *proposal, enum fact_id fact)
{
	for (size_t i = 0; i < proposal->missing_count; i++) {
		if (proposal->missing[i] == fact)
			return;
	}
	if (proposal->missing_count < MISSING_MAX)
		proposal->missing[proposal->missing_count++] = fact;
}

static void collect_missing(struct proposal *proposal, const struct completions *completions)
{
	for (size_t i = 0; i < completions->fact_count; i++) {
		if (completions->facts[i].matters || completions->is_partial)
			add_missing(proposal, completions->facts[i].fact);
	}
	for (size_t i = 0; i < FACT_COUNT; i++) {
		if (support_has(completions->rest, (enum fact_id)i))
			add_missing(proposal, (enum fact_id)i);
	}
}

/* The proposal cannot be made: say what is certain meanwhile, else what is possible. */
static void suspend(struct proposal *proposal, const struct completions *completions)
{
	struct assessment *result = &proposal->result;
	struct str freight_payer = completions->result.freight_payer;

	result->available = completions->certain != 0 ? completions->certain : completions->possible;
	if (completions->certain == 0)
		freight_payer = (struct str){ 0 };
	result->outcome = phase_is_closed(proposal) ? OUTCOME_REFER_HUMAN : OUTCOME_NEED_EVIDENCE;
	result->proposed_count = 0;
	result->amount_count = 0;
	result->freight_payer = freight_payer;
	collect_missing(proposal, completions);
}

static enum status resolve_open(struct proposal *proposal, struct error *err)
{
	assert(!support_is_empty(proposal->result.support));

	struct completions completions;
	struct assessment open;

	if (completions_try(proposal->reckoner, proposal->facts, proposal->result.support, proposal->states,
	                    &completions) != STATUS_OK)
		return arena_check(proposal->reckoner->arena, err);
	assess(proposal->reckoner, proposal->states, &open); /* the states again as the facts really stand */
	if (completions.all_same && !completions.is_partial) {
		proposal->result = completions.result;
		proposal->result.available =
			completions.result.available & (completions.certain | ~completions.possible);
		return STATUS_OK;
	}
	suspend(proposal, &completions);
	return STATUS_OK;
}

/* What the buyer was not asked, and what would open more. */
static void complete_missing(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	if (proposal->result.must_choose && proposal->missing_count == 0)
		add_missing(proposal, FACT_CLAIM_REQUESTED);
	for (size_t i = 0; i < packset->rule_count; i++) {
		bool applies = proposal->states[i].truth == TRUTH_TRUE;
		for (size_t k = 0; applies && k < packset->rules[i].ask_count; k++)
			add_missing(proposal, packset->rules[i].asks[k]);
	}
}

static void name_bearer(struct proposal *proposal)
{
	if (proposal->result.outcome == OUTCOME_NEED_EVIDENCE && proposal->missing_count > 0) {
		const struct burden_case *by = burden_case_of(proposal->reckoner, proposal->missing[0]);
		proposal->burden_bearer = by == NULL ? (struct str){ 0 } : by->bearer;
		if (by != NULL && proposal->decision_count < DECISIONS_MAX)
			proposal->decisions[proposal->decision_count++] = (struct burden_decision){
				.fact = proposal->missing[0], .by = by, .is_decisive = true
			};
		return;
	}
	if (proposal->burden_bearer.len == 0)
		proposal->burden_bearer = proposal->result.burden_bearer;
}

/* Nothing is proposed, paid or carried until a person has decided. */
static void clear_referred(struct assessment *result)
{
	assert(result->outcome < OUTCOME_COUNT);

	if (result->outcome == OUTCOME_REFER_HUMAN) {
		result->proposed_count = 0;
		result->amount_count = 0;
		result->freight_payer = (struct str){ 0 };
		result->chooser = (struct str){ 0 };
	}
}

static enum status proposal_new(const struct packset *packset, const struct configuration *configuration,
                                const struct facts *facts, struct arena *arena,
                                struct proposal **ret_proposal, struct error *err)
{
	struct proposal *proposal = arena_alloc_dirty(arena, 1, sizeof *proposal, _Alignof(struct proposal));
	struct reckoner *reckoner = arena_alloc_dirty(arena, 1, sizeof *reckoner, _Alignof(struct reckoner));
	TRY(arena_check(arena, err));

	*proposal = (struct proposal){
		.packset = packset, .configuration = configuration, .facts = facts, .reckoner = reckoner
	};
	TRY(reckoner_init(reckoner, packset, configuration, arena, err));
	reckoner->record = facts;
	reckoner->statuses = proposal->statuses;
	TRY(rule_states_new(packset, arena, &proposal->states, err));
	*ret_proposal = proposal;
	return STATUS_OK;
}

/* --- from facts to a result --- */

static enum status decide(struct proposal *proposal, struct error *err)
{
	struct assessment settled;

	take_facts(proposal);
	if (phase_is_closed(proposal))
		decide_by_burden(proposal);
	assess(proposal->reckoner, proposal->states, &proposal->result);
	if (proposal->decision_count > 0) {
		weigh_decisions(proposal);
		assess(proposal->reckoner, proposal->states, &settled);
	}
	if (proposal->result.outcome != OUTCOME_REFER_HUMAN && !support_is_empty(proposal->result.support))
		TRY(resolve_open(proposal, err));
	return STATUS_OK;
}

/* The readings between which the operator left a setting open, or NULL. */
static const struct node *readings_of(const struct proposal *proposal, size_t setting)
{
	const struct node *readings = proposal->packset->settings[setting].readings;

	if (readings == NULL || (proposal->reckoner->settings_read >> setting & 1) == 0)
		return NULL;
	return node_find(readings, reckoner_setting(proposal->reckoner, setting));
}

static void keep_reading(struct proposal *proposal, size_t setting, struct str value,
                         const struct proposal *other)
{
	assert(proposal->reading_count < READINGS_MAX);

	if (proposal->readings == NULL)
		proposal->readings = ARENA_ARRAY(proposal->reckoner->arena, struct reading, READINGS_MAX);
	if (proposal->readings == NULL)
		return; /* the arena is exhausted, and says so when it is next asked */
	proposal->readings[proposal->reading_count++] = (struct reading){
		.setting = setting,
		.value = value,
		.result = other == NULL ? proposal->result : other->result,
		.proposal = other,
	};
}

/* Another reading that still lacks a fact is asked for it first; else a person must choose between them. */
static void disagree(struct proposal *proposal, const struct proposal *other)
{
	uint32_t available = proposal->result.available | other->result.available;

	if (other->result.outcome == OUTCOME_NEED_EVIDENCE) {
		proposal->result = other->result;
		for (size_t i = 0; i < other->missing_count; i++)
			add_missing(proposal, other->missing[i]);
	} else if (proposal->result.outcome != OUTCOME_NEED_EVIDENCE) {
		proposal->result.outcome = OUTCOME_REFER_HUMAN;
	}
	proposal->result.available = available;
}

static enum status read_otherwise(struct proposal *proposal, size_t setting, const struct node *readings,
                                  struct error *err)
{
	assert(readings->count <= READINGS_MAX);

	struct assessment first = proposal->result;

	for (size_t k = 1; k < readings->count; k++) {
		struct proposal *other;
		TRY(proposal_new(proposal->packset, proposal->configuration, proposal->facts,
		                 proposal->reckoner->arena, &other, err));
		other->reckoner->settings[setting] = readings->items[k].string;
		TRY(decide(other, err));
		if (assessment_eq(&other->result, &first))
			continue;
		TRY(trace_make(other, err));
		if (proposal->reading_count == 0)
			keep_reading(proposal, setting, readings->items[0].string, NULL);
		if (proposal->reading_count < READINGS_MAX)
			keep_reading(proposal, setting, readings->items[k].string, other);
		disagree(proposal, other);
	}
	return STATUS_OK;
}

/* Settings are tried one after another, each against what the others' first readings give. */
static enum status try_readings(struct proposal *proposal, struct error *err)
{
	for (size_t i = 0; i < proposal->packset->symbols.setting_count; i++) {
		const struct node *readings = readings_of(proposal, i);
		if (readings != NULL && proposal->reading_count == 0)
			TRY(read_otherwise(proposal, i, readings, err));
	}
	return STATUS_OK;
}

/* No rule may rest on facts of which one must be wrong, and which one is no question of law. */
static void refer_contradictions(struct proposal *proposal)
{
	proposal->is_contradictory = facts_contradict(proposal->facts, &proposal->contradiction);
	if (proposal->is_contradictory)
		proposal->result.outcome = OUTCOME_REFER_HUMAN;
}

enum status evaluate(const struct packset *packset, const struct configuration *configuration,
                     const struct facts *facts, struct arena *arena, const struct proposal **ret_proposal,
                     struct error *err)
{
	assert(packset != NULL && configuration != NULL && facts != NULL);
	assert(arena != NULL && ret_proposal != NULL);

	struct proposal *proposal;

	TRY(proposal_new(packset, configuration, facts, arena, &proposal, err));
	TRY(decide(proposal, err));
	TRY(try_readings(proposal, err));
	refer_contradictions(proposal);
	clear_referred(&proposal->result);
	complete_missing(proposal);
	name_bearer(proposal);
	TRY(trace_make(proposal, err));
	TRY(trace_flags(proposal, err));
	if (proposal->reckoner->overflowed)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "an amount of this case is too large to compute with");
	if (configuration->foresight > 0)
		TRY(counterfactuals_find(proposal, arena, &proposal->would_change, err));
	*ret_proposal = proposal;
	return STATUS_OK;
}
