#include "core/loader.h"

#include <stdio.h>

void loader_enter(struct loader *loader, const char *section, const struct entry *entry)
{
	assert(loader != NULL && entry != NULL);
	assert(entry->pack < loader->packset->pack_count);

	struct str pack = loader->packset->packs[entry->pack].id;

	loader->pack = entry->pack;
	(void)snprintf(loader->field, sizeof loader->field, STR_FMT "/%s/" STR_FMT, STR_ARG(pack), section,
	               STR_ARG(entry->id));
}

enum status loader_refuse(const struct loader *loader, const char *what, struct error *err)
{
	assert(loader != NULL && what != NULL);

	return FAIL_AT(err, PROBLEM_PACK_INVALID, loader->field, "%s", what);
}

/* The callee's text, with our place. */
static enum status refuse_with_detail(const struct loader *loader, struct error *err)
{
	char detail[ERROR_DETAIL_MAX];

	memcpy(detail, err->detail, sizeof detail);
	return loader_refuse(loader, detail, err);
}

static size_t section_size(const struct loader *loader, struct str section)
{
	size_t count = 0;

	for (size_t i = 0; i < loader->packset->pack_count; i++) {
		const struct node *list = node_find(loader->roots[i], section);
		count += list == NULL ? 0 : list->count;
	}
	return count;
}

/* Sections in which a later version of a pack may say the same thing anew: what is chosen by date. */
static bool has_versions(struct str section)
{
	static const struct str sections[] = { STR_INIT("burdens"), STR_INIT("definitions"),
		                               STR_INIT("guards"),  STR_INIT("parameters"),
		                               STR_INIT("rules"),   STR_INIT("tables"),
		                               STR_INIT("texts") };

	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		if (str_eq(sections[i], section))
			return true;
	}
	return false;
}

static bool is_other_version(const struct loader *loader, struct entry a, struct entry b)
{
	return a.pack != b.pack &&
	       str_eq(loader->packset->packs[a.pack].id, loader->packset->packs[b.pack].id);
}

/* Insertion: sections have some hundred entries, and loading happens once. */
static bool insert_sorted(const struct loader *loader, struct str section, struct entries *entries,
                          struct entry entry)
{
	assert(entries->items != NULL);
	assert(entry.id.len > 0);

	size_t at = entries->count;

	while (at > 0 && str_compare(entry.id, entries->items[at - 1].id) < 0) {
		entries->items[at] = entries->items[at - 1];
		at--;
	}
	if (at > 0 && str_eq(entry.id, entries->items[at - 1].id) &&
	    !(has_versions(section) && is_other_version(loader, entry, entries->items[at - 1])))
		return false;
	entries->items[at] = entry;
	entries->count++;
	return true;
}

static enum status collect_pack(struct loader *loader, struct str section, size_t pack,
                                struct entries *entries, struct error *err)
{
	assert(pack < loader->packset->pack_count);

	const struct node *list = node_find(loader->roots[pack], section);

	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct entry entry = { .pack = pack };
		(void)snprintf(loader->field, sizeof loader->field, STR_FMT "/" STR_FMT "/%zu",
		               STR_ARG(loader->packset->packs[pack].id), STR_ARG(section), i);
		if (list->kind != NODE_ARRAY)
			return loader_refuse(loader, "a section is a list of objects", err);
		entry.node = &list->items[i];
		entry.id = node_text(entry.node, STR("id"));
		if (entry.id.len == 0)
			return loader_refuse(loader, "an entry needs an \"id\"", err);
		if (!insert_sorted(loader, section, entries, entry))
			return loader_refuse(loader, "this id is used twice", err);
	}
	return STATUS_OK;
}

enum status loader_collect(struct loader *loader, struct str section, struct entries *ret_entries,
                           struct error *err)
{
	assert(loader != NULL && ret_entries != NULL);

	struct entries entries = { 0 };

	entries.items = ARENA_ARRAY(loader->arena, struct entry, section_size(loader, section));
	TRY(arena_check(loader->arena, err));
	for (size_t pack = 0; pack < loader->packset->pack_count; pack++)
		TRY(collect_pack(loader, section, pack, &entries, err));
	*ret_entries = entries;
	return STATUS_OK;
}

enum status loader_expression(const struct loader *loader, const struct node *node,
                              struct expression *ret_expression, struct error *err)
{
	assert(loader != NULL && ret_expression != NULL);

	if (node == NULL)
		return loader_refuse(loader, "an expression is missing here", err);
	enum status status =
		expression_compile(node, &loader->packset->symbols, loader->arena, ret_expression, err);
	return status == STATUS_INVALID ? refuse_with_detail(loader, err) : status;
}

/* The place of the first article with the id, or the count. */
static size_t first_article(const struct packset *packset, struct str id)
{
	size_t low = 0;
	size_t high = packset->article_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(id, packset->articles[middle].id) <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return low < packset->article_count && str_eq(packset->articles[low].id, id) ? low
	                                                                             : packset->article_count;
}

/* Of versions of a text: the citing pack's own, else the last. */
static bool find_article(const struct loader *loader, struct str id, size_t *ret_index)
{
	assert(ret_index != NULL);

	const struct packset *packset = loader->packset;
	size_t at = first_article(packset, id);
	bool found = false;

	for (; at < packset->article_count && str_eq(packset->articles[at].id, id); at++) {
		*ret_index = at;
		found = true;
		if (packset->articles[at].pack == loader->pack)
			break;
	}
	return found;
}

/* An article that was renumbered, once or twice, stands for what it became. */
static bool resolve_article(const struct loader *loader, struct str id, size_t *ret_index)
{
	for (int steps = 0; steps < 4; steps++) {
		if (!find_article(loader, id, ret_index))
			return false;
		id = loader->packset->articles[*ret_index].renumbered;
		if (id.len == 0)
			return true;
	}
	return false;
}

enum status loader_cites(const struct loader *loader, const struct node *node, const size_t **ret_cites,
                         size_t *ret_count, struct error *err)
{
	assert(ret_cites != NULL && ret_count != NULL);

	size_t count = node == NULL ? 0 : node->count;
	size_t *cites = ARENA_ARRAY(loader->arena, size_t, count);
	TRY(arena_check(loader->arena, err));

	if (node != NULL && node->kind != NODE_ARRAY)
		return loader_refuse(loader, "\"cite\" is a list of article ids", err);
	for (size_t i = 0; i < count; i++) {
		if (!resolve_article(loader, node->items[i].string, &cites[i]))
			return loader_refuse(loader, "an article that is cited is in none of the text files",
			                     err);
	}
	*ret_cites = cites;
	*ret_count = count;
	return STATUS_OK;
}

enum status loader_remedies(const struct loader *loader, const struct node *node, uint32_t *ret_mask,
                            struct error *err)
{
	assert(loader->packset->remedy_count <= REMEDIES_MAX);

	uint32_t mask = 0;

	for (size_t i = 0; node != NULL && i < node->count; i++) {
		size_t index = node->kind == NODE_ARRAY
		                       ? packset_remedy(loader->packset, node->items[i].string)
		                       : SIZE_MAX;
		if (index == SIZE_MAX)
			return loader_refuse(loader, "a remedy that is named is in no list of remedies", err);
		mask |= UINT32_C(1) << index;
	}
	*ret_mask = mask;
	return STATUS_OK;
}

/* The first language in which it is not written. */
static enum status refuse_untranslated(const struct loader *loader, const struct wording *wording,
                                       struct str member, struct error *err)
{
	size_t missing = 0;
	char what[128];

	while (wording->in[missing].len > 0)
		missing++;
	assert(missing < LANGUAGE_COUNT);
	(void)snprintf(what, sizeof what, "\"" STR_FMT "\" is not written in \"" STR_FMT "\"",
	               STR_ARG(member), STR_ARG(language_code((enum language)missing)));
	return loader_refuse(loader, what, err);
}

enum status loader_wording(const struct loader *loader, const struct node *node, struct str member,
                           struct wording *ret_wording, struct error *err)
{
	assert(loader != NULL && ret_wording != NULL);

	const struct node *words = node_find(node, member);
	struct wording wording = { 0 };

	for (size_t i = 0; words != NULL && i < LANGUAGE_COUNT; i++)
		wording.in[i] = node_text(words, language_code((enum language)i));
	if (words != NULL && !wording_is_whole(&wording))
		return refuse_untranslated(loader, &wording, member, err);
	*ret_wording = wording;
	return STATUS_OK;
}

static bool read_day(const struct node *node, struct date *ret_date)
{
	struct error unused;

	*ret_date = DATE_NONE;
	if (node->kind == NODE_NULL)
		return true;
	return node->kind == NODE_STRING && date_parse(node->string, ret_date, &unused) == STATUS_OK;
}

bool loader_validity(const struct node *node, struct validity *ret_validity)
{
	assert(ret_validity != NULL);

	struct validity validity = { DATE_NONE, DATE_NONE };

	if (node != NULL) {
		if (node->kind != NODE_ARRAY || node->count != 2)
			return false;
		if (!read_day(&node->items[0], &validity.from) || !read_day(&node->items[1], &validity.to))
			return false;
		if (date_is_known(validity.to) && date_is_known(validity.from) &&
		    validity.to.day <= validity.from.day)
			return false;
	}
	*ret_validity = validity;
	return true;
}
