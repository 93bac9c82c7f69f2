/* case_records.h — how one dispute lies in the store: its card, events, statements, nonces, views and duties.
 *
 * Pure: keys are built and changes are filled; the store is asked by others.
 * STATEMENT rows stand beside every event: {"salt", "note"?, "content"?}: the salt of its leaf in the log
 * and, when a statement caused it, the signed note and the signed document, verbatim.
 */
#pragma once

#include "core/decide.h"
#include "core/view.h"
#include "crypto/leaf.h"
#include "server/change.h"
#include "server/principal.h"

/* Keys of one dispute's rows. */
struct key case_key(struct id dispute);
struct key case_seq_key(struct id dispute, uint32_t seq);
struct key case_duty_key(struct id dispute, struct id duty);
struct key case_nonce_key(struct id dispute, struct bytes nonce);

/* The id under which a party's upload for a dispute is known: the same bytes, offered again, are the same
 * upload. */
struct id upload_id_of(struct id dispute, const struct principal *who, const struct digest *digest);

enum side side_of(enum role role);
struct actor actor_of(const struct principal *who);

/* Whether the columns of the card or view name the caller, or the caller is staff. Whether drafts are visible
 * is the view's matter: it has no pieces for those who may not see it. */
bool case_is_theirs(const struct store_row *row, const struct principal *who);

/* What those columns say of a buyer or seller: "" as long as the case is not open to them. */
struct str case_party_column(const struct dispute *dispute, enum actor_role role);

/* The card of one side out of the card row's body (one line per side). */
struct str card_line(struct bytes body, enum side side);

/* What a statement brought along, for the STATEMENT row of the event that it caused. */
struct carried {
	struct str note; /* empty: no statement */
	struct str content;
};

/* One command's outcome on one dispute. */
struct case_change {
	const struct dispute *before; /* version 0: the dispute is new */
	const struct dispute *after;
	const struct event *events;
	const struct str *texts;       /* the events' canonical texts */
	const struct views *views;     /* of the case afterwards */
	const struct leaf_salt *salts; /* one per event */
	size_t event_count;
	struct carried carried; /* by the first event that has a statement */
};

/* Puts everything into the change: version check, card, events with their leaves, statements, views, duties.
 */
NODISCARD enum status case_change_put(const struct case_change *outcome, struct change *change,
                                      struct error *err);
