#include "core/loader.h"
#include "core/money.h"

/* Why apart from pack_rules.c: here is what rules refer to (texts, settings, numbers, tables, remedies),
 * which must be complete before the first rule is read. */

enum status loader_articles(struct loader *loader, struct error *err)
{
	assert(loader != NULL && loader->packset != NULL);

	struct entries entries;
	const struct node *roots[PACKS_MAX];
	struct node wrapped[PACKS_MAX];
	struct member members[PACKS_MAX];

	/* The text files are bare lists: dress them as sections, so that one collector serves all. */
	memcpy(roots, loader->roots, sizeof roots);
	for (size_t i = 0; i < loader->packset->pack_count; i++) {
		members[i] = (struct member){ .name = STR("texts"), .value = *loader->texts[i] };
		wrapped[i] = (struct node){ .kind = NODE_OBJECT, .count = 1, .members = &members[i] };
		loader->roots[i] = &wrapped[i];
	}
	enum status status = loader_collect(loader, STR("texts"), &entries, err);
	memcpy(loader->roots, roots, sizeof roots);
	TRY(status);

	struct article *articles = ARENA_ARRAY(loader->arena, struct article, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++) {
		const struct node *node = entries.items[i].node;
		articles[i] = (struct article){ .id = entries.items[i].id,
			                        .pack = entries.items[i].pack,
			                        .renumbered = node_text(node, STR("renumbered")),
			                        .law = node_text(node, STR("law")),
			                        .number = node_text(node, STR("article")),
			                        .text = node_text(node, STR("text")),
			                        .verified = node_text(node, STR("verified")),
			                        .sha256 = node_text(node, STR("sha256")) };
		loader_enter(loader, "texts", &entries.items[i]);
		if (articles[i].verified.len == 0 && articles[i].renumbered.len == 0)
			return loader_refuse(loader, "say in \"verified\" how the text was read", err);
	}
	loader->packset->articles = articles;
	loader->packset->article_count = entries.count;
	return STATUS_OK;
}

static enum status copy_names(struct loader *loader, const struct entries *entries,
                              const struct str **ret_names, struct error *err)
{
	assert(entries != NULL && ret_names != NULL);

	struct str *names = ARENA_ARRAY(loader->arena, struct str, entries->count);
	TRY(arena_check(loader->arena, err));

	for (size_t i = 0; i < entries->count; i++)
		names[i] = entries->items[i].id;
	*ret_names = names;
	return STATUS_OK;
}

static bool lists(const struct node *list, struct str text)
{
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (str_eq(list->items[i].string, text))
			return true;
	}
	return false;
}

/* "readings": {"ask": ["ministry_rule", "none"]}: values of the setting, none of which has readings itself.
 */
static enum status check_readings(const struct loader *loader, const struct setting *setting,
                                  struct error *err)
{
	const struct node *readings = setting->readings;

	for (size_t i = 0; readings != NULL && i < readings->count; i++) {
		const struct node *list = &readings->members[i].value;
		if (list->kind != NODE_ARRAY || list->count < 2 || list->count > READINGS_MAX)
			return loader_refuse(loader, "\"readings\" gives two to four values for a value",
			                     err);
		for (size_t k = 0; k < list->count; k++) {
			struct str value = list->items[k].string;
			if (!lists(setting->values, value) || node_find(readings, value) != NULL)
				return loader_refuse(loader, "a reading is one of the setting's other values",
				                     err);
		}
	}
	if (readings != NULL && (setting->flag.len == 0 || setting->cite_count == 0))
		return loader_refuse(loader,
		                     "a setting with \"readings\" has a \"flag\", and \"cite\" names the "
		                     "norms between which it is unsettled",
		                     err);
	return STATUS_OK;
}

static enum status read_setting(struct loader *loader, const struct entry *entry, struct setting *ret_setting,
                                struct error *err)
{
	const struct node *node = entry->node;
	struct setting setting = { .id = entry->id,
		                   .fallback = node_text(node, STR("default")),
		                   .in_cases = node_text(node, STR("in_cases")),
		                   .in_regimes = node_find(node, STR("in_regimes")),
		                   .values = node_find(node, STR("values")),
		                   .readings = node_find(node, STR("readings")),
		                   .flag = node_text(node, STR("flag")) };

	if (setting.fallback.len == 0)
		return loader_refuse(loader, "a setting needs a \"default\"", err);
	TRY(loader_cites(loader, node_find(node, STR("cite")), &setting.cites, &setting.cite_count, err));
	TRY(check_readings(loader, &setting, err));
	*ret_setting = setting;
	return STATUS_OK;
}

enum status loader_settings(struct loader *loader, struct error *err)
{
	assert(loader->packset->settings == NULL);

	struct packset *packset = loader->packset;
	struct entries entries;

	TRY(loader_collect(loader, STR("settings"), &entries, err));
	if (entries.count > SETTINGS_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "more than %d settings", SETTINGS_MAX);
	struct setting *settings = ARENA_ARRAY(loader->arena, struct setting, entries.count);
	TRY(copy_names(loader, &entries, &packset->symbols.settings, err));
	for (size_t i = 0; i < entries.count; i++) {
		loader_enter(loader, "settings", &entries.items[i]);
		TRY(read_setting(loader, &entries.items[i], &settings[i], err));
	}
	packset->settings = settings;
	packset->symbols.setting_count = entries.count;
	return STATUS_OK;
}

/* "CNY_fen", "HUF_minor": an amount in the smallest unit of a currency. */
static struct str currency_of(struct str unit)
{
	struct currency currency;
	struct error err;
	struct str code = { unit.ptr, 3 };

	if (unit.len < 5 || unit.ptr[3] != '_' || currency_parse(code, &currency, &err) != STATUS_OK)
		return (struct str){ 0 };
	return code;
}

static bool unit_of(struct str unit, struct parameter *parameter)
{
	static const struct {
		struct str name;
		enum period_unit unit;
	} units[] = {
		{ STR_INIT("day"), PERIOD_DAY },
		{ STR_INIT("workday"), PERIOD_WORKDAY },
		{ STR_INIT("month"), PERIOD_MONTH },
		{ STR_INIT("year"), PERIOD_YEAR },
	};

	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (str_eq(units[i].name, unit)) {
			parameter->is_period = true;
			parameter->unit = units[i].unit;
		}
	}
	return unit.len > 0;
}

/* "count": whether the day from which a period runs is its first. "instant" runs from the moment; for civil
 * days that is "after". */
static bool counting_of(const struct node *node, struct parameter *parameter)
{
	struct str count = node_text(node, STR("count"));

	if (str_eq(count, STR("with")))
		parameter->count_from = PERIOD_WITH;
	return count.len == 0 || str_eq(count, STR("after")) || str_eq(count, STR("with")) ||
	       str_eq(count, STR("instant"));
}

/* A date member; null and absent are "open". */
static enum status read_bound(const struct loader *loader, const struct node *node, struct str name,
                              struct date *ret_date, struct error *err)
{
	struct str text = node_text(node, name);

	*ret_date = DATE_NONE;
	if (text.len > 0 && date_parse(text, ret_date, err) != STATUS_OK)
		return loader_refuse(loader, "\"from\" and \"to\" are days, written YYYY-MM-DD", err);
	return STATUS_OK;
}

static enum status read_dated_value(struct loader *loader, const struct node *node,
                                    struct dated_value *ret_value, struct error *err)
{
	assert(ret_value != NULL);

	struct dated_value dated = { .verified = node_text(node, STR("verified")) };
	const struct node *value = node_find(node, STR("value"));

	TRY(read_bound(loader, node, STR("from"), &dated.from, err));
	TRY(read_bound(loader, node, STR("to"), &dated.to, err));
	if (!date_is_known(dated.from))
		return loader_refuse(loader, "a value needs the day \"from\" which it is the law", err);
	if (value == NULL || value->kind != NODE_INT || value->integer < 0)
		return loader_refuse(loader, "a value is a whole number that is not below 0", err);
	if (dated.verified.len == 0)
		return loader_refuse(loader, "say in \"verified\" how the value was read", err);
	dated.value = value_int(value->integer);
	*ret_value = dated;
	return STATUS_OK;
}

static enum status read_dated_values(struct loader *loader, const struct node *list,
                                     struct parameter *parameter, struct error *err)
{
	assert(parameter->values == NULL);

	if (list == NULL || list->kind != NODE_ARRAY || list->count == 0)
		return loader_refuse(loader, "a parameter needs a list of dated \"values\"", err);

	struct dated_value *values = ARENA_ARRAY(loader->arena, struct dated_value, list->count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < list->count; i++) {
		TRY(read_dated_value(loader, &list->items[i], &values[i], err));
		if (parameter->is_period && values[i].value.integer > PERIOD_LENGTH_MAX)
			return loader_refuse(loader, "a period of more than a hundred years", err);
		if (i == 0)
			continue;
		if (!date_is_known(values[i - 1].to) || values[i - 1].to.day > values[i].from.day)
			return loader_refuse(loader, "values must follow each other without overlapping",
			                     err);
	}
	parameter->values = values;
	parameter->count = list->count;
	return STATUS_OK;
}

enum status loader_parameters(struct loader *loader, struct error *err)
{
	assert(loader->packset->parameters == NULL);

	struct packset *packset = loader->packset;
	struct entries entries;

	TRY(loader_collect(loader, STR("parameters"), &entries, err));
	struct parameter *parameters = ARENA_ARRAY(loader->arena, struct parameter, entries.count);
	TRY(copy_names(loader, &entries, &packset->symbols.parameters, err));
	for (size_t i = 0; i < entries.count; i++) {
		const struct node *node = entries.items[i].node;
		loader_enter(loader, "parameters", &entries.items[i]);
		parameters[i].id = entries.items[i].id;
		parameters[i].pack = entries.items[i].pack;
		if (!unit_of(node_text(node, STR("unit")), &parameters[i]))
			return loader_refuse(loader, "a parameter needs a \"unit\"", err);
		if (!counting_of(node, &parameters[i]))
			return loader_refuse(loader, "\"count\" is after, with or instant", err);
		parameters[i].currency = currency_of(node_text(node, STR("unit")));
		TRY(read_dated_values(loader, node_find(node, STR("values")), &parameters[i], err));
	}
	packset->parameters = parameters;
	packset->symbols.parameter_count = entries.count;
	return STATUS_OK;
}

/* All column names of all tables, sorted, each once. */
static enum status collect_columns(struct loader *loader, const struct entries *tables, struct error *err)
{
	assert(loader->packset->symbols.column_count == 0);

	struct symbols *symbols = &loader->packset->symbols;
	size_t most = 0;

	for (size_t i = 0; i < tables->count; i++) {
		const struct node *columns = node_find(tables->items[i].node, STR("columns"));
		most += columns == NULL ? 0 : columns->count;
	}
	struct str *names = ARENA_ARRAY(loader->arena, struct str, most);
	TRY(arena_check(loader->arena, err));
	symbols->columns = names;
	for (size_t i = 0; i < tables->count; i++) {
		const struct node *columns = node_find(tables->items[i].node, STR("columns"));
		for (size_t k = 0; columns != NULL && k < columns->count; k++) {
			struct str name = columns->items[k].string;
			size_t at = symbols->column_count;
			if (symbol_find(names, at, name, &at))
				continue;
			for (; at > 0 && str_compare(name, names[at - 1]) < 0; at--)
				names[at] = names[at - 1];
			names[at] = name;
			symbols->column_count++;
		}
	}
	return STATUS_OK;
}

/* A cell: a number, a truth value, or a text; "P1Y" becomes months, "P7D" days. */
static enum status read_cell(const struct loader *loader, const struct node *node, struct value *ret_value,
                             struct error *err)
{
	assert(node != NULL);

	struct period period;

	if (node->kind == NODE_INT) {
		*ret_value = value_int(node->integer);
		return STATUS_OK;
	}
	if (node->kind == NODE_BOOL) {
		*ret_value = value_bool(node->boolean);
		return STATUS_OK;
	}
	if (node->kind != NODE_STRING)
		return loader_refuse(loader, "a cell is a number, true, false or a text", err);
	*ret_value = value_token(node->string);
	if (node->string.len > 1 && node->string.ptr[0] == 'P' &&
	    period_parse(node->string, &period, err) == STATUS_OK)
		*ret_value = value_int(period.unit == PERIOD_YEAR ? period.length * 12 : period.length);
	return STATUS_OK;
}

static enum status read_row(struct loader *loader, const struct node *node, struct table_row *ret_row,
                            struct error *err)
{
	const struct symbols *symbols = &loader->packset->symbols;
	struct value *cells = ARENA_ARRAY(loader->arena, struct value, symbols->column_count);
	struct table_row row = { .key = node_text(node, STR("key")), .cells = cells };

	TRY(arena_check(loader->arena, err));
	if (row.key.len == 0)
		return loader_refuse(loader, "a row needs a \"key\"", err);
	for (size_t i = 0; i < symbols->column_count; i++) {
		const struct node *cell = node_find(node, symbols->columns[i]);
		cells[i] = value_none();
		if (cell != NULL && cell->kind != NODE_NULL)
			TRY(read_cell(loader, cell, &cells[i], err));
	}
	TRY(loader_cites(loader, node_find(node, STR("cite")), &row.cites, &row.cite_count, err));
	*ret_row = row;
	return STATUS_OK;
}

static enum status read_rows(struct loader *loader, const struct node *list, struct table *table,
                             struct error *err)
{
	assert(table->rows == NULL);

	if (list == NULL || list->kind != NODE_ARRAY)
		return loader_refuse(loader, "a table needs a list of \"rows\"", err);

	struct table_row *rows = ARENA_ARRAY(loader->arena, struct table_row, list->count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < list->count; i++) {
		struct table_row row = { 0 };
		size_t at = i;
		TRY(read_row(loader, &list->items[i], &row, err));
		for (; at > 0 && str_compare(row.key, rows[at - 1].key) < 0; at--)
			rows[at] = rows[at - 1];
		if (at > 0 && str_eq(row.key, rows[at - 1].key))
			return loader_refuse(loader, "two rows have the same key", err);
		rows[at] = row;
	}
	table->rows = rows;
	table->count = list->count;
	return STATUS_OK;
}

enum status loader_tables(struct loader *loader, struct error *err)
{
	assert(loader->packset->tables == NULL);

	struct packset *packset = loader->packset;
	struct entries entries;

	TRY(loader_collect(loader, STR("tables"), &entries, err));
	TRY(collect_columns(loader, &entries, err));
	struct table *tables = ARENA_ARRAY(loader->arena, struct table, entries.count);
	TRY(copy_names(loader, &entries, &packset->symbols.tables, err));
	for (size_t i = 0; i < entries.count; i++) {
		loader_enter(loader, "tables", &entries.items[i]);
		tables[i].id = entries.items[i].id;
		tables[i].pack = entries.items[i].pack;
		TRY(read_rows(loader, node_find(entries.items[i].node, STR("rows")), &tables[i], err));
	}
	packset->tables = tables;
	packset->symbols.table_count = entries.count;
	return STATUS_OK;
}

static bool head_of(struct str name, enum remedy_head *ret_head)
{
	static const struct str names[] = { [HEAD_MAIN] = STR_INIT("main"),
		                            [HEAD_ADDITIONAL] = STR_INIT("additional"),
		                            [HEAD_FALLBACK] = STR_INIT("fallback"),
		                            [HEAD_PROCESS] = STR_INIT("process") };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (str_eq(names[i], name)) {
			*ret_head = (enum remedy_head)i;
			return true;
		}
	}
	return false;
}

enum status loader_remedy_list(struct loader *loader, struct error *err)
{
	assert(loader->packset->remedy_count == 0);

	struct packset *packset = loader->packset;
	struct entries entries;

	TRY(loader_collect(loader, STR("remedies"), &entries, err));
	if (entries.count > REMEDIES_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "more than %d remedies", REMEDIES_MAX);
	packset->remedy_count = entries.count;
	for (size_t i = 0; i < entries.count; i++) {
		packset->remedies[i] = (struct remedy){
			.id = entries.items[i].id,
			.rank = node_int(entries.items[i].node, STR("rank"), INT64_MAX),
		};
	}
	for (size_t i = 0; i < entries.count; i++) {
		const struct node *node = entries.items[i].node;
		loader_enter(loader, "remedies", &entries.items[i]);
		TRY(loader_wording(loader, node, STR("name"), &packset->remedies[i].name, err));
		if (!head_of(node_text(node, STR("head")), &packset->remedies[i].head))
			return loader_refuse(loader, "\"head\" is main, additional, fallback or process",
			                     err);
		TRY(loader_remedies(loader, node_find(node, STR("satisfies")),
		                    &packset->remedies[i].satisfies, err));
	}
	return STATUS_OK;
}
