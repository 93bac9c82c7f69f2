/* status.h — how fallible functions report, and how they explain themselves.
 *
 * A fallible function returns `enum status` and takes `struct error *err` last. It fills *err exactly when
 * it does not return STATUS_OK. The caller owns the struct, usually on the stack; failing never allocates.
 * The status says what kind of ending it is; the problem says which; the table of both is problem.def.
 */
#pragma once

#include "core/base.h"

enum status {
#define STATUS(name, title) STATUS_##name,
#include "core/status.def"
#undef STATUS
	STATUS_COUNT
};

enum problem {
#define PROBLEM(name, slug, status, title, remedy) PROBLEM_##name,
#include "core/problem.def"
#undef PROBLEM
	PROBLEM_COUNT
};

#define ERROR_FIELD_MAX  128
#define ERROR_DETAIL_MAX 320

struct error {
	enum problem problem;
	const char *where;             /* function that failed: static storage */
	char field[ERROR_FIELD_MAX];   /* JSON pointer or header name when input is at fault, else "" */
	char detail[ERROR_DETAIL_MAX]; /* one sentence for a human, no secrets */
};

/* One row of problem.def. */
struct problem_info {
	const char *slug;
	enum status status;
	const char *title;
	const char *remedy;
};

const char *status_title(enum status code);
const struct problem_info *problem_info(enum problem problem);

/* Fills *err and returns the problem's status, so that a failure is one line at its cause.
 * `field` may be NULL. Text that does not fit is cut. */
enum status error_set(struct error *err, enum problem problem, const char *where, const char *field,
                      const char *fmt, ...) PRINTF(5, 6);

/* What FAIL promises whoever reads one file alone, a person or an analyzer: a failure is never STATUS_OK. */
static inline enum status failure(enum status status)
{
	assert(status != STATUS_OK);
	return status;
}

#define FAIL(err, problem, ...)           failure(error_set((err), (problem), __func__, NULL, __VA_ARGS__))
#define FAIL_AT(err, problem, field, ...) failure(error_set((err), (problem), __func__, (field), __VA_ARGS__))

/* The one macro that hides a return. Only where nothing is held: arenas make that nearly everywhere. */
#define TRY(call)                                \
	do {                                     \
		enum status try_status = (call); \
		if (try_status != STATUS_OK)     \
			return try_status;       \
	} while (0)
