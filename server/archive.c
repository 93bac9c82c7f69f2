#include "server/archive.h"

#define PAGE_ROWS 64
#define WAIT_MS   60000

/* Nobody else polls these clients: wait until the request has ended. */
static void wake_nobody(void *ctx)
{
	(void)ctx;
}

static enum status store_error(enum store_status status, struct error *err)
{
	if (status == STORE_OK)
		return STATUS_OK;
	if (status == STORE_CORRUPT || status == STORE_HASH_MISMATCH)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "the store: %s", store_status_text(status));
	if (status == STORE_NOT_FOUND)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "the store does not have it");
	return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the store: %s", store_status_text(status));
}

static enum status parts_open(struct archive *archive, const struct store_config *config, struct error *err)
{
	TRY(store_open(config, &archive->store, err));
	TRY(store_client_open(archive->store, wake_nobody, NULL, &archive->client, err));
	TRY(blobs_open(config, &archive->blobs, err));
	return blobs_client_open(archive->blobs, wake_nobody, NULL, &archive->blobs_client, err);
}

enum status archive_open(struct archive *archive, struct str data_dir, struct arena *arena, struct error *err)
{
	char *directory = ARENA_ARRAY(arena, char, data_dir.len + 1);

	*archive = (struct archive){ 0 };
	TRY(arena_check(arena, err));
	memcpy(directory, data_dir.ptr, data_dir.len);
	struct store_config config = { .engine = STORE_ENGINE_LMDB,
		                       .directory = directory,
		                       .read_only = true };
	enum status status = parts_open(archive, &config, err);
	if (status != STATUS_OK)
		archive_close(archive);
	return status;
}

void archive_close(struct archive *archive)
{
	if (archive->blobs_client != NULL)
		blobs_client_close(archive->blobs_client);
	if (archive->blobs != NULL)
		blobs_close(archive->blobs);
	store_client_close(archive->client);
	store_close(archive->store);
	*archive = (struct archive){ 0 };
}

/* --- one row --- */

struct getting {
	struct store_get get;
	struct store_key key;
	struct store_row row;
	struct arena *arena;
	struct bytes body;
	enum store_status status;
	bool done;
};

static void got(struct store_request *request, enum store_status status)
{
	struct getting *getting = request->user;

	getting->status = status;
	if (status == STORE_OK && getting->row.found)
		getting->body = str_bytes(arena_copy(getting->arena, bytes_str(getting->row.body)));
	getting->done = true;
}

enum status archive_get(struct archive *archive, enum record_kind kind, struct bytes key, struct arena *arena,
                        struct bytes *ret_body, struct error *err)
{
	struct getting getting = { .key = { kind, key }, .arena = arena };

	getting.get = (struct store_get){
		.base = { .done = got, .user = &getting },
		.keys = &getting.key,
		.rows = &getting.row,
		.count = 1,
	};
	store_get(archive->client, &getting.get);
	while (!getting.done)
		(void)store_client_wait(archive->client, WAIT_MS);
	TRY(store_error(getting.status, err));
	if (!getting.row.found)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "the store does not have it");
	TRY(arena_check(arena, err));
	*ret_body = getting.body;
	return STATUS_OK;
}

/* --- many rows --- */

struct walking {
	struct store_scan scan;
	struct store_row rows[PAGE_ROWS];
	uint8_t cursor[STORE_CURSOR_MAX];
	archive_visitor *visit;
	void *ctx;
	struct error *err;
	enum status status;
	bool done;
};

static void page_came(struct store_request *request, enum store_status status)
{
	struct walking *walking = request->user;

	walking->status = store_error(status, walking->err);
	for (uint32_t i = 0; walking->status == STATUS_OK && i < walking->scan.row_count; i++)
		walking->status = walking->visit(walking->ctx, &walking->rows[i], walking->err);
	walking->done = true;
}

static void page_ask(struct archive *archive, struct walking *walking, const struct archive_range *range,
                     size_t cursor_len)
{
	walking->done = false;
	walking->scan = (struct store_scan){
		.base = { .done = page_came, .user = walking },
		.kind = range->kind,
		.index = range->index,
		.lo = range->lo,
		.hi = range->hi,
		.descending = range->descending,
		.limit = PAGE_ROWS,
		.cursor = { walking->cursor, cursor_len },
		.rows = walking->rows,
	};
	store_scan(archive->client, &walking->scan);
	while (!walking->done)
		(void)store_client_wait(archive->client, WAIT_MS);
}

enum status archive_walk(struct archive *archive, const struct archive_range *range, archive_visitor *visit,
                         void *ctx, struct error *err)
{
	struct walking walking = { .visit = visit, .ctx = ctx, .err = err };
	size_t cursor_len = 0;

	do {
		page_ask(archive, &walking, range, cursor_len);
		if (walking.status != STATUS_OK)
			return walking.status;
		cursor_len = walking.scan.next_len;
		memcpy(walking.cursor, walking.scan.next, cursor_len);
	} while (cursor_len > 0);
	return STATUS_OK;
}

/* --- the feed --- */

struct feeding {
	struct store_feed feed;
	struct store_row rows[ARCHIVE_PAGE];
	struct arena *arena;
	struct archive_event *events;
	size_t count;
	enum store_status status;
	bool done;
};

static void feed_came(struct store_request *request, enum store_status status)
{
	struct feeding *feeding = request->user;

	feeding->status = status;
	for (uint32_t i = 0; status == STORE_OK && i < feeding->feed.row_count; i++) {
		const struct store_row *row = &feeding->rows[i];

		assert(row->key.len == sizeof(feeding->events[i].key));
		memcpy(feeding->events[i].key, row->key.ptr, row->key.len);
		feeding->events[i].text = arena_copy(feeding->arena, bytes_str(row->body));
		feeding->count++;
	}
	feeding->done = true;
}

enum status archive_feed(struct archive *archive, uint64_t from, struct arena *arena,
                         struct archive_event *ret_events, size_t *ret_count, struct error *err)
{
	struct feeding feeding = { .arena = arena, .events = ret_events };

	feeding.feed = (struct store_feed){
		.base = { .done = feed_came, .user = &feeding },
		.from = from,
		.limit = ARCHIVE_PAGE,
		.rows = feeding.rows,
	};
	store_feed(archive->client, &feeding.feed);
	while (!feeding.done)
		(void)store_client_wait(archive->client, WAIT_MS);
	TRY(store_error(feeding.status, err));
	TRY(arena_check(arena, err));
	*ret_count = feeding.count;
	return STATUS_OK;
}

/* --- a file --- */

struct fetching {
	struct blob_query query;
	struct blob_read read;
	archive_sink *sink;
	void *ctx;
	struct error *err;
	enum status status;
	enum store_status ended;
	bool done;
};

static void blob_known(struct blob_request *request, enum store_status status)
{
	struct fetching *fetching = request->user;

	fetching->ended = status;
	fetching->done = true;
}

static bool piece_came(struct blob_read *read, struct bytes piece)
{
	struct fetching *fetching = read->base.user;

	if (fetching->status != STATUS_OK)
		return true;
	fetching->status = fetching->sink(fetching->ctx, piece, fetching->err);
	if (fetching->status != STATUS_OK)
		read->stopped = true;
	return true;
}

static void fetching_wait(struct archive *archive, struct fetching *fetching)
{
	while (!fetching->done)
		(void)blobs_client_wait(archive->blobs_client, WAIT_MS);
	fetching->done = false;
}

enum status archive_blob(struct archive *archive, const uint8_t digest[BLOB_DIGEST], archive_sink *sink,
                         void *ctx, struct error *err)
{
	struct fetching fetching = { .sink = sink, .ctx = ctx, .err = err };

	fetching.query.base = (struct blob_request){ .done = blob_known, .user = &fetching };
	memcpy(fetching.query.digest, digest, BLOB_DIGEST);
	blob_stat(archive->blobs_client, &fetching.query);
	fetching_wait(archive, &fetching);
	TRY(store_error(fetching.ended, err));
	if (fetching.query.info.size == 0)
		return STATUS_OK;

	fetching.read.base = (struct blob_request){ .done = blob_known, .user = &fetching };
	memcpy(fetching.read.digest, digest, BLOB_DIGEST);
	fetching.read.length = fetching.query.info.size;
	fetching.read.piece = piece_came;
	blob_read(archive->blobs_client, &fetching.read);
	fetching_wait(archive, &fetching);
	if (fetching.status != STATUS_OK)
		return fetching.status;
	return store_error(fetching.ended, err);
}
