#include "core/reckoner.h"

#include "core/holidays.h"
#include "core/jurisdiction.h"

/* Days in a calendar that comes with the facts: more than any pack or case lists. */
#define NON_WORKING_MAX FACT_ITEMS_MAX

/* A value that is no reading itself stands for its first. */
static struct str first_reading(const struct setting *setting, struct str value)
{
	const struct node *readings = node_find(setting->readings, value);

	return readings == NULL ? value : readings->items[0].string;
}

enum status reckoner_init(struct reckoner *reckoner, const struct packset *packset,
                          const struct configuration *configuration, struct arena *arena, struct error *err)
{
	assert(reckoner != NULL && packset != NULL && configuration != NULL);

	memset(reckoner, 0, offsetof(struct reckoner, facts));
	reckoner->packset = packset;
	reckoner->configuration = configuration;
	reckoner->arena = arena;
	reckoner->definitions = arena_alloc_dirty(arena, packset->definition_count, sizeof(struct slot),
	                                          _Alignof(struct slot));
	reckoner->is_computed = ARENA_ARRAY(arena, bool, packset->definition_count);
	reckoner->held = arena_alloc_dirty(arena, packset->rule_count, sizeof(size_t), _Alignof(size_t));
	reckoner->parameters =
		ARENA_ARRAY(arena, const struct dated_value *, packset->symbols.parameter_count);
	reckoner->current = SIZE_MAX;
	for (size_t i = 0; i < packset->pack_count; i++)
		reckoner->is_valid[i] = true; /* until the dates are known */
	for (size_t i = 0; i < packset->symbols.setting_count; i++)
		reckoner->settings[i] = first_reading(&packset->settings[i], reckoner_setting(reckoner, i));
	return arena_check(arena, err);
}

static const struct dated_value *in_force(const struct parameter *parameter, struct date date)
{
	assert(parameter->count > 0);

	if (!date_is_known(date))
		return &parameter->values[parameter->count - 1];
	for (size_t i = 0; i < parameter->count; i++) {
		const struct dated_value *dated = &parameter->values[i];
		bool has_begun = dated->from.day <= date.day;
		bool has_ended = date_is_known(dated->to) && dated->to.day <= date.day;
		if (has_begun && !has_ended)
			return dated;
	}
	return NULL;
}

/* The days off where the case is at home. Worked cases bring their own days, or none (law.md section 20). */
static const struct holidays *holidays_of(const struct reckoner *reckoner)
{
	struct value place = reckoner->facts[FACT_JURISDICTION];

	if (reckoner->configuration->is_worked_case || place.kind != VALUE_TOKEN)
		return NULL;
	return packset_holidays(reckoner->packset, place.token);
}

/* The calendar is data: the days that come with the facts, and those that a pack knows. */
static void take_calendar(struct reckoner *reckoner)
{
	const struct holidays *holidays = holidays_of(reckoner);
	struct value days = reckoner->facts[FACT_TIME_NON_WORKING_DAYS];
	size_t count = days.kind == VALUE_LIST ? days.list.count : 0;
	size_t known = holidays == NULL ? 0 : holidays->count;

	reckoner->holidays = holidays;
	reckoner->calendar = (struct calendar){ .weekends = holidays != NULL && holidays->weekends };
	if (count + known == 0 || count > NON_WORKING_MAX)
		return;
	if (reckoner->non_working == NULL)
		reckoner->non_working = ARENA_ARRAY(reckoner->arena, struct date, count + known);
	if (reckoner->non_working == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		reckoner->non_working[i] = days.list.items[i].date;
	for (size_t i = 0; i < known; i++)
		reckoner->non_working[count + i] = holidays->days[i];
	reckoner->calendar.non_working = reckoner->non_working;
	reckoner->calendar.count = count + known;
}

void reckoner_need_calendar(struct reckoner *reckoner, struct date date)
{
	assert(date_is_known(date));

	const struct holidays *holidays = reckoner->holidays;
	int32_t year, month, day;

	if (holidays == NULL || reckoner->calendar_missing != 0)
		return;
	if (date_is_known(holidays->from) && date.day >= holidays->from.day && date.day < holidays->to.day)
		return;
	date_to_civil(date, &year, &month, &day);
	reckoner->calendar_missing = year;
}

bool reckoner_is_foreign(const struct reckoner *reckoner, size_t parameter)
{
	assert(parameter < reckoner->packset->symbols.parameter_count);

	struct str unit = reckoner->packset->parameters[parameter].currency;
	struct str currency = reckoner->configuration->currency;

	return unit.len > 0 && currency.len > 0 && !str_eq(unit, currency);
}

/* Packs speak in their regime, and only for disputes of the place where they are law. A case that names
 * neither is one of the place that is taken where nothing is said. */
static void let_speak(struct reckoner *reckoner)
{
	const struct packset *packset = reckoner->packset;
	struct value place = reckoner->facts[FACT_JURISDICTION];

	if (place.kind != VALUE_TOKEN && reckoner->configuration->regime.len == 0)
		place = value_token(STR(JURISDICTION_UNSAID));

	for (size_t i = 0; i < packset->pack_count; i++) {
		const struct pack *pack = &packset->packs[i];
		reckoner->is_selected[i] = pack_speaks(pack, reckoner->configuration->regime) &&
		                           (place.kind != VALUE_TOKEN || pack_binds(pack, place.token));
		reckoner->speaks[i] = reckoner->is_selected[i] && reckoner->is_valid[i];
	}
}

static const struct dated_value *parameter_in_force(const struct reckoner *reckoner, size_t index)
{
	const struct packset *packset = reckoner->packset;
	const struct parameter *parameter = &packset->parameters[index];

	while (!reckoner->is_valid[parameter->pack] && index + 1 < packset->symbols.parameter_count &&
	       str_eq(packset->parameters[index + 1].id, parameter->id))
		parameter = &packset->parameters[++index];
	if (reckoner_is_foreign(reckoner, index))
		return NULL;
	return in_force(parameter, reckoner->connecting_dates[packset->packs[parameter->pack].connecting]);
}

/* The days that select what is in force. False: they are those of before. */
static bool take_dates(struct reckoner *reckoner)
{
	const struct packset *packset = reckoner->packset;
	bool changed = !reckoner->has_parameters;

	for (size_t i = 0; i < CONNECTING_COUNT; i++) {
		const struct expression *expression = packset->connecting_dates[i];
		struct value value =
			reckon(reckoner, expression == NULL ? &packset->connecting_date : expression);
		struct date date = value.kind == VALUE_DATE ? value.date : DATE_NONE;
		changed = changed || date.day != reckoner->connecting_dates[i].day;
		reckoner->connecting_dates[i] = date;
	}
	reckoner->has_parameters = true;
	reckoner->connecting_date = reckoner->connecting_dates[CONNECTING_CONTRACT];
	return changed;
}

/* Which versions of the law hold on the days that select them. */
static void take_versions(struct reckoner *reckoner)
{
	const struct packset *packset = reckoner->packset;

	for (size_t i = 0; i < packset->pack_count; i++) {
		const struct pack *pack = &packset->packs[i];
		reckoner->is_valid[i] =
			validity_has(pack->validity, reckoner->connecting_dates[pack->connecting]);
	}
	for (size_t i = 0; i < packset->symbols.parameter_count; i++)
		reckoner->parameters[i] = parameter_in_force(reckoner, i);
}

static void forget(struct reckoner *reckoner)
{
	if (reckoner->packset->definition_count > 0)
		memset(reckoner->is_computed, 0, reckoner->packset->definition_count * sizeof(bool));
}

void reckoner_begin(struct reckoner *reckoner)
{
	assert(reckoner->packset != NULL);

	let_speak(reckoner);
	forget(reckoner);
	take_calendar(reckoner);
	if (!take_dates(reckoner))
		return;
	take_versions(reckoner);
	let_speak(reckoner);
	forget(reckoner);
}

bool reckoner_has(const struct reckoner *reckoner, size_t definition)
{
	assert(definition < reckoner->packset->definition_count);

	return reckoner->is_computed[definition];
}

struct str reckoner_setting(const struct reckoner *reckoner, size_t index)
{
	assert(index < reckoner->packset->symbols.setting_count);

	const struct setting *setting = &reckoner->packset->settings[index];
	const struct configuration *configuration = reckoner->configuration;

	for (size_t i = 0; i < configuration->choice_count; i++) {
		if (str_eq(configuration->choices[i].id, setting->id))
			return configuration->choices[i].value;
	}
	if (!configuration->is_worked_case)
		return setting->fallback;
	struct str regime = configuration->regime.len > 0 ? configuration->regime : configuration->place;
	struct str in_regime = node_text(setting->in_regimes, regime);
	if (in_regime.len > 0)
		return in_regime;
	return setting->in_cases.len > 0 ? setting->in_cases : setting->fallback;
}

/* What the exceptions of a definition amount to. */
struct verdict {
	struct value value; /* of those that apply; absent: none does */
	size_t by;
	struct value open; /* the unknowns of those that may apply; none: there are none */
	struct value
		potential; /* what those that may apply would give, if it is one value; conflict: it is not */
};

static void add_value(struct value *sum, struct value value)
{
	if (sum->kind == VALUE_ABSENT)
		*sum = value;
	else if (!value_eq(*sum, value))
		*sum = value_conflict();
}

/* META.RANK: of two exceptions that differ the higher norm gives the value; the lower is as if it were not.
 * False: it is the lower. */
static bool prevails(const struct reckoner *reckoner, struct verdict *verdict, size_t index,
                     struct value value)
{
	const struct packset *packset = reckoner->packset;

	if (verdict->by == SIZE_MAX || value_eq(verdict->value, value))
		return true;
	enum rank before = packset->packs[packset->definitions[verdict->by].pack].norm;
	enum rank rank = packset->packs[packset->definitions[index].pack].norm;
	if (rank_is_higher(rank, before))
		verdict->value = value_absent();
	return !rank_is_higher(before, rank);
}

static void weigh(struct reckoner *reckoner, size_t index, struct verdict *verdict)
{
	assert(index < reckoner->packset->definition_count);

	const struct definition *exception = &reckoner->packset->definitions[index];
	struct value when = reckon(reckoner, &exception->when);
	enum truth truth = value_truth(when);

	if (truth == TRUTH_FALSE)
		return;
	struct value value = reckon_definition(reckoner, index);
	if (truth == TRUTH_TRUE) {
		if (!prevails(reckoner, verdict, index, value))
			return;
		add_value(&verdict->value, value);
		verdict->by = index;
		return;
	}
	verdict->open = value_merge_open(verdict->open, when);
	add_value(&verdict->potential, value);
}

/* The general rule, or what its own exceptions leave of it. */
static struct value base_value(struct reckoner *reckoner, const struct definition *definition)
{
	assert(definition != NULL);

	if (!definition->has_when || definition->parent != SIZE_MAX)
		return reckon(reckoner, &definition->value);

	struct value when = reckon(reckoner, &definition->when);
	switch (value_truth(when)) {
	case TRUTH_TRUE: return reckon(reckoner, &definition->value);
	case TRUTH_UNKNOWN: return when;
	case TRUTH_FALSE: break;
	}
	return value_absent();
}

static struct value settle_slot(struct reckoner *reckoner, const struct definition *definition,
                                struct slot *slot)
{
	assert(slot->by == SIZE_MAX);

	struct verdict verdict = { .by = SIZE_MAX, .open = value_none() };

	for (size_t i = 0; i < definition->exception_count; i++) {
		size_t index = definition->exceptions[i];
		const struct definition *exception = &reckoner->packset->definitions[index];
		if (reckoner_applies(reckoner, exception->pack, exception->validity))
			weigh(reckoner, index, &verdict);
	}
	if (verdict.value.kind == VALUE_CONFLICT)
		return value_conflict();
	slot->by = verdict.by;
	if (verdict.value.kind == VALUE_ABSENT)
		verdict.value = base_value(reckoner, definition);
	if (!value_is_open(verdict.open) || value_eq(verdict.value, verdict.potential))
		return verdict.value;
	return verdict.open;
}

bool reckoner_applies(const struct reckoner *reckoner, size_t pack, struct validity validity)
{
	assert(pack < reckoner->packset->pack_count);

	enum connecting connecting = reckoner->packset->packs[pack].connecting;
	return reckoner->speaks[pack] && validity_has(validity, reckoner->connecting_dates[connecting]);
}

size_t reckoner_version(const struct reckoner *reckoner, size_t definition)
{
	const struct definition *definitions = reckoner->packset->definitions;

	while (definitions[definition].has_later && !reckoner->is_valid[definitions[definition].pack])
		definition++;
	return definition;
}

struct value reckon_definition(struct reckoner *reckoner, size_t index)
{
	assert(index < reckoner->packset->definition_count);

	if (reckoner->packset->definitions[index].has_later)
		index = reckoner_version(reckoner, index);

	struct slot *slot = &reckoner->definitions[index];
	if (reckoner->is_computed[index])
		return slot->value;

	size_t outer = reckoner->current;
	reckoner->current = index;
	*slot = (struct slot){ .by = SIZE_MAX };
	slot->value = settle_slot(reckoner, &reckoner->packset->definitions[index], slot);
	reckoner->is_computed[index] = true;
	reckoner->current = outer;
	return slot->value;
}
