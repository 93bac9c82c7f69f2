#include "core/favour.h"
#include "loaded_packs.h"

/* REFUND_FULL is better for the buyer than REPAIR_FREE; money decides between equals, and then carriage. */
Test(favour, remedy_goes_before_money_and_money_before_carriage)
{
	struct pack_source source = small_pack("");
	const struct packset *packset = load_sources(&source, 1);
	size_t refund = packset_remedy(packset, STR("REFUND_FULL"));
	size_t repair = packset_remedy(packset, STR("REPAIR_FREE"));
	struct assessment base = { .outcome = OUTCOME_GRANT, .proposed = { repair }, .proposed_count = 1 };
	struct assessment better = { .outcome = OUTCOME_GRANT, .proposed = { refund }, .proposed_count = 1 };
	struct assessment richer = better;
	struct assessment carried = better;

	richer.amounts[0] = (struct amount){ STR("refund_minor"), value_int(100) };
	richer.amount_count = 1;
	carried.freight_payer = STR("seller");
	cr_assert_eq(favour_of(packset, &base, &better), FAVOUR_BUYER);
	cr_assert_eq(favour_of(packset, &better, &base), FAVOUR_SELLER);
	cr_assert_eq(favour_of(packset, &better, &richer), FAVOUR_BUYER);
	cr_assert_eq(favour_of(packset, &richer, &carried), FAVOUR_SELLER);
	cr_assert_eq(favour_of(packset, &better, &carried), FAVOUR_BUYER);
	cr_assert_eq(favour_of(packset, &better, &better), FAVOUR_NOBODY);
}

Test(favour, what_is_not_settled_helps_nobody)
{
	struct pack_source source = small_pack("");
	const struct packset *packset = load_sources(&source, 1);
	struct assessment granted = { .outcome = OUTCOME_GRANT, .proposed_count = 1 };
	struct assessment rejected = { .outcome = OUTCOME_REJECT };
	struct assessment referred = { .outcome = OUTCOME_REFER_HUMAN };
	struct assessment asked = { .outcome = OUTCOME_NEED_EVIDENCE };

	cr_assert_eq(favour_of(packset, &granted, &referred), FAVOUR_NOBODY);
	cr_assert_eq(favour_of(packset, &granted, &asked), FAVOUR_NOBODY);
	cr_assert_eq(favour_of(packset, &asked, &granted), FAVOUR_BUYER);
	cr_assert_eq(favour_of(packset, &referred, &rejected), FAVOUR_SELLER);
}

Test(favour, what_the_buyer_pays_counts_against_what_he_gets)
{
	struct assessment result = {
		.amounts = { { STR("buyer_pays_minor"), value_int(30) },
		             { STR("depreciation_minor"), value_int(7) },
		             { STR("refund_minor"), value_int(100) } },
		.amount_count = 3,
	};

	cr_assert_eq(money_of_buyer(&result), 70);
	cr_assert(str_eq(favour_name(FAVOUR_SELLER), STR("seller")));
}
