#include "core/speech.h"
#include "loaded_packs.h"

static struct buf said(void)
{
	struct arena arena;
	struct buf buf;

	arena_take(&arena, KIB(4));
	struct arena *kept = take(sizeof *kept);
	*kept = arena;
	buf_init(&buf, kept, KIB(2));
	return buf;
}

Test(speech, a_day_is_written_as_each_language_writes_it)
{
	static const char *const days[LANGUAGE_COUNT] = {
		[LANGUAGE_BG] = "9 март 2026 г.",   [LANGUAGE_EN] = "9 March 2026",
		[LANGUAGE_HU] = "2026. március 9.", [LANGUAGE_PL] = "9 marca 2026",
		[LANGUAGE_ZH] = "2026年3月9日",
	};

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		struct buf buf = said();
		say_date(&buf, (enum language)i, date_from_civil(2026, 3, 9));
		cr_assert(str_eq(buf_str(&buf), str_from_c(days[i])), STR_FMT, STR_ARG(buf_str(&buf)));
	}
}

Test(speech, sums_have_the_marks_of_their_language)
{
	static const struct {
		enum language language;
		int64_t minor;
		const char *text;
	} rows[] = {
		{ LANGUAGE_EN, 405919, "4,059.19" },
		{ LANGUAGE_ZH, 405919, "4,059.19" },
		{ LANGUAGE_PL, 405919, "4059,19" },
		{ LANGUAGE_BG, 1234567,
		  "12\xC2\xA0"
		  "345,67" },
		{ LANGUAGE_HU, 123456700,
		  "1\xC2\xA0"
		  "234\xC2\xA0"
		  "567,00" },
		{ LANGUAGE_EN, 5, "0.05" },
		{ LANGUAGE_EN, -5, "-0.05" },
		{ LANGUAGE_EN, -12345, "-123.45" },
		{ LANGUAGE_EN, 100000000, "1,000,000.00" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf buf = said();
		say_sum(&buf, rows[i].language, rows[i].minor);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].text)), "row %zu: " STR_FMT, i,
		          STR_ARG(buf_str(&buf)));
	}
}

Test(speech, nouns_agree_with_their_numbers)
{
	static const struct {
		enum language language;
		int64_t n;
		const char *text;
	} rows[] = {
		{ LANGUAGE_EN, 1, "1 repair" },     { LANGUAGE_EN, 0, "0 repairs" },
		{ LANGUAGE_EN, 21, "21 repairs" },  { LANGUAGE_BG, 1, "1 ремонт" },
		{ LANGUAGE_BG, 2, "2 ремонта" },    { LANGUAGE_PL, 1, "1 naprawa" },
		{ LANGUAGE_PL, 2, "2 naprawy" },    { LANGUAGE_PL, 5, "5 napraw" },
		{ LANGUAGE_PL, 12, "12 napraw" },   { LANGUAGE_PL, 22, "22 naprawy" },
		{ LANGUAGE_PL, 112, "112 napraw" }, { LANGUAGE_PL, 0, "0 napraw" },
		{ LANGUAGE_HU, 3, "3 javítás" },    { LANGUAGE_ZH, 2, "2次修理" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf buf = said();
		say_count(&buf, rows[i].language, rows[i].n, COUNTED_REPAIR);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].text)), "row %zu: " STR_FMT, i,
		          STR_ARG(buf_str(&buf)));
	}
}

Test(speech, facts_are_told_in_words)
{
	static const struct {
		enum language language;
		const char *facts;
		enum fact_id fact;
		const char *text;
	} rows[] = {
		{ LANGUAGE_EN, "{\"stock.same_model\":false}", FACT_STOCK_SAME_MODEL,
		  "Same model in stock: no" },
		{ LANGUAGE_ZH, "{\"stock.same_model\":false}", FACT_STOCK_SAME_MODEL, "有同型号现货：否" },
		{ LANGUAGE_PL, "{\"defect.cause\":\"misuse\"}", FACT_DEFECT_CAUSE,
		  "Przyczyna usterki: niewłaściwe używanie" },
		{ LANGUAGE_HU, "{\"time.delivered_at\":null}", FACT_TIME_DELIVERED_AT,
		  "Kézbesítés napja: nincs" },
		{ LANGUAGE_EN, "{\"goods.use\":[\"opened\",\"tested\"]}", FACT_GOODS_USE,
		  "What was done with it: opened, tried out" },
		{ LANGUAGE_EN, "{\"goods.nature\":[]}", FACT_GOODS_NATURE, "Special kind of goods: none" },
		{ LANGUAGE_EN, "{\"goods.category\":\"tea_pot\"}", FACT_GOODS_CATEGORY,
		  "Kind of goods: tea pot" },
		{ LANGUAGE_EN,
		  "{\"repairs\":[{\"in\":\"2026-01-02\",\"out\":\"2026-01-05\",\"fixed\":false},{\"in\":"
		  "\"2026-02-02\","
		  "\"fixed\":true}]}",
		  FACT_REPAIRS, "Repairs: 2 repairs (failed: 1)" },
		{ LANGUAGE_BG, "{\"order.paid_minor\":29900}", FACT_ORDER_PAID_MINOR,
		  "Платена цена: 299,00" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct pack_source source = small_pack("");
		const struct proposal *proposal = propose(load_sources(&source, 1), rows[i].facts, false);
		struct buf buf = said();
		say_fact(&buf, rows[i].language, rows[i].fact, proposal->facts->items[rows[i].fact].value);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].text)), "row %zu: " STR_FMT, i,
		          STR_ARG(buf_str(&buf)));
	}
}
