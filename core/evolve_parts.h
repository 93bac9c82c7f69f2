/* evolve_parts.h — the folds of the parts of a dispute, which evolve.c calls for each event.
 *
 * Each reads its members of the event's data and does nothing when they are absent. Internal to evolve*.c.
 */
#pragma once

#include "core/evolve.h"
#include "core/object.h"

/* One event being folded. */
struct fold {
	struct dispute *dispute;
	const struct event *event;
	const struct node *data;
	struct arena *arena;
};

void fold_registers(struct fold *fold); /* phase, closed_reason, duties, obligations */
void fold_claim(struct fold *fold);     /* the filing, or a draft of it */
void fold_record(struct fold *fold);    /* the marketplace's facts and the claim's, into the ledger */
void fold_response(struct fold *fold);  /* position, answers, the respondent's own facts */
void fold_finding(struct fold *fold);
void fold_evidence(struct fold *fold);
void fold_exhibit(struct fold *fold);   /* retracted, admitted, redacted */
void fold_assertion(struct fold *fold); /* answers and facts of one side */
void fold_amended(struct fold *fold);
void fold_presumed(struct fold *fold);   /* from an unanswered request */
void fold_proceeding(struct fold *fold); /* holds, requests, staff's acts */
void fold_recorded(struct fold *fold);   /* what the marketplace recorded after the filing */
void fold_message(struct fold *fold);
void fold_imported(struct fold *fold); /* messages that were written elsewhere */
void fold_offer_made(struct fold *fold);
void fold_offer_ended(struct fold *fold, enum offer_state state);
