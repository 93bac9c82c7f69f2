/* decide.h — a command is refused, or becomes the events that record it.
 *
 * Pure. The table lifecycle.def says who may move from where to where; the guards of the command's own
 * function say the rest, each with its problem. A refused command leaves *ret_events untouched.
 * The caller folds the events with evolve() and stores them in one commit.
 */
#pragma once

#include "core/dispute.h"
#include "core/event.h"

/* `dispute` is zeroed for CREATE_DRAFT. The events borrow from the command, the dispute and the arena.
 * STATUS_INVALID, _FORBIDDEN, _CONFLICT, _UNSUPPORTED as problem.def says; STATUS_LIMIT: arena exhausted, or
 * a limit of dispute.h reached. */
NODISCARD enum status decide(const struct dispute *dispute, const struct command *command,
                             struct arena *arena, struct events *ret_events, struct error *err);

/* Whether the command would pass every guard that does not need its content; of `command` only kind, actor,
 * target and at_ms are read. *ret_opens_at_ms is when it opens (at most at_ms when it is open now). The
 * action list of the view is made with it, so that the list and decide() cannot disagree. */
NODISCARD enum status decide_opens(const struct dispute *dispute, const struct command *command,
                                   int64_t *ret_opens_at_ms, struct error *err);
