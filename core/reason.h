/* reason.h — why somebody disputes: nine families, fifty leaves, each with what it asks and suggests.
 *
 * The catalogue is reason.def (domain.md, "Reason-code taxonomy"). The codes are ours and stable; the claim
 * type is the vocabulary that the rules read. Lists are texts with '|' between the items.
 * Pure data; nothing here fails.
 */
#pragma once

#include "core/language.h"

enum reason_filer { FILER_BUYER, FILER_SELLER, FILER_EITHER };

struct reason {
	struct str code;
	struct str claim_type;
	enum reason_filer filer;
	bool direct;         /* waives negotiation: safety, counterfeit, threats (row 2a) */
	bool after_due;      /* only after the promised day of delivery */
	struct str asks;     /* remedies suggested, in order */
	struct str facts;    /* facts to ask for */
	struct str evidence; /* evidence that helps */
	struct wording label;
};

const struct reason *reason_find(struct str code); /* NULL: no such code */
size_t reason_count(void);
const struct reason *reason_at(size_t index);

/* The next item of a '|' list; *rest starts as the list and ends empty. */
struct str list_next(struct str *rest);

/* GET /v1/meta/reasons: {"families":[...],"reasons":[{code, claim_type, filer, ...}]}. */
void reasons_print(struct printer *printer);
