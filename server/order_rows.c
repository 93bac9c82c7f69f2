#include "server/order_rows.h"

#include "core/object.h"

#define ENTRY_BYTES_MAX KIB(768)

struct key order_versions_key(struct str order)
{
	struct key key;

	key_init(&key);
	key_put_text(&key, order);
	return key;
}

static void put_order(const struct node *order, struct str text, uint64_t version_before,
                      struct change *change)
{
	struct bytes key = str_bytes(node_text(order, STR("ref")));

	if (version_before == 0)
		change_expect_absent(change, RECORD_ORDER, key);
	else
		change_expect_version(change, RECORD_ORDER, key, version_before);
	change_column_text(change, COLUMN_ORDER_BUYER, node_text(order, STR("buyer")));
	change_column_text(change, COLUMN_ORDER_SELLER, node_text(order, STR("seller")));
	change_apply(change, version_before == 0 ? OP_INSERT : OP_UPDATE, RECORD_ORDER, key, str_bytes(text));
}

static void print_optional(struct printer *printer, struct str name, struct str value)
{
	if (value.len > 0)
		print_member_string(printer, name, value);
}

static enum status put_version(const struct order_step *step, const struct order_entry *entry,
                               struct change *change, struct error *err)
{
	struct key key = order_versions_key(node_text(step->order, STR("ref")));
	struct printer printer;
	struct buf buf;

	key_put_u32(&key, (uint32_t)step->version);
	buf_init(&buf, change->arena, ENTRY_BYTES_MAX);
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_int(&printer, STR("version"), step->version);
	print_member_string(&printer, STR("kind"), entry->kind);
	print_member_string(&printer, STR("recorded_at"), instant_text(change->arena, entry->at_ms));
	print_member_string(&printer, STR("by"), entry->by);
	print_optional(&printer, STR("shipment"), entry->shipment);
	print_optional(&printer, STR("note"), entry->note);
	print_optional(&printer, STR("key"), entry->key);
	print_member_string(&printer, STR("content"), entry->content);
	print_object_end(&printer);
	TRY(buf_check(&buf, err));
	change_apply(change, OP_APPEND, RECORD_ORDER_VERSION, key_bytes(&key), str_bytes(buf_str(&buf)));
	return STATUS_OK;
}

enum status order_rows_put(const struct order_step *step, uint64_t version_before,
                           const struct order_entry *entry, struct change *change, struct str *ret_text,
                           struct error *err)
{
	assert(step->changed && step->version > 0);

	struct printer printer;
	struct buf buf;

	buf_init(&buf, change->arena, RECORD_BODY_MAX);
	printer_init(&printer, &buf);
	print_node(&printer, step->order);
	TRY(buf_check(&buf, err));
	put_order(step->order, buf_str(&buf), version_before, change);
	TRY(put_version(step, entry, change, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

enum status order_rows_touch(const struct node *kept, struct str text, uint64_t version_before,
                             struct change *change, struct error *err)
{
	assert(version_before > 0);

	if (node_text(kept, STR("ref")).len == 0)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "an order row has no reference");
	put_order(kept, text, version_before, change);
	return STATUS_OK;
}
