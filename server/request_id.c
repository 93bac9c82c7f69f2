#include "server/request_id.h"

void request_ids_init(struct request_ids *ids, int64_t started_ms, uint32_t loop)
{
	*ids = (struct request_ids){ .started_ms = started_ms, .loop = loop };
}

/* A dash and the number in hex. By hand: every request has an id, and the C library takes its time. */
static char *put_number(char *at, uint64_t number)
{
	int digits = 1;

	while (digits < 16 && number >> (4 * digits) != 0)
		digits++;
	*at++ = '-';
	while (digits > 0)
		*at++ = "0123456789abcdef"[number >> (4 * --digits) & 15];
	return at;
}

struct request_id request_ids_next(struct request_ids *ids)
{
	struct request_id id;
	char *at = id.text;

	static_assert(1 + 3 * 17 - 8 + 1 <= REQUEST_ID_MAX, "the loop's number has eight digits at most");
	ids->count++;
	*at++ = 'r';
	at = put_number(at, (uint64_t)ids->started_ms);
	at = put_number(at, ids->loop);
	at = put_number(at, ids->count);
	*at = '\0';
	return id;
}
