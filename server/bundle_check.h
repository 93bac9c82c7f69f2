/* bundle_check.h — whether an exported dispute proves what it says, found out offline and without this
 * server.
 *
 * In order: every byte has the digest that the manifest lists; every event is whole and in sequence; every
 * statement is signed by the key of its party, names this dispute, carries the document and files that are
 * here, and continues the history's head; every event has a receipt of the log; the facts follow from the
 * events, the proposal from the facts by the packs that are here, byte for byte; the decision is about that
 * proposal. Each check is one line of the report, and names the file at fault.
 */
#pragma once

#include "server/bag_check.h"

struct bundle_claim {
	struct str root;
	struct str log_vkey; /* empty: the bundle's own word is taken, with a warning */
};

/* STATUS_UNAVAILABLE: there is no such directory. What the checks say is in the report. */
NODISCARD enum status bundle_check(const struct bundle_claim *claim, struct arena *arena,
                                   struct report *report, struct error *err);
