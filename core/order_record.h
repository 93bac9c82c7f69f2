/* order_record.h — what happens to an order after it was recorded: newer snapshots, parcels, money.
 *
 * An order as it is kept is the newest snapshot with one more member,
 *	"record":{"version":3,"shipments":[{"shipment","event","at",...}],"payments":[...],"refunds":[...]}
 * and the facts that the record establishes (time.delivered_at) among its facts. Each function takes the
 * order as it is kept (NULL: there is none) and returns it as it is to be kept; *ret_version is its number.
 * The same thing recorded again changes nothing: the order is returned as it was.
 * Pure; the result borrows from its inputs and the arena. Limits: ORDER_SHIPMENTS_MAX, ORDER_PAYMENTS_MAX.
 */
#pragma once

#include "core/order.h"

#define ORDER_SHIPMENTS_MAX 64
#define ORDER_PAYMENTS_MAX  32

struct order_step {
	const struct node *order; /* as it is to be kept */
	bool changed;
	int64_t version;
	const struct node *facts; /* that this step established; NULL when none */
};

/* A snapshot in the place of the one before. Facts of the record stay where the snapshot does not say. */
NODISCARD enum status order_take_snapshot(const struct node *kept, const struct node *snapshot,
                                          struct arena *arena, struct order_step *ret_step,
                                          struct error *err);

/* What a carrier told the marketplace. Borrowed. */
struct order_parcel {
	struct str shipment;        /* the marketplace's reference */
	const struct node *content; /* {"event","at",...} */
};

/* STATUS_INVALID names the member; it may not lie after `now_ms`. */
NODISCARD enum status order_take_shipment(const struct node *kept, const struct order_parcel *report,
                                          int64_t now_ms, struct arena *arena, struct order_step *ret_step,
                                          struct error *err);

/* {"kind","amount","reference","at"}. STATUS_CONFLICT (IDEMPOTENCY_CONFLICT): the reference was recorded with
 * another content. */
NODISCARD enum status order_take_payment(const struct node *kept, const struct node *content, int64_t now_ms,
                                         struct arena *arena, struct order_step *ret_step, struct error *err);
