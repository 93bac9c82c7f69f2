#include "server/config_value.h"

#include "core/json.h"

struct measure {
	struct str suffix;
	int64_t factor;
};

/* Largest first: the first that divides a value without remainder is the one it is printed in. */
static const struct measure sizes[] = {
	{ STR_INIT("TiB"), INT64_C(1) << 40 },
	{ STR_INIT("GiB"), INT64_C(1) << 30 },
	{ STR_INIT("MiB"), INT64_C(1) << 20 },
	{ STR_INIT("KiB"), INT64_C(1) << 10 },
	{ STR_INIT(""), 1 },
};
static const struct measure spans[] = {
	{ STR_INIT("d"), 86400000 }, { STR_INIT("h"), 3600000 }, { STR_INIT("m"), 60000 },
	{ STR_INIT("s"), 1000 },     { STR_INIT("ms"), 1 },
};
static const struct measure wholes[] = {
	{ STR_INIT(""), 1 },
};

struct scale {
	const struct measure *measures;
	size_t count;
	const char *noun;
};

static struct scale scale_of(enum config_type type)
{
	switch (type) {
	case CONFIG_SIZE: return (struct scale){ sizes, COUNT_OF(sizes), "a size" };
	case CONFIG_SPAN: return (struct scale){ spans, COUNT_OF(spans), "a time" };
	case CONFIG_WHOLE: return (struct scale){ wholes, COUNT_OF(wholes), "a whole number" };
	case CONFIG_TEXT:
	case CONFIG_LEVEL: break;
	}
	assert(false && "this type has no scale");
	return (struct scale){ 0 };
}

static int64_t *field_number(struct config *config, const struct config_row *row)
{
	assert(row->type <= CONFIG_SPAN);
	return (int64_t *)(void *)((char *)config + row->offset);
}

static int64_t field_number_get(const struct config *config, const struct config_row *row)
{
	int64_t value;

	assert(row->type <= CONFIG_SPAN);
	memcpy(&value, (const char *)config + row->offset, sizeof(value));
	return value;
}

static void number_put(struct buf *buf, struct scale scale, int64_t value)
{
	for (size_t i = 0; i < scale.count; i++) {
		const struct measure *measure = &scale.measures[i];
		bool last = i + 1 == scale.count;

		if (!last && (value == 0 || value % measure->factor != 0))
			continue;
		buf_put_int(buf, value / measure->factor);
		buf_put(buf, measure->suffix);
		return;
	}
}

void config_range_put(struct buf *buf, const struct config_row *row)
{
	if (row->type == CONFIG_LEVEL) {
		buf_put(buf, STR("debug, info, warning or error"));
		return;
	}
	if (row->type == CONFIG_TEXT) {
		buf_putf(buf, "a text of %lld to %lld characters", (long long)row->min, (long long)row->max);
		return;
	}
	struct scale scale = scale_of(row->type);

	buf_put(buf, str_from_c(scale.noun));
	buf_put(buf, STR(" from "));
	number_put(buf, scale, row->min);
	buf_put(buf, STR(" to "));
	number_put(buf, scale, row->max);
}

static enum status value_refused(const struct config_row *row, struct str text, struct error *err)
{
	uint8_t block[256];
	struct arena arena;
	struct buf range;
	int shown = text.len < 60 ? (int)text.len : 60;

	arena_init(&arena, block, sizeof(block));
	buf_init(&range, &arena, sizeof(block) / 2);
	config_range_put(&range, row);
	return FAIL(err, PROBLEM_CONFIG_INVALID,
	            STR_FMT " = %.*s is not allowed: it takes " STR_FMT ", such as \"" STR_FMT "\"",
	            STR_ARG(row->name), shown, text.ptr, STR_ARG(buf_str(&range)), STR_ARG(row->initial));
}

/* Digits without leading zeros; what follows them goes to `ret_rest`. */
static bool digits_parse(struct str text, int64_t *ret_value, struct str *ret_rest)
{
	size_t at = 0;
	int64_t value = 0;

	for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
		int digit = text.ptr[at] - '0';

		if (value > (INT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	if (at == 0 || (text.ptr[0] == '0' && at > 1))
		return false;
	*ret_value = value;
	*ret_rest = (struct str){ text.ptr + at, text.len - at };
	return true;
}

static bool number_parse(const struct config_row *row, struct str text, int64_t *ret_value)
{
	struct scale scale = scale_of(row->type);
	struct str suffix;
	int64_t value;

	if (!digits_parse(text, &value, &suffix))
		return false;
	for (size_t i = 0; i < scale.count; i++) {
		int64_t factor = scale.measures[i].factor;

		if (!str_eq(scale.measures[i].suffix, suffix))
			continue;
		if (value > row->max / factor)
			return false;
		*ret_value = value * factor;
		return *ret_value >= row->min && *ret_value <= row->max;
	}
	return false;
}

static bool text_is_printable(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < 0x20 || text.ptr[i] > 0x7e)
			return false;
	}
	return true;
}

static enum status text_parse(const struct config_row *row, struct str text, struct arena *arena,
                              struct config *config, struct error *err)
{
	int64_t len = (int64_t)text.len;
	struct str *field = (struct str *)(void *)((char *)config + row->offset);

	if (len < row->min || len > row->max || !text_is_printable(text))
		return value_refused(row, text, err);

	char *copy = ARENA_ARRAY(arena, char, text.len + 1);
	TRY(arena_check(arena, err));
	memcpy(copy, text.ptr, text.len);
	*field = (struct str){ copy, text.len };
	return STATUS_OK;
}

enum status config_value_parse(const struct config_row *row, struct str text, struct arena *arena,
                               struct config *config, struct error *err)
{
	int64_t number;
	enum log_level level;

	switch (row->type) {
	case CONFIG_TEXT: return text_parse(row, text, arena, config, err);
	case CONFIG_LEVEL:
		if (log_level_parse(text, &level, err) != STATUS_OK)
			return value_refused(row, text, err);
		memcpy((char *)config + row->offset, &level, sizeof(level));
		return STATUS_OK;
	case CONFIG_WHOLE:
	case CONFIG_SIZE:
	case CONFIG_SPAN:
		if (!number_parse(row, text, &number))
			return value_refused(row, text, err);
		*field_number(config, row) = number;
		return STATUS_OK;
	}
	assert(false && "a setting has one of these types");
	return FAIL(err, PROBLEM_CONFIG_INVALID, "the setting has no type");
}

void config_value_put(struct buf *buf, const struct config *config, const struct config_row *row)
{
	struct str text;
	enum log_level level;

	switch (row->type) {
	case CONFIG_TEXT:
		memcpy(&text, (const char *)config + row->offset, sizeof(text));
		buf_put(buf, text);
		return;
	case CONFIG_LEVEL:
		memcpy(&level, (const char *)config + row->offset, sizeof(level));
		buf_put(buf, str_from_c(log_level_name(level)));
		return;
	case CONFIG_WHOLE:
	case CONFIG_SIZE:
	case CONFIG_SPAN: number_put(buf, scale_of(row->type), field_number_get(config, row)); return;
	}
}
