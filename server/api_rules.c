/* What the rules say: of the facts as they stand (the assessment), of record (the proposal), and as ruled.
 *
 * An explanation is made from the derivation when it is asked for: the rules run again on the very facts that
 * the proposal was given, and the same packs and facts give the same bytes. */
#include "core/explain.h"
#include "core/fact.h"
#include "core/json.h"
#include "core/ledger.h"
#include "core/proposal.h"
#include "server/app.h"
#include "server/case_fold.h"
#include "server/operations.h"

/* --- one run, told to people --- */

static enum status explain(struct call *call, const struct node *facts_node, struct str *ret_explanation,
                           struct str *ret_proposal)
{
	/* every pack speaks; settings are the packs' own */
	static const struct configuration live = { .foresees = true };
	struct arena *arena = call_arena(call);
	struct facts *facts = ARENA_NEW(arena, struct facts);
	const struct proposal *proposal;

	TRY(arena_check(arena, &call->err));
	TRY(facts_decode(facts_node, arena, facts, &call->err));
	TRY(evaluate(call->app->packs, &live, facts, arena, &proposal, &call->err));
	TRY(proposal_text(proposal, arena, ret_proposal, &call->err));
	return explanation_text(proposal, call_language(call), arena, ret_explanation, &call->err);
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
	struct str explanation;
	struct str proposal;
	struct printer printer;
	struct buf buf;

	if (ledger_facts(dispute, call->now_ms, call_arena(call), &facts, &call->err) != STATUS_OK ||
	    explain(call, facts, &explanation, &proposal) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_bool(&printer, STR("advisory"), true);
	print_name(&printer, STR("facts"));
	print_node(&printer, facts);
	print_member_raw(&printer, STR("proposal"), proposal);
	print_member_raw(&printer, STR("explanation"), explanation);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, dispute->version);
}

void op_get_assessment(struct call *call)
{
	call_fold(call, on_folded_for_assessment);
}

/* --- the proposal of record --- */

static enum status put_proposal(struct call *call, const struct dispute *dispute, struct printer *printer)
{
	const struct proposed *proposed = &dispute->proposal;
	struct str explanation;
	struct str unused;

	TRY(explain(call, proposed->facts, &explanation, &unused));
	print_member_int(printer, STR("version"), proposed->version);
	put_instant(printer, STR("at"), proposed->at_ms, call_arena(call));
	print_member_string(printer, STR("sha256"), proposed->sha256);
	print_name(printer, STR("packs"));
	print_node(printer, proposed->packs);
	print_name(printer, STR("facts"));
	print_node(printer, proposed->facts);
	print_name(printer, STR("proposal"));
	print_node(printer, proposed->result);
	print_member_raw(printer, STR("explanation"), explanation);
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
