#include "core/speech.h"

#include "core/remedy.h"

enum word {
#define WORD(ident, zh, en, bg, pl, hu) WORD_##ident,
#define MONTH(n, en, bg, pl, hu)
#define COUNTED(ident, zh, en_one, en_other, bg_one, bg_other, pl_one, pl_few, pl_many, hu)
#include "core/speech.def"
#undef WORD
#undef MONTH
#undef COUNTED
	WORD_COUNT
};

static const struct wording words[WORD_COUNT] = {
#define WORD(ident, zh, en, bg, pl, hu) \
	[WORD_##ident] = { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } },
#define MONTH(n, en, bg, pl, hu)
#define COUNTED(ident, zh, en_one, en_other, bg_one, bg_other, pl_one, pl_few, pl_many, hu)
#include "core/speech.def"
#undef WORD
#undef MONTH
#undef COUNTED
};

static const struct wording months[] = {
#define WORD(ident, zh, en, bg, pl, hu)
#define MONTH(n, en, bg, pl, hu) \
	[n] = { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT("") } },
#define COUNTED(ident, zh, en_one, en_other, bg_one, bg_other, pl_one, pl_few, pl_many, hu)
#include "core/speech.def"
#undef WORD
#undef MONTH
#undef COUNTED
};

/* CLDR's categories for whole numbers, as far as these languages tell them apart. */
enum plural { PLURAL_ONE, PLURAL_FEW, PLURAL_MANY, PLURAL_COUNT };

static const struct str nouns[COUNTED_COUNT][LANGUAGE_COUNT][PLURAL_COUNT] = {
#define WORD(ident, zh, en, bg, pl, hu)
#define MONTH(n, en, bg, pl, hu)
#define COUNTED(ident, zh, en_one, en_other, bg_one, bg_other, pl_one, pl_few, pl_many, hu)   \
	[COUNTED_##ident] = {                                                                 \
		[LANGUAGE_BG] = { STR_INIT(bg_one), STR_INIT(bg_other), STR_INIT(bg_other) }, \
		[LANGUAGE_EN] = { STR_INIT(en_one), STR_INIT(en_other), STR_INIT(en_other) }, \
		[LANGUAGE_HU] = { STR_INIT(hu), STR_INIT(hu), STR_INIT(hu) },                 \
		[LANGUAGE_PL] = { STR_INIT(pl_one), STR_INIT(pl_few), STR_INIT(pl_many) },    \
		[LANGUAGE_ZH] = { STR_INIT(zh), STR_INIT(zh), STR_INIT(zh) },                 \
	},
#include "core/speech.def"

#define DIGITS_MAX 20 /* of UINT64_MAX */
#undef WORD
#undef MONTH
#undef COUNTED
};

#define NO_BREAK_SPACE STR("\xC2\xA0")

static void say_word(struct buf *buf, enum language language, enum word word)
{
	assert(word < WORD_COUNT);
	buf_put(buf, words[word].in[language]);
}

/* --- days --- */

void say_date(struct buf *buf, enum language language, struct date date)
{
	assert(buf != NULL && date_is_known(date));

	int32_t year;
	int32_t month;
	int32_t day;
	date_to_civil(date, &year, &month, &day);

	if (language == LANGUAGE_ZH || language == LANGUAGE_HU)
		buf_put_int(buf, year);
	if (language == LANGUAGE_ZH) {
		buf_put(buf, STR("年"));
		buf_put_int(buf, month);
		buf_put(buf, STR("月"));
		buf_put_int(buf, day);
		buf_put(buf, STR("日"));
		return;
	}
	if (language == LANGUAGE_HU) {
		buf_put(buf, STR(". "));
		buf_put(buf, months[month].in[language]);
		buf_put_char(buf, ' ');
		buf_put_int(buf, day);
		buf_put_char(buf, '.');
		return;
	}
	buf_put_int(buf, day);
	buf_put_char(buf, ' ');
	buf_put(buf, months[month].in[language]);
	buf_put_char(buf, ' ');
	buf_put_int(buf, year);
	if (language == LANGUAGE_BG)
		buf_put(buf, STR(" г."));
}

/* --- numbers --- */

static bool has_comma_groups(enum language language)
{
	return language == LANGUAGE_EN || language == LANGUAGE_ZH;
}

static size_t digits_of(uint64_t number)
{
	size_t digits = 1;

	while (number >= 10) {
		number /= 10;
		digits++;
	}
	return digits;
}

static void say_groups(struct buf *buf, enum language language, uint64_t number, bool is_grouped)
{
	char text[DIGITS_MAX];
	size_t count = 0;

	do {
		text[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	for (size_t left = count; left > 0; left--) {
		buf_put_char(buf, text[left - 1]);
		if (is_grouped && left > 1 && left % 3 == 1)
			buf_put(buf, has_comma_groups(language) ? STR(",") : NO_BREAK_SPACE);
	}
}

void say_number(struct buf *buf, enum language language, int64_t number)
{
	assert(buf != NULL && language < LANGUAGE_COUNT);

	uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	size_t grouped_from = has_comma_groups(language) ? 4 : 5;

	if (number < 0)
		buf_put_char(buf, '-');
	say_groups(buf, language, size, digits_of(size) >= grouped_from);
}

void say_sum(struct buf *buf, enum language language, int64_t minor)
{
	int64_t rest = minor % 100;

	if (minor < 0 && minor > -100)
		buf_put_char(buf, '-');
	say_number(buf, language, minor / 100);
	buf_put_char(buf, has_comma_groups(language) ? '.' : ',');
	if (rest < 0)
		rest = -rest;
	buf_put_char(buf, (char)('0' + rest / 10));
	buf_put_char(buf, (char)('0' + rest % 10));
}

/* One: 1. Few, in Polish: 2 to 4, 22 to 24, ..., but not 12 to 14. Many: the others. */
static enum plural plural_of(int64_t n)
{
	int64_t tens = n % 100;
	int64_t ones = n % 10;

	if (n == 1)
		return PLURAL_ONE;
	if (ones >= 2 && ones <= 4 && !(tens >= 12 && tens <= 14))
		return PLURAL_FEW;
	return PLURAL_MANY;
}

void say_count(struct buf *buf, enum language language, int64_t n, enum counted noun)
{
	assert(n >= 0 && noun < COUNTED_COUNT);

	say_number(buf, language, n);
	if (language != LANGUAGE_ZH)
		buf_put_char(buf, ' ');
	buf_put(buf, nouns[noun][language][plural_of(n)]);
}

/* --- facts --- */

void say_truth(struct buf *buf, enum language language, bool truth)
{
	say_word(buf, language, truth ? WORD_YES : WORD_NO);
}

/* A token that has no name, of an enumeration that the vocabulary leaves open, is said as it is. */
static void say_token(struct buf *buf, enum language language, enum fact_id fact, struct str token)
{
	const struct wording *label = fact_value_label(fact, token);
	enum remedy_id remedy;

	if (fact == FACT_CLAIM_REQUESTED && remedy_find(token, &remedy))
		label = &remedy_info(remedy)->label;
	if (label != NULL) {
		buf_put(buf, wording_in(label, language));
		return;
	}
	for (size_t i = 0; i < token.len; i++)
		buf_put_char(buf, token.ptr[i] == '_' ? ' ' : token.ptr[i]);
}

static void say_repairs(struct buf *buf, enum language language, struct value repairs)
{
	int64_t failed = 0;

	for (size_t i = 0; i < repairs.list.count; i++)
		failed += value_truth(repairs.list.items[i].repair[REPAIR_FIXED]) == TRUTH_FALSE ? 1 : 0;
	say_count(buf, language, (int64_t)repairs.list.count, COUNTED_REPAIR);
	if (failed == 0)
		return;
	buf_put(buf, STR(" ("));
	say_word(buf, language, WORD_FAILED);
	buf_put(buf, STR(": "));
	say_number(buf, language, failed);
	buf_put_char(buf, ')');
}

static void say_list(struct buf *buf, enum language language, enum fact_id fact, struct value list)
{
	if (list.list.count == 0)
		say_word(buf, language, WORD_NONE);
	for (size_t i = 0; i < list.list.count; i++) {
		buf_put(buf, i == 0 ? STR("") : STR(", "));
		say_fact_value(buf, language, fact, list.list.items[i]);
	}
}

static bool is_sum(enum fact_id fact)
{
	return fact_type(fact) == FACT_TYPE_MONEY || fact_type(fact) == FACT_TYPE_MONEYS;
}

/* Lists hold no lists, so this ends. */
void say_fact_value(struct buf *buf, enum language language, enum fact_id fact, struct value value)
{
	assert(buf != NULL && fact < FACT_COUNT);

	switch (value.kind) {
	case VALUE_ABSENT:
	case VALUE_UNKNOWN:
	case VALUE_CONFLICT: say_word(buf, language, WORD_UNKNOWN); return;
	case VALUE_NONE: say_word(buf, language, WORD_NONE); return;
	case VALUE_BOOL: say_truth(buf, language, value.boolean); return;
	case VALUE_DATE: say_date(buf, language, value.date); return;
	case VALUE_TOKEN: say_token(buf, language, fact, value.token); return;
	case VALUE_INT:
		if (is_sum(fact))
			say_sum(buf, language, value.integer);
		else
			say_number(buf, language, value.integer);
		return;
	case VALUE_LIST:
		if (fact_type(fact) == FACT_TYPE_REPAIRS)
			say_repairs(buf, language, value);
		else
			say_list(buf, language, fact, value);
		return;
	case VALUE_MOMENT: moment_put(buf, value.moment); return;
	case VALUE_REPAIR:
	case VALUE_KIND_COUNT: break;
	}
	say_word(buf, language, WORD_UNKNOWN);
}

void say_fact(struct buf *buf, enum language language, enum fact_id fact, struct value value)
{
	buf_put(buf, wording_in(&fact_word(fact)->label, language));
	buf_put(buf, language == LANGUAGE_ZH ? STR("：") : STR(": "));
	say_fact_value(buf, language, fact, value);
}
