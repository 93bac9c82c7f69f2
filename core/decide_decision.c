#include "core/decide_table.h"
#include "core/four_eyes.h"

/* Decision and ruling: rows 15, 17 and 19 of domain.md. The rules propose, a person decides, and the ruling
 * is the proposal confirmed, or amended with a reason. */

enum status verdict_decode(const struct hearing *hearing, struct verdict_content *verdict, struct error *err)
{
	const struct proposed *latest = &hearing->dispute->proposal;

	TRY(content_decode(DOCUMENT_verdict, hearing->command->content, "", verdict, err));
	if (verdict->reasons.len == 0)
		return FAIL_AT(err, PROBLEM_REASONS_MISSING, "/reasons", "say why: the parties will read it");
	if (verdict->proposal_version != latest->version)
		return FAIL_AT(err, PROBLEM_PROPOSAL_OUTDATED, "/proposal_version",
		               "the latest proposal is version %lld", (long long)latest->version);
	if (!str_eq(verdict->proposal_sha256, latest->sha256))
		return FAIL_AT(err, PROBLEM_PROPOSAL_OUTDATED, "/proposal_sha256",
		               "proposal %lld has another digest: " STR_FMT, (long long)latest->version,
		               STR_ARG(latest->sha256));
	return STATUS_OK;
}

void decision_begin(struct minute *minute, struct hearing *hearing, enum event_type type,
                    const struct verdict_content *verdict)
{
	minute_begin(minute, hearing, type);
	object_text(&minute->data, STR("decision"), verdict->decision);
	object_int(&minute->data, STR("proposal_version"), verdict->proposal_version);
	object_text(&minute->data, STR("proposal_sha256"), verdict->proposal_sha256);
	object_text(&minute->data, STR("reasons"), verdict->reasons);
	object_text(&minute->data, STR("language"), verdict->language);
	if (verdict->deviation != NULL)
		object_copy(&minute->data, STR("deviation"), verdict->deviation);
}

static struct node ruling_node(struct hearing *hearing, const struct terms *terms, int64_t appeal_until_ms)
{
	struct object object;

	object_init(&object, hearing->arena, 8);
	object_id(&object, STR("id"), ID_RULING, hearing_id(hearing));
	object_int(&object, STR("version"), hearing->dispute->ruling.version + 1);
	object_text(&object, STR("remedy"), remedy_info(terms->remedy)->name);
	object_copy(&object, STR("amounts"), terms->amounts);
	object_text(&object, STR("freight_payer"), terms->freight_payer);
	object_copy(&object, STR("basis"), terms->basis);
	object_int(&object, STR("proposal_version"), hearing->dispute->proposal.version);
	object_instant(&object, STR("appeal_until"), appeal_until_ms);
	return object_end(&object);
}

/* What was owed under an earlier outcome and is not yet performed is owed no more. */
static void supersede(struct minute *minute)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = 0; hearing->obligations != NULL && i < hearing->dispute->obligation_count; i++) {
		const struct obligation *obligation = &hearing->obligations[i];
		if (!obligation_is_terminal(obligation))
			minute_set_obligation(minute, obligation->id, OBLIGATION_WAIVED, 0);
	}
}

/* Row 19: the ruling follows the decision at once, by the system, with the human's decision as its ground. On
 * appeal it is final. */
void ruling_issue(struct hearing *hearing, const struct terms *terms, bool automated)
{
	assert(automated || hearing->events.count > 0); /* the decision */

	enum phase from = hearing->dispute->phase;
	bool final = from == PHASE_APPEAL;
	int64_t appeal_until = final ? hearing->now_ms : duty_due(DUTY_AWAIT_APPEAL, hearing->now_ms);
	struct minute minute;

	minute_begin(&minute, hearing, EVENT_RULING_ISSUED);
	minute_by_system(&minute, automated);
	object_node(&minute.data, STR("ruling"), ruling_node(hearing, terms, appeal_until));
	object_bool(&minute.data, STR("final"), final);
	minute_phase(&minute, lifecycle_edge(from, COMMAND_ISSUE_RULING)->to);
	minute_close_all_duties(&minute);
	supersede(&minute);
	if (!final)
		minute_open_duty(&minute, CAPACITY_SYSTEM, DUTY_AWAIT_APPEAL, appeal_until, (struct id){ 0 });
	plan_make(&minute, terms);
	hearing->ruled = terms->remedy;
	minute_end(&minute);
	performance_end(hearing);
}

/* What the proposal rests on. A proposal without citations is still a ground that can be named and checked.
 */
static enum status proposal_basis(struct hearing *hearing, const struct node *result, struct str deviation,
                                  const struct node **ret_basis, struct error *err)
{
	const struct node *cited = node_array(result, STR("cited"));
	size_t count = cited == NULL ? 0 : cited->count;
	struct node *basis = ARENA_NEW(hearing->arena, struct node);
	struct array array;
	struct buf ground;

	buf_init(&ground, hearing->arena, 96);
	buf_put(&ground, deviation.len > 0 ? STR("decision ") : STR("proposal "));
	if (deviation.len > 0)
		buf_put(&ground, deviation);
	else
		buf_put_int(&ground, hearing->dispute->proposal.version);
	array_init(&array, hearing->arena, count + 1);
	for (size_t i = 0; i < count; i++)
		array_add(&array, cited->items[i]);
	if (deviation.len > 0 || count == 0)
		array_text(&array, buf_str(&ground));
	TRY(buf_check(&ground, err));
	TRY(arena_check(hearing->arena, err));
	*basis = array_end(&array);
	*ret_basis = basis;
	return STATUS_OK;
}

enum status proposal_terms(struct hearing *hearing, const struct node *result, struct terms *ret_terms,
                           struct error *err)
{
	struct str outcome = node_text(result, STR("outcome"));
	struct terms terms = { .amounts = node_object(result, STR("amounts")),
		               .freight_payer = node_text(result, STR("freight_payer")) };
	bool decided = str_eq(outcome, STR("grant")) || str_eq(outcome, STR("grant_alternative")) ||
	               str_eq(outcome, STR("reject"));

	if (!decided)
		return FAIL(err, PROBLEM_PROPOSAL_UNDECIDED, "the proposal's outcome is " STR_FMT,
		            STR_ARG(outcome));
	if (!remedy_find(node_text(result, STR("remedy_proposed")), &terms.remedy))
		return FAIL(err, PROBLEM_PROPOSAL_UNDECIDED, "the proposal leaves the remedy open");
	TRY(plan_check(hearing->dispute, &terms, "/decision", err));
	TRY(proposal_basis(hearing, result, STR(""), &terms.basis, err));
	*ret_terms = terms;
	return STATUS_OK;
}

/* The ruling at once, or a second person first. */
static void conclude(struct minute *minute, const struct terms *terms, bool deviates)
{
	struct hearing *hearing = minute->hearing;
	unsigned reasons = four_eyes_reasons(hearing->dispute, terms, deviates, hearing_policy(hearing));

	if (reasons != 0)
		decision_wait(minute, terms, reasons);
	minute_end(minute);
	if (reasons == 0)
		ruling_issue(hearing, terms, false);
}

enum status act_confirm_decision(struct hearing *hearing, struct error *err)
{
	struct verdict_content verdict;
	struct terms terms;
	struct minute minute;

	TRY(verdict_decode(hearing, &verdict, err));
	if (verdict.deviation != NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/deviation",
		               "a confirmation deviates from nothing");
	TRY(proposal_terms(hearing, hearing->dispute->proposal.result, &terms, err));
	decision_begin(&minute, hearing, EVENT_DECISION_CONFIRMED, &verdict);
	conclude(&minute, &terms, false);
	return STATUS_OK;
}

/* The arbiter's own remedy and amount; freight as the deviation says, else as proposed. */
enum status deviation_terms(struct hearing *hearing, const struct node *node, const char *at,
                            struct terms *ret_terms, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	struct deviation_content deviation;
	struct terms terms = { 0 };
	struct money amount;

	struct pointer remedy_at = pointer_member(at, STR("remedy"));
	struct pointer amount_at = pointer_member(at, STR("amount"));

	TRY(content_decode(DOCUMENT_deviation, node, at, &deviation, err));
	if (!remedy_find(deviation.remedy, &terms.remedy))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, remedy_at.text,
		               "name the remedy that you rule instead");
	if (remedy_step(terms.remedy, 0) == NULL && terms.remedy != REMEDY_REJECT_CLAIM)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, remedy_at.text, "%s obliges nobody to anything",
		               remedy_info(terms.remedy)->name.ptr);
	if (deviation.amount != NULL) {
		TRY(money_decode(deviation.amount, amount_at.text, &amount, err));
		if (!str_eq(str_from_c(amount.currency.code), str_from_c(dispute->order.currency.code)))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE,
			               pointer_member(amount_at.text, STR("currency")).text,
			               "the order is in %s", dispute->order.currency.code);
		terms.amounts = plan_amounts(hearing->arena, terms.remedy, amount.minor);
	}
	terms.freight_payer = deviation.freight_payer.len > 0
	                              ? deviation.freight_payer
	                              : node_text(dispute->proposal.result, STR("freight_payer"));
	TRY(plan_check(dispute, &terms, amount_at.text, err));
	TRY(proposal_basis(hearing, dispute->proposal.result, deviation.code, &terms.basis, err));
	*ret_terms = terms;
	return STATUS_OK;
}

enum status verdict_terms(struct hearing *hearing, const struct verdict_content *verdict,
                          struct terms *ret_terms, struct error *err)
{
	if (verdict->deviation == NULL)
		return FAIL_AT(err, PROBLEM_DEVIATION_REASON_REQUIRED, "/deviation",
		               "say from what you deviate: code, remedy, amount");
	return deviation_terms(hearing, verdict->deviation, "/deviation", ret_terms, err);
}

enum status act_amend_decision(struct hearing *hearing, struct error *err)
{
	struct verdict_content verdict;
	struct terms terms;
	struct minute minute;

	TRY(verdict_decode(hearing, &verdict, err));
	TRY(verdict_terms(hearing, &verdict, &terms, err));
	decision_begin(&minute, hearing, EVENT_DECISION_AMENDED, &verdict);
	conclude(&minute, &terms, true);
	return STATUS_OK;
}

/* Rows 17 and 15: both sides get a short time for what is missing. */
enum status act_reject_decision(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct verdict_content verdict;
	struct minute minute;

	TRY(verdict_decode(hearing, &verdict, err));
	decision_begin(&minute, hearing, EVENT_DECISION_REJECTED, &verdict);
	minute_end(&minute);

	minute_begin(&minute, hearing, EVENT_EVIDENCE_REOPENED);
	minute_by_system(&minute, false);
	minute_phase(&minute, hearing->to);
	decision_put_off(&minute);
	evidence_open(&minute, hearing->now_ms + EVIDENCE_REOPENED_HOURS * HOUR_MS);
	minute_end(&minute);
	return STATUS_OK;
}
