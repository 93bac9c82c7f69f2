/* validity.h — from when until when a norm is the law, and which day of a case decides.
 *
 * Depends on: calendar.h. Pure. Source: law.md section 16.9.
 */
#pragma once

#include "core/calendar.h"

/* From the first day to the day before `to`; DATE_NONE is open. */
struct validity {
	struct date from;
	struct date to;
};

/* Which day says whether a norm is in force (law.md section 16.9). */
enum connecting {
	CONNECTING_CONTRACT, /* when the contract was concluded: the rule */
	CONNECTING_DELIVERY,
	CONNECTING_CONDUCT,    /* when somebody did what the norm attaches to */
	CONNECTING_PROCESSING, /* when the dispute is handled: procedure and policy */
	CONNECTING_COUNT
};

/* Whether it holds on the day; an unknown day is the latest that there is. */
bool validity_has(struct validity validity, struct date day);
