/* lint_trial.h — the values that could make a difference to a question, fact by fact.
 *
 * Depends on: pack.h. Internal to lint*.c. Pure; values live in the arena.
 */
#pragma once

#include "core/pack.h"

#define TRIAL_VALUES_MAX 48
#define TRIAL_ERAS_MAX   8

/* A day on which an earlier value of a parameter was in force, and the pack that asks for the day. */
struct trial_era {
	struct date day;
	size_t pack;
};

/* What the expressions behind a question name. */
struct trial {
	const struct packset *packset;
	struct arena *arena;
	bool *seen;                        /* definitions that were visited */
	int64_t numbers[TRIAL_VALUES_MAX]; /* constants and values of parameters */
	size_t number_count;
	int64_t months[TRIAL_VALUES_MAX / 4]; /* periods of months, as months */
	size_t month_count;
	struct date dates[TRIAL_VALUES_MAX / 4]; /* constants */
	size_t date_count;
	struct str words[TRIAL_VALUES_MAX]; /* that facts are compared with */
	size_t word_count;
	bool settings[SETTINGS_MAX];           /* settings that are named */
	bool asks_status;                      /* how a fact stands, not what it is */
	bool asks_place;                       /* whose law it is */
	struct trial_era eras[TRIAL_ERAS_MAX]; /* in which other values of the parameters were in force */
	size_t era_count;
	const struct value *values[FACT_COUNT]; /* made when first asked for */
	size_t value_counts[FACT_COUNT];
};

/* STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status trial_init(struct trial *trial, const struct packset *packset, struct arena *arena,
                                 struct error *err);

/* Adds what the expression names, through definitions and their exceptions. */
void trial_add(struct trial *trial, const struct expression *expression);

/* The values to try for a fact, borrowed from the arena; none when that is exhausted. */
size_t trial_values(struct trial *trial, enum fact_id fact, const struct value **ret_values);

/* A calendar on which nobody works from the first of the days that are tried on; absent when the arena is
 * exhausted. */
struct value trial_holiday(struct trial *trial);
