#include "core/pack_page.h"

#include "core/expression_page.h"

struct page {
	struct buf *buf;
	const struct packset *packset;
	size_t pack;
	const struct node *root;
	enum language language;
};

/* A sentence of any length, between what stands before and after it. */
static void put_sentence(struct page *page, const char *before, struct str text, const char *after)
{
	buf_put(page->buf, str_from_c(before));
	buf_put(page->buf, text);
	buf_put(page->buf, str_from_c(after));
}

static void put_json(struct page *page, const struct node *node)
{
	struct printer printer;

	printer_init(&printer, page->buf);
	print_node(&printer, node);
}

/* A text as it is, anything else as JSON; what is not there is a dash. */
static void put_node(struct page *page, const struct node *node)
{
	if (node == NULL || node->kind == NODE_NULL)
		buf_put(page->buf, STR("–"));
	else if (node->kind == NODE_STRING)
		buf_put(page->buf, node->string);
	else
		put_json(page, node);
}

/* "A.1, A.2" */
static void put_list(struct page *page, const struct node *list)
{
	for (size_t i = 0; list != NULL && list->kind == NODE_ARRAY && i < list->count; i++) {
		buf_put(page->buf, i == 0 ? STR("") : STR(", "));
		put_node(page, &list->items[i]);
	}
}

/* --- what it is --- */

static void put_header(struct page *page)
{
	static const struct str members[] = { STR_INIT("version"),      STR_INIT("rank"),
		                              STR_INIT("jurisdiction"), STR_INIT("legal_valid"),
		                              STR_INIT("published_at"), STR_INIT("effective_from"),
		                              STR_INIT("reviewed_by"),  STR_INIT("reviewed_at"),
		                              STR_INIT("regimes"),      STR_INIT("requires") };
	const struct pack *pack = &page->packset->packs[page->pack];

	buf_putf(page->buf, "# " STR_FMT " — " STR_FMT "\n\n| | |\n|---|---|\n", STR_ARG(pack->id),
	         STR_ARG(wording_in(&pack->title, page->language)));
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		const struct node *value = node_find(page->root, members[i]);
		if (value == NULL)
			continue;
		buf_putf(page->buf, "| " STR_FMT " | ", STR_ARG(members[i]));
		if (value->kind == NODE_ARRAY && str_eq(members[i], STR("legal_valid")))
			put_json(page, value);
		else if (value->kind == NODE_ARRAY)
			put_list(page, value);
		else
			put_node(page, value);
		buf_put(page->buf, STR(" |\n"));
	}
	if (pack->sha256.len > 0)
		buf_putf(page->buf, "| sha256 | " STR_FMT " |\n", STR_ARG(pack->sha256));
}

/* --- its numbers --- */

static void put_value_row(struct page *page, const struct node *parameter, const struct node *value)
{
	buf_putf(page->buf, "| " STR_FMT " | ", STR_ARG(node_text(parameter, STR("id"))));
	put_node(page, node_find(value, STR("value")));
	buf_putf(page->buf, " " STR_FMT, STR_ARG(node_text(parameter, STR("unit"))));
	if (node_text(parameter, STR("count")).len > 0)
		buf_putf(page->buf, " (" STR_FMT ")", STR_ARG(node_text(parameter, STR("count"))));
	buf_put(page->buf, STR(" | "));
	put_node(page, node_find(value, STR("from")));
	buf_put(page->buf, STR(" | "));
	put_node(page, node_find(value, STR("to")));
	buf_put(page->buf, STR(" | "));
	put_list(page, node_find(value, STR("cite")));
	buf_putf(page->buf, " | " STR_FMT " |\n", STR_ARG(node_text(value, STR("verified"))));
}

static void put_parameters(struct page *page)
{
	const struct node *list = node_find(page->root, STR("parameters"));

	if (list == NULL || list->count == 0)
		return;
	buf_put(page->buf, STR("\n## Parameters\n\n| id | value | from | to | source | verified |\n"
	                       "|---|---|---|---|---|---|\n"));
	for (size_t i = 0; i < list->count; i++) {
		const struct node *values = node_find(&list->items[i], STR("values"));
		for (size_t k = 0; values != NULL && k < values->count; k++)
			put_value_row(page, &list->items[i], &values->items[k]);
	}
}

static void put_table(struct page *page, const struct node *table)
{
	assert(table != NULL);

	const struct node *columns = node_find(table, STR("columns"));
	const struct node *rows = node_find(table, STR("rows"));

	if (columns == NULL || rows == NULL)
		return;
	buf_putf(page->buf, "\n### " STR_FMT "\n\n| key |", STR_ARG(node_text(table, STR("id"))));
	for (size_t i = 0; i < columns->count; i++)
		buf_putf(page->buf, " " STR_FMT " |", STR_ARG(columns->items[i].string));
	buf_put(page->buf, STR("\n|---|"));
	for (size_t i = 0; i < columns->count; i++)
		buf_put(page->buf, STR("---|"));
	buf_put_char(page->buf, '\n');
	for (size_t i = 0; i < rows->count; i++) {
		buf_putf(page->buf, "| " STR_FMT " |", STR_ARG(node_text(&rows->items[i], STR("key"))));
		for (size_t k = 0; k < columns->count; k++) {
			buf_put_char(page->buf, ' ');
			put_node(page, node_find(&rows->items[i], columns->items[k].string));
			buf_put(page->buf, STR(" |"));
		}
		buf_put_char(page->buf, '\n');
	}
}

static void put_tables(struct page *page)
{
	const struct node *tables = node_find(page->root, STR("tables"));

	if (tables == NULL || tables->count == 0)
		return;
	buf_put(page->buf, STR("\n## Tables\n"));
	for (size_t i = 0; i < tables->count; i++)
		put_table(page, &tables->items[i]);
}

/* --- what it says --- */

static void put_expression(struct page *page, const char *what, const struct expression *expression)
{
	buf_putf(page->buf, "- %s: ", what);
	expression_page_put(page->buf, expression, &page->packset->symbols);
	buf_put_char(page->buf, '\n');
}

static void put_cites(struct page *page, const size_t *cites, size_t count)
{
	assert(cites != NULL || count == 0);

	for (size_t i = 0; i < count; i++) {
		const struct article *article = &page->packset->articles[cites[i]];
		buf_putf(page->buf, "%s" STR_FMT " " STR_FMT " (`" STR_FMT "`, " STR_FMT ")",
		         i == 0 ? "- law: " : "; ", STR_ARG(article->law), STR_ARG(article->number),
		         STR_ARG(article->id), STR_ARG(article->verified));
	}
	buf_put(page->buf, count == 0 ? STR("") : STR("\n"));
}

static void put_remedies(struct page *page, uint32_t remedies)
{
	const char *before = "- opens: ";

	for (size_t i = 0; i < page->packset->remedy_count; i++) {
		if ((remedies >> i & 1) == 0)
			continue;
		buf_putf(page->buf, "%s" STR_FMT, before, STR_ARG(page->packset->remedies[i].id));
		before = ", ";
	}
	buf_put(page->buf, remedies == 0 ? STR("") : STR("\n"));
}

static void put_exceptions(struct page *page, const struct rule *rule)
{
	for (size_t i = 0; i < rule->defeated_by_count; i++)
		buf_putf(page->buf, "%s`" STR_FMT "`", i == 0 ? "- unless: " : ", ",
		         STR_ARG(page->packset->rules[rule->defeated_by[i]].id));
	buf_put(page->buf, rule->defeated_by_count == 0 ? STR("") : STR("\n"));
}

static void put_amounts(struct page *page, const struct rule *rule)
{
	for (size_t i = 0; i < rule->amount_count; i++) {
		buf_putf(page->buf, "- amount " STR_FMT ": ", STR_ARG(rule->amounts[i].name));
		expression_page_put(page->buf, &rule->amounts[i].value, &page->packset->symbols);
		buf_put_char(page->buf, '\n');
	}
}

static void put_rule(struct page *page, const struct rule *rule)
{
	struct str say = wording_in(&rule->say, page->language);

	buf_putf(page->buf, "\n### " STR_FMT "\n\n", STR_ARG(rule->id));
	if (say.len > 0)
		put_sentence(page, "", say, "\n\n");
	put_expression(page, "when", &rule->when);
	put_exceptions(page, rule);
	put_remedies(page, rule->opens);
	put_amounts(page, rule);
	if (rule->has_freight)
		put_expression(page, "freight", &rule->freight);
	if (rule->refers)
		buf_put(page->buf, STR("- a person decides\n"));
	if (rule->flag.len > 0)
		buf_putf(page->buf, "- flag: " STR_FMT "\n", STR_ARG(rule->flag));
	put_cites(page, rule->cites, rule->cite_count);
	if (rule->quote.len > 0)
		put_sentence(page, "\n> ", rule->quote, "\n");
}

static void put_rules(struct page *page, bool guards)
{
	const struct packset *packset = page->packset;
	bool is_begun = false;

	for (size_t i = 0; i < packset->rule_count; i++) {
		if (packset->rules[i].pack != page->pack || packset->rules[i].is_guard != guards)
			continue;
		if (!is_begun)
			buf_put(page->buf, guards ? STR("\n## Guards\n") : STR("\n## Rules\n"));
		is_begun = true;
		put_rule(page, &packset->rules[i]);
	}
}

static void put_definitions(struct page *page)
{
	const struct packset *packset = page->packset;
	bool is_begun = false;

	for (size_t i = 0; i < packset->definition_count; i++) {
		const struct definition *definition = &packset->definitions[i];
		if (definition->pack != page->pack)
			continue;
		if (!is_begun)
			buf_put(page->buf, STR("\n## Definitions\n"));
		is_begun = true;
		buf_putf(page->buf, "\n### " STR_FMT "\n\n", STR_ARG(definition->id));
		if (wording_in(&definition->label, page->language).len > 0)
			buf_putf(page->buf, STR_FMT "\n\n",
			         STR_ARG(wording_in(&definition->label, page->language)));
		if (definition->parent != SIZE_MAX)
			buf_putf(page->buf, "- instead of: `" STR_FMT "`\n",
			         STR_ARG(packset->definitions[definition->parent].id));
		if (definition->has_when)
			put_expression(page, "when", &definition->when);
		put_expression(page, "is", &definition->value);
		put_cites(page, definition->cites, definition->cite_count);
	}
}

/* --- the law's own words --- */

static bool is_cited(const struct page *page, size_t article)
{
	assert(article < page->packset->article_count);

	const struct packset *packset = page->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		for (size_t k = 0; packset->rules[i].pack == page->pack && k < packset->rules[i].cite_count;
		     k++) {
			if (packset->rules[i].cites[k] == article)
				return true;
		}
	}
	return false;
}

static void put_articles(struct page *page)
{
	const struct packset *packset = page->packset;
	bool is_begun = false;

	for (size_t i = 0; i < packset->article_count; i++) {
		const struct article *article = &packset->articles[i];
		if (!is_cited(page, i))
			continue;
		buf_put(page->buf, is_begun ? STR("") : STR("\n## Articles\n"));
		is_begun = true;
		buf_putf(page->buf, "\n### " STR_FMT " " STR_FMT "\n\n`" STR_FMT "`, " STR_FMT "\n\n",
		         STR_ARG(article->law), STR_ARG(article->number), STR_ARG(article->id),
		         STR_ARG(article->verified));
		if (article->text.len > 0)
			put_sentence(page, "> ", article->text, "\n");
	}
}

void pack_page_put(struct buf *buf, const struct packset *packset, size_t pack, const struct node *root,
                   enum language language)
{
	assert(buf != NULL && packset != NULL && pack < packset->pack_count);

	struct page page = { buf, packset, pack, root, language };

	put_header(&page);
	put_parameters(&page);
	put_tables(&page);
	put_rules(&page, false);
	put_rules(&page, true);
	put_definitions(&page);
	put_articles(&page);
}
