/* pack.h — rule packs in memory: the law as data, loaded from JSON, checked whole, then never changed.
 *
 * Depends on: expression.h, period.h. Pure; everything lives in the arena, and texts borrow from the parsed
 * nodes, which live there too. A packset may be shared by all threads once it is loaded.
 * Format: api-spec/pack-format.md. Packs, definitions, rules, parameters and tables are kept sorted by id, so
 * that nothing depends on the order in which they were written.
 * Refused at load (STATUS_INVALID, PROBLEM_PACK_INVALID, field "<pack>/<section>/<id>"): an id twice, an
 * unknown fact, parameter, definition, setting, remedy, table or article, a missing parent, a circle of
 * definitions, a rule without an article, a quote that its articles do not contain, validities that overlap.
 * Source: law.md sections 16.3, 16.9, 16.10, 17.
 */
#pragma once

#include "core/expression.h"
#include "core/period.h"

#define PACKS_MAX    32
#define REMEDIES_MAX 32
#define SPEECH_MAX   8

/* One pack as the caller has it. */
struct pack_source {
	struct str rules;  /* the pack's JSON text */
	struct str texts;  /* its articles: a JSON list; may be empty */
	struct str sha256; /* of `rules` in hex, for the derivation; may be empty */
};

/* The same sentence in the languages that packs are written in. */
struct wording {
	struct str zh;
	struct str en;
};

struct article {
	struct str id;
	struct str law;
	struct str number;   /* "第25条" */
	struct str text;     /* verbatim, or empty when no full text was on hand */
	struct str verified; /* "text read", "one secondary source", ... */
	struct str sha256;   /* of the text */
};

struct dated_value {
	struct date from;
	struct date to; /* DATE_NONE: still in force */
	struct value value;
	struct str verified;
};

struct parameter {
	struct str id;
	size_t pack;
	bool is_period;
	enum period_unit unit; /* of a period */
	const struct dated_value *values;
	size_t count;
};

struct table_row {
	struct str key;
	const struct value *cells; /* one for each column of the packset; absent where the table has none */
	const size_t *cites;
	size_t cite_count;
};

struct table {
	struct str id;
	const struct table_row *rows; /* sorted by key */
	size_t count;
};

struct setting {
	struct str id;
	struct str fallback; /* when the configuration is silent */
	struct str in_cases; /* the same for worked cases; empty: as fallback */
	const struct node *values;
};

struct definition {
	struct str id;
	size_t pack;
	size_t parent; /* SIZE_MAX: no exception */
	bool has_when;
	struct expression when;
	struct expression value;
	const size_t *exceptions; /* definitions whose parent is this */
	size_t exception_count;
	const size_t *cites;
	size_t cite_count;
	const struct node *computed; /* names under which a proposal shows the value, or NULL */
	struct wording label;
};

struct amount_line {
	uint32_t remedies; /* shown when one of these is proposed */
	struct str name;
	struct expression value;
};

struct rule {
	struct str id;
	size_t pack;
	bool is_guard;
	bool refers; /* a person must decide */
	uint32_t opens;
	struct expression when;
	bool has_freight;
	struct expression freight;
	struct str chooser;
	struct str burden;
	struct str flag;
	size_t asked_for; /* SIZE_MAX, or: who asks for this ... */
	size_t proposed;  /* ... gets it by this */
	const struct amount_line *amounts;
	size_t amount_count;
	const size_t *defeated_by; /* rules that are exceptions to this one */
	size_t defeated_by_count;
	const size_t *cites;
	size_t cite_count;
	const enum fact_id *asks; /* what would open more if it happened */
	size_t ask_count;
	struct str quote;
	struct wording say;     /* when it applies */
	struct wording say_not; /* when it does not */
	struct support facts;   /* that `when` names itself */
};

struct burden_case {
	struct expression when;
	struct str bearer;
	struct value against; /* what the fact becomes if the bearer does not prove it */
	const size_t *cites;
	size_t cite_count;
};

/* Cases are alternatives that exclude each other; the last is the general rule. */
struct burden {
	enum fact_id fact;
	const struct burden_case *cases;
	size_t count;
};

/* What holds for a fact that nobody raised. */
struct assumption {
	enum fact_id fact;
	bool only_in_cases; /* constitutive: asked for in a live dispute, taken as given in a worked case */
	struct value value;
};

enum remedy_head { HEAD_MAIN, HEAD_ADDITIONAL, HEAD_FALLBACK, HEAD_PROCESS };

struct remedy {
	struct str id;
	enum remedy_head head;
	int64_t rank; /* 1 is the most that a buyer can get */
	uint32_t satisfies;
	struct wording name;
};

/* What a statement of a party says about remedies. */
struct choice {
	struct str id;
	struct expression when;
	uint32_t chooses;
	uint32_t declines;
};

/* A sentence that belongs to no rule: a notice of every explanation, or a phrase that one is built from. */
struct phrase {
	struct str id;
	struct wording say;
};

struct pack {
	struct str id;
	struct str version;
	struct str rank;
	struct str sha256;
	struct wording title;
	struct str jurisdiction;
	const struct node *legal_valid;
	const struct node *regimes;
	bool is_library; /* speaks in every regime */
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
	const struct definition *definitions;
	size_t definition_count;
	const struct rule *rules;
	size_t rule_count;
	const struct burden *burdens;
	size_t burden_count;
	const struct assumption *assumptions;
	size_t assumption_count;
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
