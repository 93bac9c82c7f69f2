/* decide_table.h — the functions that decide.c dispatches to, by family.
 *
 * A guard says whether the command would pass without looking at its content: STATUS_OK, and when it opens;
 * an act checks the content and writes the events. Internal to decide*.c.
 */
#pragma once

#include "core/decide_parts.h"

typedef enum status command_guard(struct approach *approach, struct error *err);
typedef enum status command_act(struct hearing *hearing, struct error *err);

command_guard guard_due;        /* the duty named by the target is over, or its reminder is due */
command_guard guard_escalation; /* row 8 */
command_guard guard_comment;
command_guard guard_cosign;
command_guard guard_appeal;
command_guard guard_decide_appeal;
command_guard guard_correction;
command_guard guard_answer_correction;
command_guard guard_automation;
command_guard guard_contest;
command_guard guard_waive;
command_guard guard_impossible;
command_guard guard_resolve;
command_guard guard_prepare_return;
command_guard guard_ship_return;
command_guard guard_receive_return;
command_guard guard_inspect_return;
command_guard guard_amend;
command_guard guard_reopen;
command_guard guard_hold;
command_guard guard_end_hold;
command_guard guard_admit;
command_guard guard_retract;
command_guard guard_ask;
command_guard guard_answer;
command_guard guard_staff; /* no conflict of interest */
command_guard guard_extend;
command_guard guard_redact;
command_guard guard_new_offer;
command_guard guard_answer_offer;
command_guard guard_counter_offer;
command_guard guard_withdraw_offer;
command_guard guard_void;
command_guard guard_evidence;
command_guard guard_close_evidence;
command_guard guard_proposal;
command_guard guard_decision;
command_guard guard_finding;
command_guard guard_report;
command_guard guard_enforcement; /* an overdue obligation that was handed to the marketplace */
command_guard guard_confirm;
command_guard guard_close;

command_act act_comment;
command_act act_cosign_decision;
command_act act_refuse_cosignature;
command_act act_issue_automatically;
command_act act_file_appeal;
command_act act_decide_appeal;
command_act act_uphold_inadmissible;
command_act act_admit_dispute;
command_act act_request_correction;
command_act act_make_correction;
command_act act_refuse_correction;
command_act act_contest_obligation;
command_act act_waive_obligation;
command_act act_declare_impossible;
command_act act_resolve_obligation;
command_act act_prepare_return;
command_act act_ship_return;
command_act act_receive_return;
command_act act_track_return;
command_act act_inspect_return;
command_act act_record_refund;
command_act act_acknowledge;
command_act act_report_enforced;
command_act act_report_unenforced;
command_act act_record_facts;
command_act act_import_messages;
command_act act_discard_draft;
command_act act_amend_claim;
command_act act_state_facts;
command_act act_reopen;
command_act act_start_hold;
command_act act_end_hold;
command_act act_admit_evidence;
command_act act_retract_evidence;
command_act act_complete_evidence;
command_act act_issue_request;
command_act act_answer_request;
command_act act_expire_request;
command_act act_reopen_evidence;
command_act act_declare_inadmissible;
command_act act_assign;
command_act act_release;
command_act act_declare_conflict;
command_act act_extend_duty;
command_act act_link;
command_act act_redact;
command_act act_refer;
command_act act_request_void;
command_act act_void;
command_act act_counter_offer;
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
command_act act_remind;
