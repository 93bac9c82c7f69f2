/* log_check.h — whether the append-only log holds exactly what the store holds.
 *
 * Every event's leaf is computed anew from its text or its signed note and its salt, and compared with the
 * log's; the root of those leaves, the root of the stored tiles and the root that was signed must be the
 * same. Depends on: archive.h, report.h. Constant memory but for one page of events.
 */
#pragma once

#include "crypto/note.h"
#include "server/archive.h"
#include "server/report.h"

/* STATUS_UNAVAILABLE: the store cannot be read. What the checks say is in the report. */
NODISCARD enum status log_check(struct archive *archive, const struct note_key *log_key, struct arena *arena,
                                struct report *report, struct error *err);
