#include "server/case_act.h"

#include "core/json.h"
#include "crypto/random.h"
#include "server/act_load.h"
#include "server/act_reply.h"
#include "server/act_verify.h"
#include "server/app.h"
#include "server/idempotency.h"
#include "server/operations.h"
#include "server/order_rows.h"

/* clang-format off */
static const struct act_rule rules[] = {
	{ OPERATION_createDispute,     COMMAND_CREATE_DRAFT,       -1,            false, 201 },
	{ OPERATION_amendDraft,        COMMAND_AMEND_DRAFT,        -1,            false, 200 },
	{ OPERATION_submitDispute,     COMMAND_SUBMIT,             -1,            false, 200 },
	{ OPERATION_respondDispute,    COMMAND_CONTEST_CLAIM,      -1,            false, 200 },
	{ OPERATION_escalateDispute,   COMMAND_ESCALATE,           -1,            false, 200 },
	{ OPERATION_withdrawDispute,   COMMAND_WITHDRAW,           -1,            false, 200 },
	{ OPERATION_postMessage,       COMMAND_POST_MESSAGE,       -1,            false, 201 },
	{ OPERATION_addEvidence,       COMMAND_ADD_EVIDENCE,       -1,            false, 201 },
	{ OPERATION_makeOffer,         COMMAND_MAKE_OFFER,         -1,            false, 201 },
	{ OPERATION_acceptOffer,       COMMAND_ACCEPT_OFFER,       ID_OFFER,      false, 200 },
	{ OPERATION_declineOffer,      COMMAND_DECLINE_OFFER,      ID_OFFER,      false, 200 },
	{ OPERATION_withdrawOffer,     COMMAND_WITHDRAW_OFFER,     ID_OFFER,      false, 200 },
	{ OPERATION_reportObligation,  COMMAND_REPORT_OBLIGATION,  ID_OBLIGATION, false, 200 },
	{ OPERATION_confirmObligation, COMMAND_CONFIRM_OBLIGATION, ID_OBLIGATION, false, 200 },
	{ OPERATION_closeEvidence,     COMMAND_CLOSE_EVIDENCE,     -1,            false, 200 },
	{ OPERATION_findFact,          COMMAND_FIND_FACT,          -1,            false, 200 },
	{ OPERATION_discardDraft,       COMMAND_DISCARD_DRAFT,       -1,            false, 200 },
	{ OPERATION_amendClaim,         COMMAND_AMEND_CLAIM,         -1,            false, 200 },
	{ OPERATION_reopenDispute,      COMMAND_REOPEN,              -1,            false, 200 },
	{ OPERATION_holdDispute,        COMMAND_START_HOLD,          -1,            false, 200 },
	{ OPERATION_resumeDispute,      COMMAND_RESUME,              -1,            false, 200 },
	{ OPERATION_completeEvidence,   COMMAND_COMPLETE_EVIDENCE,   -1,            false, 200 },
	{ OPERATION_retractEvidence,    COMMAND_RETRACT_EVIDENCE,    ID_EVIDENCE,   false, 200 },
	{ OPERATION_stateFacts,         COMMAND_STATE_FACTS,         -1,            false, 200 },
	{ OPERATION_askParty,           COMMAND_ASK_PARTY,           -1,            false, 200 },
	{ OPERATION_answerRequest,      COMMAND_ANSWER_REQUEST,      ID_REQUEST,    false, 200 },
	{ OPERATION_counterOffer,       COMMAND_COUNTER_OFFER,       ID_OFFER,      false, 200 },
	{ OPERATION_issueRequest,       COMMAND_ISSUE_REQUEST,       -1,            false, 200 },
	{ OPERATION_admitEvidence,      COMMAND_ADMIT_EVIDENCE,      ID_EVIDENCE,   false, 200 },
	{ OPERATION_redactEvidence,     COMMAND_REDACT,              ID_EVIDENCE,   false, 200 },
	{ OPERATION_reopenEvidence,     COMMAND_REOPEN_EVIDENCE,     -1,            false, 200 },
	{ OPERATION_declareInadmissible,COMMAND_DECLARE_INADMISSIBLE,-1,            false, 200 },
	{ OPERATION_assignDispute,      COMMAND_ASSIGN,              -1,            false, 200 },
	{ OPERATION_releaseDispute,     COMMAND_RELEASE,             -1,            false, 200 },
	{ OPERATION_declareConflict,    COMMAND_DECLARE_CONFLICT,    -1,            false, 200 },
	{ OPERATION_holdCase,           COMMAND_HOLD_CASE,           -1,            false, 200 },
	{ OPERATION_resumeCase,         COMMAND_END_HOLD,            -1,            false, 200 },
	{ OPERATION_extendDuty,         COMMAND_EXTEND_DUTY,         ID_DUTY,       false, 200 },
	{ OPERATION_linkDispute,        COMMAND_LINK,                -1,            false, 200 },
	{ OPERATION_referDispute,       COMMAND_REFER,               -1,            false, 200 },
	{ OPERATION_requestVoid,        COMMAND_REQUEST_VOID,        -1,            false, 200 },
	{ OPERATION_voidDispute,        COMMAND_VOID,                -1,            false, 200 },
	{ OPERATION_refuseCosignature,  COMMAND_REFUSE_COSIGNATURE,  -1,            true, 200 },
	{ OPERATION_cosignDecision,     COMMAND_COSIGN_DECISION,     -1,            true, 200 },
	{ OPERATION_decideAppeal,       COMMAND_DECIDE_APPEAL,       -1,            true, 200 },
	{ OPERATION_resolveObligation,  COMMAND_RESOLVE_OBLIGATION,  ID_OBLIGATION, false, 200 },
	{ OPERATION_makeCorrection,     COMMAND_MAKE_CORRECTION,     ID_CORRECTION, false, 200 },
	{ OPERATION_refuseCorrection,   COMMAND_REFUSE_CORRECTION,   ID_CORRECTION, false, 200 },
	{ OPERATION_commentProposal,    COMMAND_COMMENT,             -1,            false, 200 },
	{ OPERATION_appealRuling,       COMMAND_FILE_APPEAL,         -1,            false, 200 },
	{ OPERATION_requestCorrection,  COMMAND_REQUEST_CORRECTION,  -1,            false, 200 },
	{ OPERATION_contestObligation,  COMMAND_CONTEST_OBLIGATION,  ID_OBLIGATION, false, 200 },
	{ OPERATION_waiveObligation,    COMMAND_WAIVE_OBLIGATION,    ID_OBLIGATION, false, 200 },
	{ OPERATION_declareImpossible,  COMMAND_DECLARE_IMPOSSIBLE,  ID_OBLIGATION, false, 200 },
	{ OPERATION_prepareReturn,      COMMAND_PREPARE_RETURN,      ID_OBLIGATION, false, 200 },
	{ OPERATION_shipReturn,         COMMAND_SHIP_RETURN,         ID_OBLIGATION, false, 200 },
	{ OPERATION_receiveReturn,      COMMAND_RECEIVE_RETURN,      ID_OBLIGATION, false, 200 },
	{ OPERATION_inspectReturn,      COMMAND_INSPECT_RETURN,      ID_OBLIGATION, false, 200 },
	{ OPERATION_trackReturn,        COMMAND_TRACK_RETURN,        ID_OBLIGATION, false, 200 },
	{ OPERATION_recordRefund,       COMMAND_RECORD_REFUND,       -1,            false, 200 },
	{ OPERATION_importMessages,     COMMAND_IMPORT_MESSAGES,     -1,            false, 200 },
	{ OPERATION_acknowledgeEnforcement, COMMAND_ACKNOWLEDGE,     ID_OBLIGATION, false, 200 },
	{ OPERATION_reportEnforced,     COMMAND_REPORT_ENFORCED,     ID_OBLIGATION, false, 200 },
	{ OPERATION_reportUnenforced,   COMMAND_REPORT_UNENFORCED,   ID_OBLIGATION, false, 200 },
	{ OPERATION_pauseDispute,       COMMAND_HOLD_CASE,           -1,            false, 200 },
	{ OPERATION_decideDispute,     COMMAND_CONFIRM_DECISION,   -1,            true, 200 },
};
/* clang-format on */

struct act *act_new(struct call *call)
{
	struct act *act = ARENA_NEW(call_arena(call), struct act);

	if (act == NULL) {
		call_refuse(call, PROBLEM_RESOURCE_EXHAUSTED, NULL,
		            "the request needs more memory than it may have");
		return NULL;
	}
	act->call = call;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		if (rules[i].operation == call_route(call)->operation)
			act->rule = &rules[i];
	}
	assert(act->rule != NULL);
	return act;
}

/* --- 1. the request --- */

static enum status read_if_match(struct act *act, struct error *err)
{
	struct str header = http_request_find(&act->call->exchange->request, STR("If-Match"));
	uint64_t version = 0;

	if (header.ptr == NULL)
		return act->rule->needs_if_match
		               ? FAIL_AT(err, PROBLEM_PRECONDITION_REQUIRED, "If-Match",
		                         "a decision says which version of the case it is about")
		               : STATUS_OK;
	if (header.len < 3 || header.ptr[0] != '"' || header.ptr[header.len - 1] != '"')
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "If-Match",
		               "send the ETag as you got it: \"<version>\"");
	for (size_t i = 1; i + 1 < header.len; i++) {
		char c = header.ptr[i];
		if (c < '0' || c > '9' || version > UINT32_MAX)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, "If-Match",
			               "send the ETag as you got it: \"<version>\"");
		version = version * 10 + (uint64_t)(c - '0');
	}
	act->expected_version = version;
	return STATUS_OK;
}

static enum status read_request(struct act *act, struct error *err)
{
	struct error unused;

	if (id_parse(ID_DISPUTE, call_param(act->call, 0), &act->dispute_id, &unused) != STATUS_OK)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "there is no such dispute");
	if (act->rule->target_kind >= 0 &&
	    id_parse((enum id_kind)act->rule->target_kind, call_param(act->call, 1), &act->target, &unused) !=
	            STATUS_OK)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "there is no such thing in this dispute");
	TRY(read_if_match(act, err));
	TRY(act_read_body(act, err));
	if (act->envelope.len == 0)
		return STATUS_OK;
	if (signed_statement_peek(act->envelope, call_arena(act->call), &act->peeked, err) == STATUS_OK)
		return STATUS_OK;
	(void)strcpy(err->field, "/statement");
	return problem_info(err->problem)->status;
}

void op_command(struct call *call)
{
	struct act *act = act_new(call);

	if (act == NULL)
		return;
	call->state = act;
	if (read_request(act, &call->err) != STATUS_OK)
		call_fail(call);
	else
		act_load(act);
}

/* --- 2. refused: unless it was done before --- */

static void on_probed(struct call *call, const struct store_commit *commit, enum store_status status)
{
	struct act *act = call->state;

	if (status == STORE_OK && commit->repeated) {
		act_reply_again(act, bytes_str(commit->reply));
		return;
	}
	if (commit->idem_mismatch) {
		call_refuse_conflict(call, commit);
		return;
	}
	call->err = act->refusal;
	call_fail(call);
}

/* A refusal may be the second coming of an act that was stored: the first one moved the case. The store looks
 * at the key before it looks at the checks, so a commit whose check cannot hold asks for nothing but the key.
 */
void act_refuse(struct act *act)
{
	struct call *call = act->call;
	struct key key = case_key(act->dispute_id);
	struct change *change;
	struct error unused;

	act->refusal = call->err;
	if (change_new(call_arena(call), &change, &unused) != STATUS_OK) {
		call_fail(call);
		return;
	}
	change_expect_version(change, RECORD_DISPUTE, key_bytes(&key), UINT64_MAX);
	call_make_idempotent(call, change, STR("{}"));
	call_commit(call, change, on_probed);
}

/* --- 3. decided: commit and answer --- */

static void on_committed(struct call *call, const struct store_commit *commit, enum store_status status)
{
	struct act *act = call->state;

	if (status == STORE_OK && commit->repeated) {
		act_reply_again(act, bytes_str(commit->reply));
		return;
	}
	if (status == STORE_OK) {
		assert(commit->first_leaf + 1 == commit->first_pos); /* sealer.h */
		act_reply(act, commit);
		return;
	}
	if (commit->idem_mismatch) {
		call_refuse_conflict(call, commit);
		return;
	}
	if (status == STORE_EXISTS) {
		call_refuse(call, PROBLEM_NONCE_REPLAYED, "/statement",
		            "the statement's nonce was used in this dispute before");
		return;
	}
	metric_add(call->local->metrics, METRIC_COMMIT_RETRIES, 0, 1);
	if (++act->attempt < ACT_ATTEMPTS_MAX && act->expected_version == 0)
		act_load(act);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the case kept moving while we worked on it");
}

static enum status put_nonce(const struct act *act, struct change *change, struct error *err)
{
	struct bytes nonce = { act->statement->nonce, STATEMENT_NONCE_BYTES };
	struct key key = case_nonce_key(act->dispute_id, nonce);

	change_apply(change, OP_APPEND, RECORD_NONCE, key_bytes(&key), (struct bytes){ 0 });
	return change_check(change, err);
}

/* A filing rewrites its order as it is: what is recorded of the order at the same moment meets a newer
 * version of it, looks again and finds the dispute. */
static enum status touch_order(const struct act *act, struct change *change, struct error *err)
{
	if (act->order_version == 0)
		return STATUS_OK;
	return order_rows_touch(act->order, act->order_text, act->order_version, change, err);
}

static enum status run(struct act *act, struct case_run *run, struct error *err)
{
	struct command command = { .kind = act->rule->command,
		                   .dispute = act->dispute_id,
		                   .actor = actor_of(&act->call->admission.who),
		                   .at_ms = act->call->now_ms,
		                   .content = act->content_node,
		                   .files = act->files,
		                   .file_count = act->file_count,
		                   .target = act->target,
		                   .ids = fresh_ids(call_arena(act->call), act->call->now_ms),
		                   .id_count = COMMAND_IDS,
		                   .order = act->order,
		                   .order_in_dispute = act->order_in_dispute,
		                   .policy = &act->call->app->policy };

	TRY(act_verify(act, &command.statement, err));
	TRY(arena_check(call_arena(act->call), err));
	TRY(case_run_init(run, act->call->app->packs, act->dispute, act->dispute_id, call_arena(act->call),
	                  err));
	return case_run_command(run, &command, err);
}

static enum status build(struct act *act, struct change **ret_change, struct error *err)
{
	struct arena *arena = call_arena(act->call);
	struct carried carried = { .note = act->envelope, .content = act->content };
	struct case_run *done = ARENA_NEW(arena, struct case_run);
	struct leaf_salt *salts = ARENA_ARRAY(arena, struct leaf_salt, CASE_RUN_EVENTS_MAX);
	struct str reply;

	TRY(change_new(arena, ret_change, err));
	TRY(arena_check(arena, err));
	TRY(run(act, done, err));
	random_fill(salts, sizeof *salts * done->event_count);
	TRY(case_run_put(done, &carried, salts, *ret_change, err));
	act->done = done;
	act->salts = salts;
	TRY(touch_order(act, *ret_change, err));
	if (act->statement != NULL)
		TRY(put_nonce(act, *ret_change, err));
	TRY(act_reply_text(done->events, done->event_count, arena, &reply, err));
	call_make_idempotent(act->call, *ret_change, reply);
	return STATUS_OK;
}

void act_decide(struct act *act)
{
	struct change *change;

	if (build(act, &change, &act->call->err) != STATUS_OK)
		act_refuse(act);
	else
		call_commit(act->call, change, on_committed);
}
