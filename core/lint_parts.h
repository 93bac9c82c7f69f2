/* lint_parts.h — what the parts of the linter share: the packs' nodes, the names they declare, the place.
 *
 * Depends on: lint.h. Internal to lint*.c.
 */
#pragma once

#include "core/lint.h"

/* Types of values, as sets: an expression may be of several. */
enum lint_type {
	LINT_BOOL = 1,
	LINT_NUMBER = 2, /* counts and amounts */
	LINT_DATE = 4,
	LINT_TOKEN = 8,
	LINT_LIST = 16,
	LINT_REPAIRS = 32,
	LINT_TEXT = 64,
	LINT_MOMENT = 128,
	LINT_ANY = 255
};

/* Something that an entry declares under its id. */
struct lint_name {
	struct str id;
	size_t pack;
	const struct node *node;
	bool used; /* of an article: something cites it */
};

struct lint_names {
	struct lint_name *items;
	size_t count;
};

enum lint_kind {
	LINT_DEFINITIONS,
	LINT_PARAMETERS,
	LINT_SETTINGS,
	LINT_TABLES,
	LINT_ARTICLES,
	LINT_REMEDIES,
	LINT_RULES, /* guards too */
	LINT_KIND_COUNT
};

struct lint {
	const struct lint_source *sources;
	size_t count;
	struct arena *arena;
	const struct node *roots[PACKS_MAX]; /* NULL: not readable */
	const struct node *texts[PACKS_MAX];
	struct lint_names names[LINT_KIND_COUNT];
	struct findings found;
	size_t pack; /* that we are in */
	bool in_texts;
	bool in_template; /* blanks ("$NAME") stand for what an instance gives */
	int quiet;        /* types are inferred without reporting */
	char place[LINT_POINTER_MAX];
	size_t place_len;
};

/* One step down, by member or by index; returns what lint_leave() takes to go back. */
size_t lint_enter(struct lint *lint, struct str member);
size_t lint_enter_at(struct lint *lint, size_t index);
void lint_leave(struct lint *lint, size_t before);

/* A finding at the present place. */
void lint_find(struct lint *lint, enum lint_code code, const char *fmt, ...) PRINTF(3, 4);

struct lint_name *lint_name_find(const struct lint *lint, enum lint_kind kind, struct str id);

/* All ids that sections, templates and instances declare. STATUS_LIMIT. */
NODISCARD enum status lint_names_collect(struct lint *lint, struct error *err);

/* The types that the expression may have; reports what does not fit at its place. */
unsigned lint_expression(struct lint *lint, const struct node *node, unsigned wanted);

/* Everything about the pack that its own entries show; marks the articles that it cites. */
void lint_pack(struct lint *lint);

/* The pack's articles that no pack cites: after lint_pack() of all. */
void lint_articles(struct lint *lint);
