#include "core/holidays.h"

#include "core/duty.h"
#include "core/jurisdiction.h"

static const struct holidays *find_calendar(const struct packset *packset, struct str id)
{
	for (size_t i = 0; i < packset->calendar_count; i++)
		if (str_eq(packset->calendars[i].id, id))
			return &packset->calendars[i];
	return NULL;
}

const struct holidays *packset_holidays(const struct packset *packset, struct str place)
{
	assert(packset != NULL);

	const struct jurisdiction *row = jurisdiction_find(place);
	const struct holidays *holidays = find_calendar(packset, place);

	if (holidays == NULL && row != NULL)
		holidays = find_calendar(packset, row->code);
	if (holidays == NULL && row != NULL)
		holidays = find_calendar(packset, row->parent);
	return holidays;
}

static void print_calendar(struct printer *printer, const struct holidays *holidays)
{
	assert(holidays->id.len > 0);

	print_object_begin(printer);
	print_member_string(printer, STR("calendar"), holidays->id);
	print_member_bool(printer, STR("weekends"), holidays->weekends);
	if (date_is_known(holidays->from)) {
		print_name(printer, STR("from"));
		print_value(printer, value_date(holidays->from));
		print_name(printer, STR("to"));
		print_value(printer, value_date(holidays->to));
	}
	print_name(printer, STR("days"));
	print_array_begin(printer);
	for (size_t i = 0; i < holidays->count; i++)
		print_value(printer, value_date(holidays->days[i]));
	print_array_end(printer);
	print_object_end(printer);
}

static void print_place(struct printer *printer, const struct packset *packset,
                        const struct jurisdiction *jurisdiction)
{
	const struct holidays *holidays = packset_holidays(packset, jurisdiction->code);

	print_object_begin(printer);
	print_member_string(printer, STR("jurisdiction"), jurisdiction->code);
	if (holidays != NULL)
		print_member_string(printer, STR("calendar"), holidays->id);
	print_name(printer, STR("zone"));
	zone_print(printer, jurisdiction->zone);
	print_object_end(printer);
}

/* Duties do not ask where a case is at home: their working hours leave out weekends, and no holiday. */
static void print_duties(struct printer *printer)
{
	print_name(printer, STR("duties"));
	print_object_begin(printer);
	print_member_bool(printer, STR("weekends"), true);
	print_name(printer, STR("zone"));
	zone_print(printer, DUTY_ZONE);
	print_object_end(printer);
}

void calendars_print(struct printer *printer, const struct packset *packset)
{
	assert(printer != NULL && packset != NULL);

	print_object_begin(printer);
	print_duties(printer);
	print_name(printer, STR("items"));
	print_array_begin(printer);
	for (size_t i = 0; i < packset->calendar_count; i++)
		print_calendar(printer, &packset->calendars[i]);
	print_array_end(printer);
	print_name(printer, STR("places"));
	print_array_begin(printer);
	for (size_t i = 0; jurisdiction_at(i) != NULL; i++)
		print_place(printer, packset, jurisdiction_at(i));
	print_array_end(printer);
	print_object_end(printer);
}
