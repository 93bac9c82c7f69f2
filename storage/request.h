/* request.h — what can be asked of the store, as structs that the caller owns.
 *
 * Caveat: everything a result borrows (rows, bodies, replies) lies in the engine's map and is valid only
 * during the callback. Copy what must live longer. Depends on: storage/record.h. Ownership: the caller owns
 * the struct and everything it points to, and leaves them alone from the call until the callback. Zero it,
 * fill `base.done`, `base.user` and the inputs; the rest is the store's. Limits: the constants below; a
 * request beyond them ends with STORE_TOO_LARGE or STORE_INVALID, in the callback.
 */
#pragma once

#include "storage/job.h"
#include "storage/record.h"

#define STORE_CHECKS_MAX    32
#define STORE_OPS_MAX       128
#define STORE_LEAVES_MAX    16
#define STORE_LEAF_BYTES    32
#define STORE_COMMIT_MAX    MIB(1) /* bytes of keys, columns, bodies and reply together */
#define STORE_KEYS_MAX      128    /* keys of one get */
#define STORE_PAGE_MAX      1000   /* rows of one page */
#define STORE_CURSOR_MAX    256
#define STORE_IDEM_KEY_MAX  96
#define STORE_FINGERPRINT   32
#define STORE_NAME_MAX      32 /* of a queue, a lease or a lease's holder */
#define STORE_ITEM_KEY_MAX  64
#define STORE_LANE_MAX      96
#define STORE_FEED_WAIT_MAX 60000u

struct store_client;
struct store_request;

/* Runs on the client's own thread inside store_client_poll(), never inside the call that made the request,
 * and exactly once per request. It may make further requests, of this struct too. */
typedef void store_callback(struct store_request *request, enum store_status status);

enum store_request_type {
	STORE_REQUEST_GET,
	STORE_REQUEST_SCAN,
	STORE_REQUEST_FEED,
	STORE_REQUEST_COMMIT,
	STORE_REQUEST_CLAIM,
	STORE_REQUEST_LEASE
};

struct store_request {
	store_callback *done;
	void *user;
	int64_t deadline_ms; /* of store_monotonic_ms(): not dispatched by then, it ends with TIMEOUT. 0:
	                        never */

	/* the store's own */
	enum store_request_type type;
	struct job job;
};

/* A stored record. Without `found` the other fields mean nothing. */
struct store_row {
	bool found;
	enum record_kind kind;
	struct bytes key;
	struct bytes body;
	uint64_t version;
	uint64_t pos;    /* RECORD_EVENT: its place in the feed; else 0 */
	int64_t time_ms; /* of the commit that wrote it */
	struct bytes columns;
};

struct store_key {
	enum record_kind kind;
	struct bytes key;
};

/* Reads up to STORE_KEYS_MAX records in one snapshot. `rows` is the caller's, one per key. */
struct store_get {
	struct store_request base;
	const struct store_key *keys;
	struct store_row *rows;
	uint32_t count;
};

/* One page of a kind in the order of an index, or of its keys with INDEX_NONE. A page is one snapshot.
 * Between pages rows that stay are seen exactly once; rows put behind the cursor meanwhile may be missed. */
struct store_scan {
	struct store_request base;
	enum record_kind kind;
	enum record_index index;
	struct bytes lo; /* inclusive; empty: from the first */
	struct bytes hi; /* exclusive; empty: to the last */
	bool descending;
	uint32_t limit;
	struct bytes cursor; /* `next` of the page before; empty: from the beginning */

	struct store_row *rows; /* the caller's, `limit` of them */
	uint32_t row_count;
	uint8_t next[STORE_CURSOR_MAX];
	size_t next_len; /* 0: there is no further page */
};

/* The events with pos in [from, from + limit), dense and in order. With `wait_ms` an empty page waits that
 * long for a newer event; it then ends with STORE_OK and no rows. */
struct store_feed {
	struct store_request base;
	uint64_t from; /* the first pos is 1 */
	uint32_t limit;
	uint32_t wait_ms;

	struct store_row *rows; /* the caller's, `limit` of them */
	uint32_t row_count;
	uint64_t head; /* pos of the newest event */

	int64_t wait_until_ms; /* the store's own */
};

/* VER: the row's version is `value`. ABSENT: there is no row; only beside an INSERT of the same key.
 * LEASE: the lease named by `key` is held with token `value`. CLAIM: the item `key` of `queue`, likewise. */
enum store_check_what { CHECK_VER, CHECK_ABSENT, CHECK_LEASE, CHECK_CLAIM };

struct store_check {
	enum store_check_what what;
	enum record_kind kind; /* of VER and ABSENT */
	struct bytes key;
	uint64_t value;
	struct str queue; /* of CLAIM */
};

/* INSERT: a new row, version 1; EXISTS otherwise. UPDATE: replaces, version + 1; NOT_FOUND otherwise.
 * PUT: either; on a CARD it rewrites the row that is there and leaves its version, for rebuilding.
 * APPEND: a new row of a kind that only grows. DELETE: NOT_FOUND when there is none.
 * ENQUEUE: an item of `queue`, claimable from `due_ms`; within a lane strictly in the order of enqueueing.
 * ACK: done with it. NACK: claimable again from `due_ms`. Both need the claim's token, else FENCED. */
enum store_verb { OP_INSERT, OP_UPDATE, OP_PUT, OP_APPEND, OP_DELETE, OP_ENQUEUE, OP_ACK, OP_NACK, OP_COUNT };

struct store_op {
	enum store_verb verb;
	enum record_kind kind; /* RECORD_QUEUE for the queue's verbs */
	struct bytes key;      /* of the queue's verbs: the item key */
	struct bytes body;
	const struct record_value *columns; /* every column of the kind, in any order */
	uint32_t column_count;
	struct str queue;
	struct str lane; /* items of one lane are claimed one after another; empty: no lane */
	int64_t due_ms;
	uint64_t claim; /* the token that ACK and NACK need */
};

/* One conditional write, all or nothing. The checks are evaluated on the newest state, then the operations
 * are applied in their order. A key is touched by one operation at most, else INVALID.
 *
 * Events: APPEND of an EVENT needs a VER or ABSENT check on its dispute's card and an INSERT or UPDATE of
 * that card. With n the checked version (0 for ABSENT) the events of one dispute are n+1, n+2, ... in the
 * order of the operations, and the card's version becomes the last of them. A card is never inserted or
 * updated without an event. Anything else is INVALID. Each event gets the next pos. */
struct store_commit {
	struct store_request base;
	const struct store_check *checks;
	uint32_t check_count;
	const struct store_op *ops;
	uint32_t op_count;
	struct bytes idem_key; /* with the caller's principal in it; empty: not idempotent */
	uint8_t idem_fingerprint[STORE_FINGERPRINT];
	struct bytes idem_reply;
	const uint8_t (*leaves)[STORE_LEAF_BYTES]; /* numbered densely in the log */
	uint32_t leaf_count;

	/* On CONFLICT: which check, and the version found (0: no row), or that the key had another
	 * fingerprint. */
	uint32_t failed_check;
	uint64_t actual_version;
	bool idem_mismatch;
	/* On OK. A repetition applies nothing: `reply`, time, pos and leaves are those of the first time. */
	bool repeated;
	struct bytes reply;
	int64_t time_ms;
	uint64_t token;      /* grows with every batch */
	uint64_t first_pos;  /* of the first event appended; 0: none */
	uint64_t first_leaf; /* index of the first leaf */
	uint64_t tree_size;  /* leaves in the log after the batch; of a repetition: leaves now */
};
