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
void buf_put_char(struct buf *buf, char c);

/* Room for `len` bytes that the caller fills at once; they count as written. NULL: it failed. */
NODISCARD char *buf_extend(struct buf *buf, size_t len);

/* Takes back what was written beyond `len`. */
void buf_cut(struct buf *buf, size_t len);

void buf_put_int(struct buf *buf, int64_t value);
void buf_put_hex(struct buf *buf, struct bytes bytes); /* lower case */
void buf_putf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);

/* What has been written so far; borrowed from the arena. */
struct str buf_str(const struct buf *buf);

/* STATUS_LIMIT once a write has failed, else STATUS_OK. */
NODISCARD enum status buf_check(const struct buf *buf, struct error *err);
