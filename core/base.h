/* base.h — the vocabulary every other file speaks: attributes, asserts, borrowed text and bytes.
 *
 * Depends on: the C17 freestanding headers plus <string.h>. Nothing of ours.
 * Nothing here allocates, and nothing here can fail.
 * Asserts stay on in every build: they state what we promise ourselves. Input from outside never reaches one.
 */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NODISCARD     __attribute__((warn_unused_result))
#define PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define COUNT_OF(arr) (sizeof(arr) / sizeof((arr)[0]))
#define KIB(n)        ((size_t)(n)*1024)
#define MIB(n)        ((size_t)(n)*1024 * 1024)

/* Borrowed text: never owned, never NUL-terminated by promise, passed by value. */
struct str {
	const char *ptr;
	size_t len;
};

/* Borrowed bytes, likewise. */
struct bytes {
	const uint8_t *ptr;
	size_t len;
};

/* clang-format off */
#define STR_INIT(literal) { .ptr = ("" literal), .len = sizeof(literal) - 1 } /* in static tables */
#define STR(literal)      ((struct str)STR_INIT(literal))                     /* in expressions */
#define STR_FMT           "%.*s"
#define STR_ARG(s)        (int)(s).len, (s).ptr
/* clang-format on */

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* memcmp order; a prefix comes before what it begins. */
static inline int str_compare(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.ptr, b.ptr, shared);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static inline bool str_has_prefix(struct str text, struct str prefix)
{
	return text.len >= prefix.len && str_eq((struct str){ text.ptr, prefix.len }, prefix);
}

/* Text of a NUL-terminated string: for libc borders only. */
static inline struct str str_from_c(const char *text)
{
	return (struct str){ .ptr = text, .len = text == NULL ? 0 : strlen(text) };
}

static inline struct bytes str_bytes(struct str text)
{
	return (struct bytes){ .ptr = (const uint8_t *)text.ptr, .len = text.len };
}

static inline struct str bytes_str(struct bytes bytes)
{
	return (struct str){ .ptr = (const char *)bytes.ptr, .len = bytes.len };
}

static inline bool bytes_eq(struct bytes a, struct bytes b)
{
	return str_eq(bytes_str(a), bytes_str(b));
}
