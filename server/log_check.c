#include "server/log_check.h"

#include "crypto/checkpoint.h"
#include "crypto/frontier.h"
#include "server/log_leaf.h"
#include "server/sealer.h"

#define PAGE_BYTES  MIB(96)
#define SCRATCH_MIN MIB(4)

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
	struct leaf leaf;
	struct digest computed = { 0 };
	struct digest logged = { 0 };
	enum status status = log_leaf_read(checking->archive, item, &checking->page, &leaf, &err);

	if (status == STATUS_OK)
		computed = leaf_hash(&leaf);
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
