/* A seller's automatic policy: held against the law before it is stored, so that it never gives less. */
#include "core/calendar.h"
#include "core/pack.h"
#include "core/policy_check.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/operations.h"

#define VERDICT_BYTES_MAX KIB(256)

/* What was sent, and what came of it. */
struct attempt {
	struct str policy; /* canonical */
	struct policy_verdict verdict;
	struct str verdict_text;
};

static struct str jurisdiction_of(struct call *call)
{
	struct str asked = call_query(call, STR("jurisdiction"));

	return asked.len > 0 ? asked : STR("CN");
}

static enum status hold_against_law(struct call *call, struct attempt *attempt)
{
	struct arena *arena = call_arena(call);
	struct seller_policy *policy = ARENA_NEW(arena, struct seller_policy);
	void *block = arena_alloc_dirty(arena, POLICY_SCRATCH_BYTES, 1, _Alignof(max_align_t));
	const struct node *node;
	struct policy_floor floor;
	struct arena scratch;
	struct printer printer;
	struct buf buf;

	TRY(arena_check(arena, &call->err));
	arena_init(&scratch, block, POLICY_SCRATCH_BYTES);
	TRY(node_parse(bytes_str(call->exchange->body), arena, &node, &call->err));
	TRY(seller_policy_decode(node, policy, &call->err));
	floor = (struct policy_floor){ .packset = call->app->packs, .jurisdiction = jurisdiction_of(call) };
	TRY(policy_check(&floor, policy, &scratch, arena, &attempt->verdict, &call->err));
	buf_init(&buf, arena, KIB(64));
	printer_init(&printer, &buf);
	print_node(&printer, node);
	TRY(buf_check(&buf, &call->err));
	attempt->policy = buf_str(&buf);
	buf_init(&buf, arena, VERDICT_BYTES_MAX);
	printer_init(&printer, &buf);
	print_policy_verdict(&printer, &attempt->verdict);
	TRY(buf_check(&buf, &call->err));
	attempt->verdict_text = buf_str(&buf);
	return STATUS_OK;
}

/* Only looks: a policy that is below the floor is an answer here, with its example. */
void op_check_automation(struct call *call)
{
	struct attempt attempt = { 0 };

	if (hold_against_law(call, &attempt) != STATUS_OK)
		call_fail(call);
	else
		call_reply_json(call, 200, attempt.verdict_text, 0);
}

/* --- stored --- */

static void print_packs(struct printer *printer, const struct packset *packs)
{
	print_name(printer, STR("packs"));
	print_array_begin(printer);
	for (size_t i = 0; i < packs->pack_count; i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("id"), packs->packs[i].id);
		print_member_string(printer, STR("sha256"), packs->packs[i].sha256);
		print_member_string(printer, STR("version"), packs->packs[i].version);
		print_object_end(printer);
	}
	print_array_end(printer);
}

/* {"at", "checked": {"packs", "patterns"}, "policy"} */
static enum status record_make(struct call *call, const struct attempt *attempt, struct str *ret_record)
{
	struct printer printer;
	struct buf at;
	struct buf buf;

	buf_init(&at, call_arena(call), 32);
	instant_put(&at, call->now_ms);
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("at"), buf_str(&at));
	print_name(&printer, STR("checked"));
	print_object_begin(&printer);
	print_packs(&printer, call->app->packs);
	print_member_int(&printer, STR("patterns"), (int64_t)attempt->verdict.patterns);
	print_object_end(&printer);
	print_member_raw(&printer, STR("policy"), attempt->policy);
	print_object_end(&printer);
	TRY(buf_check(&buf, &call->err));
	*ret_record = buf_str(&buf);
	return STATUS_OK;
}

static void on_stored(struct call *call, const struct store_commit *commit, enum store_status status)
{
	if (status == STORE_OK)
		call_reply_json(call, 200, bytes_str(commit->ops[0].body), 0);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the policy changed at the same moment");
}

void op_put_automation(struct call *call)
{
	struct attempt attempt = { 0 };
	struct change *change;
	struct str record;

	if (hold_against_law(call, &attempt) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (policy_verdict_refuse(&attempt.verdict, &call->err) != STATUS_OK) {
		call_fail_with(call, STR("verdict"), attempt.verdict_text);
		return;
	}
	if (record_make(call, &attempt, &record) != STATUS_OK ||
	    change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	change_apply(change, OP_PUT, RECORD_POLICY, str_bytes(str_from_c(call->admission.who.party)),
	             str_bytes(record));
	call_commit(call, change, on_stored);
}

static void on_policy(struct call *call, const struct store_row *rows, uint32_t count)
{
	assert(count == 1);
	if (rows[0].found)
		call_reply_borrowed(call, bytes_str(rows[0].body), rows[0].version);
	else
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "you have no automatic policy");
}

void op_get_automation(struct call *call)
{
	struct store_key key = { RECORD_POLICY, str_bytes(str_from_c(call->admission.who.party)) };

	call_get(call, &key, 1, on_policy);
}
