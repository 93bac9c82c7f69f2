#include "server/explanation_page.h"

#define INDENT_MAX 12

/* In the order in which a decision is read. */
static const struct str order[] = {
	STR_INIT("conclusion"), STR_INIT("amounts"), STR_INIT("reasons"),
	STR_INIT("steps"),      STR_INIT("why_not"), STR_INIT("facts"),
	STR_INIT("missing"),    STR_INIT("quotes"),  STR_INIT("notices"),
};

static bool is_scalar(const struct node *node)
{
	return node->kind != NODE_ARRAY && node->kind != NODE_OBJECT;
}

static void put_scalar(struct buf *buf, const struct node *node)
{
	struct printer printer;

	if (node->kind == NODE_STRING) {
		buf_put(buf, node->string);
		return;
	}
	printer_init(&printer, buf);
	print_node(&printer, node);
}

static void put_indent(struct buf *buf, int depth)
{
	for (int i = 0; i < depth && i < INDENT_MAX; i++)
		buf_put(buf, STR("  "));
}

static void put_node(struct buf *buf, const struct node *node, int depth);

static void put_member(struct buf *buf, struct str name, const struct node *value, int depth)
{
	put_indent(buf, depth);
	buf_putf(buf, STR_FMT ":", STR_ARG(name));
	if (is_scalar(value)) {
		buf_put_char(buf, ' ');
		put_scalar(buf, value);
		buf_put_char(buf, '\n');
		return;
	}
	buf_put_char(buf, '\n');
	put_node(buf, value, depth + 1);
}

static bool is_empty(const struct node *node)
{
	return node->kind == NODE_NULL || (!is_scalar(node) && node->count == 0);
}

/* Recursion ends with the depth of the text. */
static void put_node(struct buf *buf, const struct node *node, int depth)
{
	for (size_t i = 0; node->kind == NODE_OBJECT && i < node->count; i++) {
		if (!is_empty(&node->members[i].value))
			put_member(buf, node->members[i].name, &node->members[i].value, depth);
	}
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		put_indent(buf, depth);
		buf_put(buf, STR("- "));
		if (is_scalar(&node->items[i]))
			put_scalar(buf, &node->items[i]);
		buf_put_char(buf, '\n');
		if (!is_scalar(&node->items[i]))
			put_node(buf, &node->items[i], depth + 1);
	}
}

static bool is_ordered(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		if (str_eq(order[i], name))
			return true;
	}
	return false;
}

void explanation_page_put(struct buf *buf, const struct node *explanation)
{
	assert(buf != NULL && explanation != NULL);

	for (size_t i = 0; i < COUNT_OF(order); i++) {
		const struct node *value = node_find(explanation, order[i]);
		if (value != NULL && !is_empty(value))
			put_member(buf, order[i], value, 0);
	}
	for (size_t i = 0; explanation->kind == NODE_OBJECT && i < explanation->count; i++) {
		const struct member *member = &explanation->members[i];
		if (!is_ordered(member->name) && !is_empty(&member->value))
			put_member(buf, member->name, &member->value, 0);
	}
}
