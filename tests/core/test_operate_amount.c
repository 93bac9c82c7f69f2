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

Test(operate_amount, periods_end_by_the_civil_code)
{
	static const struct row rows[] = {
		{ "{\"after\":[\"fact:time.today\",6]}", "{\"time.today\":\"2025-08-31\"}",
		  "\"2026-02-28\"" },
		{ "{\"after\":[\"fact:time.today\",\"param:WEEK\"]}", "{\"time.today\":\"2026-03-02\"}",
		  "\"2026-03-10\"" },
		{ "{\"after\":[\"fact:time.today\",\"param:HALF\"]}", "{\"time.today\":\"2026-01-31\"}",
		  "\"2026-07-30\"" },
		{ "{\"after\":[\"fact:time.today\",12,20]}", "{\"time.today\":\"2025-01-10\"}",
		  "\"2026-01-30\"" },
		{ "{\"after\":[\"fact:time.today\",6]}", "{}", "null" },
		{ "{\"after\":[\"fact:time.today\",\"fact:buyer.qty\"]}",
		  "{\"time.today\":\"2025-01-10\",\"buyer.qty\":9223372036854775807}", "null" },
		{ "{\"roll\":\"fact:time.today\"}",
		  "{\"time.today\":\"2026-10-01\",\"time.non_working_days\":[\"2026-10-01\",\"2026-10-02\"]}",
		  "\"2026-10-03\"" },
		{ "{\"add_days\":[\"fact:time.today\",7]}", "{\"time.today\":\"2024-02-22\"}",
		  "\"2024-02-29\"" },
		{ "{\"days\":[\"fact:order.delivery_due\",\"fact:time.today\"]}",
		  "{\"order.delivery_due\":\"2026-03-02\",\"time.today\":\"2026-03-09\"}", "7" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_amount, sums_are_exact_and_never_below_zero)
{
	static const struct row rows[] = {
		{ "{\"add\":[1,2,3]}", "{}", "6" },
		{ "{\"sub\":[5,3]}", "{}", "2" },
		{ "{\"sub\":[3,5]}", "{}", "0" },
		{ "{\"min\":[3,5]}", "{}", "3" },
		{ "{\"max\":[3,5]}", "{}", "5" },
		{ "{\"min\":[3,true]}", "{}", "null" },
		{ "{\"min\":[\"fact:time.today\",3]}", "{\"time.today\":\"2026-03-02\"}", "null" },
		{ "{\"min\":[{\"date\":\"2026-03-02\"},{\"date\":\"2026-03-01\"}]}", "{}", "\"2026-03-01\"" },
		{ "{\"max\":[{\"date\":\"2026-03-02\"},{\"date\":\"2026-03-01\"}]}", "{}", "\"2026-03-02\"" },
		{ "{\"max\":[3,\"fact:order.paid_minor\"]}",
		  "{\"order.paid_minor\":{\"st\":\"contested\"},"
		  "\"evidence.phase\":\"open\"}",
		  "{\"unknown\":true}" },
		{ "{\"max\":[3,\"fact:order.paid_minor\"]}", "{}", "null" },
		{ "{\"depreciate\":[89900,500,61]}", "{}", "2741" },
		{ "{\"depreciate\":[300000,5000,400]}", "{}", "300000" },
		{ "{\"exact\":[89900,500,61]}", "{}", "\"2741.95\"" },
		{ "{\"exact\":[100000,500,20]}", "{}", "\"1000\"" },
		{ "{\"ratio\":[10,1,3]}", "{}", "3" },
		{ "{\"ratio_up\":[10,1,3]}", "{}", "4" },
		{ "{\"ratio\":[10,1,0]}", "{}", "null" },
		{ "{\"multiple\":[16666,3,50000]}", "{}", "50000" },
		{ "{\"multiple\":[16667,3,50000]}", "{}", "50001" },
		{ "{\"earnest\":[1000000,300000,200000]}", "{}", "500000" },
		{ "{\"earnest\":[1000000,300000,2000000]}", "{}", "null" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_amount, an_open_operand_leaves_the_result_open)
{
	static const struct row rows[] = {
		{ "{\"add\":[\"fact:order.paid_minor\",1]}",
		  "{\"order.paid_minor\":{\"st\":\"contested\"},\"evidence.phase\":\"open\"}",
		  "{\"unknown\":true}" },
		{ "{\"add\":[\"fact:order.paid_minor\",null]}",
		  "{\"order.paid_minor\":{\"st\":\"contested\"},\"evidence.phase\":\"open\"}", "null" },
	};

	check(rows, COUNT_OF(rows));
}

#define REPAIRS                                                                                          \
	"\"repairs\":[{\"in\":\"2025-11-03\",\"out\":\"2025-11-08\",\"fixed\":false,\"recorded\":true}," \
	"{\"in\":\"2026-01-12\",\"out\":null,\"recorded\":false}]"

Test(operate_amount, lists_are_counted_and_summed)
{
	static const struct row rows[] = {
		{ "{\"count\":\"fact:repairs\"}", "{" REPAIRS "}", "2" },
		{ "{\"count\":[\"fact:repairs\",{\"eq\":[\"it:recorded\",true]}]}", "{" REPAIRS "}", "1" },
		{ "{\"count\":\"fact:repairs\"}", "{}", "0" },
		{ "{\"repair_days\":[\"fact:repairs\",\"fact:time.today\",null]}",
		  "{" REPAIRS ",\"time.today\":\"2026-01-20\"}", "13" },
		{ "{\"repair_days\":[\"fact:repairs\",null,null]}", "{" REPAIRS "}", "5" },
		{ "{\"repair_days\":[\"fact:repairs\",\"fact:time.today\",{\"date\":\"2026-01-01\"}]}",
		  "{" REPAIRS ",\"time.today\":\"2026-01-20\"}", "8" },
		{ "{\"sum\":\"fact:order.list_prices_minor\"}", "{\"order.list_prices_minor\":[30000,20000]}",
		  "50000" },
		{ "{\"last\":\"fact:order.list_prices_minor\"}",
		  "{\"order.list_prices_minor\":[30000,20000]}", "20000" },
		{ "{\"last\":\"fact:order.list_prices_minor\"}", "{\"order.list_prices_minor\":[]}", "null" },
		{ "{\"sum\":\"fact:order.list_prices_minor\"}", "{}", "null" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_amount, a_fee_for_use_and_a_product_in_millionths_round_down)
{
	static const struct row rows[] = {
		{ "{\"use_fee\":[15000000,20000,5000]}", "{}", "1500000" },
		{ "{\"use_fee\":[15000001,1,5000]}", "{}", "75" },
		{ "{\"use_fee\":[15000000,\"fact:car.km\",5000]}", "{}", "null" },
		{ "{\"use_fee\":[15000000,-1,5000]}", "{}", "null" },
		{ "{\"mul_ppm\":[300000,240,5000]}", "{}", "360000" },
		{ "{\"mul_ppm\":[89900,61,500]}", "{}", "2741" },
		{ "{\"mul_ppm\":[\"fact:order.paid_minor\",61,500]}", "{}", "null" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_amount, hours_become_started_days_each_repair_by_itself)
{
	static const struct row rows[] = {
		{ "{\"days_of_hours\":\"fact:repairs.hours\"}", "{\"repairs.hours\":[49]}", "3" },
		{ "{\"days_of_hours\":\"fact:repairs.hours\"}", "{\"repairs.hours\":[1,24,25]}", "4" },
		{ "{\"days_of_hours\":\"fact:repairs.hours\"}", "{\"repairs.hours\":[]}", "null" },
		{ "{\"days_of_hours\":\"fact:repairs.hours\"}", "{}", "null" },
		{ "{\"days_of_hours\":121}", "{}", "6" },
		{ "{\"most\":\"fact:repairs.hours\"}", "{\"repairs.hours\":[49,120,3]}", "120" },
		{ "{\"most\":\"fact:repairs.hours\"}", "{\"repairs.hours\":[]}", "null" },
		{ "{\"most\":\"fact:repairs.hours\"}", "{}", "null" },
	};

	check(rows, COUNT_OF(rows));
}

Test(operate_amount, a_sum_that_does_not_fit_fails_the_evaluation)
{
	struct pack_source source = small_pack("\"rules\":[{\"id\":\"R\",\"when\":{\"gt\":[{\"add\":["
	                                       "\"fact:order.paid_minor\",\"fact:order.paid_minor\"]},0]},"
	                                       "\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]");
	const struct packset *packset = load_sources(&source, 1);
	struct configuration configuration = { .is_worked_case = true };
	struct arena arena;
	struct str text = { 0 };
	struct error err;

	arena_take(&arena, MIB(1));
	cr_assert_eq(facts_evaluate(packset, &configuration,
	                            STR("{\"order.paid_minor\":9223372036854775807}"), &arena, &text, &err),
	             STATUS_LIMIT);
	cr_assert_null(text.ptr);
}

Test(operate_amount, the_latest_of_a_list_passes_over_items_without_a_value)
{
	static const struct row rows[] = {
		{ "{\"latest\":[\"fact:repairs\",\"it:out\"]}", "{\"repairs\":[]}", "null" },
		{ "{\"latest\":[\"fact:repairs\",\"it:out\"]}",
		  "{\"repairs\":[{\"in\":\"2026-01-02\",\"out\":\"2026-02-20\"},"
		  "{\"in\":\"2026-01-05\",\"out\":\"2026-01-09\"},{\"in\":\"2026-03-01\",\"out\":null}]}",
		  "\"2026-02-20\"" },
		{ "{\"latest\":[\"fact:repairs\",{\"add_days\":[\"it:in\",7]}]}",
		  "{\"repairs\":[{\"in\":\"2026-01-02\",\"out\":null}]}", "\"2026-01-09\"" },
	};

	check(rows, COUNT_OF(rows));
}
