/* zip.h — a bag as one file that any unzip opens, and back into a directory.
 *
 * Depends on: zip_format.h, core/arena.h. Blocks; for the command line. Paths are NUL-terminated.
 * Written: one folder, its files in the order of their paths, stored, every time 1980-01-01: the same bag
 * gives the same bytes. Nothing is compressed, since evidence is compressed already and the reader stays
 * small. Read: stored entries without gaps between them, below one folder, with plain paths (bag.h); folders
 * and extra fields of other programs are passed over. No link is ever made. Source: PKWARE APPNOTE 6.3.10,
 * sections 4.3 and 4.4; RFC 8493, section 5 (one bag, one top folder). Limits: ZIP_ENTRIES_MAX files; 4 GiB
 * for the whole, since the 64-bit extension is not used. Errors: SIZE_EXCEEDED beyond the limits;
 * PROOF_INVALID: not such a file, the detail says why; ENVIRONMENT.
 */
#pragma once

#include "core/arena.h"

#define ZIP_ENTRIES_MAX 8400 /* BAG_FILES_MAX, the tag files, and some folders */

/* Packs the files below `root` under the folder name `base` into the new file `out`. */
NODISCARD enum status zip_pack(struct str root, struct str base, struct str out, struct arena *arena,
                               struct error *err);

/* Unpacks into the empty directory `root`, without the folder. What was made there before a failure stays. */
NODISCARD enum status zip_unpack(struct str zip, struct str root, struct arena *arena, struct error *err);

/* Whether a file begins as a zip does; false too when there is no such file. */
bool zip_is(struct str path);
