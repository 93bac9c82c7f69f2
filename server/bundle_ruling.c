/*~ Whose ruling it is: the signatures under it, and that it says what was decided. */
#include "core/object.h"
#include "server/bundle_read.h"

/* What the decision obliges the ruling to say. NULL: it does. An appeal has grounds of its own, and its terms
 * are in the decision's event. */
static const char *terms_fault(const struct dispute *before, const struct node *terms)
{
	const struct node *proposed = before->proposal.result;
	struct str remedy = node_text(terms, STR("remedy"));
	bool as_proposed = str_eq(remedy, node_text(proposed, STR("remedy_proposed")));
	struct str deviating = node_text(before->decision.deviation, STR("remedy"));

	if (before->phase == PHASE_APPEAL)
		return NULL;
	if (before->decision.present && str_eq(before->decision.decision, STR("amend")))
		return deviating.len == 0 || str_eq(deviating, remedy)
		               ? NULL
		               : "it grants something else than the decision names";
	if (node_int(terms, STR("proposal_version"), 0) != before->proposal.version || !as_proposed ||
	    !node_eq(node_object(terms, STR("amounts")), node_object(proposed, STR("amounts"))) ||
	    !str_eq(node_text(terms, STR("freight_payer")), node_text(proposed, STR("freight_payer"))))
		return "it is not what was proposed and confirmed";
	return NULL;
}

/* A decision that departs from the proposal always needs the second person; any other one does when it says
 * so. */
static bool needs_second(const struct decision *decision)
{
	return str_eq(decision->decision, STR("amend")) ||
	       (decision->four_eyes != NULL && decision->four_eyes->count > 0);
}

static const char *signers_fault(const struct decision *decision)
{
	if (!decision->present)
		return "nobody decided it, and it is not marked as automatic";
	if (decision->pending || (needs_second(decision) && decision->cosigner.party.len == 0))
		return "the signature of a second person is missing";
	if (str_eq(decision->cosigner.party, decision->by.party))
		return "both signatures are of one person";
	return NULL;
}

void bundle_check_ruling(struct bundle_read *bundle, const struct dispute *before, const struct event *event)
{
	const struct decision *decision = &before->decision;
	const char *fault = event->automated ? NULL : signers_fault(decision);

	if (fault == NULL)
		fault = terms_fault(before, node_object(event->data, STR("ruling")));
	if (fault != NULL)
		report_failed(bundle->report, "ruling in line %u: %s", (unsigned)event->seq, fault);
	else if (event->automated)
		report_ok(bundle->report, "ruling in line %u: as proposed, by the rules alone",
		          (unsigned)event->seq);
	else if (decision->cosigner.party.len > 0)
		report_ok(bundle->report,
		          "ruling in line %u: decided and signed by " STR_FMT ", countersigned by " STR_FMT,
		          (unsigned)event->seq, STR_ARG(decision->by.party),
		          STR_ARG(decision->cosigner.party));
	else
		report_ok(bundle->report, "ruling in line %u: decided and signed by " STR_FMT,
		          (unsigned)event->seq, STR_ARG(decision->by.party));
}
