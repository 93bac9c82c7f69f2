/* pack_shelf.h — the packs in the store: every pack that was ever in force here, by its digest, for good.
 *
 * A RECORD_PACK row has the pack's text verbatim under its SHA-256, so that the body proves its key; its
 * articles, if any, lie beside it under pack_texts_key(). Blocks; for the start of the server and for
 * reloading: on a thread that is no loop. Errors: those of the store.
 */
#pragma once

#include "core/pack.h"
#include "crypto/digest.h"
#include "storage/store.h"

/* Where the articles of the pack with that digest lie. */
struct digest pack_texts_key(const struct digest *rules);

/* Puts what is not there yet. */
NODISCARD enum status pack_shelf_keep(struct store *store, const struct pack_source *sources, size_t count,
                                      struct error *err);
