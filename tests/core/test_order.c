#include <criterion/criterion.h>
#include <stdio.h>

#include "core/order.h"

static uint8_t block[KIB(64)];

static enum status decode(const char *text, struct order *ret, struct error *err)
{
	struct arena arena;
	const struct node *node = NULL;

	arena_init(&arena, block, sizeof block);
	cr_assert_eq(node_parse(str_from_c(text), &arena, &node, err), STATUS_OK);
	return order_decode(node, &arena, ret, err);
}

Test(order, a_snapshot_names_the_sides_and_what_was_paid)
{
	struct order order;
	struct money paid;
	struct error err;

	cr_assert_eq(
		decode("{\"ref\":\"A-1\",\"title\":\"电饭煲 Kettle\",\"currency\":\"CNY\",\"buyer\":\"b\","
	               "\"seller\":\"s\",\"facts\":{\"order.paid_minor\":5}}",
	               &order, &err),
		STATUS_OK, "%s", err.detail);
	cr_assert(order_paid(&order, &paid));
	cr_assert_eq(paid.minor, 5);
	cr_assert_str_eq(paid.currency.code, "CNY");
}

Test(order, facts_may_be_left_out)
{
	struct order order;
	struct money paid;
	struct error err;

	cr_assert_eq(decode("{\"ref\":\"A-1\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\","
	                    "\"seller\":\"s\"}",
	                    &order, &err),
	             STATUS_OK);
	cr_assert_eq(order.facts->count, 0);
	cr_assert(!order_paid(&order, &paid));
}

Test(order, a_snapshot_is_refused_for_what_it_gets_wrong)
{
	static const struct {
		const char *text;
		const char *field;
	} rows[] = {
		{ "{\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\",\"seller\":\"s\"}", "/ref" },
		{ "{\"ref\":\"A\",\"title\":\"T\\n\",\"currency\":\"CNY\",\"buyer\":\"b\",\"seller\":\"s\"}",
		  "/title" },
		{ "{\"ref\":\"A\",\"title\":\"T\",\"currency\":\"cny\",\"buyer\":\"b\",\"seller\":\"s\"}",
		  "/currency" },
		{ "{\"ref\":\"A\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\",\"seller\":\"b\"}",
		  "/seller" },
		{ "{\"ref\":\"A\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\",\"seller\":\"s\","
		  "\"facts\":{\"x\":1}}",
		  "/facts/x" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct order order;
		struct error err;
		cr_assert_eq(decode(rows[i].text, &order, &err), STATUS_INVALID);
		cr_assert_str_eq(err.field, rows[i].field);
	}
}

Test(order, an_order_that_names_no_place_is_kept_with_the_operator_s)
{
	static const struct {
		const char *order;
		const char *kept;
	} rows[] = {
		{ "{\"facts\":{\"order.paid_minor\":5},\"ref\":\"A\"}",
		  "{\"ref\":\"A\",\"facts\":{\"order.paid_minor\":5,\"jurisdiction\":\"PL\"}}" },
		{ "{\"ref\":\"A\"}", "{\"ref\":\"A\",\"facts\":{\"jurisdiction\":\"PL\"}}" },
		{ "{\"facts\":{\"jurisdiction\":\"GB\"}}", "{\"facts\":{\"jurisdiction\":\"GB\"}}" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct printer printer;
		struct buf buf;
		struct error err;
		const struct node *node;
		arena_init(&arena, block, sizeof(block));
		cr_assert_eq(node_parse(str_from_c(rows[i].order), &arena, &node, &err), STATUS_OK);
		buf_init(&buf, &arena, KIB(1));
		printer_init(&printer, &buf);
		print_node(&printer, order_at_home(node, STR("PL"), &arena));
		cr_expect(str_eq(buf_str(&buf), str_from_c(rows[i].kept)), STR_FMT, STR_ARG(buf_str(&buf)));
	}
}

Test(order, what_was_sold_is_checked_item_by_item)
{
	static const struct {
		const char *more;
		const char *field;
	} rows[] = {
		{ "\"items\":[{\"id\":\"1\",\"title\":\"T\",\"quantity\":0,"
		  "\"price\":{\"minor\":1,\"currency\":\"CNY\"}}]",
		  "/items/0/quantity" },
		{ "\"items\":[{\"id\":\"1\",\"title\":\"T\",\"quantity\":1,"
		  "\"price\":{\"minor\":1,\"currency\":\"EUR\"}}]",
		  "/items/0/price" },
		{ "\"items\":[{\"id\":\"1\",\"title\":\"T\",\"quantity\":1,"
		  "\"price\":{\"minor\":1,\"currency\":\"CNY\"}},{\"id\":\"1\",\"title\":\"T\","
		  "\"quantity\":1,\"price\":{\"minor\":1,\"currency\":\"CNY\"}}]",
		  "/items/1/id" },
		{ "\"warranties\":[{\"item\":\"9\",\"months\":12,\"by\":\"maker\",\"scope\":\"all\","
		  "\"costs\":\"maker\",\"language\":\"en\"}]",
		  "/warranties/0/item" },
		{ "\"promises\":[{\"kind\":\"moon\",\"text\":\"x\",\"language\":\"en\"}]",
		  "/promises/0/kind" },
		{ "\"terms\":[{\"title\":\"x\",\"language\":\"en\"}]", "/terms/0/text" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[512];
		struct order order;
		struct error err;
		(void)snprintf(text, sizeof text,
		               "{\"ref\":\"A\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\","
		               "\"seller\":\"s\",%s}",
		               rows[i].more);
		cr_assert_eq(decode(text, &order, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_str_eq(err.field, rows[i].field);
	}
}
