#include "storage/engine.h"

/* Keeps the first failure; absence is an answer and no failure. */
static enum store_status txn_keep(struct txn *txn, enum store_status status)
{
	if (status != STORE_OK && status != STORE_NOT_FOUND && txn->failure == STORE_OK)
		txn->failure = status;
	return status;
}

enum store_status txn_get(struct txn *txn, uint32_t table, struct bytes key, struct bytes *ret_value)
{
	assert(key.len > 0);
	if (txn->failure != STORE_OK)
		return txn->failure;
	return txn_keep(txn, txn->ops->get(txn, table, key, ret_value));
}

enum store_status txn_seek(struct txn *txn, uint32_t table, enum seek seek, struct bytes *key,
                           struct bytes *ret_value)
{
	assert(key->len > 0 || seek != SEEK_ABOVE);
	if (txn->failure != STORE_OK)
		return txn->failure;
	return txn_keep(txn, txn->ops->seek(txn, table, seek, key, ret_value));
}

void txn_put(struct txn *txn, uint32_t table, struct bytes key, struct bytes value)
{
	assert(key.len > 0);
	if (txn->failure != STORE_OK)
		return;
	txn->writes++;
	enum store_status status = txn_keep(txn, txn->ops->put(txn, table, key, value));
	assert(status != STORE_NOT_FOUND);
}

void txn_remove(struct txn *txn, uint32_t table, struct bytes key)
{
	assert(key.len > 0);
	if (txn->failure != STORE_OK)
		return;
	txn->writes++;
	(void)txn_keep(txn, txn->ops->remove(txn, table, key));
}
