#include "core/standard.h"

static const struct str standards[STANDARD_COUNT] = {
	[STANDARD_NONE] = STR_INIT(""),
	[STANDARD_PROBABLE] = STR_INIT("probable"),
	[STANDARD_HIGH] = STR_INIT("high_probability"),
	[STANDARD_BEYOND_DOUBT] = STR_INIT("beyond_reasonable_doubt"),
};

struct str standard_slug(enum standard standard)
{
	assert(standard < STANDARD_COUNT);
	return standards[standard];
}

bool standard_find(struct str slug, enum standard *ret_standard)
{
	assert(ret_standard != NULL);

	for (size_t i = 1; i < STANDARD_COUNT; i++) {
		if (!str_eq(standards[i], slug))
			continue;
		*ret_standard = (enum standard)i;
		return true;
	}
	return false;
}
