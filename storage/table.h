/* table.h — records with their index rows, within a transaction.
 *
 * Caveat: a row got borrows from the transaction, in a write transaction only until the next put or delete.
 * Depends on: storage/engine.h, storage/row.h.
 */
#pragma once

#include "storage/engine.h"
#include "storage/row.h"

/* OK with row->found false when there is none. STORE_CORRUPT: its checksum does not match. */
NODISCARD enum store_status table_get(struct txn *txn, enum record_kind kind, struct bytes key,
                                      struct store_row *ret_row);

/* Puts or replaces a row and moves its index rows. `scratch` holds ROW_VALUE_MAX. The row must not borrow
 * from the transaction. CORRUPT: the row to be replaced is damaged; nothing was written. */
NODISCARD enum store_status table_put(struct txn *txn, const struct store_row *row, uint8_t *scratch);

/* Removes a row that is there. */
NODISCARD enum store_status table_remove(struct txn *txn, enum record_kind kind, struct bytes key);

/* Resolves an index row: the record that it stands for. CORRUPT: there is none. */
NODISCARD enum store_status table_resolve(struct txn *txn, enum record_kind kind, struct bytes index_key,
                                          struct bytes index_value, struct store_row *ret_row);
