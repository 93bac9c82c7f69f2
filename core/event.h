/* event.h — what was recorded: the only way a dispute changes, and the text that is logged and delivered.
 *
 * An event's canonical text is its envelope (members in a fixed order) around `data`; the bytes are the
 * truth. event_print() makes them, event_parse() reads them and refuses everything it would not print
 * itself, so evolve() may rely on them.
 * Limits: EVENT_BYTES_MAX per event. Ownership: parsed events copy into the arena; printed ones borrow.
 */
#pragma once

#include "core/command.h"

#define EVENT_BYTES_MAX        MIB(1)
#define EVENTS_PER_COMMAND_MAX 12

struct event {
	struct id id;
	struct id dispute;
	uint32_t seq; /* 1, 2, 3 ... within the dispute */
	enum event_type type;
	int64_t at_ms; /* whole seconds */
	struct actor actor;
	bool automated;                 /* no human decided it */
	struct statement_ref statement; /* sha256, kind and key only */
	struct str head;                /* after this event; "" when it carries no statement */
	const struct node *data;        /* an object */
};

struct events {
	struct event items[EVENTS_PER_COMMAND_MAX];
	size_t count;
};

/* The canonical text, borrowed from the arena. STATUS_LIMIT: arena or EVENT_BYTES_MAX exhausted. */
NODISCARD enum status event_print(const struct event *event, struct arena *arena, struct str *ret_text,
                                  struct error *err);

/* STATUS_CORRUPT: not a canonical envelope of a known type. STATUS_LIMIT: arena exhausted. */
NODISCARD enum status event_parse(struct str text, struct arena *arena, struct event *ret_event,
                                  struct error *err);
