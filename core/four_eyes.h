/* four_eyes.h — whether a decision waits for a second person, and why.
 *
 * Pure. The reasons are four_eyes.def; they are recorded with the decision. The random sample is drawn from
 * the case's id, so that everybody can see afterwards that it was not chosen.
 */
#pragma once

#include "core/plan.h"
#include "core/policy.h"

enum four_eyes {
#define FOUR_EYES(name, slug) FOUR_EYES_##name,
#include "core/four_eyes.def"
#undef FOUR_EYES
	FOUR_EYES_COUNT
};

struct str four_eyes_slug(enum four_eyes reason);

/* A set of 1 << reason; 0: one person decides. `deviates`: from the proposal, or from the ruling under
 * appeal. */
unsigned four_eyes_reasons(const struct dispute *dispute, const struct terms *terms, bool deviates,
                           const struct policy *policy);

/* The larger of the order's price and what the terms make the respondent pay. */
int64_t case_value(const struct dispute *dispute, const struct node *amounts);

/* Whether a fact that the proposal rests on is only presumed or was merely not denied, with no exhibit. */
bool rests_on_inference(const struct dispute *dispute);
