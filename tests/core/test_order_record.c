#include <criterion/criterion.h>

#include "core/object.h"
#include "core/order_record.h"

#define NOW_MS ((int64_t)1795564800000) /* 2026-11-25T00:00:00Z */

static uint8_t block[KIB(512)];

struct shelf {
	struct arena arena;
	struct order_step step;
	struct error err;
};

static const char snapshot[] =
	"{\"ref\":\"A-1\",\"title\":\"Kettle\",\"currency\":\"CNY\",\"buyer\":\"b\",\"seller\":\"s\","
	"\"facts\":{\"order.paid_minor\":5,\"jurisdiction\":\"CN\"},"
	"\"items\":[{\"id\":\"1\",\"title\":\"Kettle\",\"quantity\":1,"
	"\"price\":{\"minor\":5,\"currency\":\"CNY\"}}],"
	"\"promises\":[{\"kind\":\"gift\",\"text\":\"a cup\",\"language\":\"en\"}],"
	"\"warranties\":[{\"item\":\"1\",\"months\":12,\"by\":\"maker\",\"scope\":\"all\",\"costs\":"
	"\"maker\","
	"\"language\":\"en\"}],"
	"\"terms\":[{\"title\":\"Returns\",\"text\":\"7 days\",\"language\":\"en\"}]}";
static const char arrived[] = "{\"event\":\"delivered\",\"at\":\"2026-11-23T18:00:00Z\"}";
static const char refund[] = "{\"kind\":\"refund\",\"amount\":{\"minor\":3,\"currency\":\"CNY\"},"
			     "\"reference\":\"p-1\",\"at\":\"2026-11-24T00:00:00Z\"}";

static const struct node *json(struct shelf *shelf, const char *text)
{
	const struct node *node = NULL;

	cr_assert_eq(node_parse(str_from_c(text), &shelf->arena, &node, &shelf->err), STATUS_OK, "%s",
	             shelf->err.detail);
	return node;
}

static void begin(struct shelf *shelf)
{
	arena_init(&shelf->arena, block, sizeof block);
	cr_assert_eq(
		order_take_snapshot(NULL, json(shelf, snapshot), &shelf->arena, &shelf->step, &shelf->err),
		STATUS_OK, "%s %s", shelf->err.field, shelf->err.detail);
}

static enum status ship(struct shelf *shelf, const char *content)
{
	struct order_parcel report = { STR("S-1"), json(shelf, content) };

	return order_take_shipment(shelf->step.order, &report, NOW_MS, &shelf->arena, &shelf->step,
	                           &shelf->err);
}

static enum status pay(struct shelf *shelf, const char *content)
{
	return order_take_payment(shelf->step.order, json(shelf, content), NOW_MS, &shelf->arena,
	                          &shelf->step, &shelf->err);
}

static const struct node *fact(const struct shelf *shelf, struct str name)
{
	return node_find(node_object(shelf->step.order, STR("facts")), name);
}

Test(order_record, each_thing_that_happens_is_a_version_and_the_order_still_decodes)
{
	struct shelf shelf;
	struct order order;

	begin(&shelf);
	cr_assert_eq(shelf.step.version, 1);
	cr_assert_eq(ship(&shelf, "{\"event\":\"handed_over\",\"at\":\"2026-11-20T08:00:00Z\"}"), STATUS_OK);
	cr_assert_eq(ship(&shelf, arrived), STATUS_OK);
	cr_assert_eq(pay(&shelf, refund), STATUS_OK);
	cr_assert_eq(shelf.step.version, 4);
	cr_assert_eq(order_decode(shelf.step.order, &shelf.arena, &order, &shelf.err), STATUS_OK);
	cr_assert_eq(order.items->count, 1);
	cr_assert_eq(order.promises->count, 1);
	cr_assert_eq(order.warranties->count, 1);
}

Test(order_record, a_parcel_is_delivered_on_the_day_of_the_place)
{
	struct shelf shelf;

	begin(&shelf);
	cr_assert_eq(ship(&shelf, arrived), STATUS_OK);
	cr_assert(str_eq(fact(&shelf, STR("time.delivered_at"))->string, STR("2026-11-24")),
	          "18:00 UTC is the next day in China");
	cr_assert_eq(shelf.step.facts->count, 1);
	cr_assert_eq(fact(&shelf, STR("order.paid_minor"))->integer, 5);
}

Test(order_record, the_same_thing_again_changes_nothing)
{
	struct shelf shelf;

	begin(&shelf);
	cr_assert_eq(ship(&shelf, arrived), STATUS_OK);
	cr_assert_eq(ship(&shelf, arrived), STATUS_OK);
	cr_assert(!shelf.step.changed);
	cr_assert_eq(pay(&shelf, refund), STATUS_OK);
	cr_assert_eq(pay(&shelf, refund), STATUS_OK);
	cr_assert(!shelf.step.changed);
	cr_assert_eq(shelf.step.version, 3);
}

Test(order_record, a_newer_snapshot_keeps_what_was_recorded_meanwhile)
{
	struct shelf shelf;

	begin(&shelf);
	cr_assert_eq(ship(&shelf, arrived), STATUS_OK);
	cr_assert_eq(order_take_snapshot(shelf.step.order, json(&shelf, snapshot), &shelf.arena, &shelf.step,
	                                 &shelf.err),
	             STATUS_OK);
	cr_assert_eq(shelf.step.version, 3);
	cr_assert(str_eq(fact(&shelf, STR("time.delivered_at"))->string, STR("2026-11-24")));
	cr_assert_eq(node_array(node_object(shelf.step.order, STR("record")), STR("shipments"))->count, 1);
}

Test(order_record, what_is_wrong_is_refused_by_its_name)
{
	static const struct {
		const char *content;
		const char *field;
		bool pays;
	} rows[] = {
		{ "{\"event\":\"eaten\",\"at\":\"2026-11-23T18:00:00Z\"}", "/event", false },
		{ "{\"event\":\"delivered\",\"at\":\"2026-11-26T18:00:00Z\"}", "/at", false },
		{ "{\"event\":\"delivered\"}", "/at", false },
		{ "{\"kind\":\"refund\",\"amount\":{\"minor\":3,\"currency\":\"EUR\"},\"reference\":\"p-2\","
		  "\"at\":\"2026-11-24T00:00:00Z\"}",
		  "/amount/currency", true },
		{ "{\"kind\":\"refund\",\"amount\":{\"minor\":0,\"currency\":\"CNY\"},\"reference\":\"p-2\","
		  "\"at\":\"2026-11-24T00:00:00Z\"}",
		  "/amount/minor", true },
		{ "{\"kind\":\"refund\",\"amount\":{\"minor\":4,\"currency\":\"CNY\"},\"reference\":\"p-1\","
		  "\"at\":\"2026-11-24T00:00:00Z\"}",
		  "/reference", true },
	};
	struct shelf shelf;

	begin(&shelf);
	cr_assert_eq(pay(&shelf, refund), STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum status status =
			rows[i].pays ? pay(&shelf, rows[i].content) : ship(&shelf, rows[i].content);
		cr_assert_neq(status, STATUS_OK, "row %zu", i);
		cr_assert_str_eq(shelf.err.field, rows[i].field);
	}
}

Test(order_record, a_snapshot_cannot_bring_a_record_of_its_own)
{
	struct shelf shelf;

	begin(&shelf);
	cr_assert_eq(order_take_snapshot(NULL, shelf.step.order, &shelf.arena, &shelf.step, &shelf.err),
	             STATUS_INVALID);
	cr_assert_str_eq(shelf.err.field, "/record");
}
