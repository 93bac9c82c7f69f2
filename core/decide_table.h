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

command_guard guard_due;        /* the duty named by the target is over */
command_guard guard_escalation; /* row 8 */
command_guard guard_new_offer;
command_guard guard_answer_offer;
command_guard guard_withdraw_offer;
command_guard guard_evidence;
command_guard guard_close_evidence;
command_guard guard_proposal;
command_guard guard_decision;
command_guard guard_finding;
command_guard guard_report;
command_guard guard_confirm;
command_guard guard_close;

command_act act_create_draft;
command_act act_amend_draft;
command_act act_expire_draft;
command_act act_submit;
command_act act_withdraw;
command_act act_accept_claim;
command_act act_contest_claim;
command_act act_escalate;
command_act act_time_out;
command_act act_lapse;
command_act act_make_offer;
command_act act_accept_offer;
command_act act_decline_offer;
command_act act_withdraw_offer;
command_act act_expire_offer;
command_act act_post_message;
command_act act_add_evidence;
command_act act_find_fact;
command_act act_close_evidence;
command_act act_compute_proposal;
command_act act_confirm_decision;
command_act act_amend_decision;
command_act act_reject_decision;
command_act act_report_obligation;
command_act act_confirm_obligation;
command_act act_auto_confirm;
command_act act_mark_overdue;
command_act act_enforce;
command_act act_close;
command_act act_expire_duty;

/* The files of the statement as one exhibit, for acts that are not about evidence: "evidence" in the data. */
NODISCARD enum status exhibit_attach(struct minute *minute, struct error *err);

/* Opens the time for evidence for both sides. */
void evidence_open(struct minute *minute, int64_t due_at_ms);

/* Ends the case when every obligation is terminal and no appeal can come. */
void performance_end(struct hearing *hearing);
