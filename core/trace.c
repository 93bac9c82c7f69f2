#include "core/trace.h"

/* What is marked, and where. */
struct marker {
	const struct proposal *proposal;
	struct trace *trace;
};

static void mark_articles(struct trace *trace, const size_t *cites, size_t count)
{
	for (size_t i = 0; i < count; i++)
		trace->articles[cites[i]] = true;
}

static void mark_definition(struct marker *marker, size_t index);

/* Packs are checked for depth when they are loaded, so this ends. */
static void mark_expression(struct marker *marker, const struct expression *expression)
{
	if (expression->op == EXPRESSION_PARAMETER)
		marker->trace->parameters[expression->index] = true;
	if (expression->op == EXPRESSION_DEFINITION)
		mark_definition(marker, reckoner_version(marker->proposal->reckoner, expression->index));
	for (size_t i = 0; i < expression->count; i++)
		mark_expression(marker, &expression->args[i]);
}

/* Only what has a value supports anything; the exception that gave it stands for the whole. What is not the
 * case was looked at, but nothing rests on the articles behind it. */
static void mark_definition(struct marker *marker, size_t index)
{
	assert(index < marker->proposal->packset->definition_count);

	const struct definition *definition = &marker->proposal->packset->definitions[index];
	const struct slot *slot = &marker->proposal->reckoner->definitions[index];

	if (marker->trace->definitions[index] || !reckoner_has(marker->proposal->reckoner, index) ||
	    !value_is_known(slot->value))
		return;
	marker->trace->definitions[index] = true;
	if (slot->value.kind == VALUE_BOOL && !slot->value.boolean)
		return;
	if (slot->row != NULL)
		mark_articles(marker->trace, slot->row->cites, slot->row->cite_count);
	mark_articles(marker->trace, definition->cites, definition->cite_count);
	if (slot->by != SIZE_MAX) {
		mark_definition(marker, slot->by);
		mark_expression(marker, &marker->proposal->packset->definitions[slot->by].when);
		return;
	}
	mark_expression(marker, &definition->value);
	if (definition->has_when)
		mark_expression(marker, &definition->when);
}

static void mark_rule(struct marker *marker, const struct rule *rule)
{
	assert(rule->cite_count > 0);

	mark_articles(marker->trace, rule->cites, rule->cite_count);
	mark_expression(marker, &rule->when);
	if (rule->has_freight)
		mark_expression(marker, &rule->freight);
	for (size_t i = 0; i < rule->amount_count; i++) {
		(void)reckon(marker->proposal->reckoner,
		             &rule->amounts[i].value); /* shown in "computed" even if not proposed */
		mark_expression(marker, &rule->amounts[i].value);
	}
}

static void mark_burdens(struct marker *marker)
{
	for (size_t i = 0; i < marker->proposal->decision_count; i++) {
		const struct burden_decision *decision = &marker->proposal->decisions[i];
		if (!decision->is_decisive)
			continue;
		(void)reckon(marker->proposal->reckoner, &decision->by->when);
		mark_expression(marker, &decision->by->when);
		mark_articles(marker->trace, decision->by->cites, decision->by->cite_count);
	}
}

/* What another reading rests on is cited too, and the norms between which it is unsettled. */
static void mark_readings(struct marker *marker)
{
	const struct packset *packset = marker->proposal->packset;

	for (size_t i = 0; i < marker->proposal->reading_count; i++) {
		const struct reading *reading = &marker->proposal->readings[i];
		const struct setting *setting = &packset->settings[reading->setting];
		mark_articles(marker->trace, setting->cites, setting->cite_count);
		for (size_t k = 0; reading->proposal != NULL && k < packset->article_count; k++)
			marker->trace->articles[k] |= reading->proposal->trace.articles[k];
	}
}

static enum status trace_new(const struct packset *packset, struct arena *arena, struct trace *ret_trace,
                             struct error *err)
{
	*ret_trace = (struct trace){
		.definitions = ARENA_ARRAY(arena, bool, packset->definition_count),
		.parameters = ARENA_ARRAY(arena, bool, packset->symbols.parameter_count),
		.articles = ARENA_ARRAY(arena, bool, packset->article_count),
	};
	return arena_check(arena, err);
}

enum status trace_make(struct proposal *proposal, struct error *err)
{
	assert(proposal != NULL && proposal->states != NULL);

	const struct packset *packset = proposal->packset;
	struct marker marker = { .proposal = proposal, .trace = &proposal->trace };
	bool with_open = proposal->result.outcome == OUTCOME_NEED_EVIDENCE;

	TRY(trace_new(packset, proposal->reckoner->arena, &proposal->trace, err));
	for (size_t i = 0; i < packset->rule_count; i++) {
		enum truth truth = proposal->states[i].truth;
		if (truth == TRUTH_TRUE || (with_open && truth == TRUTH_UNKNOWN))
			mark_rule(&marker, &packset->rules[i]);
		if (proposal->states[i].is_overridden)
			mark_articles(marker.trace, packset->rules[i].floor, packset->rules[i].floor_count);
	}
	mark_burdens(&marker);
	mark_readings(&marker);
	return STATUS_OK;
}

bool rule_supports(const struct proposal *proposal, size_t index)
{
	assert(proposal != NULL && index < proposal->packset->rule_count);

	const struct rule *rule = &proposal->packset->rules[index];
	uint32_t proposed = 0;

	for (size_t i = 0; i < proposal->result.proposed_count; i++)
		proposed |= UINT32_C(1) << proposal->result.proposed[i];
	if (proposal->states[index].truth != TRUTH_TRUE)
		return false;
	return proposed == 0 || rule->is_guard || (rule->opens & proposed) != 0;
}

enum status trace_grounds(const struct proposal *proposal, struct arena *arena, struct trace *ret_trace,
                          struct error *err)
{
	assert(proposal != NULL && arena != NULL && ret_trace != NULL);

	struct marker marker = { .proposal = proposal, .trace = ret_trace };

	TRY(trace_new(proposal->packset, arena, ret_trace, err));
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		if (rule_supports(proposal, i))
			mark_rule(&marker, &proposal->packset->rules[i]);
	}
	mark_burdens(&marker);
	mark_readings(&marker);
	return STATUS_OK;
}

static void add_flag(struct proposal *proposal, struct str flag)
{
	assert(flag.len > 0);

	for (size_t i = 0; i < proposal->flag_count; i++) {
		if (str_eq(proposal->flags[i], flag))
			return;
	}
	if (proposal->flag_count < FLAGS_MAX)
		proposal->flags[proposal->flag_count++] = flag;
}

static void add_flag_about(struct proposal *proposal, struct str kind, struct str about)
{
	struct buf buf;

	buf_init(&buf, proposal->reckoner->arena, 256);
	buf_put(&buf, kind);
	buf_put(&buf, about);
	if (!buf.failed) /* the arena is exhausted: trace_flags() says so at its end */
		add_flag(proposal, buf_str(&buf));
}

/* A value or text counts as read when somebody read it, in the official or in a secondary full copy. */
static bool was_read(struct str verified)
{
	return str_has_prefix(verified, STR("text read"));
}

static void flag_calendar(struct proposal *proposal)
{
	struct buf year;

	if (proposal->reckoner->calendar_missing == 0)
		return;
	buf_init(&year, proposal->reckoner->arena, 16);
	buf_put_int(&year, proposal->reckoner->calendar_missing);
	add_flag_about(proposal, STR("calendar_missing:"), buf_str(&year));
}

/* What a draft says is shown, but two persons look at it. */
static void flag_drafts(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct pack *pack = &packset->packs[packset->rules[i].pack];
		if (proposal->states[i].truth == TRUTH_TRUE && pack->is_draft)
			add_flag_about(proposal, STR("draft_pack:"), pack->id);
	}
}

static void flag_conflicts(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	for (size_t i = 0; i < packset->definition_count; i++) {
		const struct slot *slot = &proposal->reckoner->definitions[i];
		if (reckoner_has(proposal->reckoner, i) && slot->value.kind == VALUE_CONFLICT)
			add_flag_about(proposal, STR("conflict:"), packset->definitions[i].id);
	}
}

/* The evidence phase is closed, and no rule says who had to prove this. */
static void flag_unassigned(struct proposal *proposal)
{
	if (proposal->result.outcome != OUTCOME_REFER_HUMAN)
		return;
	for (size_t i = 0; i < proposal->missing_count; i++)
		add_flag_about(proposal, STR("no_burden_rule:"), fact_name(proposal->missing[i]));
}

static void flag_contradiction(struct proposal *proposal)
{
	struct buf buf;

	if (!proposal->is_contradictory)
		return;
	buf_init(&buf, proposal->reckoner->arena, 256);
	buf_put(&buf, STR("contradictory_facts:"));
	buf_put(&buf, fact_name(proposal->contradiction.earlier));
	buf_put_char(&buf, '~');
	buf_put(&buf, fact_name(proposal->contradiction.later));
	add_flag(proposal, buf_str(&buf));
}

static void flag_parameters(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	for (size_t i = 0; i < packset->symbols.parameter_count; i++) {
		const struct dated_value *dated = proposal->reckoner->parameters[i];
		if (!proposal->trace.parameters[i])
			continue;
		if (reckoner_is_foreign(proposal->reckoner, i))
			add_flag_about(proposal, STR("other_currency:"), packset->parameters[i].id);
		else if (dated == NULL)
			add_flag_about(proposal, STR("transitional:"), packset->parameters[i].id);
		else if (!was_read(dated->verified))
			add_flag_about(proposal, STR("unverified_param:"), packset->parameters[i].id);
	}
}

static void flag_rules(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		if (proposal->states[i].truth == TRUTH_TRUE && packset->rules[i].flag.len > 0)
			add_flag(proposal, packset->rules[i].flag);
		if (proposal->states[i].is_overridden)
			add_flag_about(proposal, STR("policy_overridden:"), packset->rules[i].id);
	}
}

/* No rule had anything to say; perhaps because the norms that would have were not yet, or no longer, law. */
static void flag_unruled(struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	add_flag(proposal, STR("no_rule"));
	for (size_t i = 0; i < packset->pack_count; i++) {
		if (proposal->reckoner->is_selected[i] && !proposal->reckoner->is_valid[i])
			add_flag_about(proposal, STR("transitional:"), packset->packs[i].id);
	}
}

enum status trace_flags(struct proposal *proposal, struct error *err)
{
	assert(proposal->trace.articles != NULL);

	const struct packset *packset = proposal->packset;

	flag_rules(proposal);
	flag_contradiction(proposal);
	if (proposal->reading_count > 0)
		add_flag(proposal, packset->settings[proposal->readings[0].setting].flag);
	for (size_t i = 0; i < packset->article_count; i++) {
		if (proposal->trace.articles[i] && !was_read(packset->articles[i].verified))
			add_flag_about(proposal, STR("unverified_text:"), packset->articles[i].id);
	}
	flag_parameters(proposal);
	flag_calendar(proposal);
	flag_drafts(proposal);
	flag_conflicts(proposal);
	flag_unassigned(proposal);
	if (proposal->result.is_unruled)
		flag_unruled(proposal);
	return arena_check(proposal->reckoner->arena, err);
}
