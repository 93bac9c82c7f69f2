#include "core/pack_diff.h"

#include <stdio.h>

#define PATH_BYTES_MAX 256

struct diff {
	struct buf *buf;
	struct str section;
	struct str id;
	struct pack_difference difference;
};

static const struct node nothing = { .kind = NODE_NULL };

static bool same(const struct node *a, const struct node *b);

static bool same_members(const struct node *a, const struct node *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct node *other = node_find(b, a->members[i].name);
		if (other == NULL || !same(&a->members[i].value, other))
			return false;
	}
	return true;
}

/* The order of members does not count, that of a list's items does. Recursion ends with the texts' depth. */
static bool same(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->count != b->count || a->boolean != b->boolean ||
	    a->integer != b->integer)
		return false;
	if (a->kind == NODE_STRING)
		return str_eq(a->string, b->string);
	if (a->kind == NODE_OBJECT)
		return same_members(a, b);
	for (size_t i = 0; a->kind == NODE_ARRAY && i < a->count; i++) {
		if (!same(&a->items[i], &b->items[i]))
			return false;
	}
	return true;
}

/* --- members --- */

static void put_json(struct buf *buf, const struct node *node)
{
	struct printer printer;

	printer_init(&printer, buf);
	print_node(&printer, node);
}

static void put_change(struct diff *diff, const char *path, const struct node *before,
                       const struct node *after)
{
	diff->difference.changed++;
	buf_putf(diff->buf, "~ " STR_FMT "%s" STR_FMT " %s: ", STR_ARG(diff->section),
	         diff->id.len > 0 ? " " : "", STR_ARG(diff->id), path[0] == '.' ? path + 1 : path);
	put_json(diff->buf, before);
	buf_put(diff->buf, STR(" -> "));
	put_json(diff->buf, after);
	buf_put_char(diff->buf, '\n');
}

static void compare(struct diff *diff, const char *path, const struct node *before, const struct node *after);

static void compare_member(struct diff *diff, const char *path, struct str name, const struct node *before,
                           const struct node *after)
{
	char inner[PATH_BYTES_MAX];

	(void)snprintf(inner, sizeof inner, "%s." STR_FMT, path, STR_ARG(name));
	compare(diff, inner, before == NULL ? &nothing : before, after == NULL ? &nothing : after);
}

static void compare_objects(struct diff *diff, const char *path, const struct node *before,
                            const struct node *after)
{
	for (size_t i = 0; i < before->count; i++)
		compare_member(diff, path, before->members[i].name, &before->members[i].value,
		               node_find(after, before->members[i].name));
	for (size_t i = 0; i < after->count; i++) {
		if (node_find(before, after->members[i].name) == NULL)
			compare_member(diff, path, after->members[i].name, NULL, &after->members[i].value);
	}
}

/* Down to the smallest part that differs; lists of other lengths are shown whole. */
static void compare(struct diff *diff, const char *path, const struct node *before, const struct node *after)
{
	char inner[PATH_BYTES_MAX];

	if (same(before, after))
		return;
	if (before->kind == NODE_OBJECT && after->kind == NODE_OBJECT) {
		compare_objects(diff, path, before, after);
		return;
	}
	if (before->kind != NODE_ARRAY || after->kind != NODE_ARRAY || before->count != after->count) {
		put_change(diff, path, before, after);
		return;
	}
	for (size_t i = 0; i < before->count; i++) {
		(void)snprintf(inner, sizeof inner, "%s[%zu]", path, i);
		compare(diff, inner, &before->items[i], &after->items[i]);
	}
}

/* --- entries --- */

static const struct node *entry_of(const struct node *list, struct str id)
{
	for (size_t i = 0; i < list->count; i++) {
		if (str_eq(node_text(&list->items[i], STR("id")), id))
			return &list->items[i];
	}
	return NULL;
}

static void put_entry(struct diff *diff, const char *sign, const struct node *entry)
{
	buf_putf(diff->buf, "%s " STR_FMT " " STR_FMT "\n", sign, STR_ARG(diff->section),
	         STR_ARG(node_text(entry, STR("id"))));
}

static void compare_entries(struct diff *diff, const struct node *before, const struct node *after)
{
	for (size_t i = 0; i < before->count; i++) {
		diff->id = node_text(&before->items[i], STR("id"));
		const struct node *other = entry_of(after, diff->id);
		if (other != NULL) {
			compare(diff, "", &before->items[i], other);
			continue;
		}
		put_entry(diff, "-", &before->items[i]);
		diff->difference.removed++;
	}
	for (size_t i = 0; i < after->count; i++) {
		if (entry_of(before, node_text(&after->items[i], STR("id"))) != NULL)
			continue;
		put_entry(diff, "+", &after->items[i]);
		diff->difference.added++;
	}
}

static bool is_section(const struct node *node)
{
	return node->kind == NODE_ARRAY && node->count > 0 && node_text(&node->items[0], STR("id")).len > 0;
}

static void compare_section(struct diff *diff, struct str name, const struct node *before,
                            const struct node *after)
{
	static const struct node empty = { .kind = NODE_ARRAY };

	diff->section = name;
	diff->id = (struct str){ 0 };
	if (is_section(before) || is_section(after))
		compare_entries(diff, before->kind == NODE_ARRAY ? before : &empty,
		                after->kind == NODE_ARRAY ? after : &empty);
	else
		compare(diff, "", before, after);
}

struct pack_difference pack_diff_put(struct buf *buf, const struct node *before, const struct node *after)
{
	assert(buf != NULL && before != NULL && after != NULL);

	struct diff diff = { .buf = buf };

	for (size_t i = 0; i < before->count; i++) {
		const struct node *other = node_find(after, before->members[i].name);
		compare_section(&diff, before->members[i].name, &before->members[i].value,
		                other == NULL ? &nothing : other);
	}
	for (size_t i = 0; i < after->count; i++) {
		if (node_find(before, after->members[i].name) == NULL)
			compare_section(&diff, after->members[i].name, &nothing, &after->members[i].value);
	}
	return diff.difference;
}

struct pack_difference pack_diff_articles_put(struct buf *buf, const struct node *before,
                                              const struct node *after)
{
	assert(buf != NULL && before != NULL && after != NULL);

	struct diff diff = { .buf = buf };

	compare_section(&diff, STR("texts"), before, after);
	return diff.difference;
}
