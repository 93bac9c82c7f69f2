#include "loaded_packs.h"

Test(pack_data, wrong_data_is_refused_where_it_stands)
{
	static const struct {
		const char *sections;
		const char *field;
	} rows[] = {
		{ "\"settings\":[{\"id\":\"m\"}]", "T/settings/m" },
		{ "\"settings\":[{\"id\":\"m\",\"default\":\"a\",\"values\":[\"a\",\"b\",\"c\"],\"flag\":"
		  "\"f\","
		  "\"cite\":[\"A.1\"],\"readings\":{\"a\":[\"b\"]}}]",
		  "T/settings/m" },
		{ "\"settings\":[{\"id\":\"m\",\"default\":\"a\",\"values\":[\"a\",\"b\",\"c\"],\"flag\":"
		  "\"f\","
		  "\"cite\":[\"A.1\"],\"readings\":{\"a\":[\"a\",\"b\"]}}]",
		  "T/settings/m" },
		{ "\"settings\":[{\"id\":\"m\",\"default\":\"a\",\"values\":[\"a\",\"b\",\"c\"],\"flag\":"
		  "\"f\","
		  "\"cite\":[\"A.1\"],\"readings\":{\"a\":[\"b\",\"d\"]}}]",
		  "T/settings/m" },
		{ "\"settings\":[{\"id\":\"m\",\"default\":\"a\",\"values\":[\"a\",\"b\",\"c\"],"
		  "\"readings\":{\"a\":[\"b\",\"c\"]}}]",
		  "T/settings/m" },
		{ "\"parameters\":[{\"id\":\"P\"}]", "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"count\":\"until\"}]", "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\"}]", "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[]}]", "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[{\"value\":7,\"verified\":"
		  "\"x\"}]}]",
		  "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[{\"from\":\"2020-01-01\","
		  "\"value\":7}]}]",
		  "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[{\"from\":\"2020-01-01\","
		  "\"value\":-7,"
		  "\"verified\":\"x\"}]}]",
		  "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[{\"from\":\"2020-01-01\","
		  "\"value\":99999,"
		  "\"verified\":\"x\"}]}]",
		  "T/parameters/P" },
		{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":["
		  "{\"from\":\"2020-01-01\",\"to\":\"2021-01-01\",\"value\":7,\"verified\":\"x\"},"
		  "{\"from\":\"2020-06-01\",\"value\":8,\"verified\":\"x\"}]}]",
		  "T/parameters/P" },
		{ "\"tables\":[{\"id\":\"G\"}]", "T/tables/G" },
		{ "\"tables\":[{\"id\":\"G\",\"columns\":[\"a\"],\"rows\":[{\"a\":1}]}]", "T/tables/G" },
		{ "\"tables\":[{\"id\":\"G\",\"columns\":[\"a\"],\"rows\":[{\"key\":\"k\"},{\"key\":\"k\"}]}"
		  "]",
		  "T/tables/G" },
		{ "\"tables\":[{\"id\":\"G\",\"columns\":[\"a\"],\"rows\":[{\"key\":\"k\",\"a\":[]}]}]",
		  "T/tables/G" },
		{ "\"tables\":[{\"id\":\"G\",\"columns\":[\"a\"],\"rows\":[{\"key\":\"k\",\"cite\":[\"B.9\"]}"
		  "]}]",
		  "T/tables/G" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = refused_pack(rows[i].sections);
		cr_assert_str_eq(err.field, rows[i].field, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_PACK_INVALID);
	}
}

/* The numbers of local rules, of platform policies and of other countries stand in their own articles: the
 * shared list, which is of China's law alone, does not have them. */
static bool is_local(struct str parameter)
{
	return str_has_prefix(parameter, STR("CN-")) || !str_has_prefix(parameter, STR("CN"));
}

Test(pack_data, every_number_of_the_shared_parameters_is_in_the_packs_as_it_stands)
{
	const struct packset *packset = load_shipped();
	struct arena arena;
	struct error err;
	const struct node *root;
	size_t same = 0;

	arena_take(&arena, MIB(1));
	cr_assert_eq(node_parse(read_file(LAW_DIR "parameters.json"), &arena, &root, &err), STATUS_OK);
	const struct node *list = node_find(root, STR("parameters"));
	for (size_t i = 0; i < list->count; i++) {
		size_t index;
		if (!symbol_find(packset->symbols.parameters, packset->symbols.parameter_count,
		                 node_text(&list->items[i], STR("id")), &index))
			continue;
		const struct node *values = node_find(&list->items[i], STR("values"));
		cr_assert_eq(values->count, packset->parameters[index].count);
		for (size_t k = 0; k < values->count; k++)
			cr_assert_eq(node_int(&values->items[k], STR("value"), -1),
			             packset->parameters[index].values[k].value.integer);
		same++;
	}
	for (size_t i = 0; i < packset->symbols.parameter_count; i++)
		same += is_local(packset->symbols.parameters[i]) ? 1 : 0;
	cr_assert_eq(same, packset->symbols.parameter_count);
}
