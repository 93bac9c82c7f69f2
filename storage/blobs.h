/* blobs.h — bytes kept under their SHA-256: evidence, in pieces, in constant memory.
 *
 * Caveat: pieces read are borrowed from the engine's map and valid only during the callback.
 * Depends on: core, storage/store.h for the configuration. Storage computes no digest: the caller hashes what
 *   it writes and gives the result to blob_finish().
 * Threads: as in store.h, with a client per thread. Blobs have an environment and a writer of their own, so
 *   that a large upload never stands before a filing.
 * Ownership: request structs belong to the caller and are left alone between call and callback. A put holds
 *   BLOB_WINDOW + BLOB_PIECE_MAX bytes of memory from blob_put() until it is finished or aborted.
 * Errors: enum store_status in the callback, exactly once per call, never within the call.
 */
#pragma once

#include "storage/store.h"

#define BLOB_DIGEST    32
#define BLOB_CHUNK     (4 * 4096 - 16 - 8) /* fills four pages with LMDB's header and our checksum */
#define BLOB_WINDOW    (16 * BLOB_CHUNK)   /* written and synced at once */
#define BLOB_PIECE_MAX KIB(64)             /* of one blob_write() */
#define BLOB_SIZE_MAX  (MIB(1024) * 4)
#define BLOB_LIST_MAX  1000

struct blobs;
struct blobs_client;
struct blob_request;

enum blob_step {
	BLOB_STEP_PUT,
	BLOB_STEP_WRITE,
	BLOB_STEP_FINISH,
	BLOB_STEP_ABORT,
	BLOB_STEP_STAT,
	BLOB_STEP_DELETE,
	BLOB_STEP_RETAIN,
	BLOB_STEP_READ,
	BLOB_STEP_LIST
};

typedef void blob_callback(struct blob_request *request, enum store_status status);

struct blob_request {
	blob_callback *done;
	void *user;

	/* the store's own */
	enum blob_step step;
	struct job job;
};

struct blob_info {
	uint64_t size;
	uint64_t serial; /* of the put; the store's own */
	int64_t time_ms; /* when it was finished */
	bool retained;
};

/* One upload. Steps one at a time: put, write..., then finish or abort. */
struct blob_put {
	struct blob_request base;
	uint8_t digest[BLOB_DIGEST]; /* as announced */
	uint64_t size;               /* as announced */

	bool exists; /* it is stored already: nothing needs writing, only finish or abort */
	uint64_t written;

	/* the store's own */
	uint64_t serial;
	uint64_t chunk;
	uint8_t *window;
	size_t held;
	size_t flushing;
	bool open;
	bool mismatch;
};

/* Stat, delete, retain. Delete: RETAINED while the flag is set; NOT_FOUND. */
struct blob_query {
	struct blob_request base;
	uint8_t digest[BLOB_DIGEST];
	bool retain; /* in, for blob_retain() */

	struct blob_info info; /* on OK */
};

/* Reads `length` bytes from `offset` in pieces of at most one chunk. `piece` answers false to pause; then
 * blob_resume() goes on after that piece. `offset` and `length` move on with what was delivered. A blob
 * deleted meanwhile ends it with NOT_FOUND. */
struct blob_read {
	struct blob_request base;
	uint8_t digest[BLOB_DIGEST];
	uint64_t offset;
	uint64_t length;
	bool (*piece)(struct blob_read *read, struct bytes piece);

	bool paused;
	bool stopped;  /* set by the caller, also within `piece`: ends it with CANCELLED at the next poll */
	uint64_t size; /* of the whole blob, once a piece has come */
};

/* Digests in ascending order, after `after` when `has_after`. */
struct blob_list {
	struct blob_request base;
	uint8_t after[BLOB_DIGEST];
	bool has_after;
	uint32_t limit;

	uint8_t (*digests)[BLOB_DIGEST]; /* the caller's, `limit` of them */
	struct blob_info *infos;         /* likewise, or NULL */
	uint32_t count;
};

/* As store_open(). Puts that a crash interrupted are swept before it returns. */
NODISCARD enum status blobs_open(const struct store_config *config, struct blobs **ret_blobs,
                                 struct error *err);
void blobs_close(struct blobs *blobs); /* every client closed before; accepts NULL */

NODISCARD enum status blobs_client_open(struct blobs *blobs, void (*wake)(void *ctx), void *ctx,
                                        struct blobs_client **ret_client, struct error *err);
void blobs_client_close(
	struct blobs_client *client); /* ends every read; every put must be finished or aborted */
void blobs_client_poll(struct blobs_client *client);
bool blobs_client_wait(struct blobs_client *client, int64_t timeout_ms); /* as store_client_wait() */

/* TOO_LARGE beyond BLOB_SIZE_MAX. */
void blob_put(struct blobs_client *client, struct blob_put *put);

/* The bytes are copied. The callback is the back-pressure: the next write comes after it. HASH_MISMATCH when
 * more comes than was announced; TOO_LARGE beyond BLOB_PIECE_MAX. */
void blob_write(struct blobs_client *client, struct blob_put *put, struct bytes piece);

/* Stores it for good if length and digest are those announced, else HASH_MISMATCH and nothing stays. */
void blob_finish(struct blobs_client *client, struct blob_put *put, const uint8_t computed[BLOB_DIGEST]);
void blob_abort(struct blobs_client *client, struct blob_put *put);

void blob_stat(struct blobs_client *client, struct blob_query *query);
void blob_delete(struct blobs_client *client, struct blob_query *query);
void blob_retain(struct blobs_client *client, struct blob_query *query);

/* INVALID beyond the blob's end. */
void blob_read(struct blobs_client *client, struct blob_read *read);
void blob_resume(struct blobs_client *client, struct blob_read *read);
void blob_list(struct blobs_client *client, struct blob_list *list);
