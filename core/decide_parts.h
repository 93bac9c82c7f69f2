/* decide_parts.h — what the families of commands share: checks, terms, and the parts of events that more than
 * one of them writes.
 *
 * Internal to decide*.c.
 */
#pragma once

#include "core/content.h"
#include "core/hearing.h"
#include "core/plan.h"

/* What a guard may look at. */
struct approach {
	const struct dispute *dispute;
	enum command_kind kind;
	struct actor actor;
	enum capacity who;
	struct id target;
	int64_t at_ms;
	const struct policy *policy;
	int64_t opens_at_ms; /* written by the guard; 0: open */
};

/* The files of the statement as one exhibit, for acts that are not about evidence: "evidence" in the data. */
NODISCARD enum status exhibit_attach(struct minute *minute, struct error *err);

/* An arbiter who is a party by another role, or who declared a link, decides nothing here; nor does one to
 * whom the case is not assigned. STATUS_FORBIDDEN (CONFLICT_OF_INTEREST), STATUS_CONFLICT (NOT_ASSIGNED). */
NODISCARD enum status arbiter_check(const struct approach *approach, struct error *err);

/* A claim whose document is right, against the case: filer, promised day, room. */
NODISCARD enum status claim_check(struct hearing *hearing, const struct claim_content *claim,
                                  struct error *err);

/* A verdict on the latest proposal: its document, its terms when it amends, and the event that records it. */
NODISCARD enum status verdict_decode(const struct hearing *hearing, struct verdict_content *verdict,
                                     struct error *err);
NODISCARD enum status verdict_terms(struct hearing *hearing, const struct verdict_content *verdict,
                                    struct terms *ret_terms, struct error *err);
NODISCARD enum status deviation_terms(struct hearing *hearing, const struct node *node, const char *at,
                                      struct terms *ret_terms, struct error *err);
void decision_begin(struct minute *minute, struct hearing *hearing, enum event_type type,
                    const struct verdict_content *verdict);

/* The decision waits for a second person, for these reasons (four_eyes.h). */
void decision_wait(struct minute *minute, const struct terms *terms, unsigned reasons);

/* The terms that a result of the rules means. STATUS_CONFLICT (PROPOSAL_UNDECIDED): it leaves them open. */
NODISCARD enum status proposal_terms(struct hearing *hearing, const struct node *result,
                                     struct terms *ret_terms, struct error *err);

/* Row 19: the ruling, in an event of its own; it replaces what was owed and not yet performed. */
void ruling_issue(struct hearing *hearing, const struct terms *terms, bool automated);

bool appeal_is_of_inadmissibility(const struct dispute *dispute);
/* Ends the event of a decision that nobody needs to sign any more. upholds: the ruling stands, and what was
 * stayed goes on; else `terms` become the ruling. */
void decision_conclude(struct minute *minute, const struct terms *terms, bool upholds);

/* Both sides get a short time to show what happened, and the arbiter finds it. */
void contest_open(struct minute *minute, struct id obligation);

/* Ends an obligation as done, with what follows, and the event. */
void obligation_finish(struct minute *minute, struct id obligation);
NODISCARD enum status obligation_check(const struct approach *approach,
                                       const struct obligation **ret_obligation, struct error *err);
enum capacity obligation_capacity(const struct dispute *dispute, enum actor_role role);

/* Puts a hold into the event: soft terms move, and end_hold is due. */
void hold_begin(struct minute *minute, enum hold kind, int64_t until_ms, bool by_consent);

/* A person's answers to facts and own facts, as a response or a statement of facts carries them. */
NODISCARD enum status answers_check(struct hearing *hearing, const struct node *answers, struct error *err);
NODISCARD enum status facts_check(struct hearing *hearing, const struct node *facts, struct error *err);

/* Opens the run of the rules where the case is decided and no run is open. */
void proposal_reopen(struct minute *minute);

#define EVIDENCE_REOPENED_HOURS 72
#define CONTEST_HOURS           48

/* Row 14: both sides are done and no request is open, so nobody needs to wait. */
void evidence_close_if_complete(struct hearing *hearing);

/* From the decision back to the evidence. */
void decision_put_off(struct minute *minute);

/* Opens the time for evidence for both sides. */
void evidence_open(struct minute *minute, int64_t due_at_ms);

/* Ends the case when every obligation is terminal and no appeal can come. */
void performance_end(struct hearing *hearing);
