/* What the rules say: of the facts as they stand (the assessment), of record (the proposal), and as ruled.
 *
 * An explanation is made from the derivation when it is asked for: the rules run again on the very facts that
 * the proposal was given, and the same packs and facts give the same bytes. */
#include "core/counterfactual.h"
#include "core/explain.h"
#include "core/fact_order.h"
#include "core/json.h"
#include "core/jurisdiction.h"
#include "core/ledger.h"
#include "core/object.h"
#include "core/proposal.h"
#include "core/rights.h"
#include "server/app.h"
#include "server/case_fold.h"
#include "server/operations.h"

/* Advice is given on the loop, to whoever reads a case: a tenth of what a proposal of record may cost. */
#define FORESIGHT_ADVICE (COUNTERFACTUAL_RUNS_MAX / 10)
#define FRAME_COUNT      4 /* what is added to facts that are assessed */

/* --- one run, told to people --- */

struct told {
	const struct proposal *proposal;
	struct str text; /* the proposal as canonical JSON */
	struct str explanation;
};

/* How many levels under each reason are told. */
static enum status read_depth(struct call *call, int *ret_depth)
{
	int64_t depth;

	TRY(call_query_int(call, STR("depth"), 0, EXPLANATION_DEPTH_MAX, EXPLANATION_DEPTH, &depth));
	*ret_depth = (int)depth;
	return STATUS_OK;
}

/* `foresight` is how many evaluations may be spent on saying what would change the result. Amounts are in the
 * currency, which is empty where nobody has said it. */
static enum status explain(struct call *call, const struct node *facts_node, struct str currency,
                           size_t foresight, struct told *ret_told)
{
	/* every pack of the place speaks; settings are the packs' own */
	const struct configuration live = { .currency = currency, .foresight = foresight };
	struct arena *arena = call_arena(call);
	struct facts *facts = ARENA_NEW(arena, struct facts);
	struct telling telling = { .language = call_language(call) };
	struct told told;

	TRY(arena_check(arena, &call->err));
	TRY(read_depth(call, &telling.depth));
	TRY(facts_decode(facts_node, arena, facts, &call->err));
	TRY(evaluate(call->app->packs, &live, facts, arena, &told.proposal, &call->err));
	TRY(proposal_text(told.proposal, arena, &told.text, &call->err));
	TRY(explanation_text(told.proposal, telling, arena, &told.explanation, &call->err));
	*ret_told = told;
	return STATUS_OK;
}

static void put_instant(struct printer *printer, struct str name, int64_t at_ms, struct arena *arena)
{
	struct buf text;

	buf_init(&text, arena, 32);
	instant_put(&text, at_ms);
	print_member_string(printer, name, buf_str(&text));
}

/* --- the assessment: advisory, alike to both --- */

static void on_folded_for_assessment(struct call *call, struct dispute *dispute)
{
	const struct node *facts;
	struct told told;
	struct printer printer;
	struct buf buf;

	if (ledger_facts(dispute, call->now_ms, call_arena(call), &facts, &call->err) != STATUS_OK ||
	    explain(call, facts, str_from_c(dispute->order.currency.code), FORESIGHT_ADVICE, &told) !=
	            STATUS_OK) {
		call_fail(call);
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_bool(&printer, STR("advisory"), true);
	print_name(&printer, STR("facts"));
	print_node(&printer, facts);
	print_member_raw(&printer, STR("proposal"), told.text);
	print_member_raw(&printer, STR("explanation"), told.explanation);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, dispute->version);
}

void op_get_assessment(struct call *call)
{
	call_fold(call, on_folded_for_assessment);
}

/* --- the assessment before filing: anybody's facts, nothing stored --- */

static struct str place_of(const struct call *call, const struct node *facts)
{
	const struct node *place = node_find(facts, STR("jurisdiction"));

	return place == NULL ? call->app->config->jurisdiction : place->string;
}

static struct node today_of(struct call *call, const struct node *facts)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), 16);
	date_put(&buf, jurisdiction_day(place_of(call, facts), call->now_ms));
	return node_of_text(buf_str(&buf));
}

/* What a case adds to the facts of its parties (ledger.h), where it is not given: the frame of the question.
 */
static void add_frame(struct call *call, const struct node *facts, struct object *object)
{
	if (node_find(facts, STR("claim.filed_at")) == NULL)
		object_node(object, STR("claim.filed_at"), today_of(call, facts));
	if (node_find(facts, STR("evidence.phase")) == NULL)
		object_text(object, STR("evidence.phase"), STR("open"));
	if (node_find(facts, STR("jurisdiction")) == NULL)
		object_text(object, STR("jurisdiction"), place_of(call, facts));
	if (node_find(facts, STR("time.today")) == NULL)
		object_node(object, STR("time.today"), today_of(call, facts));
}

/* In order of name, so that the same facts are the same bytes. */
static enum status take_facts(struct call *call, const struct node **ret_facts)
{
	const struct node *body;
	struct object object;

	TRY(node_parse(bytes_str(call->exchange->body), call_arena(call), &body, &call->err));
	const struct node *facts = node_object(body, STR("facts"));
	if (facts == NULL || body->count != 1)
		return FAIL_AT(&call->err, PROBLEM_INVALID_VALUE, "/facts",
		               "the body is {\"facts\": {name: value, ...}} and nothing else");
	object_init(&object, call_arena(call), facts->count + FRAME_COUNT);
	for (size_t i = 0; i < facts->count; i++)
		object_copy(&object, facts->members[i].name, &facts->members[i].value);
	add_frame(call, facts, &object);
	TRY(arena_check(call_arena(call), &call->err));
	object_sort(&object);
	*ret_facts = object_keep(&object);
	return arena_check(call_arena(call), &call->err);
}

static enum status check_facts(struct call *call, const struct node *node)
{
	struct facts *facts = ARENA_NEW(call_arena(call), struct facts);

	TRY(arena_check(call_arena(call), &call->err));
	TRY(facts_decode(node, call_arena(call), facts, &call->err));
	if (facts->items[FACT_TIME_TODAY].value.kind != VALUE_DATE)
		return FAIL_AT(&call->err, PROBLEM_INVALID_VALUE, "/facts/time.today", "a day is needed");
	return facts_check_order(facts, &call->err);
}

static enum status assess_facts(struct call *call, const struct node **ret_facts, struct told *ret_told,
                                struct rights *ret_rights)
{
	TRY(take_facts(call, ret_facts));
	TRY(check_facts(call, *ret_facts));
	TRY(explain(call, *ret_facts, STR(""), 0, ret_told));
	return rights_find(ret_told->proposal, call_arena(call), ret_rights, &call->err);
}

void op_assess_facts(struct call *call)
{
	const struct node *facts;
	struct rights rights;
	struct told told;
	struct printer printer;
	struct buf buf;

	if (assess_facts(call, &facts, &told, &rights) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_bool(&printer, STR("advisory"), true);
	print_name(&printer, STR("facts"));
	print_node(&printer, facts);
	print_name(&printer, STR("rights"));
	print_rights(&printer, told.proposal->packset, &rights);
	print_name(&printer, STR("missing"));
	print_missing_facts(&printer, told.proposal);
	print_member_raw(&printer, STR("proposal"), told.text);
	print_member_raw(&printer, STR("explanation"), told.explanation);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

/* --- the proposal of record --- */

static enum status put_proposal(struct call *call, const struct dispute *dispute, struct printer *printer)
{
	const struct proposed *proposed = &dispute->proposal;
	struct told told;

	TRY(explain(call, proposed->facts, str_from_c(dispute->order.currency.code), COUNTERFACTUAL_RUNS_MAX,
	            &told));
	print_member_int(printer, STR("version"), proposed->version);
	put_instant(printer, STR("at"), proposed->at_ms, call_arena(call));
	print_member_string(printer, STR("sha256"), proposed->sha256);
	print_name(printer, STR("packs"));
	print_node(printer, proposed->packs);
	print_name(printer, STR("facts"));
	print_node(printer, proposed->facts);
	print_name(printer, STR("proposal"));
	print_node(printer, proposed->result);
	print_member_raw(printer, STR("explanation"), told.explanation);
	return STATUS_OK;
}

static void on_folded_for_proposal(struct call *call, struct dispute *dispute)
{
	struct printer printer;
	struct buf buf;

	if (dispute->proposal.version == 0) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "the rules have not proposed anything yet");
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	if (put_proposal(call, dispute, &printer) != STATUS_OK) {
		call_fail(call);
		return;
	}
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, dispute->version);
}

void op_get_proposal(struct call *call)
{
	call_fold(call, on_folded_for_proposal);
}

/* --- the ruling --- */

static void put_decision(struct printer *printer, const struct decision *decision)
{
	print_name(printer, STR("decision"));
	if (!decision->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("decision"), decision->decision);
	print_member_string(printer, STR("by"), decision->by.party);
	print_member_string(printer, STR("reasons"), decision->reasons);
	print_member_string(printer, STR("language"), decision->language);
	if (decision->deviation != NULL) {
		print_name(printer, STR("deviation"));
		print_node(printer, decision->deviation);
	}
	print_object_end(printer);
}

static void on_folded_for_ruling(struct call *call, struct dispute *dispute)
{
	const struct ruling *ruling = &dispute->ruling;
	struct printer printer;
	struct buf buf;

	if (!ruling->present) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "the case has no ruling");
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("id"), id_text(call_arena(call), ID_RULING, ruling->id));
	put_instant(&printer, STR("issued_at"), ruling->at_ms, call_arena(call));
	put_instant(&printer, STR("appeal_until"), ruling->appeal_until_ms, call_arena(call));
	print_name(&printer, STR("terms"));
	print_node(&printer, ruling->terms);
	put_decision(&printer, &dispute->decision);
	if (put_proposal(call, dispute, &printer) != STATUS_OK) {
		call_fail(call);
		return;
	}
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, dispute->version);
}

void op_get_ruling(struct call *call)
{
	call_fold(call, on_folded_for_ruling);
}
