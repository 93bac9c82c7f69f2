#include "storage/table.h"

enum store_status table_get(struct txn *txn, enum record_kind kind, struct bytes key,
                            struct store_row *ret_row)
{
	struct bytes value = { 0 };
	enum store_status status = txn_get(txn, record_table(kind), key, &value);

	if (status == STORE_NOT_FOUND) {
		*ret_row = (struct store_row){ .kind = kind, .key = key };
		return STORE_OK;
	}
	if (status != STORE_OK)
		return status;
	return row_decode(kind, key, value, ret_row);
}

/* The index keys of a row, made before anything is written: the row may lie in the map. */
struct index_keys {
	uint32_t count; /* 0: there is no row */
	struct key keys[RECORD_INDEXES_MAX];
	uint8_t offsets[RECORD_INDEXES_MAX];
};

static void index_keys_from_row(const struct store_row *row, struct index_keys *ret_keys)
{
	enum record_index first = record_first_index(row->kind);

	ret_keys->count = record_index_count(row->kind);
	for (uint32_t i = 0; i < ret_keys->count; i++) {
		bool fits = row_index_key(row, (enum record_index)(first + i), &ret_keys->keys[i],
		                          &ret_keys->offsets[i]);
		assert(fits); /* form_check() and every earlier put saw to it */
	}
}

static enum store_status index_keys_stored(struct txn *txn, enum record_kind kind, struct bytes key,
                                           struct index_keys *ret_keys)
{
	struct store_row old = { 0 };

	ret_keys->count = 0;
	if (record_index_count(kind) == 0)
		return STORE_OK;
	enum store_status status = table_get(txn, kind, key, &old);
	if (status == STORE_OK && old.found)
		index_keys_from_row(&old, ret_keys);
	return status;
}

/* An index row's value says where in its key the record's key begins. */
static void index_move(struct txn *txn, uint32_t table, const struct key *from, const struct key *to,
                       uint8_t offset)
{
	assert(from != NULL || to != NULL);
	if (from != NULL && to != NULL && bytes_eq(key_bytes(from), key_bytes(to)))
		return;
	if (from != NULL)
		txn_remove(txn, table, key_bytes(from));
	if (to != NULL)
		txn_put(txn, table, key_bytes(to), (struct bytes){ &offset, 1 });
}

enum store_status table_put(struct txn *txn, const struct store_row *row, uint8_t *scratch)
{
	struct index_keys old;
	struct index_keys new = { 0 };
	enum store_status status = index_keys_stored(txn, row->kind, row->key, &old);

	assert(scratch != NULL);
	if (status != STORE_OK)
		return status;
	index_keys_from_row(row, &new);
	assert(old.count == 0 || old.count == new.count);
	size_t len = row_encode(row, scratch);
	txn_put(txn, record_table(row->kind), row->key, (struct bytes){ scratch, len });
	for (uint32_t i = 0; i < new.count; i++) {
		uint32_t table = record_index_table((enum record_index)(record_first_index(row->kind) + i));
		index_move(txn, table, old.count > 0 ? &old.keys[i] : NULL, &new.keys[i], new.offsets[i]);
	}
	return txn->failure;
}

enum store_status table_remove(struct txn *txn, enum record_kind kind, struct bytes key)
{
	struct index_keys old;
	enum store_status status = index_keys_stored(txn, kind, key, &old);

	if (status != STORE_OK)
		return status;
	txn_remove(txn, record_table(kind), key);
	for (uint32_t i = 0; i < old.count; i++)
		index_move(txn, record_index_table((enum record_index)(record_first_index(kind) + i)),
		           &old.keys[i], NULL, 0);
	return txn->failure;
}

enum store_status table_resolve(struct txn *txn, enum record_kind kind, struct bytes index_key,
                                struct bytes index_value, struct store_row *ret_row)
{
	struct store_row row = { 0 };

	if (index_value.len != 1 || index_value.ptr[0] >= index_key.len)
		return STORE_CORRUPT;
	size_t offset = index_value.ptr[0];
	struct bytes key = { index_key.ptr + offset, index_key.len - offset };
	enum store_status status = table_get(txn, kind, key, &row);
	if (status != STORE_OK)
		return status;
	if (!row.found)
		return STORE_CORRUPT;
	*ret_row = row;
	return STORE_OK;
}
