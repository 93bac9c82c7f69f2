#include "core/language.h"
#include "core/lint_parts.h"

/* --- sentences: one in each language, with the same blank --- */

static struct str placeholder(struct str text)
{
	const char *open = text.len == 0 ? NULL : memchr(text.ptr, '{', text.len);
	size_t rest = open == NULL ? 0 : text.len - (size_t)(open - text.ptr);
	const char *close = open == NULL ? NULL : memchr(open, '}', rest);

	return close == NULL ? (struct str){ 0 } : (struct str){ open, (size_t)(close + 1 - open) };
}

static void check_wording(struct lint *lint, const struct node *wording)
{
	assert(wording->kind == NODE_OBJECT);

	struct str first = node_text(wording, language_code((enum language)0));

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		struct str code = language_code((enum language)i);
		struct str text = node_text(wording, code);
		size_t before = lint_enter(lint, code);
		if (text.len == 0)
			lint_find(lint, LINT_MISSING_TRANSLATION,
			          "the sentence is not written in \"" STR_FMT "\"", STR_ARG(code));
		else if (first.len > 0 && !str_eq(placeholder(text), placeholder(first)))
			lint_find(lint, LINT_MISSING_TRANSLATION,
			          "the blank in braces differs from that of the other languages");
		lint_leave(lint, before);
	}
}

/* --- articles --- */

static void cite(struct lint *lint, const struct node *list)
{
	for (size_t i = 0; list->kind == NODE_ARRAY && i < list->count; i++) {
		struct str id = list->items[i].string;
		struct lint_name *article = lint_name_find(lint, LINT_ARTICLES, id);
		size_t before = lint_enter_at(lint, i);
		if (article != NULL)
			article->used = true;
		else if (id.len == 0 || id.ptr[0] != '$')
			lint_find(lint, LINT_UNKNOWN_NAME, "the article \"" STR_FMT "\" is in no text file",
			          STR_ARG(id));
		lint_leave(lint, before);
	}
}

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	}
	return false;
}

static void check_quote(struct lint *lint, const struct node *entry)
{
	struct str quote = node_text(entry, STR("quote"));
	const struct node *cites = node_find(entry, STR("cite"));
	bool is_found = quote.len == 0 || quote.ptr[0] == '$';

	for (size_t i = 0; cites != NULL && cites->kind == NODE_ARRAY && i < cites->count && !is_found; i++) {
		const struct lint_name *article = lint_name_find(lint, LINT_ARTICLES, cites->items[i].string);
		is_found = cites->items[i].string.len > 0 && cites->items[i].string.ptr[0] == '$';
		if (article != NULL)
			is_found = is_found || contains(node_text(article->node, STR("text")), quote);
	}
	size_t before = lint_enter(lint, STR("quote"));
	if (!is_found)
		lint_find(lint, LINT_QUOTE_NOT_FOUND,
		          "none of the articles that are cited contains this sentence verbatim");
	lint_leave(lint, before);
}

/* An instance hands article ids to its template: what is written there is cited by what comes of it. */
static void cite_values(struct lint *lint, const struct node *node)
{
	struct lint_name *article;

	if (node->kind == NODE_STRING) {
		article = lint_name_find(lint, LINT_ARTICLES, node->string);
		if (article != NULL)
			article->used = true;
	}
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++)
		cite_values(lint, &node->items[i]);
	for (size_t i = 0; node->kind == NODE_OBJECT && i < node->count; i++)
		cite_values(lint, &node->members[i].value);
}

/* --- what any member of any entry may hold: citations and sentences, at whatever depth --- */

static bool is_wording_name(struct str name)
{
	static const struct str names[] = { STR_INIT("say"), STR_INIT("say_not"), STR_INIT("title"),
		                            STR_INIT("label"), STR_INIT("name") };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (str_eq(names[i], name))
			return true;
	}
	return false;
}

/* Recursion ends with the depth of the JSON text. */
static void walk(struct lint *lint, const struct node *node)
{
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		size_t before = lint_enter_at(lint, i);
		walk(lint, &node->items[i]);
		lint_leave(lint, before);
	}
	for (size_t i = 0; node->kind == NODE_OBJECT && i < node->count; i++) {
		const struct member *member = &node->members[i];
		size_t before = lint_enter(lint, member->name);
		if (str_eq(member->name, STR("cite")))
			cite(lint, &member->value);
		else if (is_wording_name(member->name) && member->value.kind == NODE_OBJECT)
			check_wording(lint, &member->value);
		else
			walk(lint, &member->value);
		lint_leave(lint, before);
	}
}

/* --- members that are expressions --- */

static const struct {
	struct str section;
	struct str member;
	unsigned wanted;
} expressions[] = {
	{ STR_INIT("definitions"), STR_INIT("when"), LINT_BOOL },
	{ STR_INIT("definitions"), STR_INIT("value"), LINT_ANY },
	{ STR_INIT("rules"), STR_INIT("when"), LINT_BOOL },
	{ STR_INIT("rules"), STR_INIT("freight"), LINT_TOKEN },
	{ STR_INIT("guards"), STR_INIT("when"), LINT_BOOL },
	{ STR_INIT("choices"), STR_INIT("when"), LINT_BOOL },
};

static void check_amounts(struct lint *lint, const struct node *amounts)
{
	for (size_t i = 0; i < amounts->count && amounts->kind == NODE_OBJECT; i++) {
		const struct member *remedy = &amounts->members[i];
		size_t outer = lint_enter(lint, remedy->name);
		if (!str_eq(remedy->name, STR("*")) &&
		    lint_name_find(lint, LINT_REMEDIES, remedy->name) == NULL)
			lint_find(lint, LINT_UNKNOWN_NAME, "there is no remedy \"" STR_FMT "\"",
			          STR_ARG(remedy->name));
		for (size_t k = 0; k < remedy->value.count && remedy->value.kind == NODE_OBJECT; k++) {
			size_t inner = lint_enter(lint, remedy->value.members[k].name);
			(void)lint_expression(lint, &remedy->value.members[k].value,
			                      LINT_NUMBER | LINT_TOKEN);
			lint_leave(lint, inner);
		}
		lint_leave(lint, outer);
	}
}

static void check_burden_cases(struct lint *lint, const struct node *cases)
{
	for (size_t i = 0; cases->kind == NODE_ARRAY && i < cases->count; i++) {
		size_t outer = lint_enter_at(lint, i);
		size_t inner = lint_enter(lint, STR("when"));
		(void)lint_expression(lint, node_find(&cases->items[i], STR("when")), LINT_BOOL);
		lint_leave(lint, inner);
		lint_leave(lint, outer);
	}
}

static void check_expressions(struct lint *lint, struct str section, const struct node *entry)
{
	const struct node *amounts = node_find(entry, STR("amounts"));
	const struct node *cases = node_find(entry, STR("cases"));
	size_t before;

	for (size_t i = 0; i < COUNT_OF(expressions); i++) {
		if (!str_eq(expressions[i].section, section))
			continue;
		before = lint_enter(lint, expressions[i].member);
		(void)lint_expression(lint, node_find(entry, expressions[i].member), expressions[i].wanted);
		lint_leave(lint, before);
	}
	before = lint_enter(lint, STR("amounts"));
	if (amounts != NULL)
		check_amounts(lint, amounts);
	lint_leave(lint, before);
	before = lint_enter(lint, STR("cases"));
	if (cases != NULL && str_eq(section, STR("burdens")))
		check_burden_cases(lint, cases);
	lint_leave(lint, before);
}

/* --- members that are names --- */

static void check_name(struct lint *lint, enum lint_kind kind, const struct node *name, const char *what)
{
	if (name->kind == NODE_STRING && name->string.len > 0 && name->string.ptr[0] != '$' &&
	    lint_name_find(lint, kind, name->string) == NULL)
		lint_find(lint, LINT_UNKNOWN_NAME, "there is no %s \"" STR_FMT "\"", what,
		          STR_ARG(name->string));
}

/* One name, or a list of them. */
static void check_names(struct lint *lint, const struct node *entry, struct str member, enum lint_kind kind,
                        const char *what)
{
	const struct node *names = node_find(entry, member);
	size_t outer = lint_enter(lint, member);

	if (names != NULL)
		check_name(lint, kind, names, what);
	for (size_t i = 0; names != NULL && names->kind == NODE_ARRAY && i < names->count; i++) {
		size_t inner = lint_enter_at(lint, i);
		check_name(lint, kind, &names->items[i], what);
		lint_leave(lint, inner);
	}
	lint_leave(lint, outer);
}

/* An exception to a burden has an id of its own and names its fact in "fact". */
static void check_fact_id(struct lint *lint, const struct node *entry)
{
	struct str name = node_find(entry, STR("fact")) != NULL ? STR("fact") : STR("id");
	struct str id = node_text(entry, name);
	enum fact_id unused;
	size_t before = lint_enter(lint, name);

	if (id.len > 0 && id.ptr[0] != '$' && !fact_find(id, &unused))
		lint_find(lint, LINT_UNKNOWN_FACT, "the vocabulary has no fact \"" STR_FMT "\"", STR_ARG(id));
	lint_leave(lint, before);
}

static void check_entry_names(struct lint *lint, struct str section, const struct node *entry)
{
	bool is_rule = str_eq(section, STR("rules")) || str_eq(section, STR("guards"));

	if (is_rule) {
		check_names(lint, entry, STR("opens"), LINT_REMEDIES, "remedy");
		check_names(lint, entry, STR("of"), LINT_RULES, "rule or guard");
		check_quote(lint, entry);
	}
	if (str_eq(section, STR("definitions")))
		check_names(lint, entry, STR("of"), LINT_DEFINITIONS, "definition");
	if (str_eq(section, STR("choices"))) {
		check_names(lint, entry, STR("chooses"), LINT_REMEDIES, "remedy");
		check_names(lint, entry, STR("declines"), LINT_REMEDIES, "remedy");
	}
	if (str_eq(section, STR("assumptions")) || str_eq(section, STR("burdens")))
		check_fact_id(lint, entry);
}

/* --- periods --- */

static bool is_one_of(struct str text, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(words[i], text))
			return true;
	}
	return false;
}

/* A week "within seven days" is a day longer or shorter as the day of the event counts or not: each law says
 * which, and so must each period. */
static void check_convention(struct lint *lint, const struct node *parameter)
{
	static const struct str units[] = { STR_INIT("day"), STR_INIT("workday"), STR_INIT("month"),
		                            STR_INIT("year"), STR_INIT("hour") };
	static const struct str conventions[] = { STR_INIT("after"), STR_INIT("with"), STR_INIT("instant") };
	struct str unit = node_text(parameter, STR("unit"));

	if (!is_one_of(unit, units, COUNT_OF(units)))
		return;
	size_t before = lint_enter(lint, STR("count"));
	if (!is_one_of(node_text(parameter, STR("count")), conventions, COUNT_OF(conventions)))
		lint_find(
			lint, LINT_NO_CONVENTION,
			"a period says how it is counted: \"after\" the day of the event, \"with\" it, or by "
			"the \"instant\"");
	lint_leave(lint, before);
}

/* --- a pack --- */

static void check_section(struct lint *lint, struct str section, const struct node *list)
{
	size_t outer = lint_enter(lint, section);

	for (size_t i = 0; list != NULL && list->kind == NODE_ARRAY && i < list->count; i++) {
		const struct node *entry = &list->items[i];
		size_t inner = lint_enter_at(lint, i);
		check_expressions(lint, section, entry);
		check_entry_names(lint, section, entry);
		if (str_eq(section, STR("parameters")))
			check_convention(lint, entry);
		lint_leave(lint, inner);
	}
	lint_leave(lint, outer);
}

static void check_sections(struct lint *lint, const struct node *root)
{
	static const struct str sections[] = { STR_INIT("assumptions"), STR_INIT("burdens"),
		                               STR_INIT("choices"),     STR_INIT("definitions"),
		                               STR_INIT("guards"),      STR_INIT("parameters"),
		                               STR_INIT("rules") };

	for (size_t i = 0; i < COUNT_OF(sections); i++)
		check_section(lint, sections[i], node_find(root, sections[i]));
}

static void check_templates(struct lint *lint, const struct node *templates)
{
	for (size_t i = 0; templates != NULL && templates->kind == NODE_ARRAY && i < templates->count; i++) {
		size_t outer = lint_enter(lint, STR("templates"));
		size_t inner = lint_enter_at(lint, i);
		check_sections(lint, &templates->items[i]);
		lint_leave(lint, inner);
		lint_leave(lint, outer);
	}
}

static void check_header(struct lint *lint, const struct node *root)
{
	static const struct str members[] = { STR_INIT("pack"), STR_INIT("version"), STR_INIT("rank") };

	for (size_t i = 0; i < COUNT_OF(members); i++) {
		size_t before = lint_enter(lint, members[i]);
		if (node_text(root, members[i]).len == 0)
			lint_find(lint, LINT_MALFORMED, "a pack needs a \"" STR_FMT "\"",
			          STR_ARG(members[i]));
		lint_leave(lint, before);
	}
	size_t before = lint_enter(lint, STR("connecting_date"));
	(void)lint_expression(lint, node_find(root, STR("connecting_date")), LINT_DATE);
	lint_leave(lint, before);
}

void lint_pack(struct lint *lint)
{
	assert(lint->pack < lint->count && lint->place_len == 0);

	const struct node *root = lint->roots[lint->pack];
	const struct node *instances = node_find(root, STR("instances"));

	if (root == NULL)
		return;
	check_header(lint, root);
	check_sections(lint, root);
	check_templates(lint, node_find(root, STR("templates")));
	walk(lint, root);
	if (instances != NULL)
		cite_values(lint, instances);
}

void lint_articles(struct lint *lint)
{
	const struct node *texts = lint->texts[lint->pack];

	lint->in_texts = true;
	for (size_t i = 0; texts != NULL && i < texts->count; i++) {
		struct str id = node_text(&texts->items[i], STR("id"));
		const struct lint_name *article = lint_name_find(lint, LINT_ARTICLES, id);
		size_t before = lint_enter_at(lint, i);
		if (article != NULL && !article->used)
			lint_find(lint, LINT_ARTICLE_NOT_CITED,
			          "nothing cites \"" STR_FMT
			          "\": cite it where it is applied, or leave it out",
			          STR_ARG(id));
		lint_leave(lint, before);
	}
	lint->in_texts = false;
}
