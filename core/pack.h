/* pack.h — rule packs in memory: the law as data, loaded from JSON, checked whole, then never changed.
 *
 * Depends on: rule.h. Pure; everything lives in the arena, and texts borrow from the parsed
 * nodes, which live there too. A packset may be shared by all threads once it is loaded.
 * Format: api-spec/pack-format.md. Packs, definitions, rules, parameters and tables are kept sorted by id, so
 * that nothing depends on the order in which they were written.
 * Refused at load (STATUS_INVALID, PROBLEM_PACK_INVALID, field "<pack>/<section>/<id>"): an id twice, an
 * unknown fact, parameter, definition, setting, remedy, table or article, a missing parent, a circle of
 * definitions, a rule without an article, a quote that its articles do not contain, validities that overlap.
 * Versions of one pack live side by side when their validities follow each other: an id may then stand once
 * in each, and whoever refers to it gets what is in force on the connecting date. Entries with the same id
 * are adjacent, and the index of an id is that of the first. Source: law.md sections 16.3, 16.9, 16.10, 17.
 */
#pragma once

#include "core/rank.h"
#include "core/rule.h"

#define PACKS_MAX 64

/* One pack as the caller has it. */
struct pack_source {
	struct str rules;  /* the pack's JSON text */
	struct str texts;  /* its articles: a JSON list; may be empty */
	struct str sha256; /* of `rules` in hex, for the derivation; may be empty */
};

struct pack {
	struct str id;
	struct str version;
	struct str rank;
	enum rank norm; /* the kind that `rank` names */
	struct str sha256;
	struct wording title;
	struct str jurisdiction;  /* where it is law; empty: everywhere */
	struct validity validity; /* "legal_valid" */
	enum connecting connecting;
	const struct node *regimes;
	bool is_library; /* speaks in every regime */
	bool is_policy;  /* a platform's rules: they fill gaps and improve, and never take what the law gives
	                  */
	bool is_draft;   /* no lawyer has checked it against the text: every proposal that rests on it is
	                    flagged */
};

/* A name under which proposals show a definition's value. Several definitions may share one: the first that
 * has a value is shown. */
struct shown {
	struct str name;
	size_t number; /* of the name, from 0 */
	size_t definition;
};

/* What an evaluation would otherwise look for again and again. */
struct packset_index {
	const size_t *gates; /* of each rule: the definition that its condition begins with, or SIZE_MAX */
	const struct support *facts; /* of each definition: those that it names itself */
	const struct shown *shown;   /* in the order of definitions */
	size_t shown_count;
	size_t shown_names;
};

struct packset {
	struct symbols symbols;
	struct pack packs[PACKS_MAX];
	size_t pack_count;
	const struct article *articles;
	size_t article_count;
	const struct parameter *parameters; /* as symbols.parameters */
	const struct table *tables;         /* as symbols.tables */
	const struct setting *settings;     /* as symbols.settings */
	const struct holidays *calendars;
	size_t calendar_count;
	const struct definition *definitions;
	size_t definition_count;
	const struct rule *rules;
	size_t rule_count;
	const struct burden *burdens;
	size_t burden_count;
	const struct assumption *assumptions;
	size_t assumption_count;
	const struct assumption *assumption_of[FACT_COUNT]; /* NULL: silence means nothing */
	struct remedy remedies[REMEDIES_MAX];
	size_t remedy_count;
	const struct choice *choices;
	size_t choice_count;
	const struct phrase *notices; /* in every explanation, e.g. that the courts stay open */
	size_t notice_count;
	const struct phrase *phrases; /* by name: "outcome.grant", "amount.refund_minor", ... */
	size_t phrase_count;
	struct support needs_certainty; /* facts that must be proved beyond reasonable doubt (CPROC 109) */
	struct expression connecting_date;
	const struct expression *connecting_dates[CONNECTING_COUNT]; /* NULL: as connecting_date */
	struct packset_index index;
};

/* Borrows the sources' texts. See above for what is refused; STATUS_LIMIT when the arena is exhausted. */
NODISCARD enum status packset_load(const struct pack_source *sources, size_t count, struct arena *arena,
                                   const struct packset **ret_packset, struct error *err);

/* Index of a remedy, or SIZE_MAX. */
size_t packset_remedy(const struct packset *packset, struct str id);

/* Whether a pack that is no library names the regime. */
bool packset_covers(const struct packset *packset, struct str regime);

/* Whether the pack speaks in the regime; an empty regime lets all speak. */
bool pack_speaks(const struct pack *pack, struct str regime);

/* Whether the pack is law in the jurisdiction; one that names none is law everywhere. */
bool pack_binds(const struct pack *pack, struct str jurisdiction);
