/* claim.h — holding work: items of a queue that are claimed for a while, and leases for what only one may do.
 *
 * Depends on: storage/request.h, whose rules of ownership hold here too.
 * Both give a token that grows strictly. The token belongs into a LEASE or CLAIM check, or into the ACK, of
 * every commit made under it: a holder that has been replaced, or whose time is over by the store's clock, is
 * FENCED.
 */
#pragma once

#include "storage/request.h"

#define STORE_CLAIM_MAX    256              /* items of one claim */
#define STORE_LEASE_MS_MAX INT64_C(3600000) /* longest claim or lease */

struct store_claim_item {
	uint8_t key[STORE_ITEM_KEY_MAX];
	size_t key_len;
	struct bytes body; /* borrowed */
	uint64_t token;
	uint32_t attempts; /* this one included */
	int64_t due_ms;
};

/* Takes up to `limit` items that are due, earliest first, for `lease_ms`; not acknowledged by then, they are
 * claimable again with a new token. STORE_OK with no items when nothing is due. */
struct store_claim {
	struct store_request base;
	struct str queue;
	uint32_t limit;
	int64_t lease_ms;

	struct store_claim_item *items; /* the caller's, `limit` of them */
	uint32_t item_count;
	int64_t expires_ms;
};

/* ACQUIRE: CONFLICT while another holder has it; the same holder gets a new token. RENEW and RELEASE need the
 * token, else FENCED. Tokens of a name grow strictly, for ever. */
enum store_lease_what { LEASE_ACQUIRE, LEASE_RENEW, LEASE_RELEASE };

struct store_lease {
	struct store_request base;
	enum store_lease_what what;
	struct str name;
	struct str holder;
	int64_t ttl_ms;
	uint64_t token; /* in for RENEW and RELEASE, out for ACQUIRE */
	int64_t expires_ms;
};
