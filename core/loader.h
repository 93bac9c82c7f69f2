/* loader.h — how packset_load() turns sources into a packset: the steps, shared by pack*.c alone.
 *
 * Depends on: pack.h. Internal to the loading of packs: nothing else includes it.
 * An entry is one JSON object with an id, from one section of one pack; entries are sorted by id, and the
 * place of an entry is the index by which everything else refers to it.
 */
#pragma once

#include "core/pack.h"

struct entry {
	struct str id;
	size_t pack;
	const struct node *node;
};

struct entries {
	struct entry *items;
	size_t count;
};

struct loader {
	const struct node *roots[PACKS_MAX]; /* sorted by pack id */
	const struct node *texts[PACKS_MAX];
	struct packset *packset;
	struct arena *arena; /* borrowed */
	struct entries definitions;
	struct entries rules;
	size_t pack;                 /* whose entry is read */
	char field[ERROR_FIELD_MAX]; /* where we are: "<pack>/<section>/<id>" */
};

/* All entries of a section of all packs, sorted; versions of a pack follow each other. STATUS_INVALID: no
 * list, no id, or an id twice, unless versions of one pack say the same thing anew. */
NODISCARD enum status loader_collect(struct loader *loader, struct str section, struct entries *ret_entries,
                                     struct error *err);

/* Remembers where we are, so that a failure can name it. */
void loader_enter(struct loader *loader, const char *section, const struct entry *entry);

/* STATUS_INVALID naming where we are; the detail of *err, if a callee set one, is kept behind `what`. */
NODISCARD enum status loader_refuse(const struct loader *loader, const char *what, struct error *err);

NODISCARD enum status loader_expression(const struct loader *loader, const struct node *node,
                                        struct expression *ret_expression, struct error *err);
NODISCARD enum status loader_cites(const struct loader *loader, const struct node *node,
                                   const size_t **ret_cites, size_t *ret_count, struct error *err);
NODISCARD enum status loader_remedies(const struct loader *loader, const struct node *node,
                                      uint32_t *ret_mask, struct error *err);

/* Reads "floor". STATUS_INVALID: the rule does what no rule may (REFUND_NO_RETURN without a basis), or is a
 * policy's that names no floor. */
NODISCARD enum status loader_limits(struct loader *loader, const struct node *node, struct rule *rule,
                                    struct error *err);

/* Whether entry `exception` is a policy's and would take away what entry `parent`, the law, gives. */
bool loader_undercuts(const struct loader *loader, size_t exception, size_t parent);

/* A member that people read: absent, or written in all five languages. STATUS_INVALID. */
NODISCARD enum status loader_wording(const struct loader *loader, const struct node *node, struct str member,
                                     struct wording *ret_wording, struct error *err);

/* The rule's needs from "standards". */
NODISCARD enum status loader_needs(struct loader *loader, const struct node *node, struct rule *rule,
                                   struct error *err);

/* Whether an entry may be an exception to another: a norm gives way to none
 * of a lower rank in the same place, unless "allowed_by" names the article by which it does. */
NODISCARD enum status loader_may_except(const struct loader *loader, const struct entry *entry,
                                        const struct entry *parent, struct error *err);

/* "legal_valid": [from, to], each a day or null; open when absent. False: it is not of that form. */
bool loader_validity(const struct node *node, struct validity *ret_validity);

/* The steps, in this order. The first replaces the roots of packs that have instances: what they make of
 * templates stands in the packs' own sections from then on. */
NODISCARD enum status loader_instances(struct loader *loader, struct error *err);
NODISCARD enum status loader_articles(struct loader *loader, struct error *err);
NODISCARD enum status loader_settings(struct loader *loader, struct error *err);
NODISCARD enum status loader_calendars(struct loader *loader, struct error *err);
NODISCARD enum status loader_parameters(struct loader *loader, struct error *err);
NODISCARD enum status loader_tables(struct loader *loader, struct error *err);
NODISCARD enum status loader_remedy_list(struct loader *loader, struct error *err);
NODISCARD enum status loader_definitions(struct loader *loader, struct error *err);
NODISCARD enum status loader_rules(struct loader *loader, struct error *err);
NODISCARD enum status loader_burdens(struct loader *loader, struct error *err);
NODISCARD enum status loader_assumptions(struct loader *loader, struct error *err);
NODISCARD enum status loader_choices(struct loader *loader, struct error *err);
NODISCARD enum status loader_index(struct loader *loader, struct error *err);
