#include "core/validity.h"

bool validity_has(struct validity validity, struct date day)
{
	if (!date_is_known(day))
		return !date_is_known(validity.to);
	if (date_is_known(validity.from) && day.day < validity.from.day)
		return false;
	return !date_is_known(validity.to) || day.day < validity.to.day;
}
