#include "storage/blob_rows.h"

#include "storage/checksum.h"
#include "storage/clock.h"
#include "storage/key.h"

#define SWEEP_CHUNKS 1024 /* removed in one transaction */
#define INFO_BYTES   33

const char *blob_table_name(uint32_t table)
{
	static const char *const names[BLOB_TABLE_COUNT] = { NULL, "blob", "partial", "chunk", "serial" };

	assert(table < BLOB_TABLE_COUNT);
	return names[table];
}

static struct bytes digest_key(const uint8_t digest[BLOB_DIGEST])
{
	return (struct bytes){ digest, BLOB_DIGEST };
}

static struct key serial_key(uint64_t serial)
{
	struct key key;

	key_init(&key);
	key_put_u64(&key, serial);
	return key;
}

static struct key chunk_key(uint64_t serial, uint64_t chunk)
{
	struct key key = serial_key(serial);

	key_put_u64(&key, chunk);
	return key;
}

/* The row: size, serial, time, retained, checksum. */
static void info_put(struct txn *txn, const uint8_t digest[BLOB_DIGEST], const struct blob_info *info)
{
	struct key value;

	key_init(&value);
	key_put_u64(&value, info->size);
	key_put_u64(&value, info->serial);
	key_put_u64(&value, (uint64_t)info->time_ms);
	key_put_u8(&value, info->retained ? 1 : 0);
	key_put_u64(&value, checksum_record(BLOB_TABLE_BLOB, digest_key(digest), key_bytes(&value)));
	assert(!value.failed && value.len == INFO_BYTES);
	txn_put(txn, BLOB_TABLE_BLOB, digest_key(digest), key_bytes(&value));
}

enum store_status blob_info_decode(struct bytes digest, struct bytes value, struct blob_info *ret_info)
{
	if (value.len != INFO_BYTES)
		return STORE_CORRUPT;
	struct bytes covered = { value.ptr, INFO_BYTES - CHECKSUM_BYTES };
	if (key_read_u64(value.ptr + covered.len) != checksum_record(BLOB_TABLE_BLOB, digest, covered))
		return STORE_CORRUPT;
	*ret_info = (struct blob_info){
		.size = key_read_u64(value.ptr),
		.serial = key_read_u64(value.ptr + 8),
		.time_ms = (int64_t)key_read_u64(value.ptr + 16),
		.retained = value.ptr[24] != 0,
	};
	return STORE_OK;
}

/* STORE_NOT_FOUND when there is none. */
enum store_status blob_info_get(struct txn *txn, const uint8_t digest[BLOB_DIGEST],
                                struct blob_info *ret_info)
{
	struct bytes value = { 0 };
	enum store_status status = txn_get(txn, BLOB_TABLE_BLOB, digest_key(digest), &value);

	return status == STORE_OK ? blob_info_decode(digest_key(digest), value, ret_info) : status;
}

static void partial_put(struct txn *txn, uint64_t serial)
{
	struct key key = serial_key(serial);

	txn_put(txn, BLOB_TABLE_PARTIAL, key_bytes(&key), str_bytes(STR("1")));
}

/* Removes some chunks of a serial, and its PARTIAL row with the last. Answers whether more remain. */
bool blob_sweep(struct txn *txn, uint64_t serial)
{
	struct key prefix = serial_key(serial);

	for (int i = 0; i < SWEEP_CHUNKS; i++) {
		struct key from = chunk_key(serial, 0);
		struct key name = { 0 };
		struct bytes key = key_bytes(&from);
		struct bytes value = { 0 };
		enum store_status status = txn_seek(txn, BLOB_TABLE_CHUNK, SEEK_AT_LEAST, &key, &value);
		if (status == STORE_NOT_FOUND ||
		    (status == STORE_OK && memcmp(key.ptr, prefix.bytes, 8) != 0)) {
			txn_remove(txn, BLOB_TABLE_PARTIAL, key_bytes(&prefix));
			return false;
		}
		if (status != STORE_OK)
			return false;
		key_put_bytes(&name, key); /* the row's own key moves under the removal */
		assert(!name.failed);
		txn_remove(txn, BLOB_TABLE_CHUNK, key_bytes(&name));
	}
	return true;
}

static void chunk_put(struct txn *txn, uint64_t serial, uint64_t chunk, struct bytes content)
{
	uint8_t value[BLOB_CHUNK + CHECKSUM_BYTES];
	struct key key = chunk_key(serial, chunk);
	struct key sum;

	assert(content.len > 0 && content.len <= BLOB_CHUNK);
	key_init(&sum);
	key_put_u64(&sum, checksum_record(BLOB_TABLE_CHUNK, key_bytes(&key), content));
	memcpy(value, sum.bytes, CHECKSUM_BYTES);
	memcpy(value + CHECKSUM_BYTES, content.ptr, content.len);
	txn_put(txn, BLOB_TABLE_CHUNK, key_bytes(&key),
	        (struct bytes){ value, content.len + CHECKSUM_BYTES });
}

enum store_status blob_chunk_get(struct txn *txn, uint64_t serial, uint64_t chunk, struct bytes *ret_content)
{
	struct key key = chunk_key(serial, chunk);
	struct bytes value = { 0 };
	enum store_status status = txn_get(txn, BLOB_TABLE_CHUNK, key_bytes(&key), &value);

	if (status != STORE_OK || value.len < CHECKSUM_BYTES)
		return status == STORE_OK || status == STORE_NOT_FOUND ? STORE_CORRUPT : status;
	struct bytes content = { value.ptr + CHECKSUM_BYTES, value.len - CHECKSUM_BYTES };
	if (key_read_u64(value.ptr) != checksum_record(BLOB_TABLE_CHUNK, key_bytes(&key), content))
		return STORE_CORRUPT;
	*ret_content = content;
	return STORE_OK;
}

static enum store_status serial_draw(struct txn *txn, uint64_t *ret_serial)
{
	struct bytes name = str_bytes(STR("next"));
	struct bytes value = { 0 };
	uint64_t serial = 1;
	enum store_status status = txn_get(txn, BLOB_TABLE_SERIAL, name, &value);

	if (status == STORE_OK && value.len == 8)
		serial = key_read_u64(value.ptr);
	else if (status != STORE_NOT_FOUND)
		return status == STORE_OK ? STORE_CORRUPT : status;
	struct key next = serial_key(serial + 1);
	txn_put(txn, BLOB_TABLE_SERIAL, name, key_bytes(&next));
	*ret_serial = serial;
	return STORE_OK;
}

static enum store_status put_apply(struct txn *txn, struct blob_put *put)
{
	struct blob_info info = { 0 };
	enum store_status status = blob_info_get(txn, put->digest, &info);

	assert(put->size <= BLOB_SIZE_MAX);
	if (status != STORE_NOT_FOUND) {
		put->exists = status == STORE_OK;
		return status;
	}
	status = serial_draw(txn, &put->serial);
	if (status == STORE_OK)
		partial_put(txn, put->serial);
	return status;
}

/* Writes the first `flushing` bytes of the window. The counters move when the window is known to be stored.
 */
static enum store_status window_apply(struct txn *txn, const struct blob_put *put)
{
	uint64_t chunk = put->chunk;

	assert(put->flushing <= put->held && (put->window != NULL || put->flushing == 0));
	for (size_t at = 0; at < put->flushing; at += BLOB_CHUNK) {
		size_t left = put->flushing - at;
		struct bytes content = { put->window + at, left < BLOB_CHUNK ? left : BLOB_CHUNK };
		chunk_put(txn, put->serial, chunk++, content);
	}
	return txn->failure;
}

static enum store_status finish_apply(struct txn *txn, struct blob_put *put, struct job *job)
{
	struct blob_info info = { put->size, put->serial, clock_wall_ms(), false };
	struct blob_info there = { 0 };
	struct key key = serial_key(put->serial);

	assert(put->serial != 0);
	if (put->mismatch) {
		job->again = blob_sweep(txn, put->serial);
		return STORE_HASH_MISMATCH;
	}
	enum store_status status = blob_info_get(txn, put->digest, &there);
	if (status ==
	    STORE_OK) { /* somebody else has finished the same bytes meanwhile: ours are not needed */
		job->again = blob_sweep(txn, put->serial);
		return STORE_OK;
	}
	if (status != STORE_NOT_FOUND)
		return status;
	status = window_apply(txn, put);
	info_put(txn, put->digest, &info);
	txn_remove(txn, BLOB_TABLE_PARTIAL, key_bytes(&key));
	return status;
}

/* The first turn makes the blob disappear, in one transaction; the chunks follow in as many as it takes. */
static enum store_status delete_apply(struct txn *txn, struct blob_query *query, struct job *job)
{
	struct key key = serial_key(query->info.serial);
	struct bytes value = { 0 };

	/* A serial that we noted and that is unfinished by now: this is a further turn. */
	if (query->info.serial == 0 ||
	    txn_get(txn, BLOB_TABLE_PARTIAL, key_bytes(&key), &value) != STORE_OK) {
		enum store_status status = blob_info_get(txn, query->digest, &query->info);
		if (status == STORE_OK && query->info.retained)
			status = STORE_RETAINED;
		if (status != STORE_OK)
			return status;
		txn_remove(txn, BLOB_TABLE_BLOB, digest_key(query->digest));
		partial_put(txn, query->info.serial);
	}
	job->again = blob_sweep(txn, query->info.serial);
	return STORE_OK;
}

static enum store_status retain_apply(struct txn *txn, struct blob_query *query)
{
	enum store_status status = blob_info_get(txn, query->digest, &query->info);

	if (status != STORE_OK)
		return status;
	query->info.retained = query->retain;
	info_put(txn, query->digest, &query->info);
	return STORE_OK;
}

void blob_apply(struct txn *txn, struct blob_request *request)
{
	struct job *job = &request->job;

	switch (request->step) {
	case BLOB_STEP_PUT: job->status = put_apply(txn, (struct blob_put *)request); return;
	case BLOB_STEP_WRITE: job->status = window_apply(txn, (struct blob_put *)request); return;
	case BLOB_STEP_FINISH: job->status = finish_apply(txn, (struct blob_put *)request, job); return;
	case BLOB_STEP_ABORT: job->again = blob_sweep(txn, ((struct blob_put *)request)->serial); return;
	case BLOB_STEP_DELETE: job->status = delete_apply(txn, (struct blob_query *)request, job); return;
	case BLOB_STEP_RETAIN: job->status = retain_apply(txn, (struct blob_query *)request); return;
	case BLOB_STEP_STAT:
	case BLOB_STEP_READ:
	case BLOB_STEP_LIST: break;
	}
	assert(false);
}

enum store_status blob_partial_first(struct txn *txn, uint64_t *ret_serial)
{
	struct bytes key = { 0 };
	struct bytes value = { 0 };
	enum store_status status = txn_seek(txn, BLOB_TABLE_PARTIAL, SEEK_AT_LEAST, &key, &value);

	if (status == STORE_OK && key.len != 8)
		return STORE_CORRUPT;
	if (status == STORE_OK)
		*ret_serial = key_read_u64(key.ptr);
	return status;
}
