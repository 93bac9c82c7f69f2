#include "core/lint_parts.h"

/* Which section declares which kind of name. */
static const struct {
	enum lint_kind kind;
	struct str section;
} sections[] = {
	{ LINT_DEFINITIONS, STR_INIT("definitions") },
	{ LINT_PARAMETERS, STR_INIT("parameters") },
	{ LINT_SETTINGS, STR_INIT("settings") },
	{ LINT_TABLES, STR_INIT("tables") },
	{ LINT_REMEDIES, STR_INIT("remedies") },
	{ LINT_RULES, STR_INIT("rules") },
	{ LINT_RULES, STR_INIT("guards") },
};

static bool is_list(const struct node *node)
{
	return node != NULL && node->kind == NODE_ARRAY;
}

struct lint_name *lint_name_find(const struct lint *lint, enum lint_kind kind, struct str id)
{
	assert(lint != NULL && kind < LINT_KIND_COUNT);

	const struct lint_names *names = &lint->names[kind];

	for (size_t i = 0; i < names->count; i++) {
		if (str_eq(names->items[i].id, id))
			return &names->items[i];
	}
	return NULL;
}

/* --- the ids that instances give to a template's entries --- */

static const struct node *find_template(const struct lint *lint, struct str id)
{
	for (size_t pack = 0; pack < lint->count; pack++) {
		const struct node *list = node_find(lint->roots[pack], STR("templates"));
		for (size_t i = 0; is_list(list) && i < list->count; i++) {
			if (str_eq(node_text(&list->items[i], STR("id")), id))
				return &list->items[i];
		}
	}
	return NULL;
}

/* "$.NAME" becomes the instance's id, a dot and NAME. */
static struct str instance_id(const struct lint *lint, struct str instance, struct str id)
{
	struct buf buf;

	if (id.len == 0 || id.ptr[0] != '$')
		return id;
	buf_init(&buf, lint->arena, instance.len + id.len);
	buf_put(&buf, instance);
	buf_put(&buf, (struct str){ id.ptr + 1, id.len - 1 });
	return buf_str(&buf);
}

/* --- collecting: once to count, once to keep --- */

static void add(struct lint_names *names, struct lint_name name, bool is_counting)
{
	if (name.id.len == 0)
		return;
	if (!is_counting)
		names->items[names->count] = name;
	names->count++;
}

static void add_list(const struct lint *lint, const struct node *list, size_t pack, struct str instance,
                     struct lint_names *names, bool is_counting)
{
	for (size_t i = 0; is_list(list) && i < list->count; i++) {
		struct str id = node_text(&list->items[i], STR("id"));
		if (instance.len > 0 && !is_counting)
			id = instance_id(lint, instance, id);
		add(names, (struct lint_name){ .id = id, .pack = pack, .node = &list->items[i] },
		    is_counting);
	}
}

static void add_instances(const struct lint *lint, struct str section, size_t pack, struct lint_names *names,
                          bool is_counting)
{
	const struct node *instances = node_find(lint->roots[pack], STR("instances"));

	for (size_t i = 0; is_list(instances) && i < instances->count; i++) {
		const struct node *instance = &instances->items[i];
		const struct node *template = find_template(lint, node_text(instance, STR("of")));
		add_list(lint, node_find(template, section), pack, node_text(instance, STR("id")), names,
		         is_counting);
	}
}

static void collect(const struct lint *lint, enum lint_kind kind, struct lint_names *names, bool is_counting)
{
	names->count = 0;
	for (size_t pack = 0; pack < lint->count; pack++) {
		if (kind == LINT_ARTICLES) {
			add_list(lint, lint->texts[pack], pack, STR(""), names, is_counting);
			add_list(lint, node_find(lint->roots[pack], STR("texts")), pack, STR(""), names,
			         is_counting);
		}
		for (size_t i = 0; i < COUNT_OF(sections); i++) {
			struct str section = sections[i].section;
			if (sections[i].kind != kind)
				continue;
			add_list(lint, node_find(lint->roots[pack], section), pack, STR(""), names,
			         is_counting);
			add_instances(lint, section, pack, names, is_counting);
		}
	}
}

enum status lint_names_collect(struct lint *lint, struct error *err)
{
	assert(lint != NULL);

	for (unsigned kind = 0; kind < LINT_KIND_COUNT; kind++) {
		struct lint_names *names = &lint->names[kind];
		collect(lint, (enum lint_kind)kind, names, true);
		names->items = ARENA_ARRAY(lint->arena, struct lint_name, names->count);
		TRY(arena_check(lint->arena, err));
		collect(lint, (enum lint_kind)kind, names, false);
	}
	return arena_check(lint->arena, err);
}
