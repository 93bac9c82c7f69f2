#include "core/casefile.h"

struct configuration casefile_configuration(struct str regime)
{
	return (struct configuration){ .regime = regime, .is_worked_case = true };
}

/* --- reading --- */

static bool is_number_char(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* Puts quotes around numbers with a fraction; all else is copied as it is. */
static struct str quote_fractions(struct str line, struct arena *arena)
{
	struct buf buf;
	bool in_text = false;

	buf_init(&buf, arena, line.len * 2 + 2);
	for (size_t i = 0; i < line.len;) {
		size_t end = i;
		if (!in_text)
			while (end < line.len && is_number_char(line.ptr[end]))
				end++;
		bool is_fraction = end > i && memchr(line.ptr + i, '.', end - i) != NULL;
		if (line.ptr[i] == '"' && (i == 0 || line.ptr[i - 1] != '\\'))
			in_text = !in_text;
		if (end == i)
			end = i + 1;
		buf_put(&buf, is_fraction ? STR("\"") : STR(""));
		buf_put(&buf, (struct str){ line.ptr + i, end - i });
		buf_put(&buf, is_fraction ? STR("\"") : STR(""));
		i = end;
	}
	return buf_str(&buf);
}

/* --- comparing --- */

struct comparison {
	const struct node *expected;
	const struct node *actual; /* our own proposal, read back: what is compared is what is published */
	struct buf differences;
};

static void print_side(struct buf *buf, const struct node *node)
{
	struct printer printer;
	static const struct node null_node = { .kind = NODE_NULL };

	printer_init(&printer, buf);
	print_node(&printer, node == NULL ? &null_node : node);
}

static void differ(struct comparison *comparison, struct str name, const struct node *expected,
                   const struct node *actual)
{
	assert(comparison != NULL);

	struct buf *buf = &comparison->differences;

	buf_put(buf, buf->len == 0 ? STR("") : STR("; "));
	buf_put(buf, name);
	buf_put(buf, STR(": expected "));
	print_side(buf, expected);
	buf_put(buf, STR(", got "));
	print_side(buf, actual);
}

static bool scalar_eq(const struct node *a, const struct node *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL || a->kind == NODE_NULL) && (b == NULL || b->kind == NODE_NULL);
	if (a->kind != b->kind)
		return false;
	return a->boolean == b->boolean && a->integer == b->integer && str_eq(a->string, b->string);
}

/* A text counts as a list of one. */
static size_t item_count(const struct node *node)
{
	if (node == NULL || node->kind == NODE_NULL)
		return 0;
	return node->kind == NODE_ARRAY ? node->count : 1;
}

static const struct node *item_at(const struct node *node, size_t i)
{
	return node->kind == NODE_ARRAY ? &node->items[i] : node;
}

static bool contains_all(const struct node *whole, const struct node *part)
{
	for (size_t i = 0; i < item_count(part); i++) {
		bool found = false;
		for (size_t k = 0; k < item_count(whole) && !found; k++)
			found = scalar_eq(item_at(whole, k), item_at(part, i));
		if (!found)
			return false;
	}
	return true;
}

static void compare_scalar(struct comparison *comparison, struct str name)
{
	const struct node *expected = node_find(comparison->expected, name);
	const struct node *actual = node_find(comparison->actual, name);

	if (!scalar_eq(expected, actual))
		differ(comparison, name, expected, actual);
}

static void compare_set(struct comparison *comparison, struct str name)
{
	const struct node *expected = node_find(comparison->expected, name);
	const struct node *actual = node_find(comparison->actual, name);

	if (!contains_all(expected, actual) || !contains_all(actual, expected))
		differ(comparison, name, expected, actual);
}

static void compare_cited(struct comparison *comparison)
{
	const struct node *expected = node_find(comparison->expected, STR("cited"));
	const struct node *actual = node_find(comparison->actual, STR("cited"));

	if (!contains_all(actual, expected))
		differ(comparison, STR("cited"), expected, actual);
}

static void compare_chooser(struct comparison *comparison)
{
	if (node_text(comparison->expected, STR("chooser")).len > 0)
		compare_scalar(comparison, STR("chooser"));
}

/* Every expected member; with `is_exact`, and no other. */
static void compare_members(struct comparison *comparison, struct str name, bool is_exact)
{
	const struct node *expected = node_find(comparison->expected, name);
	const struct node *actual = node_find(comparison->actual, name);
	bool same = expected != NULL && actual != NULL && (!is_exact || expected->count == actual->count);

	for (size_t i = 0; same && i < expected->count; i++)
		same = scalar_eq(&expected->members[i].value, node_find(actual, expected->members[i].name));
	if (!same)
		differ(comparison, name, expected, actual);
}

static void compare_all(struct comparison *comparison)
{
	compare_scalar(comparison, STR("outcome"));
	compare_set(comparison, STR("remedies_available"));
	compare_chooser(comparison);
	compare_set(comparison, STR("remedy_proposed"));
	compare_members(comparison, STR("amounts"), true);
	compare_scalar(comparison, STR("freight_payer"));
	compare_scalar(comparison, STR("burden_bearer"));
	compare_cited(comparison);
	compare_set(comparison, STR("missing_facts"));
	compare_members(comparison, STR("computed"), false);
}

/* A remedy that no pack knows would count as nothing asked. */
static enum status requests_check(const struct packset *packset, const struct facts *facts, struct error *err)
{
	struct value requested = facts->items[FACT_CLAIM_REQUESTED].value;

	for (size_t i = 0; requested.kind == VALUE_LIST && i < requested.list.count; i++) {
		if (packset_remedy(packset, requested.list.items[i].token) == SIZE_MAX)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/facts/claim.requested",
			               "there is no remedy \"" STR_FMT "\"",
			               STR_ARG(requested.list.items[i].token));
	}
	return STATUS_OK;
}

static enum status evaluate_node(const struct packset *packset, const struct configuration *configuration,
                                 const struct node *node, struct arena *arena, struct str *ret_proposal,
                                 struct error *err)
{
	const struct proposal *proposal;
	struct configuration at_home = *configuration;
	struct facts *facts = arena_alloc_dirty(arena, 1, sizeof *facts, _Alignof(struct facts));

	TRY(arena_check(arena, err));
	TRY(facts_decode(node, arena, facts, err));
	TRY(requests_check(packset, facts, err));
	if (configuration->is_worked_case) {
		TRY(facts_check_order(facts,
		                      err)); /* a live dispute goes on, to a person who finds the mistake */
		at_home.place = facts->items[FACT_JURISDICTION].value.kind == VALUE_TOKEN
		                        ? facts->items[FACT_JURISDICTION].value.token
		                        : (struct str){ 0 };
	}
	TRY(evaluate(packset, &at_home, facts, arena, &proposal, err));
	return proposal_text(proposal, arena, ret_proposal, err);
}

enum status facts_evaluate(const struct packset *packset, const struct configuration *configuration,
                           struct str line, struct arena *arena, struct str *ret_proposal, struct error *err)
{
	assert(packset != NULL && configuration != NULL && ret_proposal != NULL);

	const struct node *node;

	TRY(node_parse(line, arena, &node, err));
	return evaluate_node(packset, configuration, node, arena, ret_proposal, err);
}

enum status casefile_parse(struct str line, struct arena *arena, const struct node **ret_case,
                           struct error *err)
{
	assert(arena != NULL && ret_case != NULL);

	return node_parse(quote_fractions(line, arena), arena, ret_case, err);
}

enum status casefile_run(const struct packset *packset, struct str line, struct arena *arena,
                         struct case_result *ret_result, struct error *err)
{
	assert(packset != NULL && arena != NULL && ret_result != NULL);

	const struct node *root;
	struct str proposal;
	TRY(casefile_parse(line, arena, &root, err));

	struct case_result result = { .id = node_text(root, STR("id")),
		                      .regime = node_text(root, STR("regime")) };
	struct comparison comparison = { .expected = node_find(root, STR("expected")) };
	if (result.id.len == 0 || result.regime.len == 0 || comparison.expected == NULL)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a case has an id, a regime, facts and expected");

	result.is_covered = packset_covers(packset, result.regime);
	if (!result.is_covered) {
		*ret_result = result;
		return STATUS_OK;
	}
	struct configuration configuration = casefile_configuration(result.regime);
	TRY(evaluate_node(packset, &configuration, node_find(root, STR("facts")), arena, &proposal, err));
	TRY(node_parse(proposal, arena, &comparison.actual, err));
	buf_init(&comparison.differences, arena, KIB(64));
	compare_all(&comparison);
	TRY(buf_check(&comparison.differences, err));
	result.text = buf_str(&comparison.differences);
	result.has_passed = result.text.len == 0;
	*ret_result = result;
	return STATUS_OK;
}
