/* bundle.h — one dispute with everything that proves it, as a directory for people who do not trust this
 * server.
 *
 * Depends on: archive.h, bag.h. The form is api-spec/bundle.md; bundle_check.h reads it again.
 * Limits: those of a dispute. Ownership: works in the arena; a case of a thousand events takes some tens of
 * MiB. Errors: those of archive.h and bag.h; RECORD_CORRUPT when the store's rows do not agree with each
 * other.
 */
#pragma once

#include "core/id.h"
#include "crypto/note.h"
#include "server/archive.h"
#include "server/bag.h"

#define BUNDLE_EVENTS_MAX 1100 /* a dispute's limit, and room for what closing it records */

/* Paths within a bundle. NNNN is an event's seq with four digits, N a proposal's version. */
#define BUNDLE_EVENTS     "data/events.ndjson"
#define BUNDLE_KEYS       "data/keys.txt"
#define BUNDLE_RULING     "data/ruling.json"
#define BUNDLE_STATEMENTS "data/statements/" /* NNNN.note, NNNN.content.json */
#define BUNDLE_RECEIPTS   "data/receipts/"   /* NNNN.tlog-proof */
#define BUNDLE_FILES      "data/files/"      /* <sha256> */
#define BUNDLE_FACTS      "data/facts/v"     /* N.json */
#define BUNDLE_PROPOSALS  "data/proposals/v" /* N.json */
#define BUNDLE_PACKS      "data/packs/"      /* <id>@<version>.json, <id>@<version>.texts.json */

/* What the export needs besides the store. Borrowed. */
struct bundle_source {
	struct archive *archive;
	struct id dispute;
	struct str service;
	struct note_key log_key;
	struct note_key registrar_key;
};

/* Writes the bundle into the empty directory `root`. NO_SUCH_RESOURCE: there is no such dispute. */
NODISCARD enum status bundle_write(const struct bundle_source *source, struct str root, struct arena *arena,
                                   struct error *err);

/* A path as the lists above describe it, in the arena; empty once it is exhausted. */
NODISCARD struct str bundle_seq_path(const char *folder, uint32_t seq, const char *ending,
                                     struct arena *arena);
NODISCARD struct str bundle_version_path(const char *folder, int64_t version, struct arena *arena);
