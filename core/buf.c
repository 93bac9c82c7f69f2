#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>

#define BUF_FIRST_CAPACITY 256

void buf_init(struct buf *buf, struct arena *arena, size_t max)
{
	assert(buf != NULL);
	assert(arena != NULL);

	*buf = (struct buf){ .arena = arena, .max = max };
}

/* The block just behind the cursor can simply be made longer. */
static bool grow_in_place(struct buf *buf, size_t capacity)
{
	struct arena *arena = buf->arena;

	if (buf->ptr == NULL || (uint8_t *)buf->ptr + buf->capacity != arena->base + arena->used)
		return false;
	if (capacity - buf->capacity > arena->size - arena->used)
		return false;
	arena->used += capacity - buf->capacity;
	buf->capacity = capacity;
	return true;
}

static bool reserve(struct buf *buf, size_t more)
{
	if (buf->failed || more > buf->max - buf->len) {
		buf->failed = true;
		return false;
	}
	if (more <= buf->capacity - buf->len)
		return true;

	size_t first = buf->max < BUF_FIRST_CAPACITY ? buf->max : BUF_FIRST_CAPACITY;
	size_t capacity = buf->capacity == 0 ? first : buf->capacity * 2;
	while (capacity < buf->len + more)
		capacity *= 2;
	if (grow_in_place(buf, capacity))
		return true;

	char *ptr = arena_alloc_dirty(buf->arena, capacity, 1, 1);
	if (ptr == NULL) {
		buf->failed = true;
		return false;
	}
	if (buf->len > 0)
		memcpy(ptr, buf->ptr, buf->len);
	buf->ptr = ptr;
	buf->capacity = capacity;
	return true;
}

void buf_put(struct buf *buf, struct str text)
{
	assert(buf != NULL);
	assert(text.ptr != NULL || text.len == 0);

	if (text.len == 0 || !reserve(buf, text.len))
		return;
	memcpy(buf->ptr + buf->len, text.ptr, text.len);
	buf->len += text.len;
}

void buf_reserve(struct buf *buf, size_t more)
{
	assert(buf != NULL);
	(void)reserve(buf, more);
}

char *buf_extend(struct buf *buf, size_t len)
{
	assert(buf != NULL);

	if (!reserve(buf, len))
		return NULL;
	char *room = buf->ptr + buf->len;
	buf->len += len;
	return room;
}

void buf_cut(struct buf *buf, size_t len)
{
	assert(buf != NULL && len <= buf->len);
	buf->len = len;
}

void buf_put_int(struct buf *buf, int64_t value)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		buf_put_char(buf, '-');
	buf_put(buf, (struct str){ .ptr = digits + at, .len = sizeof digits - at });
}

void buf_put_hex(struct buf *buf, struct bytes bytes)
{
	static const char digits[] = "0123456789abcdef";

	if (!reserve(buf, bytes.len * 2))
		return;
	for (size_t i = 0; i < bytes.len; i++) {
		buf->ptr[buf->len++] = digits[bytes.ptr[i] >> 4];
		buf->ptr[buf->len++] = digits[bytes.ptr[i] & 15];
	}
}

void buf_putf(struct buf *buf, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	int len = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len >= sizeof text) {
		buf->failed = true;
		return;
	}
	buf_put(buf, (struct str){ .ptr = text, .len = (size_t)len });
}

struct str buf_str(const struct buf *buf)
{
	assert(buf != NULL);
	return (struct str){ .ptr = buf->ptr == NULL ? "" : buf->ptr, .len = buf->len };
}

enum status buf_check(const struct buf *buf, struct error *err)
{
	assert(buf != NULL);

	if (!buf->failed)
		return STATUS_OK;
	return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "the text would exceed its limit of %zu bytes",
	            buf->max);
}
