#include "server/log_check.h"

#include "core/event.h"
#include "crypto/checkpoint.h"
#include "crypto/encoding.h"
#include "crypto/leaf.h"
#include "server/sealer.h"

#define PAGE_BYTES  MIB(96)
#define LEVELS_MAX  64
#define SCRATCH_MIN MIB(4)

/* The roots of the full subtrees that the leaves so far fall into, the largest first: all that is needed to
 * know the root of a tree that only grows (RFC 9162 section 2.1.2). */
struct frontier {
	struct digest roots[LEVELS_MAX];
	size_t depth;
	uint64_t size;
};

struct log_checking {
	struct archive *archive;
	struct report *report;
	struct arena *arena; /* for what lasts */
	struct arena page;   /* emptied after each page */
	struct checkpoint checkpoint;
	struct frontier frontier;
	uint64_t tile_index;
	struct bytes tile; /* of level 0, the one that holds the next leaf */
};

static void frontier_add(struct frontier *frontier, struct digest leaf)
{
	uint64_t full = frontier->size;

	assert(frontier->depth < LEVELS_MAX);
	frontier->roots[frontier->depth++] = leaf;
	for (; (full & 1) != 0; full >>= 1) {
		struct digest right = frontier->roots[--frontier->depth];

		frontier->roots[frontier->depth - 1] =
			merkle_node_hash(&frontier->roots[frontier->depth - 1], &right);
	}
	frontier->size++;
}

static struct digest frontier_root(const struct frontier *frontier)
{
	if (frontier->depth == 0)
		return digest_of((struct bytes){ 0 });
	struct digest root = frontier->roots[frontier->depth - 1];
	for (size_t i = frontier->depth - 1; i-- > 0;)
		root = merkle_node_hash(&frontier->roots[i], &root);
	return root;
}

/* The leaf as it must have been when the event was stored. */
static enum status leaf_compute(struct log_checking *checking, const struct archive_event *item,
                                struct digest *ret_leaf, struct error *err)
{
	struct leaf_salt salt;
	struct event event;
	struct bytes row;
	const struct node *node;

	TRY(event_parse(item->text, &checking->page, &event, err));
	TRY(archive_get(checking->archive, RECORD_STATEMENT, (struct bytes){ item->key, sizeof(item->key) },
	                &checking->page, &row, err));
	TRY(node_parse(bytes_str(row), &checking->page, &node, err));
	TRY(hex_decode_exact(node_text(node, STR("salt")), salt.bytes, LEAF_SALT_BYTES, err));
	struct str logged = event.statement.present ? node_text(node, STR("note")) : item->text;
	struct leaf leaf = {
		.kind = event_slug(event.type),
		.time_ms = event.at_ms,
		.commit = leaf_commit(&salt, str_bytes(logged)),
	};
	*ret_leaf = leaf_hash(&leaf);
	return STATUS_OK;
}

static enum status tile_fetch(struct log_checking *checking, uint8_t level, uint64_t index,
                              struct bytes *ret_tile, struct error *err)
{
	struct key key;

	sealer_tile_key(&key, level, index);
	return archive_get(checking->archive, RECORD_TILE, key_bytes(&key), checking->arena, ret_tile, err);
}

/* The hash that the log has at this place. */
static enum status leaf_logged(struct log_checking *checking, uint64_t index, struct digest *ret_leaf,
                               struct error *err)
{
	size_t offset = (size_t)(index % MERKLE_TILE_WIDTH) * DIGEST_BYTES;

	if (index % MERKLE_TILE_WIDTH == 0)
		TRY(tile_fetch(checking, 0, index / MERKLE_TILE_WIDTH, &checking->tile, err));
	if (checking->tile.len < offset + DIGEST_BYTES)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "the log's tile ends before its leaf");
	memcpy(ret_leaf->bytes, checking->tile.ptr + offset, DIGEST_BYTES);
	return STATUS_OK;
}

static void leaf_check(struct log_checking *checking, const struct archive_event *item)
{
	uint64_t index = checking->frontier.size;
	struct error err = { 0 };
	struct digest computed = { 0 };
	struct digest logged = { 0 };
	enum status status = leaf_compute(checking, item, &computed, &err);

	if (status == STATUS_OK)
		status = leaf_logged(checking, index, &logged, &err);
	if (status != STATUS_OK)
		report_failed(checking->report, "leaf %llu: %s", (unsigned long long)index, err.detail);
	else if (!digest_eq(&computed, &logged))
		report_failed(checking->report, "leaf %llu: not that of the event that is stored",
		              (unsigned long long)index);
	frontier_add(&checking->frontier, computed);
}

static enum status leaves_check(struct log_checking *checking, struct error *err)
{
	struct archive_event events[ARCHIVE_PAGE];
	size_t failed = checking->report->failed;
	uint64_t size = checking->checkpoint.head.size;

	while (checking->frontier.size < size) {
		size_t count;

		arena_reset(&checking->page);
		TRY(archive_feed(checking->archive, checking->frontier.size + 1, &checking->page, events,
		                 &count, err));
		if (count == 0)
			break;
		for (size_t i = 0; i < count && checking->frontier.size < size; i++)
			leaf_check(checking, &events[i]);
	}
	if (checking->frontier.size < size)
		report_failed(checking->report, "the log has %llu leaves, but only %llu events are stored",
		              (unsigned long long)size, (unsigned long long)checking->frontier.size);
	else if (checking->report->failed == failed)
		report_ok(checking->report, "leaves: all %llu are those of the events that are stored",
		          (unsigned long long)size);
	return STATUS_OK;
}

static const uint8_t *tile_get(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	struct log_checking *checking = ctx;
	struct bytes tile;
	struct error err;

	if (tile_fetch(checking, level, index, &tile, &err) != STATUS_OK)
		return NULL;
	return tile.len >= (size_t)width * DIGEST_BYTES ? tile.ptr : NULL;
}

static void roots_check(struct log_checking *checking)
{
	const struct tree_head *signed_head = &checking->checkpoint.head;
	struct tile_store tiles = { .ctx = checking, .get = tile_get };
	struct digest computed = frontier_root(&checking->frontier);
	struct digest stored;
	struct error err = { 0 };

	if (digest_eq(&computed, &signed_head->root))
		report_ok(checking->report, "root: the leaves have the root that is signed");
	else
		report_failed(checking->report,
		              "root: the leaves have another root than the one that is signed");
	if (merkle_root(&tiles, signed_head->size, &stored, &err) != STATUS_OK)
		report_failed(checking->report, "tiles: %s", err.detail);
	else if (digest_eq(&stored, &signed_head->root))
		report_ok(checking->report, "tiles: they have the root that is signed");
	else
		report_failed(checking->report, "tiles: they have another root than the one that is signed");
}

/* A log that nobody has written to has no checkpoint, and nothing to be wrong. */
static enum status checkpoint_check(struct log_checking *checking, const struct note_key *log_key,
                                    bool *ret_goes_on, struct error *err)
{
	struct bytes note;
	enum status status = archive_get(checking->archive, RECORD_CHECKPOINT, sealer_latest_key(),
	                                 checking->arena, &note, err);

	*ret_goes_on = false;
	if (status == STATUS_NOT_FOUND) {
		report_ok(checking->report, "the log is empty");
		return STATUS_OK;
	}
	TRY(status);
	status = checkpoint_open(bytes_str(note), log_key, checking->arena, &checking->checkpoint, err);
	*ret_goes_on = report_check(checking->report, "checkpoint: signed by the log's key", status, err);
	return STATUS_OK;
}

enum status log_check(struct archive *archive, const struct note_key *log_key, struct arena *arena,
                      struct report *report, struct error *err)
{
	struct log_checking *checking = ARENA_NEW(arena, struct log_checking);
	void *page = ARENA_ARRAY(arena, uint8_t, PAGE_BYTES);
	bool goes_on;

	TRY(arena_check(arena, err));
	*checking = (struct log_checking){ .archive = archive, .report = report, .arena = arena };
	arena_init(&checking->page, page, PAGE_BYTES);
	TRY(checkpoint_check(checking, log_key, &goes_on, err));
	if (!goes_on)
		return STATUS_OK;
	TRY(leaves_check(checking, err));
	roots_check(checking);
	return STATUS_OK;
}
