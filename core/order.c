#include "core/order.h"

#include "core/content.h"
#include "core/object.h"

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

	order.ref = content.ref;
	order.title = content.title;
	order.buyer = content.buyer;
	order.seller = content.seller;
	order.facts = content.facts == NULL ? &no_facts : content.facts;
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
