/* bundle_place.h — a bundle where its checks can read it: the directory itself, or a zip unpacked for the
 * while.
 *
 * Depends on: zip.h. Blocks; for the command line. A zip goes into a directory of its owner alone below
 * TMPDIR, which closing removes with all that is in it.
 */
#pragma once

#include "core/arena.h"

struct bundle_place {
	struct str root; /* NUL-terminated */
	bool temporary;
};

/* Errors: those of zip.h, PROOF_INVALID for a zip that is none of ours; ENVIRONMENT. */
NODISCARD enum status bundle_place_open(struct str bundle, struct arena *arena,
                                        struct bundle_place *ret_place, struct error *err);
void bundle_place_close(const struct bundle_place *place);
