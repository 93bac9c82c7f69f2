#include "core/order.h"

#include "core/content.h"
#include "core/object.h"

static bool has_item(const struct node *items, size_t count, struct str id)
{
	for (size_t i = 0; items != NULL && i < count; i++)
		if (str_eq(node_text(&items->items[i], STR("id")), id))
			return true;
	return false;
}

static enum status check_items(const struct node *items, const struct currency *currency, struct error *err)
{
	for (size_t i = 0; items != NULL && i < items->count; i++) {
		struct pointer at = pointer_item("/items", i);
		struct item_content item;
		struct money price;
		TRY(content_decode(DOCUMENT_item, &items->items[i], at.text, &item, err));
		if (has_item(items, i, item.id))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_member(at.text, STR("id")).text,
			               "another item has this id");
		at = pointer_member(at.text, STR("price"));
		TRY(money_decode(item.price, at.text, &price, err));
		if (!str_eq(str_from_c(price.currency.code), str_from_c(currency->code)))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, at.text, "the order is in %s",
			               currency->code);
	}
	return STATUS_OK;
}

static enum status check_warranties(const struct node *warranties, const struct node *items,
                                    struct error *err)
{
	for (size_t i = 0; warranties != NULL && i < warranties->count; i++) {
		struct pointer at = pointer_item("/warranties", i);
		struct warranty_content warranty;
		TRY(content_decode(DOCUMENT_warranty, &warranties->items[i], at.text, &warranty, err));
		if (warranty.item.len > 0 &&
		    !has_item(items, items == NULL ? 0 : items->count, warranty.item))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_member(at.text, STR("item")).text,
			               "the order has no item of this id");
	}
	return STATUS_OK;
}

static enum status check_sale(const struct snapshot_content *content, const struct currency *currency,
                              struct error *err)
{
	struct promise_content promise;
	struct terms_content terms;

	TRY(check_items(content->items, currency, err));
	TRY(check_warranties(content->warranties, content->items, err));
	for (size_t i = 0; content->promises != NULL && i < content->promises->count; i++)
		TRY(content_decode(DOCUMENT_promise, &content->promises->items[i],
		                   pointer_item("/promises", i).text, &promise, err));
	for (size_t i = 0; content->terms != NULL && i < content->terms->count; i++)
		TRY(content_decode(DOCUMENT_terms, &content->terms->items[i], pointer_item("/terms", i).text,
		                   &terms, err));
	return STATUS_OK;
}

enum status order_decode(const struct node *node, struct arena *arena, struct order *ret_order,
                         struct error *err)
{
	assert(ret_order != NULL);

	static const struct node no_facts = { .kind = NODE_OBJECT };
	struct snapshot_content content;
	struct order order;

	TRY(content_decode(DOCUMENT_snapshot, node, "", &content, err));
	TRY(content_check_facts(content.facts, "/facts", arena, err));
	struct error cause;
	if (currency_parse(content.currency, &order.currency, &cause) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/currency", "%s", cause.detail);
	if (str_eq(content.buyer, content.seller))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/seller", "buyer and seller must be two parties");
	TRY(check_sale(&content, &order.currency, err));

	order.ref = content.ref;
	order.title = content.title;
	order.buyer = content.buyer;
	order.seller = content.seller;
	order.facts = content.facts == NULL ? &no_facts : content.facts;
	order.items = content.items;
	order.promises = content.promises;
	order.warranties = content.warranties;
	*ret_order = order;
	return STATUS_OK;
}

bool order_paid(const struct order *order, struct money *ret_paid)
{
	assert(order->facts != NULL);

	const struct node *paid = node_find(order->facts, STR("order.paid_minor"));

	if (paid == NULL || paid->kind != NODE_INT || paid->integer < 0)
		return false;
	*ret_paid = (struct money){ .minor = paid->integer, .currency = order->currency };
	return true;
}

static void copy_members(struct object *object, const struct node *node, struct str but)
{
	for (size_t i = 0; node != NULL && i < node->count; i++)
		if (!str_eq(node->members[i].name, but))
			object_copy(object, node->members[i].name, &node->members[i].value);
}

const struct node *order_at_home(const struct node *node, struct str place, struct arena *arena)
{
	assert(node != NULL && node->kind == NODE_OBJECT);

	const struct node *facts = node_find(node, STR("facts"));
	size_t fact_count = facts == NULL ? 0 : facts->count;
	struct object order, placed;

	if (node_find(facts, STR("jurisdiction")) != NULL)
		return node;
	object_init(&placed, arena, fact_count + 1);
	copy_members(&placed, facts, STR(""));
	object_text(&placed, STR("jurisdiction"), place);
	object_init(&order, arena, node->count + 1);
	copy_members(&order, node, STR("facts"));
	object_node(&order, STR("facts"), object_end(&placed));
	return object_keep(&order);
}
