#include "storage/row.h"

#include "storage/checksum.h"
#include "storage/store.h"

static void put_u64(uint8_t *at, uint64_t number)
{
	for (int i = 0; i < 8; i++)
		at[i] = (uint8_t)(number >> (56 - 8 * i));
}

static const struct record_value *value_find(const struct record_value *values, uint32_t count,
                                             enum record_column column)
{
	for (uint32_t i = 0; i < count; i++) {
		if (values[i].column == column)
			return &values[i];
	}
	return NULL;
}

size_t row_columns(enum record_kind kind, const struct record_value *values, uint32_t count,
                   uint8_t ret_columns[ROW_COLUMNS])
{
	enum record_column first = record_first_column(kind);
	uint32_t columns = record_column_count(kind);
	size_t len = 0;

	assert(count == columns);
	for (uint32_t i = 0; i < columns; i++) {
		enum record_column column = (enum record_column)(first + i);
		const struct record_value *value = value_find(values, count, column);
		assert(value != NULL);
		if (record_column_info(column)->type == TYPE_NUMBER) {
			put_u64(ret_columns + len, value->number);
			len += 8;
			continue;
		}
		assert(value->text.len <= RECORD_COLUMN_MAX);
		ret_columns[len++] = (uint8_t)value->text.len;
		if (value->text.len > 0)
			memcpy(ret_columns + len, value->text.ptr, value->text.len);
		len += value->text.len;
	}
	assert(len <= ROW_COLUMNS);
	return len;
}

size_t row_encode(const struct store_row *row, uint8_t *ret_value)
{
	size_t len = ROW_HEAD + row->columns.len + row->body.len;

	assert(row->columns.len <= ROW_COLUMNS && row->body.len <= RECORD_BODY_MAX);
	put_u64(ret_value + 8, row->version);
	put_u64(ret_value + 16, (uint64_t)row->time_ms);
	put_u64(ret_value + 24, row->pos);
	ret_value[32] = (uint8_t)(row->columns.len >> 8);
	ret_value[33] = (uint8_t)row->columns.len;
	if (row->columns.len > 0)
		memcpy(ret_value + ROW_HEAD, row->columns.ptr, row->columns.len);
	if (row->body.len > 0)
		memcpy(ret_value + ROW_HEAD + row->columns.len, row->body.ptr, row->body.len);
	struct bytes covered = { ret_value + CHECKSUM_BYTES, len - CHECKSUM_BYTES };
	put_u64(ret_value, checksum_record(record_table(row->kind), row->key, covered));
	return len;
}

/* Whether the columns are exactly those of the kind: afterwards they can be walked without further checks. */
static bool columns_are_whole(enum record_kind kind, struct bytes columns)
{
	enum record_column first = record_first_column(kind);
	uint32_t count = record_column_count(kind);
	size_t at = 0;

	for (uint32_t i = 0; i < count; i++) {
		bool is_number = record_column_info((enum record_column)(first + i))->type == TYPE_NUMBER;
		if (at >= columns.len)
			return false;
		at += is_number ? 8 : 1 + (size_t)columns.ptr[at];
	}
	return at == columns.len;
}

enum store_status row_decode(enum record_kind kind, struct bytes key, struct bytes value,
                             struct store_row *ret_row)
{
	if (value.len < ROW_HEAD)
		return STORE_CORRUPT;
	struct bytes covered = { value.ptr + CHECKSUM_BYTES, value.len - CHECKSUM_BYTES };
	if (key_read_u64(value.ptr) != checksum_record(record_table(kind), key, covered))
		return STORE_CORRUPT;
	size_t columns = (size_t)value.ptr[32] << 8 | value.ptr[33];
	if (columns > value.len - ROW_HEAD)
		return STORE_CORRUPT;
	struct bytes column_bytes = { value.ptr + ROW_HEAD, columns };
	if (!columns_are_whole(kind, column_bytes))
		return STORE_CORRUPT;
	*ret_row = (struct store_row){
		.found = true,
		.kind = kind,
		.key = key,
		.body = { value.ptr + ROW_HEAD + columns, value.len - ROW_HEAD - columns },
		.version = key_read_u64(value.ptr + 8),
		.time_ms = (int64_t)key_read_u64(value.ptr + 16),
		.pos = key_read_u64(value.ptr + 24),
		.columns = column_bytes,
	};
	return STORE_OK;
}

/* The column's bytes, without the length of a text. */
static struct bytes row_column(const struct store_row *row, enum record_column column)
{
	assert(column > COLUMN_NONE && record_column_info(column)->kind == row->kind);
	size_t at = 0;
	for (int i = (int)record_first_column(row->kind); i < (int)column; i++) {
		bool is_number = record_column_info((enum record_column)i)->type == TYPE_NUMBER;
		at += is_number ? 8 : 1 + (size_t)row->columns.ptr[at];
	}
	assert(at < row->columns.len);
	if (record_column_info(column)->type == TYPE_NUMBER)
		return (struct bytes){ row->columns.ptr + at, 8 };
	return (struct bytes){ row->columns.ptr + at + 1, row->columns.ptr[at] };
}

uint64_t store_row_number(const struct store_row *row, enum record_column column)
{
	assert(record_column_info(column)->type == TYPE_NUMBER);
	return key_read_u64(row_column(row, column).ptr);
}

struct str store_row_text(const struct store_row *row, enum record_column column)
{
	assert(record_column_info(column)->type == TYPE_TEXT);
	return bytes_str(row_column(row, column));
}

static void index_put_column(const struct store_row *row, enum record_column column, struct key *key)
{
	if (column == COLUMN_NONE)
		return;
	if (record_column_info(column)->type == TYPE_NUMBER)
		key_put_u64(key, store_row_number(row, column));
	else
		key_put_text(key, store_row_text(row, column));
}

bool row_index_key(const struct store_row *row, enum record_index index, struct key *ret_key,
                   uint8_t *ret_offset)
{
	const struct record_index_info *info = record_index_info(index);

	assert(info->kind == row->kind);
	key_init(ret_key);
	index_put_column(row, info->first, ret_key);
	index_put_column(row, info->second, ret_key);
	*ret_offset = (uint8_t)(ret_key->len <= RECORD_INDEX_MAX ? ret_key->len : 0);
	key_put_bytes(ret_key, row->key);
	return !ret_key->failed && ret_key->len <= RECORD_INDEX_MAX;
}
