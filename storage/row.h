/* row.h — how a record lies in its table: checksum, version, time, pos, columns, body.
 *
 * Depends on: storage/request.h. Any thread; decoding borrows from the stored value.
 * Layout, numbers big-endian: checksum 8, version 8, time 8, pos 8, length of the columns 2, columns, body.
 *   A NUMBER column is 8 bytes; a TEXT column is its length in one byte and the text.
 */
#pragma once

#include "storage/key.h"
#include "storage/request.h"

#define ROW_HEAD      34
#define ROW_COLUMNS   (RECORD_COLUMNS_MAX * (RECORD_COLUMN_MAX + 1))
#define ROW_VALUE_MAX (ROW_HEAD + ROW_COLUMNS + RECORD_BODY_MAX)

/* Writes the columns of `kind` in the catalogue's order into `ret_columns`. The values are those of a request
 * that has passed form_check(): each column once. Answers the bytes written. */
size_t row_columns(enum record_kind kind, const struct record_value *values, uint32_t count,
                   uint8_t ret_columns[ROW_COLUMNS]);

/* Writes the row's value into `ret_value`, which holds ROW_VALUE_MAX. Answers its length. */
size_t row_encode(const struct store_row *row, uint8_t *ret_value);

/* STORE_CORRUPT: the checksum does not match, or a length leads out of the value. */
NODISCARD enum store_status row_decode(enum record_kind kind, struct bytes key, struct bytes value,
                                       struct store_row *ret_row);

/* The sort tuple of a row in an index: its columns and its key. False when it exceeds RECORD_INDEX_MAX.
 * `ret_offset`: where the key begins. */
bool row_index_key(const struct store_row *row, enum record_index index, struct key *ret_key,
                   uint8_t *ret_offset);
