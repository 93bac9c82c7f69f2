/* reckoner.h — expressions and definitions given their values, for one set of facts.
 *
 * Depends on: pack.h, amount.h. Pure; a reckoner lives in one arena and is used by one caller at a time.
 * Definitions are computed on demand, once. An applicable exception replaces what it is an exception of; two
 * that apply with different values are a conflict; an exception that may apply leaves the value unknown,
 * unless it would make no difference (law.md section 16.3).
 * Parameters are those in force on the connecting date (16.9); without a date, the latest.
 * An amount of the law that is in another currency than the case's is not in force: it cannot be compared.
 * A sum that leaves int64 makes the reckoner `overflowed`: what it gave since is not to be used.
 */
#pragma once

#include "core/pack.h"

/* A setting of the operator, e.g. how a conflict of norms is to be read. */
struct setting_choice {
	struct str id;
	struct str value;
};

struct configuration {
	struct str regime;   /* empty: all packs of the case's jurisdiction */
	struct str place;    /* as regime, for the settings of worked cases when the regime is empty */
	struct str currency; /* of the case's amounts; empty: not known */
	bool is_worked_case; /* what is not mentioned is not in issue (law.md section 20) */
	size_t foresight; /* evaluations to spend on what would change a proposal (counterfactual.h); 0: none
	                   */
	const struct setting_choice *choices;
	size_t choice_count;
};

/* Only what reckoner_has() is filled in. */
struct slot {
	struct value value;
	size_t by;                   /* the exception that gave the value, or SIZE_MAX */
	const struct table_row *row; /* the row that was read, or NULL */
};

struct reckoner {
	const struct packset *packset;             /* borrowed */
	const struct configuration *configuration; /* borrowed */
	struct arena *arena;                       /* borrowed; for texts of exact numbers */
	struct str settings[SETTINGS_MAX]; /* their values; a caller may set others to try a reading */
	const struct facts *record;        /* how the facts came to stand; NULL: nobody asks */
	uint32_t settings_read;            /* those that were asked for since reckoner_init() */
	const enum fact_status *statuses;  /* how each fact stands, for "status"; NULL: not known */
	struct slot *definitions;
	bool *is_computed; /* of each definition, since reckoner_begin() */
	size_t *held;      /* rules that hold, in order: filled by assess() */
	size_t held_count;
	const struct dated_value **parameters; /* in force; NULL: none was */
	struct date connecting_date;           /* that of contracts; DATE_NONE: unknown */
	struct date connecting_dates[CONNECTING_COUNT];
	bool has_parameters;      /* they are those of the connecting date */
	struct date *non_working; /* room for the calendar that comes with the facts */
	struct calendar calendar;
	const struct holidays *holidays; /* what a pack knows of the place; NULL: nothing is asked of it */
	int32_t calendar_missing;        /* the first year whose holidays were needed and not known, or 0 */
	bool is_selected[PACKS_MAX];     /* by the regime and the place */
	bool is_valid[PACKS_MAX];        /* in force on its connecting date */
	bool speaks[PACKS_MAX];          /* both */
	size_t current;                  /* the definition being computed, or SIZE_MAX */
	const struct value *it;          /* the repair that a fold looks at */
	bool overflowed;
	struct value
		facts[FACT_COUNT]; /* as the rules see them; last, for reckoner_init() leaves them alone */
};

/* Sets up room. The caller sets every fact before it calls reckoner_begin(). STATUS_LIMIT. */
NODISCARD enum status reckoner_init(struct reckoner *reckoner, const struct packset *packset,
                                    const struct configuration *configuration, struct arena *arena,
                                    struct error *err);

/* Forgets all that was computed: call it after facts have been set or changed. */
void reckoner_begin(struct reckoner *reckoner);

struct value reckon(struct reckoner *reckoner, const struct expression *expression);
struct value reckon_definition(struct reckoner *reckoner, size_t index);

/* The version of a definition that is in force, by the index of its id. */
size_t reckoner_version(const struct reckoner *reckoner, size_t definition);

/* Whether an entry of the pack with that validity is in force and its pack speaks. */
bool reckoner_applies(const struct reckoner *reckoner, size_t pack, struct validity validity);

/* Whether a definition has been computed: what nothing asked for has not. */
bool reckoner_has(const struct reckoner *reckoner, size_t definition);

/* Whether the parameter is an amount in another currency than the case's. */
bool reckoner_is_foreign(const struct reckoner *reckoner, size_t parameter);

/* Notes that the holidays about that day matter. */
void reckoner_need_calendar(struct reckoner *reckoner, struct date date);

/* The value of a setting as configured, else the pack's default: what reckoner_init() sets. */
struct str reckoner_setting(const struct reckoner *reckoner, size_t index);
