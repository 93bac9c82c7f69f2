/* suggestion.h — the word that was probably meant.
 *
 * Compares by edit distance with neighbours swapped counting as one edit. A candidate is near when at most a
 * third of the longer word differs. Pure. Limit: words longer than SUGGESTION_WORD_MAX are near to nothing.
 */
#pragma once

#include "core/base.h"

#define SUGGESTION_WORD_MAX 40

struct suggestion {
	struct str word; /* as it was given */
	struct str best; /* empty while nothing near was seen */
	size_t distance;
};

void suggestion_init(struct suggestion *suggestion, struct str word);

/* Offers one more candidate, borrowed. Of equally near ones the first wins. */
void suggestion_consider(struct suggestion *suggestion, struct str candidate);
