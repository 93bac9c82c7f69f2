#include "core/value.h"

struct support support_of(enum fact_id fact)
{
	assert(fact < FACT_COUNT);

	struct support support = { 0 };
	support.bits[fact / 64] = UINT64_C(1) << (fact % 64);
	return support;
}

struct support support_union(struct support a, struct support b)
{
	for (size_t i = 0; i < SUPPORT_WORDS; i++)
		a.bits[i] |= b.bits[i];
	return a;
}

bool support_has(struct support support, enum fact_id fact)
{
	assert(fact < FACT_COUNT);
	return (support.bits[fact / 64] >> (fact % 64) & 1) != 0;
}

bool support_is_empty(struct support support)
{
	uint64_t any = 0;

	for (size_t i = 0; i < SUPPORT_WORDS; i++)
		any |= support.bits[i];
	return any == 0;
}

struct value value_bool(bool boolean)
{
	return (struct value){ .kind = VALUE_BOOL, .boolean = boolean };
}

struct value value_int(int64_t integer)
{
	return (struct value){ .kind = VALUE_INT, .integer = integer };
}

struct value value_date(struct date date)
{
	assert(date_is_known(date));
	return (struct value){ .kind = VALUE_DATE, .date = date };
}

struct value value_moment(struct moment moment)
{
	return (struct value){ .kind = VALUE_MOMENT, .moment = moment };
}

struct value value_token(struct str token)
{
	return (struct value){ .kind = VALUE_TOKEN, .token = token };
}

struct value value_list(const struct value *items, size_t count)
{
	assert(items != NULL || count == 0);
	return (struct value){ .kind = VALUE_LIST, .list = { items, count } };
}

struct value value_none(void)
{
	return (struct value){ .kind = VALUE_NONE };
}

struct value value_absent(void)
{
	return (struct value){ .kind = VALUE_ABSENT };
}

struct value value_unknown(struct support support)
{
	return (struct value){ .kind = VALUE_UNKNOWN, .support = support };
}

struct value value_conflict(void)
{
	return (struct value){ .kind = VALUE_CONFLICT };
}

bool value_is_known(struct value value)
{
	return value.kind >= VALUE_BOOL;
}

bool value_is_open(struct value value)
{
	return value.kind == VALUE_UNKNOWN || value.kind == VALUE_CONFLICT;
}

enum truth value_truth(struct value value)
{
	if (value_is_open(value))
		return TRUTH_UNKNOWN;
	if (value.kind == VALUE_BOOL && value.boolean)
		return TRUTH_TRUE;
	return TRUTH_FALSE;
}

struct value value_merge_open(struct value a, struct value b)
{
	assert(value_is_open(a) || value_is_open(b));

	if (a.kind == VALUE_CONFLICT || b.kind == VALUE_CONFLICT)
		return value_conflict();
	if (a.kind != VALUE_UNKNOWN)
		return b;
	if (b.kind != VALUE_UNKNOWN)
		return a;
	return value_unknown(support_union(a.support, b.support));
}

static bool list_eq(struct value a, struct value b)
{
	if (a.list.count != b.list.count)
		return false;
	for (size_t i = 0; i < a.list.count; i++) {
		if (!value_eq(a.list.items[i], b.list.items[i]))
			return false;
	}
	return true;
}

bool value_eq(struct value a, struct value b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case VALUE_ABSENT:
	case VALUE_NONE:
	case VALUE_CONFLICT: return true;
	case VALUE_UNKNOWN: return memcmp(&a.support, &b.support, sizeof a.support) == 0;
	case VALUE_BOOL: return a.boolean == b.boolean;
	case VALUE_INT: return a.integer == b.integer;
	case VALUE_DATE: return a.date.day == b.date.day;
	case VALUE_MOMENT: return moment_compare(a.moment, b.moment) == 0;
	case VALUE_TOKEN: return str_eq(a.token, b.token);
	case VALUE_LIST: return list_eq(a, b);
	case VALUE_REPAIR: return a.repair == b.repair;
	case VALUE_KIND_COUNT: break;
	}
	assert(false && "not a value kind");
	return false;
}

bool value_compare(struct value a, struct value b, int *ret_order)
{
	assert(ret_order != NULL);

	if (a.kind == VALUE_INT && b.kind == VALUE_INT) {
		*ret_order = (a.integer > b.integer) - (a.integer < b.integer);
		return true;
	}
	if (a.kind == VALUE_DATE && b.kind == VALUE_DATE) {
		*ret_order = (a.date.day > b.date.day) - (a.date.day < b.date.day);
		return true;
	}
	if (a.kind == VALUE_MOMENT && b.kind == VALUE_MOMENT) {
		*ret_order = moment_compare(a.moment, b.moment);
		return true;
	}
	return false;
}

static void print_date(struct printer *printer, struct date date)
{
	int32_t year, month, day;
	char digits[] = "0000-00-00";

	date_to_civil(date, &year, &month, &day);
	for (int i = 3; i >= 0; i--, year /= 10)
		digits[i] = (char)('0' + year % 10);
	digits[5] = (char)('0' + month / 10);
	digits[6] = (char)('0' + month % 10);
	digits[8] = (char)('0' + day / 10);
	digits[9] = (char)('0' + day % 10);
	print_string(printer, (struct str){ .ptr = digits, .len = sizeof digits - 1 });
}

static void print_moment(struct printer *printer, struct moment moment)
{
	uint8_t block[512];
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 64);
	moment_put(&buf, moment);
	assert(!buf.failed);
	print_string(printer, buf_str(&buf));
}

static void print_repair(struct printer *printer, const struct value *fields)
{
	static const struct str names[REPAIR_FIELD_COUNT] = {
		[REPAIR_IN] = STR_INIT("in"),
		[REPAIR_OUT] = STR_INIT("out"),
		[REPAIR_FIXED] = STR_INIT("fixed"),
		[REPAIR_RECORDED] = STR_INIT("recorded"),
		[REPAIR_DELAY_CAUSE] = STR_INIT("delay_cause"),
		[REPAIR_RETURNED_AFTER] = STR_INIT("returned_after"),
	};

	print_object_begin(printer);
	for (size_t i = 0; i < REPAIR_FIELD_COUNT; i++) {
		if (fields[i].kind == VALUE_ABSENT)
			continue;
		print_name(printer, names[i]);
		print_value(printer, fields[i]);
	}
	print_object_end(printer);
}

void print_value(struct printer *printer, struct value value)
{
	switch (value.kind) {
	case VALUE_ABSENT:
	case VALUE_NONE: print_null(printer); return;
	case VALUE_UNKNOWN: print_raw(printer, STR("{\"unknown\":true}")); return;
	case VALUE_CONFLICT: print_raw(printer, STR("{\"conflict\":true}")); return;
	case VALUE_BOOL: print_bool(printer, value.boolean); return;
	case VALUE_INT: print_int(printer, value.integer); return;
	case VALUE_DATE: print_date(printer, value.date); return;
	case VALUE_MOMENT: print_moment(printer, value.moment); return;
	case VALUE_TOKEN: print_string(printer, value.token); return;
	case VALUE_LIST:
		print_array_begin(printer);
		for (size_t i = 0; i < value.list.count; i++)
			print_value(printer, value.list.items[i]);
		print_array_end(printer);
		return;
	case VALUE_REPAIR: print_repair(printer, value.repair); return;
	case VALUE_KIND_COUNT: break;
	}
	assert(false && "not a value kind");
}
