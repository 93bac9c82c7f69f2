#include "server/log_leaf.h"

#include "core/event.h"
#include "crypto/encoding.h"

/* A signed event is committed to by its note, another by its own line. */
enum status log_leaf_read(struct archive *archive, const struct archive_event *item, struct arena *page,
                          struct leaf *ret_leaf, struct error *err)
{
	struct leaf_salt salt;
	struct event event;
	struct bytes row;
	const struct node *node;

	TRY(event_parse(item->text, page, &event, err));
	TRY(archive_get(archive, RECORD_STATEMENT, (struct bytes){ item->key, sizeof(item->key) }, page, &row,
	                err));
	TRY(node_parse(bytes_str(row), page, &node, err));
	TRY(hex_decode_exact(node_text(node, STR("salt")), salt.bytes, LEAF_SALT_BYTES, err));
	struct str logged = event.statement.present ? node_text(node, STR("note")) : item->text;
	*ret_leaf = (struct leaf){
		.kind = event_slug(event.type),
		.time_ms = event.at_ms,
		.commit = leaf_commit(&salt, str_bytes(logged)),
	};
	return STATUS_OK;
}
