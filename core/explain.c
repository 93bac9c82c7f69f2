#include "core/explain.h"

struct explainer {
	struct printer *printer;
	const struct proposal *proposal;
	enum language language;
};

static struct str in_language(const struct explainer *explainer, struct wording wording)
{
	return wording_in(&wording, explainer->language);
}

/* The phrase of that name, or the fallback when the packs have none. */
static struct str phrase(const struct explainer *explainer, struct str kind, struct str name,
                         struct str fallback)
{
	const struct packset *packset = explainer->proposal->packset;

	for (size_t i = 0; i < packset->phrase_count; i++) {
		struct str id = packset->phrases[i].id;
		if (id.len != kind.len + name.len || !str_has_prefix(id, kind))
			continue;
		if (str_eq((struct str){ id.ptr + kind.len, name.len }, name))
			return in_language(explainer, packset->phrases[i].say);
	}
	return fallback;
}

/* Puts a template with its one {placeholder} replaced. */
static void put_filled(struct buf *buf, struct str template, struct str filling)
{
	assert(buf != NULL);

	const char *open = template.len == 0 ? NULL : memchr(template.ptr, '{', template.len);
	size_t before = open == NULL ? template.len : (size_t)(open - template.ptr);
	const char *close = open == NULL ? NULL : memchr(open, '}', template.len - before);

	buf_put(buf, (struct str){ template.ptr, before });
	if (close == NULL)
		return;
	buf_put(buf, filling);
	size_t after = (size_t)(close - template.ptr) + 1;
	buf_put(buf, (struct str){ template.ptr + after, template.len - after });
}

static void print_filled(struct explainer *explainer, struct str template, struct str filling)
{
	struct buf buf;

	buf_init(&buf, explainer->proposal->reckoner->arena, KIB(8));
	put_filled(&buf, template, filling);
	print_string(explainer->printer, buf_str(&buf));
}

/* --- the conclusion --- */

static void put_remedies(struct buf *buf, const struct explainer *explainer)
{
	const struct assessment *result = &explainer->proposal->result;

	for (size_t i = 0; i < result->proposed_count; i++) {
		const struct remedy *remedy = &explainer->proposal->packset->remedies[result->proposed[i]];
		buf_put(buf, i == 0 ? STR("") : STR("; "));
		buf_put(buf, in_language(explainer, remedy->name));
	}
}

static void put_missing(struct buf *buf, const struct explainer *explainer)
{
	for (size_t i = 0; i < explainer->proposal->missing_count; i++) {
		struct str name = fact_name(explainer->proposal->missing[i]);
		buf_put(buf, i == 0 ? STR("") : STR("; "));
		buf_put(buf, phrase(explainer, STR(""), name, name));
	}
}

static void print_conclusion(struct explainer *explainer)
{
	enum outcome outcome = explainer->proposal->result.outcome;
	struct str template =
		phrase(explainer, STR("outcome."), outcome_name(outcome), outcome_name(outcome));
	struct buf filling;

	buf_init(&filling, explainer->proposal->reckoner->arena, KIB(2));
	if (outcome == OUTCOME_NEED_EVIDENCE)
		put_missing(&filling, explainer);
	else
		put_remedies(&filling, explainer);
	print_name(explainer->printer, STR("conclusion"));
	print_filled(explainer, template, buf_str(&filling));
}

/* 405919 is "4059.19". */
static struct str decimal(const struct explainer *explainer, int64_t minor)
{
	assert(minor >= 0);

	struct buf buf;

	buf_init(&buf, explainer->proposal->reckoner->arena, 32);
	buf_put_int(&buf, minor / 100);
	buf_put_char(&buf, '.');
	buf_put_char(&buf, (char)('0' + minor % 100 / 10));
	buf_put_char(&buf, (char)('0' + minor % 10));
	return buf_str(&buf);
}

static void print_amount_lines(struct explainer *explainer)
{
	const struct assessment *result = &explainer->proposal->result;

	print_name(explainer->printer, STR("amounts"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < result->amount_count; i++) {
		struct str name = result->amounts[i].name;
		struct str template = phrase(explainer, STR("amount."), name, STR("{amount}"));
		print_filled(explainer, template, decimal(explainer, result->amounts[i].value.integer));
	}
	print_array_end(explainer->printer);
}

/* Who pays for carriage, who had to prove. */
static void print_terms(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;
	struct str freight = phrase(explainer, STR("freight."), proposal->result.freight_payer, STR(""));
	struct str burden = phrase(explainer, STR("burden."), proposal->burden_bearer, STR(""));

	print_name(explainer->printer, STR("terms"));
	print_array_begin(explainer->printer);
	if (freight.len > 0)
		print_string(explainer->printer, freight);
	if (burden.len > 0)
		print_string(explainer->printer, burden);
	print_array_end(explainer->printer);
}

/* --- the reasons --- */

static void print_cites(struct explainer *explainer, const struct rule *rule)
{
	print_name(explainer->printer, STR("cite"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < rule->cite_count; i++)
		print_string(explainer->printer, explainer->proposal->packset->articles[rule->cites[i]].id);
	print_array_end(explainer->printer);
}

static void print_reason(struct explainer *explainer, const struct rule *rule, struct str text)
{
	print_object_begin(explainer->printer);
	print_cites(explainer, rule);
	print_member_string(explainer->printer, STR("rule"), rule->id);
	print_member_string(explainer->printer, STR("text"), text);
	print_object_end(explainer->printer);
}

static void print_reasons(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("reasons"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		const struct rule *rule = &proposal->packset->rules[i];
		if (proposal->states[i].truth == TRUTH_TRUE)
			print_reason(explainer, rule, in_language(explainer, rule->say));
	}
	print_array_end(explainer->printer);
}

/* The rank of what is proposed; the worst when nothing is. */
static int64_t proposed_rank(const struct proposal *proposal)
{
	if (proposal->result.proposed_count == 0)
		return INT64_MAX;
	return proposal->packset->remedies[proposal->result.proposed[0]].rank;
}

/* Would the rule have opened something better than what is proposed, that is not open anyway? */
static bool would_give_more(const struct proposal *proposal, const struct rule *rule)
{
	for (size_t i = 0; i < proposal->packset->remedy_count; i++) {
		bool opens = (rule->opens >> i & 1) != 0 && (proposal->result.available >> i & 1) == 0;
		if (opens && proposal->packset->remedies[i].rank < proposed_rank(proposal))
			return true;
	}
	return false;
}

static void print_why_not(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("why_not"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		const struct rule *rule = &proposal->packset->rules[i];
		const struct rule_state *state = &proposal->states[i];
		struct str text = in_language(explainer, rule->say_not);
		if (!state->is_tried || state->truth != TRUTH_FALSE || !would_give_more(proposal, rule))
			continue;
		if (state->defeated_by != NOT_DEFEATED)
			text = in_language(explainer, proposal->packset->rules[state->defeated_by].say);
		if (text.len > 0)
			print_reason(explainer, rule, text);
	}
	print_array_end(explainer->printer);
}

/* --- what it rests on --- */

/* Dates, numbers and amounts, step by step; truths speak through the rules. */
static void print_steps(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("steps"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->definition_count; i++) {
		struct value value = proposal->reckoner->definitions[i].value;
		struct str label = in_language(explainer, proposal->packset->definitions[i].label);
		if (!proposal->trace.definitions[i] || value.kind == VALUE_BOOL || label.len == 0)
			continue;
		print_object_begin(explainer->printer);
		print_member_string(explainer->printer, STR("label"), label);
		print_name(explainer->printer, STR("value"));
		print_value(explainer->printer, value);
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}

/* The facts that were given with exhibits, or decided by the burden of proof. */
static void print_facts(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;
	struct str template = phrase(explainer, STR("fact."), STR("unproved_closed"), STR("{fact}"));

	print_name(explainer->printer, STR("facts"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		const struct node *exhibits = proposal->facts->items[i].exhibits;
		bool is_unproved = proposal->statuses[i] == FACT_STATUS_UNPROVED_CLOSED;
		if (exhibits == NULL && !is_unproved)
			continue;
		print_object_begin(explainer->printer);
		if (exhibits != NULL) {
			print_name(explainer->printer, STR("exhibits"));
			print_node(explainer->printer, exhibits);
		}
		print_member_string(explainer->printer, STR("fact"), fact_name((enum fact_id)i));
		print_member_string(explainer->printer, STR("status"),
		                    fact_status_name(proposal->statuses[i]));
		if (is_unproved) {
			print_name(explainer->printer, STR("text"));
			print_filled(explainer, template, fact_name((enum fact_id)i));
		}
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}

static void print_missing(struct explainer *explainer)
{
	print_name(explainer->printer, STR("missing"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < explainer->proposal->missing_count; i++)
		print_string(explainer->printer, fact_name(explainer->proposal->missing[i]));
	print_array_end(explainer->printer);
}

static void print_quotes(struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("quotes"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->article_count; i++) {
		const struct article *article = &proposal->packset->articles[i];
		if (!proposal->trace.articles[i])
			continue;
		print_object_begin(explainer->printer);
		print_member_string(explainer->printer, STR("article"), article->number);
		print_member_string(explainer->printer, STR("id"), article->id);
		print_member_string(explainer->printer, STR("law"), article->law);
		print_member_string(explainer->printer, STR("text"), article->text);
		print_member_string(explainer->printer, STR("verified"), article->verified);
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}

static void print_notices(struct explainer *explainer)
{
	const struct packset *packset = explainer->proposal->packset;

	print_name(explainer->printer, STR("notices"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < packset->notice_count; i++)
		if (explainer->proposal->reckoner->speaks[packset->notices[i].pack])
			print_string(explainer->printer, in_language(explainer, packset->notices[i].say));
	print_array_end(explainer->printer);
}

void print_explanation(struct printer *printer, const struct proposal *proposal, enum language language)
{
	assert(printer != NULL && proposal != NULL);

	struct explainer explainer = { .printer = printer, .proposal = proposal, .language = language };
	print_object_begin(printer);
	print_amount_lines(&explainer);
	print_conclusion(&explainer);
	print_facts(&explainer);
	print_member_string(printer, STR("language"), language_locale(language));
	print_missing(&explainer);
	print_notices(&explainer);
	print_quotes(&explainer);
	print_reasons(&explainer);
	print_steps(&explainer);
	print_terms(&explainer);
	print_why_not(&explainer);
	print_object_end(printer);
}

enum status explanation_text(const struct proposal *proposal, enum language language, struct arena *arena,
                             struct str *ret_text, struct error *err)
{
	assert(proposal != NULL && ret_text != NULL);

	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, EXPLANATION_BYTES_MAX);
	printer_init(&printer, &buf);
	print_explanation(&printer, proposal, language);
	TRY(buf_check(&buf, err));
	TRY(arena_check(proposal->reckoner->arena, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}
