/* What would change the proposal, in sentences: "If this were established: ...; the proposal would be: ...".
 */
#include "core/counterfactual.h"
#include "core/explain_parts.h"

/* "or later", "or less": a day or a number tips on one side. */
static struct str bound_phrase(const struct explainer *explainer, const struct fact_change *change)
{
	bool is_day = fact_type(change->fact) == FACT_TYPE_DATE;
	struct str kind = is_day ? STR("bound.day.") : STR("bound.number.");

	if (change->bound == BOUND_EXACT)
		return STR("{value}");
	return explainer_phrase(explainer, kind,
	                        change->bound == BOUND_AT_MOST ? STR("at_most") : STR("at_least"),
	                        STR("{value}"));
}

static void say_change_value(struct buf *buf, const struct explainer *explainer,
                             const struct fact_change *change)
{
	struct buf value = explainer_line(explainer);

	say_fact_value(&value, explainer->telling.language, change->fact, change->to);
	template_put(buf, bound_phrase(explainer, change), buf_str(&value));
}

/* Whether two changes of one fact lead to the same: then they are told together. */
static bool is_alike(const struct counterfactual *a, const struct counterfactual *b)
{
	return a->change_count == 1 && b->change_count == 1 && a->changes[0].fact == b->changes[0].fact &&
	       a->favours == b->favours && assessment_eq(&a->result, &b->result);
}

/* "Fact: value, or value", of the item and those that are told with it. */
static void say_changes(struct buf *buf, const struct explainer *explainer,
                        const struct counterfactual *items, size_t alike)
{
	const char *colon = explainer->telling.language == LANGUAGE_ZH ? "：" : ": ";

	for (size_t i = 0; i < items->change_count; i++) {
		buf_put(buf, i == 0 ? STR("") : STR("; "));
		buf_put(buf, explainer_in(explainer, &fact_word(items->changes[i].fact)->label));
		buf_put(buf, str_from_c(colon));
		say_change_value(buf, explainer, &items->changes[i]);
	}
	for (size_t k = 1; k < alike; k++) {
		buf_put(buf, explainer->telling.language == LANGUAGE_ZH ? STR("、") : STR(", "));
		say_change_value(buf, explainer, &items[k].changes[0]);
	}
}

/* What would be proposed: remedies, or that a person decides, or that evidence is needed. */
static void say_result(struct buf *buf, const struct explainer *explainer, const struct assessment *result)
{
	if (result->outcome == OUTCOME_REFER_HUMAN)
		buf_put(buf,
		        explainer_phrase(explainer, STR("change."), STR("refer_human"), STR("REFER_HUMAN")));
	else if (result->outcome == OUTCOME_NEED_EVIDENCE)
		buf_put(buf, explainer_phrase(explainer, STR("change."), STR("need_evidence"),
		                              STR("REQUEST_EVIDENCE")));
	else
		say_remedies(buf, explainer, result->proposed, result->proposed_count);
}

static void print_text(const struct explainer *explainer, const struct counterfactual *items, size_t alike)
{
	struct buf changes = explainer_line(explainer);
	struct buf result = explainer_line(explainer);
	struct buf text = explainer_line(explainer);

	say_changes(&changes, explainer, items, alike);
	say_result(&result, explainer, &items->result);
	template_put(&text, explainer_phrase(explainer, STR("change."), STR("if"), STR("{changes}")),
	             buf_str(&changes));
	template_put(&text, explainer_phrase(explainer, STR("change."), STR("then"), STR(" {result}")),
	             buf_str(&result));
	print_member_string(explainer->printer, STR("text"), buf_str(&text));
}

/* What of the terms changes, too. */
static void print_freight(const struct explainer *explainer, const struct counterfactual *item)
{
	struct str payer = item->result.freight_payer;
	struct str text = explainer_phrase(explainer, STR("freight."), payer, (struct str){ 0 });

	print_name(explainer->printer, STR("terms"));
	print_array_begin(explainer->printer);
	if (text.len > 0 && !str_eq(payer, explainer->proposal->result.freight_payer))
		print_string(explainer->printer, text);
	print_array_end(explainer->printer);
}

void print_would_change_texts(const struct explainer *explainer)
{
	const struct counterfactuals *found = explainer->proposal->would_change;
	size_t alike;

	print_name(explainer->printer, STR("would_change"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; found != NULL && i < found->count; i += alike) {
		const struct counterfactual *item = &found->items[i];
		alike = 1;
		while (i + alike < found->count && is_alike(item, &found->items[i + alike]))
			alike++;
		print_object_begin(explainer->printer);
		print_amount_texts(explainer, &item->result);
		print_member_string(explainer->printer, STR("favours"), favour_name(item->favours));
		print_freight(explainer, item);
		print_text(explainer, item, alike);
		print_object_end(explainer->printer);
	}
	print_array_end(explainer->printer);
}
