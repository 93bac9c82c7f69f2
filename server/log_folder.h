/* log_folder.h — whether an exported log is whole: every entry hashed, every tile compared, up to the signed
 * root.
 *
 * Reads files alone, as `sanbao log export` wrote them or as they were fetched from any tiled log of at most
 * LOG_FOLDER_SIZE_MAX entries.
 */
#pragma once

#include "crypto/note.h"
#include "server/report.h"

#define LOG_FOLDER_SIZE_MAX (UINT64_C(1) << 32)

/* `log_key` NULL: the checkpoint's signature is not checked, and a warning says so. What is wrong goes to the
 * report; errors are only of what cannot be read at all. */
NODISCARD enum status log_folder_check(struct str root, const struct note_key *log_key, struct arena *arena,
                                       struct report *report, struct error *err);
