/* form.h — the rules that a commit has to obey whatever is stored: sizes, keys, columns, and how events bind
 * their card.
 *
 * Depends on: storage/row.h. Pure; runs on the client's thread, so that the writer meets only well-formed
 * commits.
 */
#pragma once

#include "storage/row.h"

/* STORE_INVALID or STORE_TOO_LARGE: as request.h says. */
NODISCARD enum store_status form_check(const struct store_commit *commit);

/* The version that the card written by `op` gets: the checked version plus the events that the commit appends
 * to its dispute. Only for a commit that has passed form_check(). */
uint64_t form_card_version(const struct store_commit *commit, const struct store_op *op);

/* A name of a queue, a lease or a holder. */
bool form_name_is_valid(struct str name);
