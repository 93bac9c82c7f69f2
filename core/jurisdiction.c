#include "core/jurisdiction.h"

static const struct jurisdiction jurisdictions[] = {
#define JURISDICTION(code, parent, zone, currency) \
	{ STR_INIT(code), STR_INIT(parent), ZONE_##zone, STR_INIT(currency) },
#include "core/jurisdiction.def"
#undef JURISDICTION
};

/* "CN-ZJ" is a part of "CN"; a country is the whole of itself. */
static struct str country_of(struct str code)
{
	size_t len = 0;

	while (len < code.len && code.ptr[len] != '-')
		len++;
	return (struct str){ code.ptr, len };
}

const struct jurisdiction *jurisdiction_at(size_t n)
{
	return n < COUNT_OF(jurisdictions) ? &jurisdictions[n] : NULL;
}

const struct jurisdiction *jurisdiction_find(struct str code)
{
	struct str country = country_of(code);

	for (size_t i = 0; i < COUNT_OF(jurisdictions); i++)
		if (str_eq(jurisdictions[i].code, country))
			return &jurisdictions[i];
	return NULL;
}

bool jurisdiction_is_within(struct str code, struct str outer)
{
	const struct jurisdiction *row = jurisdiction_find(code);

	if (str_eq(code, outer) || str_eq(country_of(code), outer))
		return true;
	return row != NULL && row->parent.len > 0 && str_eq(row->parent, outer);
}

struct date jurisdiction_day(struct str code, int64_t at_ms)
{
	const struct jurisdiction *row = jurisdiction_find(code);

	return zone_day(row == NULL ? ZONE_UTC : row->zone, at_ms);
}
