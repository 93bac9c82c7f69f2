/* tally.h — which rules hold for the facts, and what they add up to.
 *
 * Depends on: assess.h. Internal to assess.c. Pure.
 * A rule holds when its condition does and no exception to it holds. A rule whose condition begins with a
 * definition that is false is out of question: it is neither evaluated further nor told of.
 */
#pragma once

#include "core/assess.h"

struct tally {
	uint32_t open;
	uint32_t shown_by_guards;
	uint32_t fallback;
	uint32_t fallback_heads; /* all remedies that are fallbacks */
	uint32_t process_heads;  /* all remedies that are steps of the proceedings */
	uint32_t beside;         /* fallbacks that a rule opens beside a step of the proceedings */
	bool refers;
};

/* All remedies of that head. */
uint32_t remedies_of_head(const struct packset *packset, enum remedy_head head);

/* Fills `states` and the reckoner's list of rules that hold. The assessment gets what those that may hold
 * depend on, and who bears the burden by those that do. */
struct tally tally_rules(struct reckoner *reckoner, struct rule_state *states, struct assessment *assessment);
