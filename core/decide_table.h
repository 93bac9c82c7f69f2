/* decide_table.h — the functions that decide.c dispatches to, by family.
 *
 * A guard says whether the command would pass without looking at its content: STATUS_OK, and when it opens;
 * an act checks the content and writes the events. Internal to decide*.c.
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
	int64_t opens_at_ms; /* written by the guard; 0: open */
};

typedef enum status command_guard(struct approach *approach, struct error *err);
typedef enum status command_act(struct hearing *hearing, struct error *err);

NODISCARD command_guard guard_due;        /* the duty named by the target is over */
NODISCARD command_guard guard_escalation; /* row 8 */
NODISCARD command_guard guard_new_offer;
NODISCARD command_guard guard_answer_offer;
NODISCARD command_guard guard_withdraw_offer;
NODISCARD command_guard guard_evidence;
NODISCARD command_guard guard_close_evidence;
NODISCARD command_guard guard_proposal;
NODISCARD command_guard guard_decision;
NODISCARD command_guard guard_finding;
NODISCARD command_guard guard_report;
NODISCARD command_guard guard_confirm;
NODISCARD command_guard guard_close;

NODISCARD command_act act_create_draft;
NODISCARD command_act act_amend_draft;
NODISCARD command_act act_expire_draft;
NODISCARD command_act act_submit;
NODISCARD command_act act_withdraw;
NODISCARD command_act act_accept_claim;
NODISCARD command_act act_contest_claim;
NODISCARD command_act act_escalate;
NODISCARD command_act act_time_out;
NODISCARD command_act act_lapse;
NODISCARD command_act act_make_offer;
NODISCARD command_act act_accept_offer;
NODISCARD command_act act_decline_offer;
NODISCARD command_act act_withdraw_offer;
NODISCARD command_act act_expire_offer;
NODISCARD command_act act_post_message;
NODISCARD command_act act_add_evidence;
NODISCARD command_act act_find_fact;
NODISCARD command_act act_close_evidence;
NODISCARD command_act act_compute_proposal;
NODISCARD command_act act_confirm_decision;
NODISCARD command_act act_amend_decision;
NODISCARD command_act act_reject_decision;
NODISCARD command_act act_report_obligation;
NODISCARD command_act act_confirm_obligation;
NODISCARD command_act act_auto_confirm;
NODISCARD command_act act_mark_overdue;
NODISCARD command_act act_enforce;
NODISCARD command_act act_close;
NODISCARD command_act act_expire_duty;

/* The files of the statement as one exhibit, for acts that are not about evidence: "evidence" in the data. */
NODISCARD enum status exhibit_attach(struct minute *minute, struct error *err);

/* Opens the time for evidence for both sides. */
void evidence_open(struct minute *minute, int64_t due_at_ms);

/* Ends the case when every obligation is terminal and no appeal can come. */
void performance_end(struct hearing *hearing);
