/* rights.h — what a person may ask for today on the facts of a proposal, and until which day.
 *
 * Depends on: evaluate.h. Pure. A right is a remedy that would be available if whoever asks acted today; it
 * lasts until the last day on which it still would be, acting meaning that the days nobody has named yet (the
 * fault found, reported, the return announced, the claim filed) fall on that day. The days that are known
 * stay: a fault found last week keeps its rights. Each day is tried by evaluate(), so what is promised here
 * is what would be proposed then. Limits: a right that lasts longer than RIGHTS_DAYS_FAR has no end.
 * Evaluates in what is left of the arena.
 */
#pragma once

#include "core/evaluate.h"

#define RIGHTS_DAYS_FAR 8192

struct right {
	size_t remedy;
	struct date until; /* DATE_NONE: the rules set no end */
};

struct rights {
	struct right items[REMEDIES_MAX]; /* the best for the buyer first */
	size_t count;
};

/* time.today must be known. STATUS_LIMIT: the arena is exhausted, or an amount is too large. */
NODISCARD enum status rights_find(const struct proposal *proposal, struct arena *arena,
                                  struct rights *ret_rights, struct error *err);

/* [{"label", "remedy", "until"}]; an end that is not set is null. */
void print_rights(struct printer *printer, const struct packset *packset, const struct rights *rights);

/* [{"evidence", "fact", "label", "supplier"}]: what the proposal lacks, and who could supply it with what. */
void print_missing_facts(struct printer *printer, const struct proposal *proposal);
