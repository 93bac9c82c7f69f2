#include "server/signers.h"

#include "core/json.h"

/* Keys on their way: where to go on. */
struct signing {
	struct note_key *keys;
	size_t count;
	call_signed_by *then;
	void *state; /* of the operation, given back */
};

static enum status add_key(struct call *call, struct signing *signing, const struct store_row *row)
{
	const struct node *key;

	TRY(node_parse(bytes_str(row->body), call_arena(call), &key, &call->err));
	TRY(note_key_parse(node_text(key, STR("vkey")), &signing->keys[signing->count], &call->err));
	signing->count++;
	return STATUS_OK;
}

static enum status add_keys(struct call *call, struct signing *signing, const struct store_scan *scan)
{
	assert(scan->row_count <= SIGNER_KEYS_MAX);

	signing->keys = ARENA_ARRAY(call_arena(call), struct note_key, scan->row_count);
	TRY(arena_check(call_arena(call), &call->err));
	for (uint32_t i = 0; i < scan->row_count; i++)
		TRY(add_key(call, signing, &scan->rows[i]));
	return STATUS_OK;
}

static void on_keys(struct call *call, const struct store_scan *scan)
{
	struct signing *signing = call->state;

	call->state = signing->state;
	if (add_keys(call, signing, scan) != STATUS_OK)
		call_fail(call);
	else
		signing->then(call, (struct signer_keys){ signing->keys, signing->count });
}

void call_signers(struct call *call, call_signed_by *then)
{
	struct signing *signing = ARENA_NEW(call_arena(call), struct signing);
	struct key lo, hi;

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	signing->then = then;
	signing->state = call->state;
	call->state = signing;
	key_init(&lo);
	key_put_text(&lo, principal_text(&call->admission.who, call_arena(call)));
	hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_KEY,
		                   .index = INDEX_KEY_BY_PARTY,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .limit = SIGNER_KEYS_MAX };
	call_scan(call, &scan, on_keys);
}
