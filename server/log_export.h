/* log_export.h — the log as files, in the form that any client of tiled logs reads (c2sp.org/tlog-tiles).
 *
 *	checkpoint                      the newest, signed
 *	tile/<level>/<index>[.p/<width>] hashes
 *	tile/entries/<index>[.p/<width>] the entries, each after its length in two bytes
 * What is exported is what anybody may see: entries say what kind of thing was received when and commit to it
 *by a salted digest; nothing of a case can be read from them.
 */
#pragma once

#include "crypto/note.h"
#include "server/archive.h"

/* Makes the new folder `out` and prints nothing; `ret_size` is how many entries it has. The server may be
 * running: what is written is the tree of the checkpoint that was read first. NO_SUCH_RESOURCE: nothing was
 * ever logged. FILE_EXISTS, ENVIRONMENT: the folder, or a file in it. RECORD_CORRUPT: the store's log is
 * broken; `sanbao log verify` says where. PROOF_INVALID: another key signed the checkpoint. */
NODISCARD enum status log_export(struct archive *archive, const struct note_key *log_key, struct str out,
                                 struct arena *arena, uint64_t *ret_size, struct error *err);
