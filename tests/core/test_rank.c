#include "core/rank.h"
#include "loaded_packs.h"

Test(rank, the_higher_norm_prevails_and_equals_do_not)
{
	static const struct {
		enum rank a, b;
		bool is_higher;
	} rows[] = {
		{ RANK_LAW, RANK_DEPARTMENTAL_RULE, true },
		{ RANK_DEPARTMENTAL_RULE, RANK_LAW, false },
		{ RANK_JUDICIAL_INTERPRETATION, RANK_LAW, false },
		{ RANK_LAW, RANK_JUDICIAL_INTERPRETATION, false },
		{ RANK_ADMINISTRATIVE_REGULATION, RANK_LOCAL_REGULATION, true },
		{ RANK_LOCAL_REGULATION, RANK_DEPARTMENTAL_RULE, false },
		{ RANK_DEPARTMENTAL_RULE, RANK_LOCAL_REGULATION, false },
		{ RANK_DEPARTMENTAL_RULE, RANK_PLATFORM_POLICY, true },
		{ RANK_LIBRARY, RANK_CONTRACT, false },
		{ RANK_LAW, RANK_LIBRARY, false },
	};
	enum rank rank;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(rank_is_higher(rows[i].a, rows[i].b), rows[i].is_higher, "row %zu", i);
	cr_assert(rank_find(STR("law"), &rank));
	cr_assert_eq(rank, RANK_LAW);
	cr_assert_not(rank_find(STR("custom"), &rank));
}

/* A law with a rule and a definition, and a norm of another rank that wants to be an exception to both. */
static enum status load_two(const char *rank, const char *sections, const struct packset **ret_packset,
                            struct error *err)
{
	static char text[2048];
	struct pack_source sources[2];
	struct arena arena;

	sources[0] = small_pack("\"definitions\":[{\"id\":\"D\",\"value\":1}]");
	(void)snprintf(text, sizeof text, "{\"pack\":\"Z\",\"version\":\"1\",\"rank\":\"%s\",%s}", rank,
	               sections);
	sources[1] = (struct pack_source){ .rules = str_from_c(text) };
	arena_take(&arena, MIB(1));
	return packset_load(sources, 2, &arena, ret_packset, err);
}

#define EXCEPTION "\"definitions\":[{\"id\":\"Z.D\",\"of\":\"D\",\"when\":true,\"value\":2%s}]"

Test(rank, a_lower_norm_is_no_exception_to_a_higher_one_unless_that_allows_it)
{
	static const struct {
		const char *rank;
		const char *allowed;
		enum status status;
	} rows[] = {
		{ "law", "", STATUS_OK },
		{ "departmental_rule", "", STATUS_INVALID },
		{ "platform_policy", "", STATUS_INVALID },
		{ "departmental_rule", ",\"allowed_by\":[\"A.1\"]", STATUS_OK },
		{ "departmental_rule", ",\"allowed_by\":[\"A.9\"]", STATUS_INVALID },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char sections[256];
		const struct packset *packset = NULL;
		struct error err = { 0 };
		(void)snprintf(sections, sizeof sections, EXCEPTION, rows[i].allowed);
		cr_assert_eq(load_two(rows[i].rank, sections, &packset, &err), rows[i].status, "row %zu: %s",
		             i, err.detail);
	}
}

Test(rank, of_two_exceptions_that_differ_the_higher_norm_gives_the_value)
{
	static const struct {
		const char *rank;
		enum value_kind kind;
		int64_t value;
	} rows[] = {
		{ "departmental_rule", VALUE_INT, 3 },
		{ "law", VALUE_CONFLICT, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[512];
		struct pack_source sources[2] = {
			small_pack("\"definitions\":[{\"id\":\"D\",\"value\":1},"
			           "{\"id\":\"E\",\"of\":\"D\",\"when\":true,\"value\":3}]"),
		};
		(void)snprintf(
			text, sizeof text,
			"{\"pack\":\"Z\",\"version\":\"1\",\"rank\":\"%s\",\"definitions\":["
			"{\"id\":\"Z.D\",\"of\":\"D\",\"when\":true,\"value\":2,\"allowed_by\":[\"A.1\"]}]}",
			rows[i].rank);
		sources[1] = (struct pack_source){ .rules = str_from_c(text) };
		const struct packset *packset = load_sources(sources, 2);
		struct value value = reckon_definition(propose(packset, "{}", false)->reckoner, 0);
		cr_assert_eq(value.kind, rows[i].kind, "row %zu", i);
		cr_assert(value.kind != VALUE_INT || value.integer == rows[i].value);
	}
}
