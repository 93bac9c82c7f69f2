#include "core/decide_table.h"

/* Proposal, decision, ruling: rows 15 to 19 of domain.md. The rules propose, a person decides, and the ruling
 * is the proposal confirmed, or amended with a reason. */

#define REOPENED_HOURS 72

enum status guard_proposal(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 }) == NULL)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the latest proposal already rests on these facts");
	return STATUS_OK;
}

enum status act_compute_proposal(struct hearing *hearing, struct error *err)
{
	const struct command *command = hearing->command;
	struct minute minute;
	struct id none = { 0 };

	assert(command->facts != NULL && command->packs != NULL && command->proposal != NULL);
	assert(command->proposal_sha256.len == 64);
	(void)err;
	minute_begin(&minute, hearing, EVENT_PROPOSAL_COMPUTED);
	object_int(&minute.data, STR("version"), hearing->dispute->proposal.version + 1);
	object_text(&minute.data, STR("sha256"), command->proposal_sha256);
	object_copy(&minute.data, STR("facts"), command->facts);
	object_copy(&minute.data, STR("packs"), command->packs);
	object_copy(&minute.data, STR("proposal"), command->proposal);
	minute_close_duties(&minute, DUTY_COMPUTE_PROPOSAL);
	if (!hearing_has_duty(hearing, DUTY_DECIDE))
		minute_open_duty(&minute, CAPACITY_ARBITER, DUTY_DECIDE,
		                 duty_due(DUTY_DECIDE, hearing->now_ms), none);
	minute_end(&minute);
	return STATUS_OK;
}

static enum status decode_verdict(const struct hearing *hearing, struct verdict_content *verdict,
                                  struct error *err)
{
	assert(hearing->who == CAPACITY_ARBITER);

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

static void begin_decision(struct minute *minute, struct hearing *hearing, enum event_type type,
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

	object_init(&object, hearing->arena, 7);
	object_id(&object, STR("id"), ID_RULING, hearing_id(hearing));
	object_text(&object, STR("remedy"), remedy_info(terms->remedy)->name);
	object_copy(&object, STR("amounts"), terms->amounts);
	object_text(&object, STR("freight_payer"), terms->freight_payer);
	object_copy(&object, STR("basis"), terms->basis);
	object_int(&object, STR("proposal_version"), hearing->dispute->proposal.version);
	object_instant(&object, STR("appeal_until"), appeal_until_ms);
	return object_end(&object);
}

/* Row 19: the ruling follows the decision at once, by the system, with the human's decision as its ground. */
static void issue_ruling(struct hearing *hearing, const struct terms *terms)
{
	assert(hearing->events.count == 1); /* the decision */

	int64_t appeal_until = duty_due(DUTY_AWAIT_APPEAL, hearing->now_ms);
	struct id none = { 0 };
	struct minute minute;

	minute_begin(&minute, hearing, EVENT_RULING_ISSUED);
	minute_by_system(&minute, false);
	object_node(&minute.data, STR("ruling"), ruling_node(hearing, terms, appeal_until));
	minute_phase(&minute, hearing->to);
	minute_close_all_duties(&minute);
	minute_open_duty(&minute, CAPACITY_SYSTEM, DUTY_AWAIT_APPEAL, appeal_until, none);
	plan_make(&minute, terms);
	minute_end(&minute);
}

/* What the proposal rests on. A proposal without citations is still a ground that can be named and checked.
 */
static enum status proposal_basis(struct hearing *hearing, struct str deviation,
                                  const struct node **ret_basis, struct error *err)
{
	assert(hearing->dispute->proposal.version > 0);

	const struct node *cited = node_array(hearing->dispute->proposal.result, STR("cited"));
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

static enum status proposal_terms(struct hearing *hearing, struct terms *ret_terms, struct error *err)
{
	const struct node *result = hearing->dispute->proposal.result;
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
	TRY(proposal_basis(hearing, STR(""), &terms.basis, err));
	*ret_terms = terms;
	return STATUS_OK;
}

enum status act_confirm_decision(struct hearing *hearing, struct error *err)
{
	struct verdict_content verdict;
	struct terms terms;
	struct minute minute;

	TRY(decode_verdict(hearing, &verdict, err));
	if (verdict.deviation != NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/deviation",
		               "a confirmation deviates from nothing");
	TRY(proposal_terms(hearing, &terms, err));
	begin_decision(&minute, hearing, EVENT_DECISION_CONFIRMED, &verdict);
	minute_end(&minute);
	issue_ruling(hearing, &terms);
	return STATUS_OK;
}

/* The arbiter's own remedy and amount; freight as the deviation says, else as proposed. */
static enum status deviation_terms(struct hearing *hearing, const struct node *node, struct terms *ret_terms,
                                   struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	struct deviation_content deviation;
	struct terms terms = { 0 };
	struct money amount;

	TRY(content_decode(DOCUMENT_deviation, node, "/deviation", &deviation, err));
	if (!remedy_find(deviation.remedy, &terms.remedy))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/deviation/remedy",
		               "name the remedy that you rule instead");
	if (remedy_step(terms.remedy, 0) == NULL && terms.remedy != REMEDY_REJECT_CLAIM)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/deviation/remedy",
		               "%s obliges nobody to anything", remedy_info(terms.remedy)->name.ptr);
	if (deviation.amount != NULL) {
		TRY(money_decode(deviation.amount, "/deviation/amount", &amount, err));
		if (!str_eq(str_from_c(amount.currency.code), str_from_c(dispute->order.currency.code)))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/deviation/amount/currency",
			               "the order is in %s", dispute->order.currency.code);
		terms.amounts = plan_amounts(hearing->arena, terms.remedy, amount.minor);
	}
	terms.freight_payer = deviation.freight_payer.len > 0
	                              ? deviation.freight_payer
	                              : node_text(dispute->proposal.result, STR("freight_payer"));
	TRY(plan_check(dispute, &terms, "/deviation/amount", err));
	TRY(proposal_basis(hearing, deviation.code, &terms.basis, err));
	*ret_terms = terms;
	return STATUS_OK;
}

enum status act_amend_decision(struct hearing *hearing, struct error *err)
{
	struct verdict_content verdict;
	struct terms terms;
	struct minute minute;

	TRY(decode_verdict(hearing, &verdict, err));
	if (verdict.deviation == NULL)
		return FAIL_AT(err, PROBLEM_DEVIATION_REASON_REQUIRED, "/deviation",
		               "say from what you deviate: code, remedy, amount");
	TRY(deviation_terms(hearing, verdict.deviation, &terms, err));
	begin_decision(&minute, hearing, EVENT_DECISION_AMENDED, &verdict);
	minute_end(&minute);
	issue_ruling(hearing, &terms);
	return STATUS_OK;
}

/* Rows 17 and 15: both sides get a short time for what is missing. */
enum status act_reject_decision(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct verdict_content verdict;
	struct minute minute;

	TRY(decode_verdict(hearing, &verdict, err));
	begin_decision(&minute, hearing, EVENT_DECISION_REJECTED, &verdict);
	minute_end(&minute);

	minute_begin(&minute, hearing, EVENT_EVIDENCE_REOPENED);
	minute_by_system(&minute, false);
	minute_phase(&minute, hearing->to);
	minute_close_duties(&minute, DUTY_DECIDE);
	evidence_open(&minute, hearing->now_ms + REOPENED_HOURS * HOUR_MS);
	minute_end(&minute);
	return STATUS_OK;
}
