/* order.h — the marketplace's record of one order: what PUT /v1/platform/orders/{order} takes and every case
 * starts from.
 *
 * {"ref":"TB-1001","title":"...","currency":"CNY","buyer":"b-li","seller":"s-shop",
 * "facts":{"order.paid_minor":239900,...},"items":[...],"promises":[...],"warranties":[...],"terms":[...]};
 * facts carry names of the vocabulary and are recorded by the marketplace, hence established. "record" is
 * what order_record.h adds. Borrows from the node.
 */
#pragma once

#include "core/money.h"

#define ORDER_REF_MAX   64
#define ORDER_TITLE_MAX 200

struct order {
	struct str ref;
	struct str title;
	struct currency currency;
	struct str buyer;
	struct str seller;
	const struct node *facts; /* an object */
	const struct node *items; /* arrays, NULL when the snapshot has none */
	const struct node *promises;
	const struct node *warranties;
};

/* STATUS_INVALID: a member is missing, unknown or not allowed; the field names it. */
NODISCARD enum status order_decode(const struct node *node, struct arena *arena, struct order *ret_order,
                                   struct error *err);

/* The order as it is kept: where it names no jurisdiction, it is one of `place`. A copy in the arena, or the
 * node itself; NULL when the arena is exhausted. */
const struct node *order_at_home(const struct node *node, struct str place, struct arena *arena);

/* order.paid_minor; false when the snapshot does not say. */
bool order_paid(const struct order *order, struct money *ret_paid);
