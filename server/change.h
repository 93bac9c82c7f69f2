/* change.h — one conditional commit being put together: checks, operations, leaves; sent once, whole.
 *
 * Everything given is copied into the arena, so that a change reads as a list of puts followed by a commit.
 * More than the store takes, or an exhausted arena, is a sticky failure that change_check() reports.
 */
#pragma once

#include "core/arena.h"
#include "storage/store.h"

#define CHANGE_COLUMNS_MAX RECORD_COLUMNS_MAX

struct change {
	struct arena *arena;
	struct store_check *checks;
	struct store_op *ops;
	uint8_t (*leaves)[STORE_LEAF_BYTES];
	struct store_commit commit; /* what is handed to the store */
	bool failed;
};

/* An empty change in the arena, where the store finds it until it has answered. STATUS_LIMIT: exhausted. */
NODISCARD enum status change_new(struct arena *arena, struct change **ret_change, struct error *err);

void change_expect_version(struct change *change, enum record_kind kind, struct bytes key, uint64_t version);
void change_expect_absent(struct change *change, enum record_kind kind, struct bytes key);
void change_expect_lease(struct change *change, struct str name, uint64_t token);

/* One operation; the columns are those of the last change_column() calls since the operation before. */
void change_column_text(struct change *change, enum record_column column, struct str text);
void change_column_number(struct change *change, enum record_column column, uint64_t number);
void change_apply(struct change *change, enum store_verb verb, enum record_kind kind, struct bytes key,
                  struct bytes body);

void change_leaf(struct change *change, const uint8_t leaf[STORE_LEAF_BYTES]);

/* The same key and fingerprint again answers with `reply` of the first time and applies nothing. */
void change_idempotent(struct change *change, struct bytes key, const uint8_t fingerprint[STORE_FINGERPRINT],
                       struct bytes reply);

/* STATUS_LIMIT: something did not fit. */
NODISCARD enum status change_check(const struct change *change, struct error *err);
