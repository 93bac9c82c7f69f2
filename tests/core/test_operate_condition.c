#include "loaded_packs.h"

struct row {
	const char *expression;
	const char *facts;
	const char *value;
};

static void check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str value = value_of(rows[i].expression, rows[i].facts);
		cr_assert(str_eq(value, str_from_c(rows[i].value)), "%s: " STR_FMT, rows[i].expression,
		          STR_ARG(value));
	}
}

#define OPEN "{\"goods.intact\":{\"v\":null,\"st\":\"contested\"},\"evidence.phase\":\"open\"}"
#define U    "{\"unknown\":true}"

Test(operate_condition, conditions_follow_kleene)
{
	static const struct row rows[] = {
		{ "{\"all\":[true,true]}", "{}", "true" },
		{ "{\"all\":[\"fact:goods.intact\",false]}", OPEN, "false" },
		{ "{\"all\":[\"fact:goods.intact\",true]}", OPEN, U },
		{ "{\"any\":[\"fact:goods.intact\",true]}", OPEN, "true" },
		{ "{\"any\":[\"fact:goods.intact\",false]}", OPEN, U },
		{ "{\"any\":[false,false]}", "{}", "false" },
		{ "{\"not\":\"fact:goods.intact\"}", OPEN, U },
		{ "{\"not\":\"fact:goods.intact\"}", "{}", "true" },
		{ "{\"known\":\"fact:goods.intact\"}", OPEN, U },
		{ "{\"known\":\"fact:goods.intact\"}", "{\"goods.intact\":false}", "true" },
		{ "{\"known\":\"fact:goods.intact\"}", "{\"goods.intact\":null}", "false" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_condition, comparisons_name_their_bounds)
{
	static const struct row rows[] = {
		{ "{\"lt\":[7,7]}", "{}", "false" },
		{ "{\"le\":[7,7]}", "{}", "true" },
		{ "{\"gt\":[7,7]}", "{}", "false" },
		{ "{\"ge\":[7,7]}", "{}", "true" },
		{ "{\"le\":[\"fact:time.today\",{\"date\":\"2026-03-09\"}]}",
		  "{\"time.today\":\"2026-03-09\"}", "true" },
		{ "{\"le\":[\"fact:time.today\",{\"date\":\"2026-03-09\"}]}",
		  "{\"time.today\":\"2026-03-10\"}", "false" },
		{ "{\"le\":[\"fact:time.today\",{\"date\":\"2026-03-09\"}]}", "{}", "false" },
		{ "{\"lt\":[\"x\",\"y\"]}", "{}", "false" },
		{ "{\"lt\":[\"fact:time.today\",null]}",
		  "{\"time.today\":{\"st\":\"unknown\"},\"evidence.phase\":\"open\"}", "false" },
		{ "{\"eq\":[\"fact:goods.category\",\"bag\"]}", "{\"goods.category\":\"bag\"}", "true" },
		{ "{\"eq\":[\"fact:goods.category\",null]}", "{}", "true" },
		{ "{\"eq\":[\"fact:goods.intact\",true]}", OPEN, U },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_condition, sets_and_choices)
{
	static const struct row rows[] = {
		{ "{\"in\":[\"fact:goods.category\",[\"bag\",\"hat\"]]}", "{\"goods.category\":\"hat\"}",
		  "true" },
		{ "{\"in\":[\"fact:goods.category\",[\"bag\",\"hat\"]]}", "{}", "false" },
		{ "{\"has\":[\"fact:goods.use\",\"opened\"]}", "{\"goods.use\":[\"tested\",\"opened\"]}",
		  "true" },
		{ "{\"has\":[\"fact:goods.use\",[\"stained\",\"opened\"]]}", "{\"goods.use\":[\"opened\"]}",
		  "true" },
		{ "{\"has\":[\"fact:goods.use\",[\"stained\"]]}", "{\"goods.use\":[\"opened\"]}", "false" },
		{ "{\"has\":[\"fact:goods.use\",\"opened\"]}", "{}", "false" },
		{ "{\"if\":[true,1,2]}", "{}", "1" },
		{ "{\"if\":[false,1,2]}", "{}", "2" },
		{ "{\"if\":[\"fact:goods.intact\",1,2]}", OPEN, U },
		{ "{\"if\":[\"fact:goods.intact\",3,3]}", OPEN, "3" },
		{ "{\"first\":[null,\"fact:goods.category\",\"z\"]}", "{}", "\"z\"" },
		{ "{\"first\":[\"fact:goods.intact\",1]}", OPEN, U },
		{ "{\"given\":[\"fact:goods.category\",false]}", "{}", "true" },
		{ "{\"given\":[\"fact:goods.category\",false]}", "{\"goods.category\":\"bag\"}", "false" },
		{ "\"config:mode\"", "{}", "\"ask\"" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_condition, tables_and_dated_parameters)
{
	static const struct row rows[] = {
		{ "{\"in_table\":[\"GOODS\",\"fact:goods.category\"]}", "{\"goods.category\":\"bicycle\"}",
		  "true" },
		{ "{\"in_table\":[\"GOODS\",\"fact:goods.category\"]}", "{\"goods.category\":\"car\"}",
		  "false" },
		{ "{\"row\":[\"GOODS\",\"fact:goods.category\",\"whole\"]}",
		  "{\"goods.category\":\"bicycle\"}", "12" },
		{ "{\"row\":[\"GOODS\",\"fact:goods.category\",\"rate\"]}", "{\"goods.category\":\"bag\"}",
		  "null" },
		{ "\"param:WEEK\"", "{\"order.concluded_at\":\"2019-12-31\"}", "7" },
		{ "\"param:WEEK\"", "{\"order.concluded_at\":\"2020-01-01\"}", "8" },
		{ "\"param:WEEK\"", "{}", "8" },
		{ "\"param:WEEK\"", "{\"order.concluded_at\":\"1999-12-31\"}", "null" },
	};

	check(rows, COUNT_OF(rows));
}
