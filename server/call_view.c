#include "server/call_view.h"

#include "server/app.h"
#include "server/case_records.h"

/* A view on its way: where to go on. */
struct viewing {
	struct id dispute;
	call_viewed *then;
	void *state; /* of the operation, given back */
};

static void not_found(struct call *call)
{
	call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such dispute");
}

/* Unknown, and somebody else's, look alike. */
static void on_row(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct viewing *viewing = call->state;
	const struct principal *who = &call->admission.who;
	bool theirs = case_is_theirs(&rows[0], who);
	struct case_view view;

	assert(count == 1);
	call->state = viewing->state;
	view.piece_count = 0;
	if (theirs && case_view_decode(rows[0].body, side_of(who->role), &view, &call->err) != STATUS_OK)
		call_fail(call);
	else if (view.piece_count == 0)
		not_found(call);
	else
		viewing->then(call, viewing->dispute, &view);
}

void call_view(struct call *call, call_viewed *then)
{
	struct viewing *viewing = ARENA_NEW(call_arena(call), struct viewing);
	struct error unused;

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (id_parse(ID_DISPUTE, call_param(call, 0), &viewing->dispute, &unused) != STATUS_OK) {
		not_found(call);
		return;
	}
	viewing->then = then;
	viewing->state = call->state;
	call->state = viewing;
	struct store_key key = { RECORD_VIEW, { viewing->dispute.bytes, sizeof viewing->dispute.bytes } };
	call_get(call, &key, 1, on_row);
}
