/* bundle_read.h — a bundle read into memory, as far as it could be, for the checks that follow.
 *
 * Depends on: bundle_check.h, core/event.h. Included by bundle_*.c only.
 */
#pragma once

#include "core/dispute.h"
#include "core/event.h"
#include "crypto/note.h"
#include "server/bundle.h"
#include "server/bundle_check.h"

#define BUNDLE_KEYS_MAX 256

/* A party's key as data/keys.txt has it. */
struct bundle_party_key {
	struct str role;
	struct str party;
	struct note_key key;
	struct str label; /* "<name>+<hash>", as events name it */
};

struct bundle_event {
	struct str text;
	struct event event;
	struct str note; /* empty: no statement, or it is missing */
};

struct bundle_read {
	struct arena *arena;
	struct report *report;
	struct bag bag;
	bool *used; /* one per file of the bag: some check looked at it */

	struct note_key log_key;
	bool has_log_key;
	struct bundle_party_key *keys;
	size_t key_count;
	struct bundle_event *events;
	size_t event_count;
	struct id dispute;
};

/* Reads a file of the bag and marks it as used. FAILED and false when it is not there. */
bool bundle_read_file(struct bundle_read *bundle, struct str path, struct str *ret_text);

/* Marks it as used; NULL, without a line, when it is not in the bag. */
const struct bag_file *bundle_use_file(struct bundle_read *bundle, struct str path);

/* Keys and events. False: without them nothing else can be checked. */
bool bundle_read_keys(struct bundle_read *bundle);
bool bundle_read_events(struct bundle_read *bundle);

/* The families of checks. */
void bundle_check_statements(struct bundle_read *bundle);
void bundle_check_receipts(struct bundle_read *bundle);
void bundle_check_rules(struct bundle_read *bundle);

/* One ruling.issued, with the dispute as it found it: who signed, and that it says what they decided. */
void bundle_check_ruling(struct bundle_read *bundle, const struct dispute *before, const struct event *event);
