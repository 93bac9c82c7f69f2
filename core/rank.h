/* rank.h — which of two norms is the higher: the kinds of norms and their levels.
 *
 * Depends on: base.h. Pure data; the table is rank.def. Source: law.md section 2 (META.RANK).
 */
#pragma once

#include "core/base.h"

enum rank {
#define RANK(ident, name, level) RANK_##ident,
#include "core/rank.def"
#undef RANK
	RANK_COUNT
};

/* False: there is no such kind of norm. */
bool rank_find(struct str name, enum rank *ret_rank);

/* Whether `a` prevails over `b`. False between norms of one level, and for instruments. */
bool rank_is_higher(enum rank a, enum rank b);
