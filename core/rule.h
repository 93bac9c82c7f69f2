/* rule.h — the parts of the law as data: articles, dated values, tables, definitions, rules, burdens.
 *
 * Depends on: expression.h, period.h. Pure data, made by packset_load() and never changed; texts borrow from
 * the packs' nodes. An index of a definition, rule, article or remedy is its place in the packset's sorted
 * list; sets of remedies are masks of those places.
 * Source: law.md sections 16.3, 16.4, 16.7, 16.9.
 */
#pragma once

#include "core/expression.h"
#include "core/language.h"
#include "core/period.h"
#include "core/standard.h"
#include "core/validity.h"

#define REMEDIES_MAX 32 /* a set of remedies is a mask of 32 bits */
#define SETTINGS_MAX 32 /* so is a set of settings */
#define READINGS_MAX 4

/* One that was renumbered is kept under its old id, and stands for the article that it became. */
struct article {
	struct str id;
	size_t pack;
	struct str renumbered; /* the id that it has now, or empty */
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
	enum period_unit unit;        /* of a period */
	enum period_count count_from; /* of a period: whether the first day counts */
	struct str currency;          /* an amount's, e.g. "HUF" of the unit HUF_minor; else empty */
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
	size_t pack;
	const struct table_row *rows; /* sorted by key */
	size_t count;
};

/* The days off of one place, as far as they are known. */
struct holidays {
	struct str id;    /* the jurisdiction */
	struct date from; /* the first day known; DATE_NONE: no year is known */
	struct date to;   /* the day after the last */
	bool weekends;
	const struct date *days;
	size_t count;
};

/* How the operator reads the law where it is unsettled. A value that has readings is no reading itself: the
 * case is decided under each of them, and where they differ a person is shown both. */
struct setting {
	struct str id;
	struct str fallback;           /* when the configuration is silent */
	struct str in_cases;           /* the same for worked cases; empty: as fallback */
	const struct node *in_regimes; /* {regime: value} for worked cases of a regime, or NULL */
	const struct node *values;
	const struct node *readings; /* {value: [values]}, or NULL */
	struct str flag;             /* on a proposal whose readings differ */
	const size_t *cites;         /* the norms between which it is unsettled */
	size_t cite_count;
};

struct definition {
	struct str id;
	size_t pack;
	struct validity validity;
	size_t parent;  /* SIZE_MAX: no exception */
	bool has_later; /* the next is a later version of it */
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

/* A fact that a rule may rest on only if it is proved to this standard. */
struct need {
	enum fact_id fact;
	enum standard standard;
};

struct amount_line {
	uint32_t remedies; /* shown when one of these is proposed */
	struct str name;
	struct expression value;
};

struct rule {
	struct str id;
	size_t pack;
	struct validity validity;
	bool is_guard;
	bool refers;      /* a person must decide */
	bool on_override; /* a guard that holds only when the law overrides a policy */
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
	const size_t *floor; /* of a policy: articles below which it may not go */
	size_t floor_count;
	const struct need *needs;
	size_t need_count;
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

/* Cases are alternatives that exclude each other; the last of a fact's own entry is the general rule. */
struct burden {
	enum fact_id fact;
	size_t pack;
	bool is_exception; /* comes before the fact's own entry, where its pack speaks */
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
	uint32_t claims; /* what a claim without a wish is measured by; never granted unasked */
};

/* A sentence that belongs to no rule: a notice of every explanation, or a phrase that one is built from. */
struct phrase {
	struct str id;
	size_t pack; /* a notice is shown where its pack speaks */
	struct wording say;
};
