/* lease.c — what only one may do at a time. A lease's row stays for ever, so that its tokens grow for ever.
 */
#include "storage/batch.h"

#define LEASE_HEAD 16 /* token, expiry; then the holder */

struct held {
	uint64_t token;
	int64_t expires_ms;
	struct str holder;
};

/* All zero when nobody ever had it. */
static enum store_status held_get(struct batch *batch, struct bytes name, struct held *ret_held)
{
	struct store_row row = { 0 };
	enum store_status status = table_get(batch->txn, RECORD_LEASE, name, &row);

	if (status != STORE_OK)
		return status;
	if (!row.found) {
		*ret_held = (struct held){ 0 };
		return STORE_OK;
	}
	if (row.body.len < LEASE_HEAD)
		return STORE_CORRUPT;
	*ret_held = (struct held){
		.token = key_read_u64(row.body.ptr),
		.expires_ms = (int64_t)key_read_u64(row.body.ptr + 8),
		.holder = bytes_str((struct bytes){ row.body.ptr + LEASE_HEAD, row.body.len - LEASE_HEAD }),
	};
	return STORE_OK;
}

static enum store_status held_put(struct batch *batch, struct bytes name, const struct held *held)
{
	struct key body;

	assert(held->token != 0 && held->holder.len <= STORE_NAME_MAX);
	key_init(&body);
	key_put_u64(&body, held->token);
	key_put_u64(&body, (uint64_t)held->expires_ms);
	key_put_bytes(&body, str_bytes(held->holder));
	assert(!body.failed);
	struct store_row row = {
		.kind = RECORD_LEASE,
		.key = name,
		.body = key_bytes(&body),
		.version = held->token,
		.time_ms = batch->counters.clock_ms,
	};
	return table_put(batch->txn, &row, batch->scratch);
}

static bool held_is_live(const struct batch *batch, const struct held *held)
{
	return held->expires_ms > batch->counters.clock_ms;
}

enum store_status lease_check(struct batch *batch, struct bytes name, uint64_t token)
{
	struct held held;
	enum store_status status = held_get(batch, name, &held);

	if (status != STORE_OK)
		return status;
	return token != 0 && held.token == token && held_is_live(batch, &held) ? STORE_OK : STORE_FENCED;
}

static enum store_status lease_acquire(struct batch *batch, struct store_lease *lease)
{
	struct bytes name = str_bytes(lease->name);
	struct held held;

	assert(lease->ttl_ms > 0 && lease->ttl_ms <= STORE_LEASE_MS_MAX);
	enum store_status status = held_get(batch, name, &held);

	if (status != STORE_OK)
		return status;
	if (held_is_live(batch, &held) && !str_eq(held.holder, lease->holder)) {
		lease->expires_ms = held.expires_ms;
		return STORE_CONFLICT;
	}
	held.token = ++batch->counters.ticket;
	held.expires_ms = batch->counters.clock_ms + lease->ttl_ms;
	held.holder = lease->holder;
	lease->token = held.token;
	lease->expires_ms = held.expires_ms;
	return held_put(batch, name, &held);
}

/* RENEW moves the end, RELEASE brings it here. Either way the row keeps its token. */
static enum store_status lease_extend(struct batch *batch, struct store_lease *lease, int64_t ttl_ms)
{
	struct bytes name = str_bytes(lease->name);
	enum store_status status = lease_check(batch, name, lease->token);

	if (status != STORE_OK)
		return status;
	struct held held = { lease->token, batch->counters.clock_ms + ttl_ms, lease->holder };
	lease->expires_ms = held.expires_ms;
	return held_put(batch, name, &held);
}

enum store_status lease_apply(struct batch *batch, struct store_lease *lease)
{
	switch (lease->what) {
	case LEASE_ACQUIRE: return lease_acquire(batch, lease);
	case LEASE_RENEW: return lease_extend(batch, lease, lease->ttl_ms);
	case LEASE_RELEASE: return lease_extend(batch, lease, 0);
	}
	return STORE_INVALID;
}
