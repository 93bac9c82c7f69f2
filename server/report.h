/* report.h — what a verification found: one line per check, and how many said no.
 *
 *	ok      statement 0001: signed by b-li+1a2b3c4d
 *	FAILED  statement 0003: the note does not have the digest that the event names
 * Goes to a stream at once, so that a long verification shows where it is.
 */
#pragma once

#include <stdio.h>

#include "core/status.h"

struct report {
	FILE *out;  /* borrowed */
	bool quiet; /* only what failed, and warnings */
	size_t ok;
	size_t failed;
};

void report_ok(struct report *report, const char *fmt, ...) PRINTF(2, 3);
void report_failed(struct report *report, const char *fmt, ...) PRINTF(2, 3);
void report_warning(struct report *report, const char *fmt, ...) PRINTF(2, 3);

/* One check by its outcome: ok, or FAILED with the error's detail. Answers whether it was ok. */
bool report_check(struct report *report, const char *what, enum status status, const struct error *err);

/* "N ok, N failed". */
void report_end(struct report *report);

/* The same, and the outcome of the whole: PROOF_INVALID with `what` when anything failed. ENVIRONMENT: the
 * stream takes nothing more. */
NODISCARD enum status report_verdict(struct report *report, const char *what, struct error *err);
