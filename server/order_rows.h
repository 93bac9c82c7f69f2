/* order_rows.h — how an order lies in the store: as it is now, and everything that was recorded about it.
 *
 * Pure: keys are built and changes are filled. The ORDER row is what core/order_record.h keeps; beside it
 * stands one ORDER_VERSION row for each version, with what was sent, verbatim:
 *	{"version","kind","recorded_at","by","shipment"?,"note"?,"key"?,"content"}
 */
#pragma once

#include "core/order_record.h"
#include "server/change.h"

/* What was recorded, as it came. Borrowed. */
struct order_entry {
	struct str kind; /* snapshot, shipment, payment */
	struct str by;   /* "platform p-market" */
	int64_t at_ms;
	struct str shipment; /* empty: none */
	struct str note;     /* empty: unsigned */
	struct str key;      /* the name of the key that signed it */
	struct str content;
};

/* The bounds of an order's versions. */
struct key order_versions_key(struct str order);

/* Puts both rows, when the order is still at `version_before` (0: there is none). *ret_text is the order's
 * new body. STATUS_LIMIT: the arena is exhausted, or the order too large. */
NODISCARD enum status order_rows_put(const struct order_step *step, uint64_t version_before,
                                     const struct order_entry *entry, struct change *change,
                                     struct str *ret_text, struct error *err);

/* Rewrites the order as it is, so that whoever read it before notices. STATUS_INVALID: it is no order. */
NODISCARD enum status order_rows_touch(const struct node *kept, struct str text, uint64_t version_before,
                                       struct change *change, struct error *err);
