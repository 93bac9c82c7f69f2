#include "core/loader.h"

/* Why apart from pack_data.c: days off are no part of the law that rules refer to by name, but of the clock
 * that periods run on. */

static enum status read_day(const struct loader *loader, struct str text, struct date *ret_date,
                            struct error *err)
{
	if (date_parse(text, ret_date, err) != STATUS_OK)
		return loader_refuse(loader, "a calendar's days are written YYYY-MM-DD", err);
	return STATUS_OK;
}

static enum status read_days(const struct loader *loader, const struct node *list, struct holidays *calendar,
                             struct error *err)
{
	assert(calendar->days == NULL);

	size_t count = list == NULL ? 0 : list->count;
	struct date *days = ARENA_ARRAY(loader->arena, struct date, count);
	TRY(arena_check(loader->arena, err));

	if (list != NULL && list->kind != NODE_ARRAY)
		return loader_refuse(loader, "a calendar's \"days\" are a list", err);
	for (size_t i = 0; i < count; i++) {
		TRY(read_day(loader, list->items[i].string, &days[i], err));
		bool is_known = date_is_known(calendar->from) && days[i].day >= calendar->from.day &&
		                days[i].day < calendar->to.day;
		if (!is_known)
			return loader_refuse(loader,
			                     "a day lies outside of the calendar's \"from\" and \"to\"", err);
	}
	calendar->days = days;
	calendar->count = count;
	return STATUS_OK;
}

static enum status read_calendar(const struct loader *loader, const struct entry *entry,
                                 struct holidays *ret_calendar, struct error *err)
{
	assert(entry->node != NULL);

	struct str from = node_text(entry->node, STR("from"));
	struct str to = node_text(entry->node, STR("to"));
	struct holidays calendar = { .id = entry->id,
		                     .from = DATE_NONE,
		                     .to = DATE_NONE,
		                     .weekends = node_bool(entry->node, STR("weekends"), false) };

	if ((from.len > 0) != (to.len > 0))
		return loader_refuse(loader, "a calendar names both \"from\" and \"to\", or neither", err);
	if (from.len > 0)
		TRY(read_day(loader, from, &calendar.from, err));
	if (to.len > 0)
		TRY(read_day(loader, to, &calendar.to, err));
	TRY(read_days(loader, node_find(entry->node, STR("days")), &calendar, err));
	*ret_calendar = calendar;
	return STATUS_OK;
}

enum status loader_calendars(struct loader *loader, struct error *err)
{
	assert(loader->packset->calendars == NULL);

	struct entries entries;

	TRY(loader_collect(loader, STR("calendars"), &entries, err));
	struct holidays *calendars = ARENA_ARRAY(loader->arena, struct holidays, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++) {
		loader_enter(loader, "calendars", &entries.items[i]);
		TRY(read_calendar(loader, &entries.items[i], &calendars[i], err));
	}
	loader->packset->calendars = calendars;
	loader->packset->calendar_count = entries.count;
	return STATUS_OK;
}
