/* explain_parts.h — what the parts of an explanation share: the proposal, the language, and how to fill a
 * phrase.
 *
 * Depends on: explain.h, trace.h, speech.h. Internal to explain*.c.
 */
#pragma once

#include "core/explain.h"
#include "core/speech.h"
#include "core/trace.h"

#define EXPLAINED_LINE_MAX KIB(8)

struct explainer {
	struct printer *printer;
	const struct proposal *proposal;
	struct telling telling;
	struct trace grounds; /* what the proposed remedy itself rests on */
};

/* The sentence in the language of the explanation. */
struct str explainer_in(const struct explainer *explainer, const struct wording *wording);

/* The phrase of the packs named `kind` and `name` together, or the fallback when they have none. */
struct str explainer_phrase(const struct explainer *explainer, struct str kind, struct str name,
                            struct str fallback);

/* A line in the arena of the proposal. */
struct buf explainer_line(const struct explainer *explainer);

/* Puts a template with its one {placeholder} replaced. */
void template_put(struct buf *buf, struct str template, struct str filling);

/* "label: value" of a definition, with dates and sums as the language has them. */
void say_definition(struct buf *buf, const struct explainer *explainer, size_t index);

/* The remedies, one after another. */
void say_remedies(struct buf *buf, const struct explainer *explainer, const size_t *remedies, size_t count);

/* The amounts of a result, one sentence each. */
void print_amount_texts(const struct explainer *explainer, const struct assessment *result);

/* Members "reasons", "why_not" (explain_reasons.c) and "would_change" (explain_change.c). */
void print_reasons(const struct explainer *explainer);
void print_why_not(const struct explainer *explainer);
void print_would_change_texts(const struct explainer *explainer);
