/* act_reply.h — the answer to an act that is stored: the case as it now stands for the caller, and the
 * receipt.
 *
 * What is kept with the idempotency key is small ({"dispute","events","signed"}): for a repetition the view
 * and the receipt are read anew, so that it is answered with the case as it is.
 */
#pragma once

#include "server/case_act.h"
#include "server/receipt_maker.h"

/* The text to keep with the idempotency key. STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status act_reply_text(const struct event *events, size_t count, struct arena *arena,
                                     struct str *ret_text, struct error *err);

/* Answers an act that was committed just now: act->done is what the commit holds. */
void act_reply(struct act *act, const struct store_commit *commit);

/* Answers a repetition from such a text. */
void act_reply_again(struct act *act, struct str kept);

/* Starts a receipt whose salt, `done` and `user` are set. */
void receipt_begin(struct call *call, uint64_t index, struct receipt_maker *maker);

/* The salt out of a STATEMENT row's body. STATUS_CORRUPT: it is none. */
NODISCARD enum status statement_row_salt(struct bytes body, struct leaf_salt *ret_salt, struct error *err);
