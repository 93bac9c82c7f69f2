#include "server/case_fold.h"

#include "core/evolve.h"
#include "server/case_records.h"

#define EVENTS_PAGE 64

struct folding {
	struct id id;
	struct str texts[DISPUTE_EVENTS_MAX];
	size_t count;
	call_folded *then;
	void *state; /* of the operation, given back */
};

static void not_found(struct call *call)
{
	call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such dispute");
}

static void fold(struct call *call, struct folding *folding)
{
	struct arena *arena = call_arena(call);
	struct dispute *dispute = ARENA_NEW(arena, struct dispute);
	struct actor actor = actor_of(&call->admission.who);
	enum capacity capacity;

	if (arena_check(arena, &call->err) != STATUS_OK ||
	    dispute_replay(folding->texts, folding->count, arena, dispute, &call->err) != STATUS_OK)
		call_fail(call);
	else if (dispute_capacity(dispute, actor, &capacity, &call->err) != STATUS_OK ||
	         !view_is_open_to(dispute, side_of(call->admission.who.role)))
		not_found(call);
	else {
		call->state = folding->state;
		folding->then(call, dispute);
	}
}

static void next_page(struct call *call, struct bytes cursor);

static void on_events(struct call *call, const struct store_scan *scan)
{
	struct folding *folding = call->state;

	for (uint32_t i = 0; i < scan->row_count && folding->count < DISPUTE_EVENTS_MAX; i++)
		folding->texts[folding->count++] =
			arena_copy(call_arena(call), bytes_str(scan->rows[i].body));
	if (scan->next_len > 0)
		next_page(call, (struct bytes){ scan->next, scan->next_len });
	else if (folding->count == 0)
		not_found(call);
	else
		fold(call, folding);
}

static void next_page(struct call *call, struct bytes cursor)
{
	struct folding *folding = call->state;
	struct key lo = case_key(folding->id);
	struct key hi = lo;

	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_EVENT,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .cursor = cursor,
		                   .limit = EVENTS_PAGE };
	call_scan(call, &scan, on_events);
}

void call_fold_dispute(struct call *call, struct id dispute, call_folded *then)
{
	struct folding *folding =
		arena_alloc_dirty(call_arena(call), 1, sizeof *folding, _Alignof(struct folding));

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	folding->id = dispute;
	folding->count = 0; /* the texts are written before they are read */
	folding->then = then;
	folding->state = call->state;
	call->state = folding;
	next_page(call, (struct bytes){ 0 });
}

void call_fold(struct call *call, call_folded *then)
{
	struct error unused;
	struct id id;

	if (id_parse(ID_DISPUTE, call_param(call, 0), &id, &unused) != STATUS_OK)
		not_found(call);
	else
		call_fold_dispute(call, id, then);
}
