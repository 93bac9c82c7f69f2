/* pack_diff.h — what changed between two versions of a pack: entry by entry, member by member.
 *
 * Depends on: json.h. Pure. Entries are matched by their ids within a section, so that order does not count.
 * A line each: "+" an entry that is new, "-" one that is gone, "~" a member that changed, with both values as
 * canonical JSON:
 *	~ parameters CN.CPL.no_reason.window values[0].value: 7 -> 14
 */
#pragma once

#include "core/buf.h"
#include "core/json.h"

#define PACK_DIFF_BYTES_MAX MIB(2)

struct pack_difference {
	size_t added;
	size_t removed;
	size_t changed; /* members */
};

/* `before` and `after` are packs, or lists of articles under the name of `section`. */
struct pack_difference pack_diff_put(struct buf *buf, const struct node *before, const struct node *after);
struct pack_difference pack_diff_articles_put(struct buf *buf, const struct node *before,
                                              const struct node *after);
