#include "core/order_record.h"

#include "core/content.h"
#include "core/ledger.h"
#include "core/object.h"

/* The record being written anew: `list` grows by `entry`, and the facts by those of `step`. */
struct entry {
	struct str list;
	const struct node *value; /* NULL: none */
};

static int64_t version_of(const struct node *kept)
{
	return node_int(node_object(kept, STR("record")), STR("version"), 0);
}

static const struct node *list_of(const struct node *kept, struct str name)
{
	return node_array(node_object(kept, STR("record")), name);
}

static void put_list(struct object *record, const struct node *kept, struct str name,
                     const struct entry *entry)
{
	const struct node *list = list_of(kept, name);
	bool grows = entry->value != NULL && str_eq(entry->list, name);
	size_t count = list == NULL ? 0 : list->count;
	struct array array;

	array_init(&array, record->arena, count + 1);
	for (size_t i = 0; i < count; i++)
		array_add(&array, list->items[i]);
	if (grows)
		array_add(&array, *entry->value);
	if (count > 0 || grows)
		object_node(record, name, array_end(&array));
}

static struct node record_node(const struct node *kept, const struct entry *entry, struct arena *arena)
{
	struct object record;

	object_init(&record, arena, 4);
	object_int(&record, STR("version"), version_of(kept) + 1);
	put_list(&record, kept, STR("shipments"), entry);
	put_list(&record, kept, STR("payments"), entry);
	put_list(&record, kept, STR("refunds"), entry);
	return object_end(&record);
}

/* What `over` says, then what only `under` says, by name. */
static struct node merge(const struct node *under, const struct node *over, struct arena *arena)
{
	size_t under_count = under == NULL ? 0 : under->count;
	size_t over_count = over == NULL ? 0 : over->count;
	struct object facts;

	object_init(&facts, arena, under_count + over_count + 1);
	for (size_t i = 0; i < over_count; i++)
		object_copy(&facts, over->members[i].name, &over->members[i].value);
	for (size_t i = 0; i < under_count; i++)
		if (node_find(over, under->members[i].name) == NULL)
			object_copy(&facts, under->members[i].name, &under->members[i].value);
	object_sort(&facts);
	return object_end(&facts);
}

static enum status keep(const struct node *snapshot, struct node facts, struct node record,
                        struct arena *arena, struct order_step *step, struct error *err)
{
	struct object order;

	object_init(&order, arena, snapshot->count + 2);
	for (size_t i = 0; i < snapshot->count; i++) {
		struct str name = snapshot->members[i].name;
		if (!str_eq(name, STR("facts")) && !str_eq(name, STR("record")))
			object_copy(&order, name, &snapshot->members[i].value);
	}
	object_node(&order, STR("facts"), facts);
	object_node(&order, STR("record"), record);
	step->order = object_keep(&order);
	step->changed = true;
	TRY(arena_check(arena, err));
	step->version = version_of(step->order);
	assert(step->version > 0);
	return STATUS_OK;
}

static struct order_step unchanged(const struct node *kept)
{
	return (struct order_step){ .order = kept, .version = version_of(kept) };
}

static bool was_delivered(const struct node *kept)
{
	const struct node *list = list_of(kept, STR("shipments"));

	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (str_eq(node_text(&list->items[i], STR("event")), STR("delivered")))
			return true;
	return false;
}

/* The facts that the parcels established, from the order as it is kept. */
static const struct node *facts_of_record(const struct node *kept, struct arena *arena)
{
	const struct node *day = node_find(node_object(kept, STR("facts")), STR("time.delivered_at"));
	struct object facts;

	object_init(&facts, arena, 1);
	if (day != NULL && was_delivered(kept))
		object_copy(&facts, STR("time.delivered_at"), day);
	return object_keep(&facts);
}

enum status order_take_snapshot(const struct node *kept, const struct node *snapshot, struct arena *arena,
                                struct order_step *ret_step, struct error *err)
{
	struct order_step step = { 0 };
	struct order order;

	TRY(order_decode(snapshot, arena, &order, err));
	if (node_find(snapshot, STR("record")) != NULL)
		return FAIL_AT(err, PROBLEM_UNKNOWN_MEMBER, "/record",
		               "parcels and payments are recorded by calls of their own");
	const struct node *established = facts_of_record(kept, arena);
	TRY(arena_check(arena, err));
	TRY(keep(snapshot, merge(established, order.facts, arena),
	         record_node(kept, &(struct entry){ 0 }, arena), arena, &step, err));
	*ret_step = step;
	return STATUS_OK;
}

static enum status check_time(int64_t at_ms, int64_t now_ms, struct error *err)
{
	if (at_ms > now_ms)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/at",
		               "this lies in the future: give the time when it happened");
	return STATUS_OK;
}

static enum status check_room(const struct node *list, size_t max, struct error *err)
{
	if (list != NULL && list->count >= max)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "an order holds at most %zu of these", max);
	return STATUS_OK;
}

static bool holds(const struct node *list, const struct node *value)
{
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (node_eq(&list->items[i], value))
			return true;
	return false;
}

/* A parcel that arrives is delivered on the civil day of the place whose law the order is under. */
static const struct node *facts_of_parcel(const struct node *kept, const struct parcel_content *parcel,
                                          struct arena *arena)
{
	struct object facts;
	struct buf day;

	if (!str_eq(parcel->event, STR("delivered")))
		return NULL;
	buf_init(&day, arena, 16);
	date_put(&day, ledger_day(node_object(kept, STR("facts")), parcel->at));
	object_init(&facts, arena, 1);
	object_text(&facts, STR("time.delivered_at"), buf_str(&day));
	return object_keep(&facts);
}

enum status order_take_shipment(const struct node *kept, const struct order_parcel *report, int64_t now_ms,
                                struct arena *arena, struct order_step *ret_step, struct error *err)
{
	assert(kept != NULL && report->shipment.len > 0);

	const struct node *content = report->content;
	const struct node *list = list_of(kept, STR("shipments"));
	struct parcel_content parcel;
	struct order_step step = { 0 };
	struct object object;

	TRY(content_decode(DOCUMENT_parcel, content, "", &parcel, err));
	TRY(check_time(parcel.at, now_ms, err));
	object_init(&object, arena, content->count + 1);
	object_text(&object, STR("shipment"), report->shipment);
	for (size_t i = 0; i < content->count; i++)
		object_copy(&object, content->members[i].name, &content->members[i].value);
	object_sort(&object);
	struct node value = object_end(&object);
	TRY(arena_check(arena, err));
	if (holds(list, &value)) {
		*ret_step = unchanged(kept);
		return STATUS_OK;
	}
	TRY(check_room(list, ORDER_SHIPMENTS_MAX, err));
	step.facts = facts_of_parcel(kept, &parcel, arena);
	TRY(keep(kept, merge(node_object(kept, STR("facts")), step.facts, arena),
	         record_node(kept, &(struct entry){ STR("shipments"), &value }, arena), arena, &step, err));
	*ret_step = step;
	return STATUS_OK;
}

static enum status check_amount(const struct node *kept, const struct node *amount, struct error *err)
{
	struct str currency = node_text(kept, STR("currency"));
	struct money money;

	TRY(money_decode(amount, "/amount", &money, err));
	if (!str_eq(str_from_c(money.currency.code), currency))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/amount/currency", "the order is in " STR_FMT,
		               STR_ARG(currency));
	if (money.minor <= 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/amount/minor", "a payment of nothing is none");
	return STATUS_OK;
}

enum status order_take_payment(const struct node *kept, const struct node *content, int64_t now_ms,
                               struct arena *arena, struct order_step *ret_step, struct error *err)
{
	assert(kept != NULL);

	struct payment_content payment;
	struct order_step step = { 0 };

	TRY(content_decode(DOCUMENT_payment, content, "", &payment, err));
	TRY(check_time(payment.at, now_ms, err));
	TRY(check_amount(kept, payment.amount, err));
	struct str name = str_eq(payment.kind, STR("refund")) ? STR("refunds") : STR("payments");
	const struct node *list = list_of(kept, name);
	if (holds(list, content)) {
		*ret_step = unchanged(kept);
		return STATUS_OK;
	}
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (str_eq(node_text(&list->items[i], STR("reference")), payment.reference))
			return FAIL_AT(err, PROBLEM_IDEMPOTENCY_CONFLICT, "/reference",
			               "this reference was recorded with another content");
	TRY(check_room(list, ORDER_PAYMENTS_MAX, err));
	TRY(keep(kept, merge(node_object(kept, STR("facts")), NULL, arena),
	         record_node(kept, &(struct entry){ name, content }, arena), arena, &step, err));
	*ret_step = step;
	return STATUS_OK;
}
