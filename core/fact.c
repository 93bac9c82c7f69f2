#include <stdio.h>

#include "core/fact_check.h"

/* 1900-01-01 and 2999-12-31: far enough from the calendar's own ends that no period leaves it. */
#define FACT_DAY_MIN (-25567)
#define FACT_DAY_MAX 376199

struct fact_info {
	struct str name;
	enum fact_type type;
	struct str domain;
};

static const struct fact_info infos[FACT_COUNT] = {
#define FACT(ident, name, type, domain) \
	[FACT_##ident] = { STR_INIT(name), FACT_TYPE_##type, STR_INIT(domain) },
#include "core/facts.def"
#undef FACT
};

struct status_info {
	struct str name;
	bool is_decided;
};

static const struct status_info statuses[FACT_STATUS_COUNT] = {
#define FACT_STATUS(ident, name, is_decided) [FACT_STATUS_##ident] = { STR_INIT(name), (is_decided) },
#include "core/fact_status.def"
#undef FACT_STATUS
};

struct str fact_name(enum fact_id id)
{
	assert(id < FACT_COUNT);
	return infos[id].name;
}

enum fact_type fact_type(enum fact_id id)
{
	assert(id < FACT_COUNT);
	return infos[id].type;
}

struct str fact_domain(enum fact_id id)
{
	assert(id < FACT_COUNT);
	return infos[id].domain;
}

struct str fact_status_name(enum fact_status status)
{
	assert(status < FACT_STATUS_COUNT);
	return statuses[status].name;
}

bool fact_status_is_decided(enum fact_status status)
{
	assert(status < FACT_STATUS_COUNT);
	return statuses[status].is_decided;
}

bool fact_find(struct str name, enum fact_id *ret_id)
{
	assert(ret_id != NULL);

	size_t low = 0;
	size_t high = FACT_COUNT;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(name, infos[middle].name);
		if (order == 0) {
			*ret_id = (enum fact_id)middle;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static enum status decode_date(const struct node *node, struct value *ret_value, struct error *err)
{
	struct date date;

	if (node->kind != NODE_STRING)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write a date as \"YYYY-MM-DD\"");
	TRY(date_parse(node->string, &date, err));
	if (date.day < FACT_DAY_MIN || date.day > FACT_DAY_MAX)
		return FAIL(err, PROBLEM_INVALID_VALUE, "the rules know days from 1900 to 2999 only");
	*ret_value = value_date(date);
	return STATUS_OK;
}

static enum status decode_token(const struct node *node, struct value *ret_value, struct error *err)
{
	if (node->kind != NODE_STRING)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write a text");
	*ret_value = value_token(node->string);
	return STATUS_OK;
}

static enum status decode_moment(const struct node *node, struct value *ret_value, struct error *err)
{
	struct moment moment;

	if (node->kind != NODE_STRING || moment_parse(node->string, &moment, err) != STATUS_OK)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write a time as 2026-03-02T10:00+08:00");
	*ret_value = value_moment(moment);
	return STATUS_OK;
}

static enum status decode_int(const struct node *node, struct value *ret_value, struct error *err)
{
	if (node->kind != NODE_INT || node->integer < 0)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write a whole number that is not below 0");
	*ret_value = value_int(node->integer);
	return STATUS_OK;
}

static enum status decode_bool(const struct node *node, struct value *ret_value, struct error *err)
{
	if (node->kind != NODE_BOOL)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write true, false or null");
	*ret_value = value_bool(node->boolean);
	return STATUS_OK;
}

/* One member of a repair; a missing or null one is absent. */
static enum status decode_repair_field(const struct node *repair, struct str name, enum fact_type type,
                                       struct value *ret_value, struct error *err)
{
	const struct node *node = node_find(repair, name);

	*ret_value = value_absent();
	if (node == NULL || node->kind == NODE_NULL)
		return STATUS_OK;
	if (type == FACT_TYPE_DATE)
		return decode_date(node, ret_value, err);
	if (type == FACT_TYPE_BOOL)
		return decode_bool(node, ret_value, err);
	return decode_token(node, ret_value, err);
}

static enum status decode_repair(const struct node *node, struct arena *arena, struct value *ret_value,
                                 struct error *err)
{
	struct value *fields = ARENA_ARRAY(arena, struct value, REPAIR_FIELD_COUNT);
	TRY(arena_check(arena, err));

	if (node->kind != NODE_OBJECT)
		return FAIL(
			err, PROBLEM_INVALID_VALUE,
			"write a repair as {\"in\": date, \"out\": date or null, \"fixed\": true or false, "
			"\"recorded\": true or false}");
	TRY(decode_repair_field(node, STR("in"), FACT_TYPE_DATE, &fields[REPAIR_IN], err));
	TRY(decode_repair_field(node, STR("out"), FACT_TYPE_DATE, &fields[REPAIR_OUT], err));
	TRY(decode_repair_field(node, STR("fixed"), FACT_TYPE_BOOL, &fields[REPAIR_FIXED], err));
	TRY(decode_repair_field(node, STR("recorded"), FACT_TYPE_BOOL, &fields[REPAIR_RECORDED], err));
	TRY(decode_repair_field(node, STR("delay_cause"), FACT_TYPE_ENUM, &fields[REPAIR_DELAY_CAUSE], err));
	if (!value_is_known(fields[REPAIR_IN]))
		return FAIL(err, PROBLEM_INVALID_VALUE,
		            "a repair needs the day on which the goods were handed in");
	if (value_is_known(fields[REPAIR_OUT]) && fields[REPAIR_OUT].date.day < fields[REPAIR_IN].date.day)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a repair cannot end before it began");
	*ret_value = (struct value){ .kind = VALUE_REPAIR, .repair = fields };
	return STATUS_OK;
}

static enum fact_type item_type(enum fact_type type)
{
	switch (type) {
	case FACT_TYPE_SET: return FACT_TYPE_ENUM;
	case FACT_TYPE_DATES: return FACT_TYPE_DATE;
	case FACT_TYPE_MONEYS: return FACT_TYPE_MONEY;
	case FACT_TYPE_INTS: return FACT_TYPE_INT;
	case FACT_TYPE_BOOL:
	case FACT_TYPE_INT:
	case FACT_TYPE_MONEY:
	case FACT_TYPE_DATE:
	case FACT_TYPE_MOMENT:
	case FACT_TYPE_ENUM:
	case FACT_TYPE_TEXT:
	case FACT_TYPE_REPAIRS:
	case FACT_TYPE_COUNT: break;
	}
	return FACT_TYPE_COUNT;
}

static enum status decode_scalar(enum fact_type type, const struct node *node, struct value *ret_value,
                                 struct error *err)
{
	switch (type) {
	case FACT_TYPE_BOOL: return decode_bool(node, ret_value, err);
	case FACT_TYPE_INT:
	case FACT_TYPE_MONEY: return decode_int(node, ret_value, err);
	case FACT_TYPE_DATE: return decode_date(node, ret_value, err);
	case FACT_TYPE_MOMENT: return decode_moment(node, ret_value, err);
	case FACT_TYPE_ENUM:
	case FACT_TYPE_TEXT: return decode_token(node, ret_value, err);
	case FACT_TYPE_SET:
	case FACT_TYPE_DATES:
	case FACT_TYPE_MONEYS:
	case FACT_TYPE_INTS:
	case FACT_TYPE_REPAIRS:
	case FACT_TYPE_COUNT: break;
	}
	assert(false && "not a scalar type");
	return FAIL(err, PROBLEM_INVALID_VALUE, "not a scalar type");
}

/* By the day of hand-in: what follows from repairs does not depend on the order in which they are listed. */
static void place_repair(struct value *items, size_t at)
{
	struct value item = items[at];

	for (; at > 0 && items[at - 1].repair[REPAIR_IN].date.day > item.repair[REPAIR_IN].date.day; at--)
		items[at] = items[at - 1];
	items[at] = item;
}

static enum status decode_item(enum fact_type type, const struct node *node, struct arena *arena,
                               struct value *ret_value, struct error *err)
{
	if (type == FACT_TYPE_REPAIRS)
		return decode_repair(node, arena, ret_value, err);
	return decode_scalar(item_type(type), node, ret_value, err);
}

static enum status decode_list(enum fact_type type, const struct node *node, struct arena *arena,
                               struct value *ret_value, struct error *err)
{
	if (node->kind != NODE_ARRAY)
		return FAIL(err, PROBLEM_INVALID_VALUE, "write a list");
	if (node->count > FACT_ITEMS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the list has more than %d items", FACT_ITEMS_MAX);

	struct value *items = ARENA_ARRAY(arena, struct value, node->count);
	TRY(arena_check(arena, err));
	for (size_t i = 0; i < node->count; i++) {
		TRY(decode_item(type, &node->items[i], arena, &items[i], err));
		if (type == FACT_TYPE_REPAIRS)
			place_repair(items, i);
	}
	*ret_value = value_list(items, node->count);
	return STATUS_OK;
}

enum status fact_value_decode(enum fact_type type, const struct node *node, struct arena *arena,
                              struct value *ret_value, struct error *err)
{
	assert(node != NULL);
	assert(type < FACT_TYPE_COUNT);

	if (node->kind == NODE_NULL) {
		*ret_value = value_none();
		return STATUS_OK;
	}
	if (type == FACT_TYPE_REPAIRS || item_type(type) != FACT_TYPE_COUNT)
		return decode_list(type, node, arena, ret_value, err);
	return decode_scalar(type, node, ret_value, err);
}

static enum status decode_status(const struct node *node, enum fact_status *ret_status, struct error *err)
{
	struct str name = node_text(node, STR("st"));

	for (size_t i = 0; i < FACT_STATUS_COUNT; i++) {
		if (str_eq(statuses[i].name, name)) {
			*ret_status = (enum fact_status)i;
			return STATUS_OK;
		}
	}
	return FAIL(err, PROBLEM_INVALID_VALUE, "\"st\" is not one of the ways in which a fact can stand");
}

static enum status decode_fact(enum fact_id id, const struct node *node, struct arena *arena,
                               struct fact *ret_fact, struct error *err)
{
	struct fact fact = { .status = FACT_STATUS_ESTABLISHED };
	const struct node *value = node;

	if (node->kind == NODE_OBJECT) {
		static const struct node null_node = { .kind = NODE_NULL };
		TRY(decode_status(node, &fact.status, err));
		value = node_find(node, STR("v"));
		if (value == NULL)
			value = &null_node;
		fact.standard = node_text(node, STR("standard"));
		fact.exhibits = node_find(node, STR("exhibits"));
	}
	TRY(fact_value_decode(infos[id].type, value, arena, &fact.value, err));
	TRY(fact_value_check(id, fact.value, err));
	*ret_fact = fact;
	return STATUS_OK;
}

/* Days from the end of a repair until the fault came back: the next hand-in, else the day it was found. */
static void derive_returns(struct facts *facts)
{
	struct value repairs = facts->items[FACT_REPAIRS].value;
	struct value found = facts->items[FACT_DEFECT_FOUND_AT].value;

	for (size_t i = 0; repairs.kind == VALUE_LIST && i < repairs.list.count; i++) {
		/* The list was made by decode_list() in this very arena: writing to it is ours to do. */
		struct value *fields = (struct value *)(uintptr_t)repairs.list.items[i].repair;
		struct value next =
			i + 1 < repairs.list.count ? repairs.list.items[i + 1].repair[REPAIR_IN] : found;
		if (next.kind != VALUE_DATE || fields[REPAIR_OUT].kind != VALUE_DATE)
			continue;
		int32_t days = date_days_between(fields[REPAIR_OUT].date, next.date);
		if (days >= 0)
			fields[REPAIR_RETURNED_AFTER] = value_int(days);
	}
}

enum status facts_decode(const struct node *object, struct arena *arena, struct facts *ret_facts,
                         struct error *err)
{
	assert(arena != NULL);
	assert(ret_facts != NULL);

	if (object == NULL || object->kind != NODE_OBJECT)
		return FAIL(err, PROBLEM_INVALID_VALUE, "facts are an object of fact name to value");

	memset(ret_facts, 0, sizeof *ret_facts);
	for (size_t i = 0; i < object->count; i++) {
		const struct member *member = &object->members[i];
		enum fact_id id;
		if (!fact_find(member->name, &id))
			return FAIL_AT(err, PROBLEM_UNKNOWN_MEMBER, "/facts",
			               "there is no fact \"" STR_FMT "\"", STR_ARG(member->name));
		enum status status = decode_fact(id, &member->value, arena, &ret_facts->items[id], err);
		if (status != STATUS_OK) {
			(void)snprintf(err->field, sizeof err->field, "/facts/" STR_FMT,
			               STR_ARG(member->name));
			return status;
		}
	}
	derive_returns(ret_facts);
	return arena_check(arena, err);
}
