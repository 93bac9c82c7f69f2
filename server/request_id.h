/* request_id.h — the name under which one request appears in the log and in the reply's Request-Id header.
 *
 * "r-<start>-<loop>-<count>" in hex: when the process started, the loop, and a count per loop. Unique on
 * one machine, cheap, and without meaning to anybody outside. Thread: one struct request_ids per loop.
 */
#pragma once

#include "core/base.h"

#define REQUEST_ID_MAX 48 /* NUL included */

struct request_ids {
	int64_t started_ms;
	uint32_t loop;
	uint64_t count;
};

struct request_id {
	char text[REQUEST_ID_MAX];
};

void request_ids_init(struct request_ids *ids, int64_t started_ms, uint32_t loop);
struct request_id request_ids_next(struct request_ids *ids);
