#include "core/rank.h"

static const struct {
	struct str name;
	int level;
} ranks[RANK_COUNT] = {
#define RANK(ident, name, level) [RANK_##ident] = { STR_INIT(name), (level) },
#include "core/rank.def"
#undef RANK
};

bool rank_find(struct str name, enum rank *ret_rank)
{
	assert(ret_rank != NULL);

	for (size_t i = 0; i < RANK_COUNT; i++) {
		if (str_eq(ranks[i].name, name)) {
			*ret_rank = (enum rank)i;
			return true;
		}
	}
	return false;
}

bool rank_is_higher(enum rank a, enum rank b)
{
	assert(a < RANK_COUNT && b < RANK_COUNT);

	return ranks[a].level != 0 && ranks[a].level < ranks[b].level;
}
