#include <stdarg.h>
#include <stdio.h>

#include "core/lint_parts.h"
#include "core/lint_reach.h"
#include "core/pack_place.h"

struct str lint_code_slug(enum lint_code code)
{
	static const struct str slugs[LINT_CODE_COUNT] = {
#define LINT(ident, slug) [LINT_##ident] = STR_INIT(slug),
#include "core/lint.def"
#undef LINT
	};

	assert(code < LINT_CODE_COUNT);
	return slugs[code];
}

/* --- the place --- */

static void put_char(struct lint *lint, char c)
{
	if (lint->place_len < sizeof lint->place)
		lint->place[lint->place_len++] = c;
}

/* RFC 6901: "~" and "/" are written "~0" and "~1". */
size_t lint_enter(struct lint *lint, struct str member)
{
	assert(lint->place_len <= sizeof lint->place);

	size_t before = lint->place_len;

	put_char(lint, '/');
	for (size_t i = 0; i < member.len; i++) {
		char c = member.ptr[i];
		put_char(lint, c == '/' ? '~' : c);
		if (c == '~' || c == '/')
			put_char(lint, c == '~' ? '0' : '1');
	}
	return before;
}

size_t lint_enter_at(struct lint *lint, size_t index)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%zu", index);

	assert(len > 0);
	return lint_enter(lint, (struct str){ text, (size_t)len });
}

void lint_leave(struct lint *lint, size_t before)
{
	assert(before <= lint->place_len);

	lint->place_len = before;
}

void lint_find(struct lint *lint, enum lint_code code, const char *fmt, ...)
{
	assert(lint != NULL && fmt != NULL);

	const struct lint_source *source = &lint->sources[lint->pack];
	char reason[ERROR_DETAIL_MAX];
	va_list args;

	if (lint->quiet > 0 || source->is_silent)
		return;
	lint->found.total++;
	if (lint->found.count == LINT_FINDINGS_MAX)
		return;
	va_start(args, fmt);
	(void)vsnprintf(reason, sizeof reason, fmt, args);
	va_end(args);
	lint->found.items[lint->found.count++] = (struct finding){
		.code = code,
		.file = lint->in_texts ? source->texts_file : source->file,
		.pointer = arena_copy(lint->arena, (struct str){ lint->place, lint->place_len }),
		.reason = arena_copy(lint->arena, str_from_c(reason)),
	};
}

/* --- the whole --- */

static const struct node *read_text(struct lint *lint, struct str text, enum node_kind kind)
{
	const struct node *node;
	struct error err;

	if (node_parse(text, lint->arena, &node, &err) != STATUS_OK) {
		lint_find(lint, LINT_MALFORMED, "%s", err.detail);
		return NULL;
	}
	if (node->kind == kind)
		return node;
	lint_find(lint, LINT_MALFORMED, "%s",
	          kind == NODE_OBJECT ? "a pack is one JSON object" : "the articles are a JSON list");
	return NULL;
}

static void read_source(struct lint *lint, size_t pack)
{
	const struct pack_source *source = &lint->sources[pack].source;

	lint->pack = pack;
	lint->roots[pack] = read_text(lint, source->rules, NODE_OBJECT);
	lint->in_texts = true;
	if (source->texts.len > 0)
		lint->texts[pack] = read_text(lint, source->texts, NODE_ARRAY);
	lint->in_texts = false;
}

/* Whether something was found at that place, or inside it. */
static bool is_explained(const struct lint *lint, struct str pointer)
{
	for (size_t i = 0; i < lint->found.count; i++) {
		const struct finding *finding = &lint->found.items[i];
		if (str_eq(finding->file, lint->sources[lint->pack].file) &&
		    finding->pointer.len >= pointer.len &&
		    memcmp(finding->pointer.ptr, pointer.ptr, pointer.len) == 0)
			return true;
	}
	return false;
}

/* What the loader says and nobody said before. */
static void find_refusal(struct lint *lint, const struct error *refusal)
{
	struct str place = str_from_c(refusal->field);
	struct str pack = pack_place_pack(place);
	struct str pointer;
	size_t before = lint->place_len;

	for (size_t i = 0; i < lint->count; i++) {
		if (str_eq(node_text(lint->roots[i], STR("pack")), pack))
			lint->pack = i;
	}
	pointer = pack_place_pointer(place, lint->roots[lint->pack], lint->arena);
	if (is_explained(lint, pointer))
		return;
	if (pointer.len <= sizeof lint->place) {
		memcpy(lint->place, pointer.ptr, pointer.len);
		lint->place_len = pointer.len;
	}
	lint_find(lint, LINT_NOT_LOADABLE, "%s", refusal->detail);
	lint_leave(lint, before);
}

/* Reach and overlap are questions to packs at work: what does not load has none. */
static enum status look_at_work(struct lint *lint, struct error *err)
{
	struct pack_source sources[PACKS_MAX];
	const struct packset *packset;
	struct error refusal = { 0 };

	for (size_t i = 0; i < lint->count; i++)
		sources[i] = lint->sources[i].source;
	enum status status = packset_load(sources, lint->count, lint->arena, &packset, &refusal);
	if (status == STATUS_OK)
		return lint_reach(lint, packset, err);
	TRY(arena_check(lint->arena, err));
	find_refusal(lint, &refusal);
	return STATUS_OK;
}

enum status lint_packs(const struct lint_source *sources, size_t count, struct arena *arena,
                       struct findings *ret_findings, struct error *err)
{
	assert(sources != NULL && arena != NULL && ret_findings != NULL);

	struct lint *lint = ARENA_NEW(arena, struct lint);
	struct finding *items = ARENA_ARRAY(arena, struct finding, LINT_FINDINGS_MAX);

	if (count == 0 || count > PACKS_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "between 1 and %d packs can be looked at", PACKS_MAX);
	TRY(arena_check(arena, err));
	*lint = (struct lint){ .sources = sources, .count = count, .arena = arena };
	lint->found.items = items;
	for (size_t i = 0; i < count; i++)
		read_source(lint, i);
	TRY(arena_check(arena, err));
	TRY(lint_names_collect(lint, err));
	for (lint->pack = 0; lint->pack < count; lint->pack++)
		lint_pack(lint);
	for (lint->pack = 0; lint->pack < count; lint->pack++)
		lint_articles(lint);
	lint->pack = 0;
	TRY(look_at_work(lint, err));
	TRY(arena_check(arena, err));
	*ret_findings = lint->found;
	return STATUS_OK;
}
