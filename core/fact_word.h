/* fact_word.h — what facts are called when people read about them, who can supply them, and with what
 * evidence.
 *
 * The table is fact_word.def. Depends on: fact.h, language.h. Pure data; nothing here fails.
 */
#pragma once

#include "core/fact.h"
#include "core/language.h"

enum supplier {
	SUPPLIER_BUYER,
	SUPPLIER_SELLER,
	SUPPLIER_BOTH, /* either side */
	SUPPLIER_PLATFORM,
	SUPPLIER_CARRIER,
	SUPPLIER_REPAIRER,
	SUPPLIER_EXPERT,
	SUPPLIER_ARBITER,
	SUPPLIER_COUNT
};

struct fact_word {
	enum supplier supplier;
	struct str evidence; /* kinds of evidence as "a|b", the best first */
	struct wording label;
};

const struct fact_word *fact_word(enum fact_id fact);
struct str supplier_slug(enum supplier supplier);

/* What one value of an enumeration or of a set is called. NULL: the table has no such token. */
const struct wording *fact_value_label(enum fact_id fact, struct str token);
