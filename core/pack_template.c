#include <stdio.h>

#include "core/loader.h"

/* Why apart: one regime of the law may be written once and hold for several kinds of goods. What is copied
 * here is JSON, before anything is read from it, so that an instance is checked like any other entry. */

/* Filling in one instance. */
struct filling {
	struct loader *loader;
	struct str id;           /* of the instance: stands for "$" in "$.NAME" */
	const struct node *with; /* its values: stand for "$NAME" */
};

static bool is_blank(struct str text)
{
	return text.len > 1 && text.ptr[0] == '$' && text.ptr[1] != '.';
}

/* The instance's value for "$NAME", or NULL. */
static const struct node *value_for(const struct filling *filling, struct str blank)
{
	assert(is_blank(blank));

	return node_find(filling->with, (struct str){ blank.ptr + 1, blank.len - 1 });
}

static enum status fill(const struct filling *filling, const struct node *node, struct node *ret_node,
                        struct error *err);

/* Every "$." becomes the instance's id and a dot. */
static enum status fill_text(const struct filling *filling, const struct node *node, struct node *ret_node,
                             struct error *err)
{
	struct str text = node->string;
	struct buf buf;
	size_t from = 0;

	*ret_node = *node;
	buf_init(&buf, filling->loader->arena, text.len + text.len / 2 * filling->id.len + 1);
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (text.ptr[i] != '$' || text.ptr[i + 1] != '.')
			continue;
		buf_put(&buf, (struct str){ text.ptr + from, i - from });
		buf_put(&buf, filling->id);
		from = i + 1;
	}
	if (from == 0)
		return STATUS_OK;
	buf_put(&buf, (struct str){ text.ptr + from, text.len - from });
	ret_node->string = buf_str(&buf);
	return buf_check(&buf, err);
}

/* A value may name its instance ("$."), but no other value: that ends the filling in. */
static enum status fill_value(const struct filling *filling, struct str blank, struct node *ret_node,
                              struct error *err)
{
	const struct node *value = value_for(filling, blank);
	struct filling bare = { .loader = filling->loader, .id = filling->id };
	char what[ERROR_DETAIL_MAX];

	if (value != NULL)
		return fill(&bare, value, ret_node, err);
	(void)snprintf(what, sizeof what, "the instance has no value for \"" STR_FMT "\"", STR_ARG(blank));
	return loader_refuse(filling->loader, what, err);
}

/* A list in the place of one item of a list stands for its items. */
static const struct node *list_for(const struct filling *filling, const struct node *item)
{
	if (item->kind != NODE_STRING || !is_blank(item->string))
		return NULL;

	const struct node *value = value_for(filling, item->string);
	return value != NULL && value->kind == NODE_ARRAY ? value : NULL;
}

static enum status fill_array(const struct filling *filling, const struct node *node, struct node *ret_node,
                              struct error *err)
{
	size_t count = 0;

	for (size_t i = 0; i < node->count; i++) {
		const struct node *list = list_for(filling, &node->items[i]);
		count += list == NULL ? 1 : list->count;
	}
	struct node *items = ARENA_ARRAY(filling->loader->arena, struct node, count);
	TRY(arena_check(filling->loader->arena, err));
	*ret_node = (struct node){ .kind = NODE_ARRAY, .count = count, .items = items };
	for (size_t i = 0, to = 0; i < node->count; i++) {
		const struct node *list = list_for(filling, &node->items[i]);
		struct filling bare = { .loader = filling->loader, .id = filling->id };
		if (list == NULL)
			TRY(fill(filling, &node->items[i], &items[to++], err));
		for (size_t k = 0; list != NULL && k < list->count; k++)
			TRY(fill(&bare, &list->items[k], &items[to++], err));
	}
	return STATUS_OK;
}

static enum status fill_object(const struct filling *filling, const struct node *node, struct node *ret_node,
                               struct error *err)
{
	struct member *members = ARENA_ARRAY(filling->loader->arena, struct member, node->count);
	TRY(arena_check(filling->loader->arena, err));

	for (size_t i = 0; i < node->count; i++) {
		members[i].name = node->members[i].name;
		TRY(fill(filling, &node->members[i].value, &members[i].value, err));
	}
	*ret_node = (struct node){ .kind = NODE_OBJECT, .count = node->count, .members = members };
	return STATUS_OK;
}

/* Recursion ends with the depth of the parsed text, JSON_DEPTH_MAX. */
static enum status fill(const struct filling *filling, const struct node *node, struct node *ret_node,
                        struct error *err)
{
	assert(node != NULL && ret_node != NULL);

	if (node->kind == NODE_ARRAY)
		return fill_array(filling, node, ret_node, err);
	if (node->kind == NODE_OBJECT)
		return fill_object(filling, node, ret_node, err);
	if (node->kind == NODE_STRING && is_blank(node->string))
		return fill_value(filling, node->string, ret_node, err);
	if (node->kind == NODE_STRING)
		return fill_text(filling, node, ret_node, err);
	*ret_node = *node;
	return STATUS_OK;
}

/* --- instances --- */

static const struct node *find_template(const struct loader *loader, struct str id)
{
	for (size_t i = 0; i < loader->packset->pack_count; i++) {
		const struct node *list = node_find(loader->roots[i], STR("templates"));
		for (size_t k = 0; list != NULL && k < list->count; k++) {
			if (str_eq(node_text(&list->items[k], STR("id")), id))
				return &list->items[k];
		}
	}
	return NULL;
}

/* "if": the entry is for instances that have this value. */
static bool is_wanted(const struct filling *filling, const struct node *entry)
{
	struct str name = node_text(entry, STR("if"));

	return name.len == 0 || node_find(filling->with, name) != NULL;
}

/* The section of one instance, behind the `*count` entries that are in `items` already. */
static enum status add_instance(struct loader *loader, const struct node *instance, struct str section,
                                struct node *items, size_t *count, struct error *err)
{
	struct filling filling = { .loader = loader,
		                   .id = node_text(instance, STR("id")),
		                   .with = node_find(instance, STR("with")) };
	const struct node *template = find_template(loader, node_text(instance, STR("of")));

	if (template == NULL || filling.id.len == 0)
		return loader_refuse(
			loader, "an instance needs an \"id\", and \"of\" a template that is loaded", err);
	const struct node *list = node_find(template, section);
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (is_wanted(&filling, &list->items[i]))
			TRY(fill(&filling, &list->items[i], &items[(*count)++], err));
	}
	return STATUS_OK;
}

/* As many entries as the pack's section can come to have. */
static size_t section_room(const struct loader *loader, const struct node *own, const struct node *instances,
                           struct str section)
{
	size_t room = own == NULL ? 0 : own->count;

	for (size_t i = 0; i < instances->count; i++) {
		const struct node *template =
			find_template(loader, node_text(&instances->items[i], STR("of")));
		const struct node *list = node_find(template, section);
		room += list == NULL ? 0 : list->count;
	}
	return room;
}

static enum status extend_section(struct loader *loader, size_t pack, struct str section,
                                  struct member *ret_member, struct error *err)
{
	const struct node *own = node_find(loader->roots[pack], section);
	const struct node *instances = node_find(loader->roots[pack], STR("instances"));
	struct node *items =
		ARENA_ARRAY(loader->arena, struct node, section_room(loader, own, instances, section));
	TRY(arena_check(loader->arena, err));
	size_t count = own == NULL ? 0 : own->count;

	for (size_t i = 0; i < count; i++)
		items[i] = own->items[i];
	for (size_t i = 0; i < instances->count; i++)
		TRY(add_instance(loader, &instances->items[i], section, items, &count, err));
	*ret_member = (struct member){ .name = section,
		                       .value = { .kind = NODE_ARRAY, .count = count, .items = items } };
	return STATUS_OK;
}

/* The root anew: the sections that instances add to, then the other members as they were. */
static enum status extend_pack(struct loader *loader, size_t pack, struct error *err)
{
	static const struct str sections[] = { STR_INIT("burdens"), STR_INIT("choices"),
		                               STR_INIT("definitions"), STR_INIT("guards"),
		                               STR_INIT("rules") };
	const struct node *old = loader->roots[pack];
	struct member *members = ARENA_ARRAY(loader->arena, struct member, old->count + COUNT_OF(sections));
	struct node *root = ARENA_NEW(loader->arena, struct node);
	TRY(arena_check(loader->arena, err));
	size_t count = COUNT_OF(sections);

	for (size_t i = 0; i < COUNT_OF(sections); i++)
		TRY(extend_section(loader, pack, sections[i], &members[i], err));
	for (size_t i = 0; i < old->count; i++) {
		bool is_extended = false;
		for (size_t k = 0; k < COUNT_OF(sections); k++)
			is_extended = is_extended || str_eq(old->members[i].name, sections[k]);
		if (!is_extended)
			members[count++] = old->members[i];
	}
	*root = (struct node){ .kind = NODE_OBJECT, .count = count, .members = members };
	loader->roots[pack] = root;
	return STATUS_OK;
}

enum status loader_instances(struct loader *loader, struct error *err)
{
	assert(loader != NULL && loader->packset->pack_count > 0);

	struct entries templates; /* collected only so that an id that is used twice is refused */

	TRY(loader_collect(loader, STR("templates"), &templates, err));
	for (size_t pack = 0; pack < loader->packset->pack_count; pack++) {
		const struct node *instances = node_find(loader->roots[pack], STR("instances"));
		(void)snprintf(loader->field, sizeof loader->field, STR_FMT "/instances",
		               STR_ARG(loader->packset->packs[pack].id));
		if (instances == NULL)
			continue;
		if (instances->kind != NODE_ARRAY)
			return loader_refuse(loader, "a section is a list of objects", err);
		TRY(extend_pack(loader, pack, err));
	}
	return STATUS_OK;
}
