/* case_view.h — the stored view of a case: who may read it, its version, and its text in the pieces that a
 * side sees.
 *
 * Pure. One row holds the views of all sides; what they see alike is in it once (core/view.h). Pieces are
 * borrowed from the row, and sent one behind the other they are the JSON text.
 * The row's body, numbers big-endian: the case's version in four bytes; the number of pieces in one; per
 * piece its sides in one and its length in four; then the pieces.
 */
#pragma once

#include "core/view.h"
#include "server/change.h"
#include "server/principal.h"

struct case_view {
	uint64_t version; /* of the case */
	size_t piece_count;
	struct bytes pieces[VIEW_SIDE_PIECES_MAX];
};

/* Puts the row. */
void case_view_put(const struct dispute *dispute, const struct views *views, struct change *change);

/* What one side sees; no pieces when it may not see the case. STATUS_CORRUPT: it is no such body. */
NODISCARD enum status case_view_decode(struct bytes body, enum side side, struct case_view *ret_view,
                                       struct error *err);

/* The whole text, copied into the arena. STATUS_LIMIT: it is exhausted. */
NODISCARD enum status case_view_text(const struct case_view *view, struct arena *arena, struct str *ret_text,
                                     struct error *err);
