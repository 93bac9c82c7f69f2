/* The log for everybody, as a tiled log's client reads it (c2sp.org/tlog-tiles): its checkpoint, tiles of
 * hashes and bundles of entries. What they tell is what the leaves tell: kinds, times and commitments, no
 * case. */
#include "crypto/checkpoint.h"
#include "crypto/tile_path.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/log_leaf.h"
#include "server/operations.h"
#include "server/sealer.h"

#define ENTRIES_STEP  (STORE_KEYS_MAX / 2) /* each needs its event and the row beside it */
#define EVENT_SCRATCH KIB(768)             /* to read one event, whatever its size */

/* --- the checkpoint --- */

static void on_checkpoint(struct call *call, const struct store_row *rows, uint32_t count)
{
	assert(count == 1);
	if (!rows[0].found) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "the log is still empty");
		return;
	}
	struct str note = arena_copy(call_arena(call), bytes_str(rows[0].body));
	call_reply_text(call, 200, STR("text/plain; charset=utf-8"), note);
}

void op_get_checkpoint(struct call *call)
{
	struct store_key key = { RECORD_CHECKPOINT, sealer_latest_key() };

	call_get(call, &key, 1, on_checkpoint);
}

/* --- what is below tile/ --- */

struct log_reply {
	struct tile_place place;
	struct buf bundle;    /* of entries */
	uint32_t entries;     /* that are in it */
	struct arena scratch; /* emptied after each event */
};

static void refuse_tile(struct call *call)
{
	call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL,
	            "the log has no such tile: read the checkpoint for its size, and the paths that follow "
	            "from it");
}

/* The log only grows: what was ever answered here stays true. `content` may be borrowed from the store. */
static void reply_immutable(struct call *call, struct bytes content)
{
	struct http_response response;

	http_response_init(&response, 200);
	http_response_add(&response, STR("Content-Type"), STR("application/octet-stream"));
	http_response_add(&response, STR("Cache-Control"), STR("public, max-age=31536000, immutable"));
	response.body = content;
	call_reply(call, &response);
}

/* Whether the newest checkpoint covers all that was asked for. A tile that was partial for an earlier
 * checkpoint is the beginning of today's. */
static enum status place_check(struct call *call, const struct store_row *checkpoint,
                               const struct tile_place *place, bool *ret_covered)
{
	struct checkpoint latest;
	struct note note;

	*ret_covered = false;
	if (!checkpoint->found)
		return STATUS_OK;
	struct str text = arena_copy(call_arena(call), bytes_str(checkpoint->body));
	TRY(arena_check(call_arena(call), &call->err));
	TRY(note_parse(text, call_arena(call), &note, &call->err));
	TRY(checkpoint_parse(note.text, &latest, &call->err));
	*ret_covered = place->width <= tile_width(place->level, place->index, latest.head.size);
	return STATUS_OK;
}

/* False: the call is answered. */
static bool place_is_covered(struct call *call, const struct store_row *checkpoint)
{
	struct log_reply *reply = call->state;
	bool covered;

	if (place_check(call, checkpoint, &reply->place, &covered) != STATUS_OK)
		call_fail(call);
	else if (!covered)
		refuse_tile(call);
	else
		return true;
	return false;
}

/* --- tiles of hashes: both rows are of one snapshot --- */

static void on_tile(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct log_reply *reply = call->state;
	size_t len = (size_t)reply->place.width * DIGEST_BYTES;

	assert(count == 2);
	if (!place_is_covered(call, &rows[0]))
		return;
	if (rows[1].found && rows[1].body.len >= len)
		reply_immutable(call, (struct bytes){ rows[1].body.ptr, len });
	else
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL, "the log's tile ends before its leaf");
}

/* --- bundles of entries, made anew from the events --- */

static void entries_ask(struct call *call);

/* Pairs of an event and the row beside it, in the order of the log. */
static enum status entries_put(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct log_reply *reply = call->state;

	for (uint32_t i = 0; i + 1 < count; i += 2) {
		struct leaf leaf;

		arena_reset(&reply->scratch);
		if (!rows[i].found || !rows[i + 1].found)
			return FAIL(&call->err, PROBLEM_RECORD_CORRUPT, "an event of the log is not stored");
		TRY(log_leaf_make(bytes_str(rows[i].body), bytes_str(rows[i + 1].body), &reply->scratch,
		                  &leaf, &call->err));
		TRY(log_entry_put(&reply->bundle, &leaf, &call->err));
		reply->entries++;
	}
	return STATUS_OK;
}

static void on_entries(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct log_reply *reply = call->state;

	if (entries_put(call, rows, count) != STATUS_OK)
		call_fail(call);
	else if (reply->entries < reply->place.width)
		entries_ask(call);
	else
		reply_immutable(call, str_bytes(buf_str(&reply->bundle)));
}

/* Their keys alone are kept: events are too large to be copied by the dozen. */
static void on_positions(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct store_key keys[2 * ENTRIES_STEP];

	if (count == 0) {
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL,
		            "the log has more leaves than events are stored");
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		keys[2 * i] = (struct store_key){ RECORD_EVENT, rows[i].key };
		keys[2 * i + 1] = (struct store_key){ RECORD_STATEMENT, rows[i].key };
	}
	call_get(call, keys, 2 * count, on_entries);
}

/* The event at position p of the feed is leaf p - 1. */
static void entries_ask(struct call *call)
{
	struct log_reply *reply = call->state;
	uint64_t first = reply->place.index * MERKLE_TILE_WIDTH + reply->entries;
	uint32_t left = reply->place.width - reply->entries;

	call_feed(call, first + 1, left < ENTRIES_STEP ? left : ENTRIES_STEP, on_positions);
}

static void on_size(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct log_reply *reply = call->state;
	struct arena *arena = call_arena(call);
	void *scratch;

	assert(count == 1);
	if (!place_is_covered(call, &rows[0]))
		return;
	buf_init(&reply->bundle, arena, (size_t)reply->place.width * LOG_ENTRY_MAX);
	scratch = arena_alloc_dirty(arena, 1, EVENT_SCRATCH, _Alignof(max_align_t));
	if (arena_check(arena, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	arena_init(&reply->scratch, scratch, EVENT_SCRATCH);
	entries_ask(call);
}

void op_get_log_tile(struct call *call)
{
	struct log_reply *reply = ARENA_NEW(call_arena(call), struct log_reply);
	struct store_key keys[2] = { { RECORD_CHECKPOINT, sealer_latest_key() } };
	struct key key;

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call->state = reply;
	if (!tile_path_read(call_param(call, 0), &reply->place)) {
		refuse_tile(call);
		return;
	}
	if (reply->place.level == TILE_LEVEL_ENTRIES) {
		call_get(call, keys, 1, on_size);
		return;
	}
	sealer_tile_key(&key, reply->place.level, reply->place.index);
	keys[1] = (struct store_key){ RECORD_TILE, key_bytes(&key) };
	call_get(call, keys, 2, on_tile);
}
