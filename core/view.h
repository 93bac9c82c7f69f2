/* view.h — the case as one side sees it, and its card in lists: a pure fold, printed ready to send.
 *
 * Same events, same bytes. Parties see everything but the staff's notes; staff see offers only as a count
 * (settlement talks are sealed from whoever decides). A draft is the claimant's alone: see view_is_open_to().
 * Limits: VIEW_BYTES_MAX.
 */
#pragma once

#include "core/dispute.h"

#define VIEW_BYTES_MAX MIB(8)
#define CARD_BYTES_MAX KIB(8)

enum side { SIDE_BUYER, SIDE_SELLER, SIDE_STAFF, SIDE_COUNT };

struct str side_slug(enum side side);

/* Whether that side may see the case at all: staff and the other party do not see drafts. */
bool view_is_open_to(const struct dispute *dispute, enum side side);

/* Each prints one JSON object. STATUS_LIMIT: arena or limit exhausted. */
NODISCARD enum status view_print(const struct dispute *dispute, enum side side, struct arena *arena,
                                 struct str *ret_text, struct error *err);
NODISCARD enum status card_print(const struct dispute *dispute, enum side side, struct arena *arena,
                                 struct str *ret_text, struct error *err);

/* {"items":[{"id","seq","at","by":{role, party},"text","language"}...]}: what GET .../messages answers. */
NODISCARD enum status messages_print(const struct dispute *dispute, struct arena *arena, struct str *ret_text,
                                     struct error *err);
