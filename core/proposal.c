#include "core/proposal.h"

#include "core/counterfactual.h"

/* What a proposal proposes when it proposes no remedy. */
static const struct str request_evidence = STR_INIT("REQUEST_EVIDENCE");
static const struct str refer_human = STR_INIT("REFER_HUMAN");

static void print_text_or_null(struct printer *printer, struct str name, struct str text)
{
	print_name(printer, name);
	if (text.len == 0)
		print_null(printer);
	else
		print_string(printer, text);
}

static void print_remedies(struct printer *printer, const struct packset *packset, uint32_t mask)
{
	print_array_begin(printer);
	for (size_t i = 0; i < packset->remedy_count; i++) {
		if ((mask >> i & 1) != 0)
			print_string(printer, packset->remedies[i].id);
	}
	print_array_end(printer);
}

static uint32_t proposed_mask(const struct proposal *proposal)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < proposal->result.proposed_count; i++)
		mask |= UINT32_C(1) << proposal->result.proposed[i];
	return mask;
}

struct str proposal_remedy(const struct proposal *proposal)
{
	assert(proposal != NULL);

	if (proposal->result.outcome == OUTCOME_REFER_HUMAN)
		return refer_human;
	if (proposal->result.proposed_count == 0)
		return request_evidence;
	return proposal->packset->remedies[proposal->result.proposed[0]].id;
}

/* Best first for the buyer. */
static void print_alternatives(struct printer *printer, const struct proposal *proposal)
{
	assert(proposal->result.proposed_count <= PROPOSED_MAX);

	const struct packset *packset = proposal->packset;
	uint32_t left = proposal->result.available & ~proposed_mask(proposal);

	print_name(printer, STR("alternatives"));
	print_array_begin(printer);
	while (left != 0) {
		size_t best = 0;
		bool found = false;
		for (size_t i = 0; i < packset->remedy_count; i++) {
			bool is_better = !found || packset->remedies[i].rank < packset->remedies[best].rank;
			if ((left >> i & 1) == 0 || !is_better)
				continue;
			best = i;
			found = true;
		}
		assert(found);
		print_string(printer, packset->remedies[best].id);
		left &= ~(UINT32_C(1) << best);
	}
	print_array_end(printer);
}

static void print_amounts(struct printer *printer, const struct assessment *result)
{
	print_name(printer, STR("amounts"));
	print_object_begin(printer);
	for (size_t i = 0; i < result->amount_count; i++)
		print_member_int(printer, result->amounts[i].name, result->amounts[i].value.integer);
	print_object_end(printer);
}

static void print_cites(struct printer *printer, const struct packset *packset, const size_t *cites,
                        size_t count)
{
	print_name(printer, STR("cite"));
	print_array_begin(printer);
	for (size_t i = 0; i < count; i++)
		print_string(printer, packset->articles[cites[i]].id);
	print_array_end(printer);
}

static void print_cited(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("cited"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->packset->article_count; i++) {
		if (proposal->trace.articles[i])
			print_string(printer, proposal->packset->articles[i].id);
	}
	print_array_end(printer);
}

/* What was computed for a rule that did not hold is shown too: "the window ended on ..." answers why not. */
static bool has_value(const struct proposal *proposal, size_t definition)
{
	return reckoner_has(proposal->reckoner, definition) &&
	       value_is_known(proposal->reckoner->definitions[definition].value);
}

struct value proposal_computed(const struct proposal *proposal, struct str name)
{
	assert(proposal != NULL);

	const struct packset_index *index = &proposal->packset->index;

	for (size_t i = 0; i < index->shown_count; i++) {
		size_t definition = index->shown[i].definition;
		if (str_eq(index->shown[i].name, name) && has_value(proposal, definition))
			return proposal->reckoner->definitions[definition].value;
	}
	return value_absent();
}

/* A name that two definitions show is printed for the first that has a value. */
static void print_computed(struct printer *printer, const struct proposal *proposal)
{
	const struct packset_index *index = &proposal->packset->index;
	bool *is_shown = ARENA_ARRAY(proposal->reckoner->arena, bool, index->shown_names);

	print_name(printer, STR("computed"));
	print_object_begin(printer);
	for (size_t i = 0; is_shown != NULL && i < index->shown_count; i++) {
		const struct shown *shown = &index->shown[i];
		if (is_shown[shown->number] || !has_value(proposal, shown->definition))
			continue;
		is_shown[shown->number] = true;
		print_name(printer, shown->name);
		print_value(printer, proposal->reckoner->definitions[shown->definition].value);
	}
	print_object_end(printer);
}

static void print_texts(struct printer *printer, struct str name, const struct str *texts, size_t count)
{
	print_name(printer, name);
	print_array_begin(printer);
	for (size_t i = 0; i < count; i++)
		print_string(printer, texts[i]);
	print_array_end(printer);
}

static void print_missing(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("missing_facts"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->missing_count; i++)
		print_string(printer, fact_name(proposal->missing[i]));
	print_array_end(printer);
}

static void print_proposed(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("remedy_proposed"));
	if (proposal->result.proposed_count < 2) {
		print_string(printer, proposal_remedy(proposal));
		return;
	}
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->result.proposed_count; i++)
		print_string(printer, proposal->packset->remedies[proposal->result.proposed[i]].id);
	print_array_end(printer);
}

/* --- the derivation --- */

static void print_packs(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("packs"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->packset->pack_count; i++) {
		const struct pack *pack = &proposal->packset->packs[i];
		if (!proposal->reckoner->speaks[i])
			continue;
		print_object_begin(printer);
		print_member_string(printer, STR("id"), pack->id);
		print_member_string(printer, STR("sha256"), pack->sha256);
		print_member_string(printer, STR("version"), pack->version);
		print_object_end(printer);
	}
	print_array_end(printer);
}

/* The facts that the rules and definitions in use name. */
static struct support facts_in_use(const struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;
	struct support facts = { 0 };

	for (size_t i = 0; i < packset->definition_count; i++) {
		if (proposal->trace.definitions[i])
			facts = support_union(facts, packset->index.facts[i]);
	}
	for (size_t i = 0; i < packset->rule_count; i++) {
		if (proposal->states[i].truth != TRUTH_FALSE)
			facts = support_union(facts, packset->rules[i].facts);
	}
	return facts;
}

static void print_fact(struct printer *printer, const struct proposal *proposal, enum fact_id id)
{
	const struct fact *fact = &proposal->facts->items[id];

	print_object_begin(printer);
	if (fact->exhibits != NULL) {
		print_name(printer, STR("exhibits"));
		print_node(printer, fact->exhibits);
	}
	print_member_string(printer, STR("id"), fact_name(id));
	print_member_string(printer, STR("status"), fact_status_name(proposal->statuses[id]));
	print_name(printer, STR("value"));
	print_value(printer, proposal->reckoner->facts[id]);
	print_object_end(printer);
}

static void print_facts(struct printer *printer, const struct proposal *proposal)
{
	struct support facts = facts_in_use(proposal);

	print_name(printer, STR("facts"));
	print_array_begin(printer);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		bool is_said = proposal->reckoner->facts[i].kind != VALUE_ABSENT;
		if (is_said && support_has(facts, (enum fact_id)i))
			print_fact(printer, proposal, (enum fact_id)i);
	}
	print_array_end(printer);
}

static void print_parameters(struct printer *printer, const struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	print_name(printer, STR("params"));
	print_array_begin(printer);
	for (size_t i = 0; i < packset->symbols.parameter_count; i++) {
		const struct dated_value *dated = proposal->reckoner->parameters[i];
		if (!proposal->trace.parameters[i] || dated == NULL)
			continue;
		print_object_begin(printer);
		print_name(printer, STR("from"));
		print_value(printer, value_date(dated->from));
		print_member_string(printer, STR("id"), packset->parameters[i].id);
		print_name(printer, STR("value"));
		print_value(printer, dated->value);
		print_member_string(printer, STR("verified"), dated->verified);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_definition(struct printer *printer, const struct proposal *proposal, size_t index)
{
	assert(index < proposal->packset->definition_count);

	const struct definition *definition = &proposal->packset->definitions[index];
	const struct slot *slot = &proposal->reckoner->definitions[index];

	print_object_begin(printer);
	if (slot->by != SIZE_MAX)
		print_member_string(printer, STR("by"), proposal->packset->definitions[slot->by].id);
	print_cites(printer, proposal->packset, definition->cites, definition->cite_count);
	print_member_string(printer, STR("definition"), definition->id);
	if (slot->row != NULL)
		print_member_string(printer, STR("row"), slot->row->key);
	print_name(printer, STR("value"));
	print_value(printer, slot->value);
	print_object_end(printer);
}

static void print_rule(struct printer *printer, const struct proposal *proposal, size_t index)
{
	assert(index < proposal->packset->rule_count);

	const struct rule *rule = &proposal->packset->rules[index];
	bool holds = proposal->states[index].truth == TRUTH_TRUE;

	print_object_begin(printer);
	print_cites(printer, proposal->packset, rule->cites, rule->cite_count);
	print_name(printer, STR("opens"));
	print_remedies(printer, proposal->packset, rule->opens);
	print_member_string(printer, STR("rule"), rule->id);
	print_member_string(printer, STR("truth"), holds ? STR("true") : STR("unknown"));
	print_object_end(printer);
}

static void print_nodes(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("nodes"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->packset->definition_count; i++) {
		if (proposal->trace.definitions[i])
			print_definition(printer, proposal, i);
	}
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		if (proposal->states[i].truth != TRUTH_FALSE)
			print_rule(printer, proposal, i);
	}
	print_array_end(printer);
}

static void print_decisions(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("burdens"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->decision_count; i++) {
		const struct burden_decision *decision = &proposal->decisions[i];
		print_object_begin(printer);
		print_member_string(printer, STR("bearer"), decision->by->bearer);
		print_cites(printer, proposal->packset, decision->by->cites, decision->by->cite_count);
		print_member_bool(printer, STR("decisive"), decision->is_decisive);
		print_member_string(printer, STR("fact"), fact_name(decision->fact));
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_derivation(struct printer *printer, const struct proposal *proposal)
{
	struct date date = proposal->reckoner->connecting_date;

	print_name(printer, STR("derivation"));
	print_object_begin(printer);
	print_decisions(printer, proposal);
	print_name(printer, STR("connecting_date"));
	print_value(printer, date_is_known(date) ? value_date(date) : value_none());
	print_member_string(printer, STR("engine"), STR(PROPOSAL_ENGINE));
	print_facts(printer, proposal);
	print_nodes(printer, proposal);
	print_packs(printer, proposal);
	print_parameters(printer, proposal);
	print_object_end(printer);
}

static void print_not_applied(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("not_applied"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		const struct rule_state *state = &proposal->states[i];
		if (!state->is_tried || state->truth != TRUTH_FALSE)
			continue;
		print_object_begin(printer);
		if (state->defeated_by != NOT_DEFEATED)
			print_member_string(printer, STR("defeated_by"),
			                    proposal->packset->rules[state->defeated_by].id);
		print_member_string(printer, STR("rule"), proposal->packset->rules[i].id);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_reading(struct printer *printer, const struct proposal *proposal,
                          const struct reading *reading)
{
	const struct packset *packset = proposal->packset;

	print_object_begin(printer);
	print_amounts(printer, &reading->result);
	print_member_string(printer, STR("outcome"), outcome_name(reading->result.outcome));
	print_name(printer, STR("remedies_available"));
	print_remedies(printer, packset, reading->result.available);
	print_name(printer, STR("remedies_proposed"));
	print_array_begin(printer);
	for (size_t i = 0; i < reading->result.proposed_count; i++)
		print_string(printer, packset->remedies[reading->result.proposed[i]].id);
	print_array_end(printer);
	print_member_string(printer, STR("setting"), packset->settings[reading->setting].id);
	print_member_string(printer, STR("value"), reading->value);
	print_object_end(printer);
}

/* Only where the readings of an unsettled law differ. */
static void print_readings(struct printer *printer, const struct proposal *proposal)
{
	assert(proposal->reading_count <= READINGS_MAX);

	print_name(printer, STR("readings"));
	print_array_begin(printer);
	for (size_t i = 0; i < proposal->reading_count; i++)
		print_reading(printer, proposal, &proposal->readings[i]);
	print_array_end(printer);
}

/* What was not tried is said: an empty list alone would read as "nothing". */
static void print_would_change(struct printer *printer, const struct proposal *proposal)
{
	print_name(printer, STR("would_change"));
	print_counterfactuals(printer, proposal->packset, proposal->would_change);
	print_member_bool(printer, STR("would_change_complete"), proposal->would_change->is_complete);
}

void print_proposal(struct printer *printer, const struct proposal *proposal)
{
	assert(printer != NULL && proposal != NULL);

	const struct assessment *result = &proposal->result;
	struct str bearer = proposal->burden_bearer.len == 0 ? STR("none") : proposal->burden_bearer;

	print_object_begin(printer);
	print_alternatives(printer, proposal);
	print_amounts(printer, result);
	print_member_string(printer, STR("burden_bearer"), bearer);
	print_text_or_null(printer, STR("chooser"), result->chooser);
	print_cited(printer, proposal);
	print_computed(printer, proposal);
	print_derivation(printer, proposal);
	print_texts(printer, STR("flags"), proposal->flags, proposal->flag_count);
	print_text_or_null(printer, STR("freight_payer"), result->freight_payer);
	print_missing(printer, proposal);
	print_not_applied(printer, proposal);
	print_member_string(printer, STR("outcome"), outcome_name(result->outcome));
	print_readings(printer, proposal);
	print_name(printer, STR("remedies_available"));
	print_remedies(printer, proposal->packset, result->available);
	print_proposed(printer, proposal);
	if (proposal->would_change != NULL)
		print_would_change(printer, proposal);
	print_object_end(printer);
}

enum status proposal_text(const struct proposal *proposal, struct arena *arena, struct str *ret_text,
                          struct error *err)
{
	assert(proposal != NULL && ret_text != NULL);

	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, PROPOSAL_BYTES_MAX);
	printer_init(&printer, &buf);
	print_proposal(&printer, proposal);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

bool proposal_needs_second_review(const struct proposal *proposal)
{
	assert(proposal != NULL && proposal->flag_count <= FLAGS_MAX);

	static const struct str kinds[] = { STR_INIT("unverified_text:"),
		                            STR_INIT("unverified_param:"),
		                            STR_INIT("punitive_needs_arbiter"),
		                            STR_INIT("second_review:"),
		                            STR_INIT("draft_pack:"),
		                            STR_INIT("other_currency:"),
		                            STR_INIT("calendar_missing:") };

	for (size_t i = 0; i < proposal->flag_count; i++) {
		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			if (str_has_prefix(proposal->flags[i], kinds[k]))
				return true;
		}
	}
	return false;
}
