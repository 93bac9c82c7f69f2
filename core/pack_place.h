/* pack_place.h — where in a pack's file the loader stopped, as a JSON pointer (RFC 6901).
 *
 * Depends on: json.h. Pure. The loader knows an entry by its pack, section and id ("CN.7D/rules/CN.7D.R10"),
 * because entries are sorted when it reads them; an author looks for "/rules/4".
 */
#pragma once

#include "core/json.h"

/* The pack's id in front of a place, or the whole. */
struct str pack_place_pack(struct str place);

/* The pointer into `root`, in the arena; "" when the place is the whole pack. An entry that comes of a
 * template stands at "/instances". */
struct str pack_place_pointer(struct str place, const struct node *root, struct arena *arena);
