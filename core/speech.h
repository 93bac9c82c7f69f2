/* speech.h — days, sums, counts and the values of facts, said as each language says them.
 *
 * The words are speech.def. Depends on: fact_word.h. Pure; writes into a buf, whose failure is sticky.
 * Sums are minor units with two decimals; which currency they are in the reader knows from the case.
 * Groups of three are set off from five digits on in Bulgarian, Polish and Hungarian, from four on elsewhere.
 */
#pragma once

#include "core/fact_word.h"

enum counted {
#define WORD(ident, zh, en, bg, pl, hu)
#define MONTH(n, en, bg, pl, hu)
#define COUNTED(ident, zh, en_one, en_other, bg_one, bg_other, pl_one, pl_few, pl_many, hu) COUNTED_##ident,
#include "core/speech.def"
#undef WORD
#undef MONTH
#undef COUNTED
	COUNTED_COUNT
};

void say_date(struct buf *buf, enum language language, struct date date);              /* "12 March 2026" */
void say_number(struct buf *buf, enum language language, int64_t number);              /* "12,345" */
void say_sum(struct buf *buf, enum language language, int64_t minor);                  /* "1,234.50" */
void say_count(struct buf *buf, enum language language, int64_t n, enum counted noun); /* "2 repairs" */
void say_truth(struct buf *buf, enum language language, bool truth);                   /* "yes" */

/* The value of a fact in words: "the seller pays", "2 repairs (failed: 1)". */
void say_fact_value(struct buf *buf, enum language language, enum fact_id fact, struct value value);

/* "Same model in stock: no" */
void say_fact(struct buf *buf, enum language language, enum fact_id fact, struct value value);
