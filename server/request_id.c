#include "server/request_id.h"

#include <inttypes.h>
#include <stdio.h>

void request_ids_init(struct request_ids *ids, int64_t started_ms, uint32_t loop)
{
	*ids = (struct request_ids){ .started_ms = started_ms, .loop = loop };
}

struct request_id request_ids_next(struct request_ids *ids)
{
	struct request_id id;

	ids->count++;
	int len = snprintf(id.text, sizeof(id.text), "r-%" PRIx64 "-%" PRIx32 "-%" PRIx64,
	                   (uint64_t)ids->started_ms, ids->loop, ids->count);
	assert(len > 0 && (size_t)len < sizeof(id.text));
	return id;
}
