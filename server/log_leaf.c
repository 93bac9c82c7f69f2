#include "server/log_leaf.h"

#include "core/event.h"
#include "crypto/encoding.h"

/* A signed event is committed to by its note, another by its own line. */
enum status log_leaf_make(struct str text, struct str row, struct arena *page, struct leaf *ret_leaf,
                          struct error *err)
{
	struct leaf_salt salt;
	struct event event;
	const struct node *node;

	TRY(event_parse(text, page, &event, err));
	TRY(node_parse(row, page, &node, err));
	TRY(hex_decode_exact(node_text(node, STR("salt")), salt.bytes, LEAF_SALT_BYTES, err));
	struct str logged = event.statement.present ? node_text(node, STR("note")) : text;
	*ret_leaf = (struct leaf){
		.kind = event_slug(event.type),
		.time_ms = event.at_ms,
		.commit = leaf_commit(&salt, str_bytes(logged)),
	};
	return STATUS_OK;
}

enum status log_leaf_read(struct archive *archive, const struct archive_event *item, struct arena *page,
                          struct leaf *ret_leaf, struct error *err)
{
	struct bytes row;

	TRY(archive_get(archive, RECORD_STATEMENT, (struct bytes){ item->key, sizeof(item->key) }, page, &row,
	                err));
	return log_leaf_make(item->text, bytes_str(row), page, ret_leaf, err);
}

enum status log_entry_put(struct buf *bundle, const struct leaf *leaf, struct error *err)
{
	uint8_t block[2 * LEAF_TEXT_MAX];
	struct arena arena;
	struct buf text;

	arena_init(&arena, block, sizeof block);
	buf_init(&text, &arena, LEAF_TEXT_MAX);
	leaf_put(&text, leaf);
	TRY(buf_check(&text, err));
	buf_put_char(bundle, (char)(text.len >> 8));
	buf_put_char(bundle, (char)(text.len & 0xff));
	buf_put(bundle, buf_str(&text));
	return buf_check(bundle, err);
}
