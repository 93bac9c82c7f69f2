#include "storage/query.h"

/* A cursor: layout, the kind's number, the index within the kind, direction, then the sort tuple of the last
 * row. */
#define CURSOR_LAYOUT 1
#define CURSOR_HEAD   4

_Static_assert(CURSOR_HEAD + RECORD_INDEX_MAX <= STORE_CURSOR_MAX, "every row has to fit a cursor");

static enum store_status get_check(const struct store_get *get)
{
	if (get->count > STORE_KEYS_MAX)
		return STORE_TOO_LARGE;
	for (uint32_t i = 0; i < get->count; i++) {
		if (!record_kind_is_valid(get->keys[i].kind) || get->keys[i].key.len == 0)
			return STORE_INVALID;
		if (get->keys[i].key.len > record_info(get->keys[i].kind)->key_max)
			return STORE_INVALID;
	}
	return STORE_OK;
}

static bool index_is_of_kind(const struct store_scan *scan)
{
	if (scan->index == INDEX_NONE)
		return true;
	if (scan->index < INDEX_NONE || scan->index >= INDEX_COUNT)
		return false;
	return record_index_info(scan->index)->kind == scan->kind;
}

static void cursor_head(const struct store_scan *scan, uint8_t ret_head[CURSOR_HEAD])
{
	ret_head[0] = CURSOR_LAYOUT;
	ret_head[1] = record_info(scan->kind)->number;
	ret_head[2] = 0;
	if (scan->index != INDEX_NONE)
		ret_head[2] = (uint8_t)(scan->index - record_first_index(scan->kind) + 1);
	ret_head[3] = scan->descending ? 1 : 0;
}

static bool cursor_is_of_scan(const struct store_scan *scan)
{
	uint8_t head[CURSOR_HEAD];

	if (scan->cursor.len == 0)
		return true;
	cursor_head(scan, head);
	return scan->cursor.len > CURSOR_HEAD && scan->cursor.len <= STORE_CURSOR_MAX &&
	       memcmp(scan->cursor.ptr, head, CURSOR_HEAD) == 0;
}

static enum store_status scan_check(const struct store_scan *scan)
{
	if (!record_kind_is_valid(scan->kind) || record_info(scan->kind)->rule == RULE_OWN)
		return STORE_INVALID;
	if (!index_is_of_kind(scan) || !cursor_is_of_scan(scan) || scan->limit == 0)
		return STORE_INVALID;
	if (scan->limit > STORE_PAGE_MAX || scan->lo.len > KEY_MAX || scan->hi.len > KEY_MAX)
		return STORE_TOO_LARGE;
	return STORE_OK;
}

static enum store_status feed_check(const struct store_feed *feed)
{
	if (feed->from == 0 || feed->limit == 0)
		return STORE_INVALID;
	return feed->limit > STORE_PAGE_MAX || feed->wait_ms > STORE_FEED_WAIT_MAX ? STORE_TOO_LARGE
	                                                                           : STORE_OK;
}

enum store_status query_check(const struct store_request *request)
{
	switch (request->type) {
	case STORE_REQUEST_GET: return get_check((const struct store_get *)request);
	case STORE_REQUEST_SCAN: return scan_check((const struct store_scan *)request);
	case STORE_REQUEST_FEED: return feed_check((const struct store_feed *)request);
	case STORE_REQUEST_COMMIT:
	case STORE_REQUEST_CLAIM:
	case STORE_REQUEST_LEASE: break;
	}
	return STORE_INVALID;
}

enum store_status query_get(struct txn *txn, struct store_get *get)
{
	assert(get->count <= STORE_KEYS_MAX);
	for (uint32_t i = 0; i < get->count; i++) {
		enum store_status status = table_get(txn, get->keys[i].kind, get->keys[i].key, &get->rows[i]);
		if (status != STORE_OK)
			return status;
	}
	return STORE_OK;
}

static int order(struct bytes a, struct bytes b)
{
	return str_compare(bytes_str(a), bytes_str(b));
}

/* The first row of the page. A cursor came from outside: it can only narrow the bounds, never leave them. */
static enum store_status scan_start(struct txn *txn, const struct store_scan *scan, uint32_t table,
                                    struct bytes *ret_key, struct bytes *ret_value)
{
	struct bytes last = { 0 };

	if (scan->cursor.len > 0)
		last = (struct bytes){ scan->cursor.ptr + CURSOR_HEAD, scan->cursor.len - CURSOR_HEAD };
	if (scan->descending) {
		*ret_key = last.len > 0 && (scan->hi.len == 0 || order(last, scan->hi) < 0) ? last : scan->hi;
		return txn_seek(txn, table, SEEK_BELOW, ret_key, ret_value);
	}
	if (last.len > 0 && order(last, scan->lo) >= 0) {
		*ret_key = last;
		return txn_seek(txn, table, SEEK_ABOVE, ret_key, ret_value);
	}
	*ret_key = scan->lo;
	return txn_seek(txn, table, SEEK_AT_LEAST, ret_key, ret_value);
}

static bool scan_is_past(const struct store_scan *scan, struct bytes key)
{
	if (scan->descending)
		return order(key, scan->lo) < 0;
	return scan->hi.len > 0 && order(key, scan->hi) >= 0;
}

static enum store_status scan_row(struct txn *txn, const struct store_scan *scan, struct bytes key,
                                  struct bytes value, struct store_row *ret_row)
{
	if (scan->index == INDEX_NONE)
		return row_decode(scan->kind, key, value, ret_row);
	return table_resolve(txn, scan->kind, key, value, ret_row);
}

static void cursor_write(struct store_scan *scan, struct bytes last)
{
	assert(last.len > 0 && last.len <= RECORD_INDEX_MAX);
	cursor_head(scan, scan->next);
	memcpy(scan->next + CURSOR_HEAD, last.ptr, last.len);
	scan->next_len = CURSOR_HEAD + last.len;
}

enum store_status query_scan(struct txn *txn, struct store_scan *scan)
{
	uint32_t table =
		scan->index == INDEX_NONE ? record_table(scan->kind) : record_index_table(scan->index);
	enum seek step = scan->descending ? SEEK_BELOW : SEEK_ABOVE;
	struct bytes key = { 0 };
	struct bytes last = { 0 };
	struct bytes value = { 0 };

	assert(scan->limit > 0 && scan->limit <= STORE_PAGE_MAX); /* query_check() saw to it */
	scan->row_count = 0;
	scan->next_len = 0;
	enum store_status status = scan_start(txn, scan, table, &key, &value);
	while (status == STORE_OK && !scan_is_past(scan, key)) {
		if (scan->row_count == scan->limit) { /* there is one more: the page has a successor */
			cursor_write(scan, last);
			return STORE_OK;
		}
		status = scan_row(txn, scan, key, value, &scan->rows[scan->row_count]);
		if (status != STORE_OK)
			return status;
		scan->row_count++;
		last = key;
		status = txn_seek(txn, table, step, &key, &value);
	}
	return status == STORE_NOT_FOUND ? STORE_OK : status;
}

static enum store_status feed_row(struct txn *txn, uint64_t pos, struct store_row *ret_row)
{
	struct store_row place = { 0 };
	struct key name;

	key_init(&name);
	key_put_u64(&name, pos);
	enum store_status status = table_get(txn, RECORD_FEED, key_bytes(&name), &place);
	if (status == STORE_OK && place.found)
		status = table_get(txn, RECORD_EVENT, place.body, ret_row);
	if (status != STORE_OK)
		return status;
	return place.found && ret_row->found && ret_row->pos == pos ? STORE_OK : STORE_CORRUPT;
}

enum store_status query_feed(struct txn *txn, struct store_feed *feed)
{
	struct counters counters = { 0 };
	enum store_status status = counters_load(txn, &counters);

	assert(feed->from > 0 && feed->limit > 0 && feed->limit <= STORE_PAGE_MAX);
	feed->row_count = 0;
	feed->head = counters.pos;
	for (uint64_t pos = feed->from; pos <= counters.pos && status == STORE_OK; pos++) {
		if (feed->row_count == feed->limit)
			return STORE_OK;
		status = feed_row(txn, pos, &feed->rows[feed->row_count]);
		if (status == STORE_OK)
			feed->row_count++;
	}
	return status;
}
