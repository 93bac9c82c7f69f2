#include "server/log_folder.h"

#include "crypto/checkpoint.h"
#include "crypto/frontier.h"
#include "crypto/tile_path.h"
#include "server/file.h"

#define ENTRY_LENGTH_BYTES 2
#define BUNDLE_MAX         ((size_t)MERKLE_TILE_WIDTH * (ENTRY_LENGTH_BYTES + UINT16_MAX))
#define PAGE_BYTES         (BUNDLE_MAX + MIB(1))
#define CHECKPOINT_MAX     KIB(64)
#define LEVELS             8

struct log_reading {
	struct str root;
	struct report *report;
	struct checkpoint checkpoint;
	struct arena page; /* emptied for each file */
};

static enum status resource_read(struct log_reading *reading, const struct tile_place *place,
                                 struct bytes *ret_bytes, struct error *err)
{
	struct buf path;
	struct str text;

	buf_init(&path, &reading->page, reading->root.len + TILE_PATH_MAX + 2);
	buf_put(&path, reading->root);
	buf_put_char(&path, '/');
	tile_path_put(&path, place);
	buf_put_char(&path, '\0');
	TRY(buf_check(&path, err));
	TRY(file_read((struct str){ path.ptr, path.len - 1 }, BUNDLE_MAX, &reading->page, &text, err));
	*ret_bytes = str_bytes(text);
	return STATUS_OK;
}

/* A tile of hashes; the page that it lies in is the caller's to empty. */
static enum status tile_read(struct log_reading *reading, uint8_t level, uint64_t index,
                             struct bytes *ret_tile, struct error *err)
{
	uint64_t size = reading->checkpoint.head.size;
	struct tile_place place = { level, index, tile_width(level, index, size) };

	TRY(resource_read(reading, &place, ret_tile, err));
	if (ret_tile->len != (size_t)place.width * DIGEST_BYTES)
		return FAIL(err, PROBLEM_PROOF_INVALID, "%u hashes are in it, not %u",
		            (unsigned)(ret_tile->len / DIGEST_BYTES), place.width);
	return STATUS_OK;
}

static bool hash_is_at(struct bytes tile, uint64_t i, const struct digest *digest)
{
	return memcmp(tile.ptr + i * DIGEST_BYTES, digest->bytes, DIGEST_BYTES) == 0;
}

static bool entry_take(struct bytes *bundle, struct bytes *ret_entry)
{
	if (bundle->len < ENTRY_LENGTH_BYTES)
		return false;
	size_t len = (size_t)bundle->ptr[0] << 8 | bundle->ptr[1];
	if (bundle->len - ENTRY_LENGTH_BYTES < len)
		return false;
	*ret_entry = (struct bytes){ bundle->ptr + ENTRY_LENGTH_BYTES, len };
	bundle->ptr += ENTRY_LENGTH_BYTES + len;
	bundle->len -= ENTRY_LENGTH_BYTES + len;
	return true;
}

/* The entries of one bundle against the tile of their hashes. */
static enum status bundle_check_entries(struct log_reading *reading, uint64_t index,
                                        struct frontier *frontier, struct error *err)
{
	uint64_t size = reading->checkpoint.head.size;
	struct tile_place place = { TILE_LEVEL_ENTRIES, index, tile_width(TILE_LEVEL_ENTRIES, index, size) };
	struct bytes bundle;
	struct bytes entry;
	struct bytes tile;

	arena_reset(&reading->page);
	TRY(tile_read(reading, 0, index, &tile, err));
	TRY(resource_read(reading, &place, &bundle, err));
	for (uint32_t i = 0; i < place.width; i++) {
		if (!entry_take(&bundle, &entry))
			return FAIL(err, PROBLEM_PROOF_INVALID, "its bundle ends before entry %u", i);
		struct digest hash = merkle_leaf_hash(entry);
		if (!hash_is_at(tile, i, &hash))
			return FAIL(err, PROBLEM_PROOF_INVALID,
			            "entry %u is not the one that the tile has the hash of", i);
		frontier_add(frontier, hash);
	}
	if (bundle.len > 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "its bundle goes on after the last entry");
	return STATUS_OK;
}

static void leaves_check(struct log_reading *reading)
{
	const struct tree_head *head = &reading->checkpoint.head;
	struct frontier frontier = { 0 };
	struct error err;

	for (uint64_t i = 0; i < tile_count(0, head->size); i++) {
		if (bundle_check_entries(reading, i, &frontier, &err) == STATUS_OK)
			continue;
		report_failed(reading->report, "entries, tile %llu: %s", (unsigned long long)i, err.detail);
		return;
	}
	struct digest root = frontier_root(&frontier);
	if (digest_eq(&root, &head->root))
		report_ok(reading->report, "entries: all %llu have the root that is signed",
		          (unsigned long long)head->size);
	else
		report_failed(reading->report, "entries: they have another root than the one that is signed");
}

/* Each hash of the tile is the root of the full tile below it. */
static enum status tile_check(struct log_reading *reading, uint8_t level, uint64_t index, struct error *err)
{
	uint32_t width = tile_width(level, index, reading->checkpoint.head.size);
	uint8_t hashes[MERKLE_TILE_WIDTH * DIGEST_BYTES];
	struct bytes tile;

	arena_reset(&reading->page);
	TRY(tile_read(reading, level, index, &tile, err));
	memcpy(hashes, tile.ptr, tile.len);
	for (uint32_t i = 0; i < width; i++) {
		struct frontier frontier = { 0 };
		struct bytes below;
		arena_reset(&reading->page);
		TRY(tile_read(reading, (uint8_t)(level - 1), index * MERKLE_TILE_WIDTH + i, &below, err));
		for (size_t k = 0; k < MERKLE_TILE_WIDTH; k++) {
			struct digest hash;
			memcpy(hash.bytes, below.ptr + k * DIGEST_BYTES, DIGEST_BYTES);
			frontier_add(&frontier, hash);
		}
		struct digest root = frontier_root(&frontier);
		if (!hash_is_at((struct bytes){ hashes, tile.len }, i, &root))
			return FAIL(err, PROBLEM_PROOF_INVALID,
			            "hash %u is not the root of the tile below it", i);
	}
	return STATUS_OK;
}

static void tiles_check(struct log_reading *reading)
{
	uint64_t size = reading->checkpoint.head.size;
	uint64_t checked = tile_count(0, size);
	struct error err;

	for (uint8_t level = 1; level < LEVELS; level++) {
		for (uint64_t i = 0; i < tile_count(level, size); i++, checked++) {
			if (tile_check(reading, level, i, &err) == STATUS_OK)
				continue;
			report_failed(reading->report, "tile %u/%llu: %s", level, (unsigned long long)i,
			              err.detail);
			return;
		}
	}
	report_ok(reading->report, "tiles: all %llu are those of the entries", (unsigned long long)checked);
}

/* Without a key, the checkpoint's text alone. */
static enum status checkpoint_read(struct log_reading *reading, const struct note_key *log_key,
                                   struct str note, struct arena *arena, struct error *err)
{
	struct note parsed;

	if (log_key != NULL)
		return checkpoint_open(note, log_key, arena, &reading->checkpoint, err);
	report_warning(reading->report, "no --log-key was given: whose log this is, nobody has checked");
	TRY(note_parse(note, arena, &parsed, err));
	return checkpoint_parse(parsed.text, &reading->checkpoint, err);
}

enum status log_folder_check(struct str root, const struct note_key *log_key, struct arena *arena,
                             struct report *report, struct error *err)
{
	struct log_reading reading = { .root = root, .report = report };
	void *page = arena_alloc_dirty(arena, 1, PAGE_BYTES, _Alignof(max_align_t));
	struct buf path;
	struct str note;

	buf_init(&path, arena, root.len + sizeof("/checkpoint"));
	buf_put(&path, root);
	buf_put(&path, STR("/checkpoint"));
	buf_put_char(&path, '\0');
	TRY(buf_check(&path, err));
	TRY(arena_check(arena, err));
	arena_init(&reading.page, page, PAGE_BYTES);
	TRY(file_read((struct str){ path.ptr, path.len - 1 }, CHECKPOINT_MAX, arena, &note, err));
	enum status status = checkpoint_read(&reading, log_key, note, arena, err);
	if (!report_check(report,
	                  log_key == NULL ? "checkpoint: well-formed" : "checkpoint: signed by the log's key",
	                  status, err))
		return STATUS_OK;
	if (reading.checkpoint.head.size > LOG_FOLDER_SIZE_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "a log of more than %llu entries is not checked in one go",
		            (unsigned long long)LOG_FOLDER_SIZE_MAX);
	leaves_check(&reading);
	tiles_check(&reading);
	return STATUS_OK;
}
