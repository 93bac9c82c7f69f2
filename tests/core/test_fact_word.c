#include <criterion/criterion.h>

#include "core/evidence_kind.h"
#include "core/fact_word.h"
#include "core/reason.h"

Test(fact_word, every_fact_has_a_name_in_all_five_languages)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct str name = fact_name((enum fact_id)i);
		cr_assert(wording_is_whole(&fact_word((enum fact_id)i)->label), STR_FMT, STR_ARG(name));
	}
}

Test(fact_word, every_fact_names_kinds_of_evidence_that_there_are)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct str name = fact_name((enum fact_id)i);
		struct str rest = fact_word((enum fact_id)i)->evidence;
		cr_assert_gt(rest.len, 0, STR_FMT, STR_ARG(name));
		while (rest.len > 0)
			cr_assert(evidence_kind_is_known(list_next(&rest)), STR_FMT, STR_ARG(name));
	}
}

Test(fact_word, every_token_of_a_closed_domain_has_a_name)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct str rest = fact_domain((enum fact_id)i);
		while (rest.len > 0) {
			struct str token = list_next(&rest);
			const struct wording *label = fact_value_label((enum fact_id)i, token);
			cr_assert_not_null(label, STR_FMT " " STR_FMT, STR_ARG(fact_name((enum fact_id)i)),
			                   STR_ARG(token));
			cr_assert(wording_is_whole(label), STR_FMT, STR_ARG(token));
		}
	}
	cr_assert_null(fact_value_label(FACT_DEFECT_CAUSE, STR("the weather")));
}

Test(fact_word, suppliers_have_slugs)
{
	for (size_t i = 0; i < SUPPLIER_COUNT; i++)
		cr_assert_gt(supplier_slug((enum supplier)i).len, 0);
	cr_assert_eq(fact_word(FACT_TIME_DELIVERED_AT)->supplier, SUPPLIER_CARRIER);
}
