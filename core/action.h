/* action.h — what a side can do now: made from the same table and guards that decide() refuses by.
 *
 * [{"action","method","href","statement","due_at","consequence"?,"opens_at"?}...]. An action that only opens
 * later is listed with opens_at. "Now" is the time of the last event.
 */
#pragma once

#include "core/view.h"

void actions_print(struct printer *printer, const struct dispute *dispute, enum side side,
                   struct arena *arena);

/* Who that side is; staff act as an arbiter. */
struct actor side_actor(const struct dispute *dispute, enum side side);
