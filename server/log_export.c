#include "server/log_export.h"

#include "crypto/checkpoint.h"
#include "crypto/tile_path.h"
#include "server/file.h"
#include "server/log_leaf.h"
#include "server/sealer.h"

#define PAGE_BYTES MIB(96)
#define PATH_BYTES KIB(8)
#define LEVELS     8

struct log_exporting {
	struct archive *archive;
	struct str out;
	uint64_t size;
	uint64_t next;     /* the first entry that is not in a bundle yet */
	struct arena page; /* emptied after each page of events, and each tile */
	struct buf bundle; /* of entries; lies outside of the page */
};

/* Makes the directories between `out` and the file that are not there yet. */
static enum status directories_make(struct str out, struct str path, struct error *err)
{
	char *text = (char *)(uintptr_t)path.ptr;

	for (size_t i = out.len + 1; i < path.len; i++) {
		if (text[i] != '/')
			continue;
		text[i] = '\0';
		struct str directory = { text, i };
		enum status status = file_exists(directory) ? STATUS_OK : file_make_directory(directory, err);
		if (status == STATUS_OK)
			status = file_open_up(directory, err);
		text[i] = '/';
		TRY(status);
	}
	return STATUS_OK;
}

static enum status resource_write(struct log_exporting *exporting, const struct tile_place *place,
                                  struct bytes content, struct error *err)
{
	uint8_t block[PATH_BYTES];
	struct arena arena;
	struct buf path;

	arena_init(&arena, block, sizeof block);
	buf_init(&path, &arena, exporting->out.len + TILE_PATH_MAX + 2);
	buf_put(&path, exporting->out);
	buf_put_char(&path, '/');
	tile_path_put(&path, place);
	buf_put_char(&path, '\0');
	TRY(buf_check(&path, err));
	struct str name = { path.ptr, path.len - 1 };
	TRY(directories_make(exporting->out, name, err));
	return file_create(name, FILE_PUBLIC, bytes_str(content), err);
}

static enum status level_write(struct log_exporting *exporting, uint8_t level, struct error *err)
{
	for (uint64_t i = 0; i < tile_count(level, exporting->size); i++) {
		struct tile_place place = { level, i, tile_width(level, i, exporting->size) };
		struct bytes row;
		struct key key;

		arena_reset(&exporting->page);
		sealer_tile_key(&key, level, i);
		TRY(archive_get(exporting->archive, RECORD_TILE, key_bytes(&key), &exporting->page, &row,
		                err));
		if (row.len < (size_t)place.width * DIGEST_BYTES)
			return FAIL(err, PROBLEM_RECORD_CORRUPT, "the log's tile ends before its leaf");
		row.len = (size_t)place.width * DIGEST_BYTES;
		TRY(resource_write(exporting, &place, row, err));
	}
	return STATUS_OK;
}

static enum status bundle_write(struct log_exporting *exporting, struct error *err)
{
	uint64_t index = (exporting->next - 1) / MERKLE_TILE_WIDTH;
	struct tile_place place = { TILE_LEVEL_ENTRIES, index,
		                    tile_width(TILE_LEVEL_ENTRIES, index, exporting->size) };

	TRY(buf_check(&exporting->bundle, err));
	TRY(resource_write(exporting, &place, str_bytes(buf_str(&exporting->bundle)), err));
	exporting->bundle.len = 0;
	return STATUS_OK;
}

static enum status entry_add(struct log_exporting *exporting, const struct archive_event *item,
                             struct error *err)
{
	struct leaf leaf;

	TRY(log_leaf_read(exporting->archive, item, &exporting->page, &leaf, err));
	TRY(log_entry_put(&exporting->bundle, &leaf, err));
	exporting->next++;
	if (exporting->next % MERKLE_TILE_WIDTH == 0 || exporting->next == exporting->size)
		return bundle_write(exporting, err);
	return STATUS_OK;
}

static enum status entries_write(struct log_exporting *exporting, struct error *err)
{
	struct archive_event events[ARCHIVE_PAGE];

	while (exporting->next < exporting->size) {
		size_t count;

		arena_reset(&exporting->page);
		TRY(archive_feed(exporting->archive, exporting->next + 1, &exporting->page, events, &count,
		                 err));
		if (count == 0)
			return FAIL(err, PROBLEM_RECORD_CORRUPT,
			            "the log has more leaves than events are stored");
		for (size_t i = 0; i < count && exporting->next < exporting->size; i++)
			TRY(entry_add(exporting, &events[i], err));
	}
	return STATUS_OK;
}

static enum status checkpoint_write(const struct log_exporting *exporting, struct str note,
                                    struct arena *arena, struct error *err)
{
	struct buf path;

	buf_init(&path, arena, exporting->out.len + sizeof("/checkpoint"));
	buf_put(&path, exporting->out);
	buf_put(&path, STR("/checkpoint"));
	buf_put_char(&path, '\0');
	TRY(buf_check(&path, err));
	return file_create((struct str){ path.ptr, path.len - 1 }, FILE_PUBLIC, note, err);
}

/* The checkpoint comes last: a folder that has one is whole. */
enum status log_export(struct archive *archive, const struct note_key *log_key, struct str out,
                       struct arena *arena, uint64_t *ret_size, struct error *err)
{
	struct log_exporting exporting = { .archive = archive, .out = out };
	struct checkpoint checkpoint;
	struct bytes note;
	void *page;

	TRY(archive_get(archive, RECORD_CHECKPOINT, sealer_latest_key(), arena, &note, err));
	TRY(checkpoint_open(bytes_str(note), log_key, arena, &checkpoint, err));
	buf_init(&exporting.bundle, arena, MERKLE_TILE_WIDTH * LOG_ENTRY_MAX);
	page = arena_alloc_dirty(arena, 1, PAGE_BYTES, _Alignof(max_align_t));
	TRY(arena_check(arena, err));
	arena_init(&exporting.page, page, PAGE_BYTES);
	exporting.size = checkpoint.head.size;
	TRY(file_make_directory(out, err));
	for (uint8_t level = 0; level < LEVELS; level++)
		TRY(level_write(&exporting, level, err));
	TRY(entries_write(&exporting, err));
	TRY(checkpoint_write(&exporting, bytes_str(note), arena, err));
	TRY(file_open_up(out, err));
	*ret_size = exporting.size;
	return STATUS_OK;
}
