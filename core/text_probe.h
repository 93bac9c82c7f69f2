/* text_probe.h — whether bytes that stream by are plain UTF-8 text.
 *
 * Pure. Strict UTF-8 (RFC 3629); of the control characters only tab, line feed, form feed and carriage
 * return. A byte order mark is allowed.
 */
#pragma once

#include "core/base.h"

struct text_probe {
	bool broken;
	uint8_t missing; /* continuation bytes of the character under way */
	uint8_t lowest;  /* bounds of the next of them (RFC 3629, 4) */
	uint8_t highest;
};

void text_probe_feed(struct text_probe *probe, struct bytes piece); /* begins zeroed */
bool text_probe_is_text(const struct text_probe *probe);            /* once all has come */
