#include "core/pack.h"

#include "core/jurisdiction.h"
#include "core/loader.h"
#include "core/pack_check.h"

static const struct str connecting_names[CONNECTING_COUNT] = {
	[CONNECTING_CONTRACT] = STR_INIT("contract"),
	[CONNECTING_DELIVERY] = STR_INIT("delivery"),
	[CONNECTING_CONDUCT] = STR_INIT("conduct"),
	[CONNECTING_PROCESSING] = STR_INIT("processing"),
};

size_t packset_remedy(const struct packset *packset, struct str id)
{
	assert(packset != NULL);

	for (size_t i = 0; i < packset->remedy_count; i++) {
		if (str_eq(packset->remedies[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

static bool names_regime(const struct pack *pack, struct str regime)
{
	for (size_t i = 0; pack->regimes != NULL && i < pack->regimes->count; i++) {
		if (str_eq(pack->regimes->items[i].string, regime))
			return true;
	}
	return false;
}

bool packset_covers(const struct packset *packset, struct str regime)
{
	assert(packset != NULL);

	for (size_t i = 0; i < packset->pack_count; i++) {
		if (!packset->packs[i].is_library && names_regime(&packset->packs[i], regime))
			return true;
	}
	return false;
}

bool pack_speaks(const struct pack *pack, struct str regime)
{
	assert(pack != NULL);

	return regime.len == 0 || pack->is_library || names_regime(pack, regime);
}

bool pack_binds(const struct pack *pack, struct str jurisdiction)
{
	assert(pack != NULL);

	return pack->jurisdiction.len == 0 || jurisdiction_is_within(jurisdiction, pack->jurisdiction);
}

/* Packs sort by id; their roots, texts and sources move along. */
static size_t place_of(const struct packset *packset, struct str id)
{
	size_t at = 0;

	while (at < packset->pack_count && str_compare(packset->packs[at].id, id) < 0)
		at++;
	return at;
}

static void make_room(struct loader *loader, size_t at)
{
	assert(loader->packset->pack_count < PACKS_MAX);
	assert(at <= loader->packset->pack_count);

	struct packset *packset = loader->packset;

	for (size_t i = packset->pack_count; i > at; i--) {
		packset->packs[i] = packset->packs[i - 1];
		loader->roots[i] = loader->roots[i - 1];
		loader->texts[i] = loader->texts[i - 1];
	}
	packset->pack_count++;
}

static bool connecting_find(struct str name, enum connecting *ret_connecting)
{
	for (size_t i = 0; i < CONNECTING_COUNT; i++) {
		if (str_eq(connecting_names[i], name)) {
			*ret_connecting = (enum connecting)i;
			return true;
		}
	}
	*ret_connecting = CONNECTING_CONTRACT;
	return name.len == 0;
}

static enum status read_header(struct loader *loader, const struct node *root, struct pack *ret_pack,
                               struct error *err)
{
	assert(ret_pack != NULL);

	struct pack pack = {
		.id = node_text(root, STR("pack")),
		.version = node_text(root, STR("version")),
		.rank = node_text(root, STR("rank")),
		.jurisdiction = node_text(root, STR("jurisdiction")),
		.regimes = node_find(root, STR("regimes")),
		.is_library = node_bool(root, STR("library"), false),
		.is_draft = node_bool(root, STR("draft"), false),
	};

	if (pack.id.len == 0 || pack.version.len == 0 || pack.rank.len == 0)
		return FAIL_AT(err, PROBLEM_PACK_INVALID, "/pack",
		               "a pack needs \"pack\", \"version\" and \"rank\"");
	if (!rank_find(pack.rank, &pack.norm))
		return FAIL_AT(err, PROBLEM_PACK_INVALID, "/rank",
		               "\"rank\" is a kind of norm: law, departmental_rule, platform_policy, ...");
	pack.is_policy = pack.norm == RANK_PLATFORM_POLICY;
	if (pack.regimes != NULL && pack.regimes->kind != NODE_ARRAY)
		return FAIL_AT(err, PROBLEM_PACK_INVALID, "/regimes", "\"regimes\" is a list of names");
	memcpy(loader->field, "/title", sizeof "/title");
	TRY(loader_wording(loader, root, STR("title"), &pack.title, err));
	if (!loader_validity(node_find(root, STR("legal_valid")), &pack.validity))
		return FAIL_AT(
			err, PROBLEM_PACK_INVALID, "/legal_valid",
			"\"legal_valid\" is [from, to]: two days, the first before the second, or null");
	if (!connecting_find(node_text(root, STR("connecting")), &pack.connecting))
		return FAIL_AT(err, PROBLEM_PACK_INVALID, "/connecting",
		               "\"connecting\" is contract, delivery, conduct or processing");
	*ret_pack = pack;
	return STATUS_OK;
}

/* Versions of a pack follow each other; a day on which two hold would leave open which is the law. */
static bool may_stand_beside(const struct pack *earlier, const struct pack *later)
{
	return !str_eq(earlier->version, later->version) && date_is_known(earlier->validity.to) &&
	       date_is_known(later->validity.from) && earlier->validity.to.day <= later->validity.from.day;
}

/* Behind the versions of the pack that began before it; false when one of them is in its way. */
static bool place_version(const struct packset *packset, const struct pack *pack, size_t *ret_at)
{
	size_t at = place_of(packset, pack->id);

	for (; at < packset->pack_count && str_eq(packset->packs[at].id, pack->id); at++) {
		if (may_stand_beside(pack, &packset->packs[at]))
			break;
		if (!may_stand_beside(&packset->packs[at], pack))
			return false;
	}
	*ret_at = at;
	return true;
}

static enum status read_source(struct loader *loader, const struct pack_source *source, struct error *err)
{
	static const struct node no_texts = { .kind = NODE_ARRAY };
	const struct node *root;
	const struct node *texts = &no_texts;
	struct pack pack;

	TRY(node_parse(source->rules, loader->arena, &root, err));
	if (source->texts.len > 0)
		TRY(node_parse(source->texts, loader->arena, &texts, err));
	TRY(read_header(loader, root, &pack, err));
	pack.sha256 = source->sha256;

	size_t at;
	if (!place_version(loader->packset, &pack, &at))
		return FAIL_AT(err, PROBLEM_PACK_INVALID, "/pack",
		               "the pack \"" STR_FMT "\" is there twice: two versions differ in \"version\", "
		               "and \"legal_valid\" of one ends before that of the other begins",
		               STR_ARG(pack.id));
	make_room(loader, at);
	loader->packset->packs[at] = pack;
	loader->roots[at] = root;
	loader->texts[at] = texts;
	return STATUS_OK;
}

static enum status require_packs(const struct loader *loader, struct error *err)
{
	assert(loader->packset->pack_count > 0);

	const struct packset *packset = loader->packset;

	for (size_t i = 0; i < packset->pack_count; i++) {
		const struct node *required = node_find(loader->roots[i], STR("requires"));
		for (size_t k = 0; required != NULL && k < required->count; k++) {
			struct str id = required->items[k].string;
			size_t at = place_of(packset, id);
			if (at == packset->pack_count || !str_eq(packset->packs[at].id, id))
				return FAIL_AT(err, PROBLEM_PACK_INVALID, "/requires",
				               "\"" STR_FMT "\" requires \"" STR_FMT
				               "\", which is not loaded",
				               STR_ARG(packset->packs[i].id), STR_ARG(id));
		}
	}
	return STATUS_OK;
}

static enum status read_phrases(struct loader *loader, struct str section, const struct phrase **ret_phrases,
                                size_t *ret_count, struct error *err)
{
	struct entries entries;

	TRY(loader_collect(loader, section, &entries, err));
	struct phrase *phrases = ARENA_ARRAY(loader->arena, struct phrase, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++) {
		phrases[i].id = entries.items[i].id;
		phrases[i].pack = entries.items[i].pack;
		loader_enter(loader, "phrases", &entries.items[i]);
		TRY(loader_wording(loader, entries.items[i].node, STR("say"), &phrases[i].say, err));
		if (wording_is_empty(&phrases[i].say))
			return loader_refuse(loader, "\"say\" is missing", err);
	}
	*ret_phrases = phrases;
	*ret_count = entries.count;
	return STATUS_OK;
}

/* "connecting_dates": {"delivery": expression, ...}, for packs whose norms attach to another day. */
static enum status read_other_dates(struct loader *loader, struct error *err)
{
	const struct node *node = NULL;

	for (size_t i = 0; i < loader->packset->pack_count && node == NULL; i++)
		node = node_find(loader->roots[i], STR("connecting_dates"));
	memcpy(loader->field, "/connecting_dates", sizeof "/connecting_dates");
	for (size_t i = 0; node != NULL && i < node->count; i++) {
		enum connecting connecting;
		struct expression *expression = ARENA_NEW(loader->arena, struct expression);
		TRY(arena_check(loader->arena, err));
		if (!connecting_find(node->members[i].name, &connecting))
			return loader_refuse(loader, "a day is that of delivery, conduct or processing", err);
		TRY(loader_expression(loader, &node->members[i].value, expression, err));
		loader->packset->connecting_dates[connecting] = expression;
	}
	return STATUS_OK;
}

/* The date that selects the versions of the law: one expression, in a library pack. */
static enum status read_connecting_date(struct loader *loader, struct error *err)
{
	const struct node *node = NULL;

	for (size_t i = 0; i < loader->packset->pack_count && node == NULL; i++)
		node = node_find(loader->roots[i], STR("connecting_date"));
	memcpy(loader->field, "/connecting_date", sizeof "/connecting_date");
	return loader_expression(loader, node, &loader->packset->connecting_date, err);
}

enum status packset_load(const struct pack_source *sources, size_t count, struct arena *arena,
                         const struct packset **ret_packset, struct error *err)
{
	assert(sources != NULL || count == 0);
	assert(arena != NULL && ret_packset != NULL);

	if (count == 0 || count > PACKS_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "between 1 and %d packs can be loaded", PACKS_MAX);
	struct packset *packset = ARENA_NEW(arena, struct packset);
	struct loader *loader = ARENA_NEW(arena, struct loader);
	TRY(arena_check(arena, err));
	*loader = (struct loader){ .packset = packset, .arena = arena };

	for (size_t i = 0; i < count; i++)
		TRY(read_source(loader, &sources[i], err));
	TRY(require_packs(loader, err));
	TRY(loader_instances(loader, err));
	TRY(loader_articles(loader, err));
	TRY(loader_settings(loader, err));
	TRY(loader_calendars(loader, err));
	TRY(loader_remedy_list(loader, err));
	TRY(loader_parameters(loader, err));
	TRY(loader_tables(loader, err));
	TRY(loader_definitions(loader, err));
	TRY(loader_rules(loader, err));
	TRY(loader_burdens(loader, err));
	TRY(loader_assumptions(loader, err));
	TRY(loader_choices(loader, err));
	TRY(read_phrases(loader, STR("notices"), &packset->notices, &packset->notice_count, err));
	TRY(read_phrases(loader, STR("phrases"), &packset->phrases, &packset->phrase_count, err));
	TRY(read_connecting_date(loader, err));
	TRY(read_other_dates(loader, err));
	TRY(packset_check(packset, err));
	TRY(loader_index(loader, err));
	*ret_packset = packset;
	return STATUS_OK;
}
