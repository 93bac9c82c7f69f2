/* plan.h — a remedy with its amounts becomes obligations: the same for admission, settlement and ruling.
 *
 * The steps come from remedy.def; what a ruling adds to its main remedy (additional damages, compensation,
 * return freight, a price difference, a test fee) from the amounts. A step without predecessor is due at once
 * and opens its obligor's duty. Internal to decide*.c.
 */
#pragma once

#include "core/hearing.h"
#include "core/remedy.h"

struct terms {
	enum remedy_id remedy;
	const struct node *amounts; /* {"refund_minor": 239900, ...}; NULL when none */
	struct str freight_payer;   /* "seller", "buyer", "platform" or "" */
	const struct node *basis;   /* array of citations, not empty */
};

/* STATUS_INVALID (AMOUNT_REQUIRED): a payment whose amount is neither stated nor known from the order. */
NODISCARD enum status plan_check(const struct dispute *dispute, const struct terms *terms, const char *at,
                                 struct error *err);

/* Adds the obligations to the event; plan_check() has passed. */
void plan_make(struct minute *minute, const struct terms *terms);

/* The amounts of a remedy whose one payment is stated: {"reduction_minor": n}. */
const struct node *plan_amounts(struct arena *arena, enum remedy_id remedy, int64_t minor);

/* The obligation is due by then: its obligor's duty, and for a return who says where to. */
void plan_due(struct minute *minute, const struct obligation *obligation, int64_t due_at_ms);
/* It was reported: the other side has its time to say otherwise. */
void plan_await_confirmation(struct minute *minute, const struct obligation *obligation);

/* What follows when an obligation is done or waived: successors become due, or are waived with it. */
void plan_advance(struct minute *minute, struct id done);
void plan_waive(struct minute *minute, struct id waived);
