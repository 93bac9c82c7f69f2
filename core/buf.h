/* buf.h — a bounded writer: text or bytes put one after another, with a sticky failure.
 *
 * A buf writes into an arena and has a maximum from the start. The first write that does not fit sets
 * `failed`, and every later write does nothing: check once, at the end. It grows by doubling inside the
 * arena; while it is the arena's last allocation it grows in place.
 */
#pragma once

#include "core/arena.h"

struct buf {
	struct arena *arena; /* borrowed */
	char *ptr;
	size_t len;
	size_t capacity;
	size_t max;
	bool failed;
};

/* Borrows the arena. `max` is the largest length that the text may reach. */
void buf_init(struct buf *buf, struct arena *arena, size_t max);

void buf_put(struct buf *buf, struct str text);
/* Room for `len` bytes that the caller fills at once; they count as written. NULL: it failed. */
NODISCARD char *buf_extend(struct buf *buf, size_t len);

/* Makes room for `more` bytes at once, so that a text that will be long is not moved as it grows. */
void buf_reserve(struct buf *buf, size_t more);

/* The common case here: printing JSON is mostly single characters. */
static inline void buf_put_char(struct buf *buf, char c)
{
	if (buf->failed || buf->len == buf->capacity || buf->len == buf->max)
		buf_put(buf, (struct str){ .ptr = &c, .len = 1 });
	else
		buf->ptr[buf->len++] = c;
}

/* Takes back what was written beyond `len`. */
void buf_cut(struct buf *buf, size_t len);

void buf_put_int(struct buf *buf, int64_t value);
void buf_put_hex(struct buf *buf, struct bytes bytes); /* lower case */
void buf_putf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);

/* What has been written so far; borrowed from the arena. */
struct str buf_str(const struct buf *buf);

/* STATUS_LIMIT once a write has failed, else STATUS_OK. */
NODISCARD enum status buf_check(const struct buf *buf, struct error *err);
