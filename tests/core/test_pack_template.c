#include "loaded_packs.h"

/* Two instances of one template: the second has an optional rule and a list in the place of an item. */
static const char *const two_instances =
	"\"parameters\":[{\"id\":\"A.days\",\"unit\":\"day\",\"values\":[{\"from\":\"2000-01-01\",\"value\":"
	"7,"
	"\"verified\":\"text "
	"read\"}]},{\"id\":\"B.days\",\"unit\":\"day\",\"values\":[{\"from\":\"2000-01-01\","
	"\"value\":15,\"verified\":\"text read\"}]}],"
	"\"templates\":[{\"id\":\"SHAPE\","
	"\"definitions\":[{\"id\":\"$.LIMIT\",\"value\":\"param:$.days\"},"
	"{\"id\":\"$.KIND\",\"value\":{\"in\":[\"fact:defect.cause\",[\"misuse\",\"$CAUSES\"]]}}],"
	"\"rules\":[{\"id\":\"$.R\",\"when\":{\"all\":[\"def:$.KIND\",{\"ge\":[\"def:$.LIMIT\",\"$LEAST\"]}]}"
	","
	"\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"$.EXTRA\",\"if\":\"EXTRA\",\"when\":\"$EXTRA\",\"opens\":[\"REPAIR_FREE\"],"
	"\"cite\":[\"A.1\"]," SAY "}]}],"
	"\"instances\":[{\"id\":\"A\",\"of\":\"SHAPE\",\"with\":{\"CAUSES\":[],\"LEAST\":7}},"
	"{\"id\":\"B\",\"of\":\"SHAPE\",\"with\":{\"CAUSES\":[\"virus\",\"transport\"],\"LEAST\":7,"
	"\"EXTRA\":{\"eq\":[\"def:$.LIMIT\",15]}}}]";

static bool has_rule(const struct packset *packset, const char *id)
{
	for (size_t i = 0; i < packset->rule_count; i++) {
		if (str_eq(packset->rules[i].id, str_from_c(id)))
			return true;
	}
	return false;
}

Test(pack_template, every_instance_becomes_entries_of_its_own)
{
	struct pack_source source = small_pack(two_instances);
	const struct packset *packset = load_sources(&source, 1);

	cr_assert_eq(packset->rule_count, 3);
	cr_assert_eq(packset->definition_count, 4);
	cr_assert(has_rule(packset, "A.R"));
	cr_assert(has_rule(packset, "B.R"));
	cr_assert(has_rule(packset, "B.EXTRA"), "an entry with \"if\" is there when the value is");
	cr_assert_not(has_rule(packset, "A.EXTRA"), "and is not when the value is not");
}

Test(pack_template, an_instance_is_decided_by_its_own_values)
{
	static const struct {
		const char *facts;
		size_t available; /* remedies that are open */
	} rows[] = {
		{ "{\"defect.cause\":\"misuse\"}", 2 },
		{ "{\"defect.cause\":\"virus\"}", 2 },
		{ "{\"defect.cause\":\"intrinsic\"}", 1 },
	};
	struct pack_source source = small_pack(two_instances);
	const struct packset *packset = load_sources(&source, 1);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(packset, rows[i].facts, false);
		size_t open = 0;
		for (uint32_t mask = proposal->result.available; mask != 0; mask &= mask - 1)
			open++;
		cr_assert_eq(open, rows[i].available, "row %zu", i);
	}
}

Test(pack_template, an_instance_that_cannot_be_filled_is_refused)
{
	static const char *const sections[] = {
		"\"instances\":{}",
		"\"instances\":[{\"id\":\"A\",\"of\":\"NONE\"}]",
		"\"templates\":[{\"id\":\"T\",\"rules\":[{\"id\":\"$.R\"}]}],\"instances\":[{\"of\":\"T\"}]",
		"\"templates\":[{\"id\":\"T\"},{\"id\":\"T\"}]",
		"\"templates\":[{\"id\":\"T\",\"definitions\":[{\"id\":\"$.D\",\"value\":\"$WHAT\"}]}],"
		"\"instances\":[{\"id\":\"A\",\"of\":\"T\"}]",
		"\"templates\":[{\"id\":\"T\",\"definitions\":[{\"id\":\"$.D\",\"value\":\"$X\"}]}],"
		"\"instances\":[{\"id\":\"A\",\"of\":\"T\",\"with\":{\"X\":\"$X\"}}]",
	};

	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		struct error err = refused_pack(sections[i]);
		cr_assert_eq(err.problem, PROBLEM_PACK_INVALID, "row %zu", i);
	}
}

Test(pack_template, instances_run_out_of_memory_in_an_orderly_way)
{
	struct pack_source source = small_pack(two_instances);
	enum status status = STATUS_LIMIT;

	for (size_t size = 1024; status != STATUS_OK; size += 1024) {
		struct arena arena;
		struct error err = { 0 };
		const struct packset *packset = NULL;
		arena_take(&arena, size);
		status = packset_load(&source, 1, &arena, &packset, &err);
		cr_assert(status == STATUS_OK || status == STATUS_LIMIT, "%zu bytes: %s", size, err.detail);
		cr_assert_eq(packset == NULL, status != STATUS_OK);
	}
}
