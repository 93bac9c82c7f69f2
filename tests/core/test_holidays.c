#include "core/holidays.h"
#include "core/jurisdiction.h"
#include "loaded_packs.h"

/* Days off of the Union, of Poland and of one part of Poland. */
#define CALENDARS                                                                         \
	"\"calendars\":[{\"id\":\"EU\",\"weekends\":true},"                               \
	"{\"id\":\"PL\",\"weekends\":true,\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"," \
	"\"days\":[\"2026-01-01\",\"2026-01-06\"]},"                                      \
	"{\"id\":\"PL-MZ\",\"from\":\"2026-01-01\",\"to\":\"2026-02-01\"}],\"rules\":[]"

static const struct packset *small_packset(void)
{
	struct pack_source source = small_pack(CALENDARS);

	return load_sources(&source, 1);
}

static const struct node *printed(const struct packset *packset)
{
	struct arena arena;
	struct printer printer;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_take(&arena, MIB(1));
	buf_init(&buf, &arena, KIB(128));
	printer_init(&printer, &buf);
	calendars_print(&printer, packset);
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK, "%s", err.detail);
	return node;
}

static const struct node *item_of(const struct node *list, struct str name, struct str id)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(node_text(&list->items[i], name), id))
			return &list->items[i];
	return NULL;
}

Test(holidays, a_place_has_its_own_days_else_those_of_what_it_is_a_part_of)
{
	static const struct {
		const char *place;
		const char *calendar; /* NULL: no pack knows any */
	} rows[] = {
		{ "PL", "PL" }, { "PL-MZ", "PL-MZ" }, { "PL-MA", "PL" }, { "DE", "EU" },
		{ "EU", "EU" }, { "CN", NULL },       { "CN-ZJ", NULL }, { "XX", NULL },
	};
	const struct packset *packset = small_packset();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct holidays *holidays = packset_holidays(packset, str_from_c(rows[i].place));
		cr_assert_eq(holidays != NULL, rows[i].calendar != NULL, "%s", rows[i].place);
		if (holidays != NULL)
			cr_assert(str_eq(holidays->id, str_from_c(rows[i].calendar)), "%s", rows[i].place);
	}
}

Test(holidays, a_calendar_says_which_days_it_knows_and_until_when)
{
	const struct node *items = node_find(printed(small_packset()), STR("items"));
	const struct node *poland = item_of(items, STR("calendar"), STR("PL"));
	const struct node *unions = item_of(items, STR("calendar"), STR("EU"));

	cr_assert_eq(items->count, 3);
	cr_assert(str_eq(node_text(poland, STR("from")), STR("2026-01-01")));
	cr_assert(str_eq(node_text(poland, STR("to")), STR("2027-01-01")));
	cr_assert_eq(node_find(poland, STR("days"))->count, 2);
	cr_assert(str_eq(node_find(poland, STR("days"))->items[1].string, STR("2026-01-06")));
	cr_assert(node_bool(unions, STR("weekends"), false));
	cr_assert_null(node_find(unions, STR("from")));
	cr_assert_eq(node_find(unions, STR("days"))->count, 0);
}

Test(holidays, every_place_has_a_clock_and_names_the_calendar_that_its_law_counts_with)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];

	read_packs(sources);
	const struct packset *packset = load_sources(sources, COUNT_OF(shipped_packs));
	const struct node *page = printed(packset);
	const struct node *places = node_find(page, STR("places"));

	for (size_t i = 0; jurisdiction_at(i) != NULL; i++) {
		const struct node *place = item_of(places, STR("jurisdiction"), jurisdiction_at(i)->code);
		const struct holidays *holidays = packset_holidays(packset, jurisdiction_at(i)->code);
		struct str calendar = node_text(place, STR("calendar"));
		cr_assert_not_null(node_find(place, STR("zone")));
		cr_assert(str_eq(calendar, holidays == NULL ? STR("") : holidays->id));
		cr_assert(calendar.len == 0 ||
		          item_of(node_find(page, STR("items")), STR("calendar"), calendar) != NULL);
	}
	const struct node *zone = node_find(node_find(page, STR("duties")), STR("zone"));
	cr_assert_eq(node_find(zone, STR("standard_minutes"))->integer, 480);
}
