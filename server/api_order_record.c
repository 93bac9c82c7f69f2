/* What happens to an order: parcels and money. Each becomes a version of the order and, in the same commit, a
 * fact of the dispute that is open about it. */
#include "core/json.h"
#include "core/object.h"
#include "crypto/random.h"
#include "server/act_load.h"
#include "server/app.h"
#include "server/case_fold.h"
#include "server/case_run.h"
#include "server/operations.h"
#include "server/order_rows.h"

/* What is being recorded, between the steps. */
struct recording {
	struct str shipment; /* empty: money */
	const struct node *content;
	int attempt;
	uint64_t row_version; /* of the order */
	struct order_step step;
	struct str text; /* the order as it is to be kept */
};

static void load(struct call *call);

/* --- 4. the commit --- */

static void on_stored(struct call *call, const struct store_commit *commit, enum store_status status)
{
	struct recording *recording = call->state;

	(void)commit;
	if (status == STORE_OK)
		call_reply_json(call, 200, recording->text, 0);
	else if (++recording->attempt < ACT_ATTEMPTS_MAX)
		load(call);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the order changed at the same moment");
}

static enum status put_order(struct call *call, struct recording *recording, struct change *change)
{
	struct order_entry entry = { .kind = recording->shipment.len > 0 ? STR("shipment") : STR("payment"),
		                     .by = principal_text(&call->admission.who, call_arena(call)),
		                     .at_ms = call->now_ms,
		                     .shipment = recording->shipment,
		                     .content = bytes_str(call->exchange->body) };

	return order_rows_put(&recording->step, recording->row_version, &entry, change, &recording->text,
	                      &call->err);
}

/* --- 3. the dispute that is open --- */

static const struct node *record_content(const struct recording *recording, struct arena *arena)
{
	const struct node *content = recording->content;
	bool parcel = recording->shipment.len > 0;
	struct object object;

	object_init(&object, arena, 5);
	object_text(&object, STR("source"), parcel ? STR("shipment") : STR("payment"));
	object_text(&object, STR("reference"),
	            parcel ? recording->shipment : node_text(content, STR("reference")));
	object_text(&object, STR("event"), node_text(content, parcel ? STR("event") : STR("kind")));
	object_copy(&object, STR("at"), node_find(content, STR("at")));
	if (recording->step.facts != NULL)
		object_copy(&object, STR("facts"), recording->step.facts);
	return object_keep(&object);
}

static const struct node *refund_content(const struct recording *recording, struct arena *arena)
{
	struct object object;

	object_init(&object, arena, 2);
	object_copy(&object, STR("amount"), node_find(recording->content, STR("amount")));
	object_copy(&object, STR("reference"), node_find(recording->content, STR("reference")));
	return object_keep(&object);
}

static bool is_refund(const struct recording *recording)
{
	return str_eq(node_text(recording->content, STR("kind")), STR("refund"));
}

/* It was told to the dispute itself before. */
static bool is_known(const struct recording *recording, const struct dispute *dispute)
{
	struct str reference = node_text(recording->content, STR("reference"));

	for (size_t i = 0; is_refund(recording) && i < dispute->refund_count; i++)
		if (str_eq(dispute->refunds[i].reference, reference))
			return true;
	return false;
}

static enum status tell(struct call *call, struct dispute *dispute, struct change *change)
{
	const struct recording *recording = call->state;
	struct arena *arena = call_arena(call);
	struct case_run *run = ARENA_NEW(arena, struct case_run);
	struct leaf_salt *salts = ARENA_ARRAY(arena, struct leaf_salt, CASE_RUN_EVENTS_MAX);
	struct error *err = &call->err;
	bool refund = is_refund(recording);
	struct command command = { .kind = refund ? COMMAND_RECORD_REFUND : COMMAND_RECORD_FACTS,
		                   .dispute = dispute->id,
		                   .actor = actor_of(&call->admission.who),
		                   .at_ms = call->now_ms,
		                   .content = refund ? refund_content(recording, arena)
		                                     : record_content(recording, arena),
		                   .ids = fresh_ids(arena, call->now_ms),
		                   .id_count = COMMAND_IDS,
		                   .policy = &call->app->policy };

	TRY(arena_check(arena, err));
	TRY(case_run_init(run, call->app->packs, dispute, dispute->id, arena, err));
	TRY(case_run_command(run, &command, err));
	random_fill(salts, sizeof *salts * run->event_count);
	return case_run_put(run, &(struct carried){ 0 }, salts, change, err);
}

static enum status build(struct call *call, struct dispute *dispute, struct change **ret_change)
{
	struct recording *recording = call->state;

	TRY(change_new(call_arena(call), ret_change, &call->err));
	if (dispute != NULL && !is_known(recording, dispute))
		TRY(tell(call, dispute, *ret_change));
	return put_order(call, recording, *ret_change);
}

static void store(struct call *call, struct dispute *dispute)
{
	struct change *change;

	if (build(call, dispute, &change) != STATUS_OK)
		call_fail(call);
	else
		call_commit(call, change, on_stored);
}

static void on_disputes(struct call *call, const struct store_scan *scan)
{
	struct id open;

	if (act_find_open_dispute(scan, (struct id){ 0 }, &open))
		call_fold_dispute(call, open, store);
	else
		store(call, NULL);
}

/* --- 2. the order --- */

static enum status take(struct call *call, const struct store_row *row)
{
	struct recording *recording = call->state;
	struct arena *arena = call_arena(call);
	struct error *err = &call->err;
	struct order_parcel parcel = { recording->shipment, recording->content };
	const struct node *kept;

	if (!row->found)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "no order of that reference was recorded");
	recording->row_version = row->version;
	recording->text = arena_copy(arena, bytes_str(row->body));
	TRY(arena_check(arena, err));
	TRY(node_parse(recording->text, arena, &kept, err));
	if (recording->shipment.len > 0)
		return order_take_shipment(kept, &parcel, call->now_ms, arena, &recording->step, err);
	return order_take_payment(kept, recording->content, call->now_ms, arena, &recording->step, err);
}

static void on_order(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct recording *recording = call->state;

	assert(count == 1);
	if (take(call, &rows[0]) != STATUS_OK)
		call_fail(call);
	else if (!recording->step.changed)
		call_reply_json(call, 200, recording->text, 0);
	else
		act_scan_order(call, call_param(call, 0), on_disputes);
}

static void load(struct call *call)
{
	struct store_key key = { RECORD_ORDER, str_bytes(call_param(call, 0)) };

	call_get(call, &key, 1, on_order);
}

/* --- 1. the request --- */

static void begin(struct call *call, struct str shipment)
{
	struct recording *recording = ARENA_NEW(call_arena(call), struct recording);

	if (arena_check(call_arena(call), &call->err) != STATUS_OK ||
	    node_parse(bytes_str(call->exchange->body), call_arena(call), &recording->content, &call->err) !=
	            STATUS_OK) {
		call_fail(call);
		return;
	}
	if (call_param(call, 0).len > ORDER_REF_MAX || shipment.len > ORDER_REF_MAX) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no reference is that long");
		return;
	}
	recording->shipment = shipment;
	call->state = recording;
	load(call);
}

void op_record_shipment(struct call *call)
{
	begin(call, call_param(call, 1));
}

void op_record_payment(struct call *call)
{
	begin(call, STR(""));
}
