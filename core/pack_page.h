/* pack_page.h — a pack as a page to read: what it is, its numbers with their sources, its rules with the law.
 *
 * Depends on: pack.h. Pure. Markdown; sentences in the language that is asked for, English where it is not
 * written in that one. What a template makes for the pack is on its page like what is written in it.
 */
#pragma once

#include "core/pack.h"

#define PACK_PAGE_BYTES_MAX MIB(2)

/* `root` is the pack's own JSON, for what the loader does not keep. */
void pack_page_put(struct buf *buf, const struct packset *packset, size_t pack, const struct node *root,
                   enum language language);
