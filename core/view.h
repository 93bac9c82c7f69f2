/* view.h — the case as one side sees it, and its card in lists: a pure fold, printed ready to send.
 *
 * Same events, same bytes. Parties see everything but the staff's notes; staff see offers only as a count
 * (settlement talks are sealed from whoever decides). A draft is the claimant's alone: see view_is_open_to().
 * Limits: VIEW_BYTES_MAX.
 */
#pragma once

#include "core/dispute.h"

#define VIEW_BYTES_USUAL     KIB(6) /* of a young case, all sides together */
#define VIEW_BYTES_MAX       MIB(8)
#define CARD_BYTES_MAX       KIB(8)
#define VIEW_PIECES_MAX      128
#define VIEW_SIDE_PIECES_MAX 24 /* of them, what one side sees */

enum side { SIDE_BUYER, SIDE_SELLER, SIDE_STAFF, SIDE_COUNT };

struct str side_slug(enum side side);

/* Whether that side may see the case at all: staff and the other party do not see drafts. */
bool view_is_open_to(const struct dispute *dispute, enum side side);

/* The case for all sides that may see it, in pieces: what sides see alike is printed once. */
struct view_piece {
	uint8_t sides; /* bits, by enum side */
	uint32_t len;
};

struct views {
	struct str text;           /* the pieces, one after another */
	struct view_piece *pieces; /* neighbours differ in their sides */
	size_t piece_count;
};

/* One side's view is the JSON object that its pieces make, in their order. STATUS_LIMIT: as below. */
NODISCARD enum status views_print(const struct dispute *dispute, struct arena *arena, struct views *ret_views,
                                  struct error *err);

/* Puts one side's view together. Nothing when it may not see the case. */
void views_put(const struct views *views, enum side side, struct buf *buf);

/* Each prints one JSON object. STATUS_LIMIT: arena or limit exhausted. */
NODISCARD enum status view_print(const struct dispute *dispute, enum side side, struct arena *arena,
                                 struct str *ret_text, struct error *err);
NODISCARD enum status card_print(const struct dispute *dispute, enum side side, struct arena *arena,
                                 struct str *ret_text, struct error *err);

/* {"items":[{"id","seq","at","by":{role, party},"text","language"}...]}: what GET .../messages answers. */
NODISCARD enum status messages_print(const struct dispute *dispute, struct arena *arena, struct str *ret_text,
                                     struct error *err);
