#include "core/explain_parts.h"

/* --- what the parts share --- */

struct str explainer_in(const struct explainer *explainer, const struct wording *wording)
{
	return wording_in(wording, explainer->telling.language);
}

struct str explainer_phrase(const struct explainer *explainer, struct str kind, struct str name,
                            struct str fallback)
{
	const struct packset *packset = explainer->proposal->packset;

	for (size_t i = 0; i < packset->phrase_count; i++) {
		struct str id = packset->phrases[i].id;
		if (id.len != kind.len + name.len || !str_has_prefix(id, kind))
			continue;
		if (str_eq((struct str){ id.ptr + kind.len, name.len }, name))
			return explainer_in(explainer, &packset->phrases[i].say);
	}
	return fallback;
}

struct buf explainer_line(const struct explainer *explainer)
{
	struct buf buf;

	buf_init(&buf, explainer->proposal->reckoner->arena, EXPLAINED_LINE_MAX);
	return buf;
}

void template_put(struct buf *buf, struct str template, struct str filling)
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

static void print_filled(const struct explainer *explainer, struct str template, struct str filling)
{
	struct buf buf = explainer_line(explainer);

	template_put(&buf, template, filling);
	print_string(explainer->printer, buf_str(&buf));
}

/* Whether an expression is a sum of money. Packs are checked for depth when they are loaded, so this ends. */
static bool is_sum(const struct packset *packset, const struct expression *expression)
{
	switch ((int)expression->op) {
	case EXPRESSION_FACT:
		return fact_type((enum fact_id)expression->index) == FACT_TYPE_MONEY ||
		       fact_type((enum fact_id)expression->index) == FACT_TYPE_MONEYS;
	case EXPRESSION_DEFINITION: return is_sum(packset, &packset->definitions[expression->index].value);
	case EXPRESSION_DEPRECIATE:
	case EXPRESSION_RATIO:
	case EXPRESSION_RATIO_UP:
	case EXPRESSION_MUL_PPM:
	case EXPRESSION_USE_FEE:
	case EXPRESSION_MULTIPLE:
	case EXPRESSION_EARNEST: return true;
	case EXPRESSION_IF:
		return is_sum(packset, &expression->args[1]) || is_sum(packset, &expression->args[2]);
	case EXPRESSION_ADD:
	case EXPRESSION_SUB:
	case EXPRESSION_MIN:
	case EXPRESSION_MAX:
	case EXPRESSION_SUM:
	case EXPRESSION_MOST:
	case EXPRESSION_FIRST: return is_sum(packset, &expression->args[0]);
	default: return false;
	}
}

static void say_value(struct buf *buf, const struct explainer *explainer, const struct expression *expression,
                      struct value value)
{
	enum language language = explainer->telling.language;

	if (value.kind == VALUE_INT && is_sum(explainer->proposal->packset, expression))
		say_sum(buf, language, value.integer);
	else if (value.kind == VALUE_INT)
		say_number(buf, language, value.integer);
	else if (value.kind == VALUE_DATE)
		say_date(buf, language, value.date);
	else if (value.kind == VALUE_BOOL)
		say_truth(buf, language, value.boolean);
	else if (value.kind == VALUE_TOKEN)
		buf_put(buf, value.token);
}

void say_definition(struct buf *buf, const struct explainer *explainer, size_t index)
{
	assert(index < explainer->proposal->packset->definition_count);

	const struct definition *definition = &explainer->proposal->packset->definitions[index];

	buf_put(buf, explainer_in(explainer, &definition->label));
	buf_put(buf, explainer->telling.language == LANGUAGE_ZH ? STR("：") : STR(": "));
	say_value(buf, explainer, &definition->value,
	          explainer->proposal->reckoner->definitions[index].value);
}

void say_remedies(struct buf *buf, const struct explainer *explainer, const size_t *remedies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_put(buf, i == 0 ? STR("") : STR("; "));
		buf_put(buf,
		        explainer_in(explainer, &explainer->proposal->packset->remedies[remedies[i]].name));
	}
}

void print_amount_texts(const struct explainer *explainer, const struct assessment *result)
{
	print_name(explainer->printer, STR("amounts"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < result->amount_count; i++) {
		struct str template =
			explainer_phrase(explainer, STR("amount."), result->amounts[i].name, STR("{amount}"));
		struct buf sum = explainer_line(explainer);
		say_sum(&sum, explainer->telling.language, result->amounts[i].value.integer);
		print_filled(explainer, template, buf_str(&sum));
	}
	print_array_end(explainer->printer);
}

/* --- the conclusion --- */

/* What the buyer has not said is asked in words of its own. */
static void say_missing(struct buf *buf, const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	for (size_t i = 0; i < proposal->missing_count; i++) {
		struct str label = explainer_in(explainer, &fact_word(proposal->missing[i])->label);
		buf_put(buf, i == 0 ? STR("") : STR("; "));
		buf_put(buf, explainer_phrase(explainer, STR(""), fact_name(proposal->missing[i]), label));
	}
}

static void print_conclusion(const struct explainer *explainer)
{
	const struct assessment *result = &explainer->proposal->result;
	struct str name = outcome_name(result->outcome);
	struct str template = explainer_phrase(explainer, STR("outcome."), name, name);
	struct buf filling = explainer_line(explainer);

	if (result->outcome == OUTCOME_NEED_EVIDENCE)
		say_missing(&filling, explainer);
	else
		say_remedies(&filling, explainer, result->proposed, result->proposed_count);
	print_name(explainer->printer, STR("conclusion"));
	print_filled(explainer, template, buf_str(&filling));
}

/* Who pays for carriage, who had to prove. */
static void print_terms(const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;
	struct str none = { 0 };
	struct str freight =
		explainer_phrase(explainer, STR("freight."), proposal->result.freight_payer, none);
	struct str burden = explainer_phrase(explainer, STR("burden."), proposal->burden_bearer, none);

	print_name(explainer->printer, STR("terms"));
	print_array_begin(explainer->printer);
	if (freight.len > 0)
		print_string(explainer->printer, freight);
	if (burden.len > 0)
		print_string(explainer->printer, burden);
	print_array_end(explainer->printer);
}

/* --- what it rests on --- */

/* Days, numbers and sums, step by step; truths speak through the rules. */
static void print_steps(const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("steps"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->definition_count; i++) {
		struct value value = proposal->reckoner->definitions[i].value;
		struct str label = explainer_in(explainer, &proposal->packset->definitions[i].label);
		if (!explainer->grounds.definitions[i] || value.kind == VALUE_BOOL || label.len == 0)
			continue;
		struct buf text = explainer_line(explainer);
		say_definition(&text, explainer, i);
		print_object_begin(explainer->printer);
		print_member_string(explainer->printer, STR("label"), label);
		print_member_string(explainer->printer, STR("text"), buf_str(&text));
		print_name(explainer->printer, STR("value"));
		print_value(explainer->printer, value);
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}

/* "The time for evidence is over and this was not proved: ..." */
static void print_unproved(const struct explainer *explainer, enum fact_id fact)
{
	struct str template =
		explainer_phrase(explainer, STR("fact."), STR("unproved_closed"), STR("{fact}"));
	struct str label = explainer_in(explainer, &fact_word(fact)->label);

	print_filled(explainer, template, label);
}

/* The facts that were given with exhibits, or decided by the burden of proof. */
static void print_facts(const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("facts"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		enum fact_id fact = (enum fact_id)i;
		const struct node *exhibits = proposal->facts->items[i].exhibits;
		bool is_unproved = proposal->statuses[i] == FACT_STATUS_UNPROVED_CLOSED;
		struct buf text = explainer_line(explainer);
		if (exhibits == NULL && !is_unproved)
			continue;
		say_fact(&text, explainer->telling.language, fact, proposal->reckoner->facts[i]);
		print_object_begin(explainer->printer);
		if (exhibits != NULL) {
			print_name(explainer->printer, STR("exhibits"));
			print_node(explainer->printer, exhibits);
		}
		print_member_string(explainer->printer, STR("fact"), fact_name(fact));
		print_member_string(explainer->printer, STR("status"),
		                    fact_status_name(proposal->statuses[i]));
		print_name(explainer->printer, STR("text"));
		if (is_unproved)
			print_unproved(explainer, fact);
		else
			print_string(explainer->printer, buf_str(&text));
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}

static void print_missing(const struct explainer *explainer)
{
	print_name(explainer->printer, STR("missing"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < explainer->proposal->missing_count; i++)
		print_string(explainer->printer, fact_name(explainer->proposal->missing[i]));
	print_array_end(explainer->printer);
}

static void print_quotes(const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;

	print_name(explainer->printer, STR("quotes"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->article_count; i++) {
		const struct article *article = &proposal->packset->articles[i];
		if (!explainer->grounds.articles[i])
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

static void print_notices(const struct explainer *explainer)
{
	const struct packset *packset = explainer->proposal->packset;

	print_name(explainer->printer, STR("notices"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < packset->notice_count; i++)
		if (explainer->proposal->reckoner->speaks[packset->notices[i].pack])
			print_string(explainer->printer, explainer_in(explainer, &packset->notices[i].say));
	print_array_end(explainer->printer);
}

/* --- the whole --- */

enum status print_explanation(struct printer *printer, const struct proposal *proposal,
                              struct telling telling, struct error *err)
{
	assert(printer != NULL && proposal != NULL);
	assert(telling.language < LANGUAGE_COUNT);
	assert(telling.depth >= 0 && telling.depth <= EXPLANATION_DEPTH_MAX);

	struct explainer explainer = { .printer = printer, .proposal = proposal, .telling = telling };
	TRY(trace_grounds(proposal, proposal->reckoner->arena, &explainer.grounds, err));

	print_object_begin(printer);
	print_amount_texts(&explainer, &proposal->result);
	print_conclusion(&explainer);
	print_facts(&explainer);
	print_member_string(printer, STR("language"), language_locale(telling.language));
	print_missing(&explainer);
	print_notices(&explainer);
	print_quotes(&explainer);
	print_reasons(&explainer);
	print_steps(&explainer);
	print_terms(&explainer);
	print_why_not(&explainer);
	print_would_change_texts(&explainer);
	print_object_end(printer);
	return arena_check(proposal->reckoner->arena, err);
}

enum status explanation_text(const struct proposal *proposal, struct telling telling, struct arena *arena,
                             struct str *ret_text, struct error *err)
{
	assert(proposal != NULL && ret_text != NULL);

	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, EXPLANATION_BYTES_MAX);
	printer_init(&printer, &buf);
	TRY(print_explanation(&printer, proposal, telling, err));
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}
