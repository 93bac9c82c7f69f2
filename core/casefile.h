/* casefile.h — worked cases: one JSON line each, with the facts and the proposal that the law gives.
 *
 * Depends on: proposal.h. Pure: text in, text out.
 * Form (law.md section 20): {"id", "regime", "facts": {...}, "expected": {...}, ...}. A case is evaluated by
 * the packs of its regime, as a worked case; settings have the values that packs give them for worked cases.
 * Compared exactly: outcome, freight_payer, burden_bearer, amounts, and every expected member of computed.
 * Compared as sets: remedies_available, missing_facts. remedy_proposed: a text, or a list in any order.
 * Cited: every expected article must be cited; we may cite more, for we name each article that was used.
 * Chooser: compared when the case names one; null says nothing (equal cases differ in it).
 * Fractions, which JSON here refuses, occur in explanatory values only: they are read as texts.
 */
#pragma once

#include "core/proposal.h"

struct case_result {
	struct str id;
	struct str regime;
	bool is_covered; /* some pack speaks for the regime; else nothing was compared */
	bool has_passed;
	struct str text; /* what differs, one line; empty when all is as expected */
};

/* The configuration of worked cases; `regime` is borrowed. */
struct configuration casefile_configuration(struct str regime);

/* One line as a node; a fraction in it is read as a text. STATUS_INVALID: not JSON. */
NODISCARD enum status casefile_parse(struct str line, struct arena *arena, const struct node **ret_case,
                                     struct error *err);

/* Runs one line. STATUS_INVALID: not a case (a case that fails is no error). STATUS_LIMIT: the arena. */
NODISCARD enum status casefile_run(const struct packset *packset, struct str line, struct arena *arena,
                                   struct case_result *ret_result, struct error *err);

/* Evaluates one line of facts, {"name": value, ...}, and gives the proposal as canonical JSON.
 * STATUS_INVALID names the fact at fault: unknown, of a wrong type, or, in a worked case, in contradiction to
 * another. */
NODISCARD enum status facts_evaluate(const struct packset *packset, const struct configuration *configuration,
                                     struct str line, struct arena *arena, struct str *ret_proposal,
                                     struct error *err);
