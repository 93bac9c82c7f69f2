/* ledger.h — the facts ledger of a case as the rules read it.
 *
 * One object of vocabulary names in order of name, in the form that fact.h decodes: a plain value is
 * established (the marketplace's record, admitted, found, or claimed and never denied once the evidence is
 * closed); {"v", "st"} is open. The case itself adds jurisdiction, claim.type, claim.requested,
 * claim.filed_at, evidence.phase and time.today. Rules never see messages, offers or notes.
 * Pure: same dispute and time, same bytes.
 */
#pragma once

#include "core/calendar.h"
#include "core/dispute.h"

#define LEDGER_BYTES_MAX KIB(512)

/* The civil day where the law of these facts is: UTC+8 for China, which is meant when none is named, else
 * UTC. */
struct date ledger_day(const struct node *facts, int64_t at_ms);

/* The same for the order of a case. */
struct date ledger_today(const struct dispute *dispute, int64_t at_ms);

/* STATUS_CONFLICT (WRONG_PHASE): the claim is still a draft. STATUS_LIMIT: arena exhausted. */
NODISCARD enum status ledger_facts(const struct dispute *dispute, int64_t at_ms, struct arena *arena,
                                   const struct node **ret_facts, struct error *err);

/* The same as canonical text. */
NODISCARD enum status ledger_print(const struct dispute *dispute, int64_t at_ms, struct arena *arena,
                                   struct str *ret_text, struct error *err);
