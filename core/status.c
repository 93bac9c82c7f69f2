#include "core/status.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const titles[STATUS_COUNT] = {
#define STATUS(name, title) [STATUS_##name] = (title),
#include "core/status.def"
#undef STATUS
};

static const struct problem_info infos[PROBLEM_COUNT] = {
#define PROBLEM(name, slug, status, title, remedy) \
	[PROBLEM_##name] = { (slug), STATUS_##status, (title), (remedy) },
#include "core/problem.def"
#undef PROBLEM
};

const char *status_title(enum status code)
{
	assert(code < STATUS_COUNT);
	return titles[code];
}

const struct problem_info *problem_info(enum problem problem)
{
	assert(problem < PROBLEM_COUNT);
	return &infos[problem];
}

enum status error_set(struct error *err, enum problem problem, const char *where, const char *field,
                      const char *fmt, ...)
{
	assert(err != NULL);
	assert(problem < PROBLEM_COUNT);

	va_list args;
	va_start(args, fmt);
	err->problem = problem;
	err->where = where;
	(void)snprintf(err->field, sizeof err->field, "%s", field == NULL ? "" : field);
	(void)vsnprintf(err->detail, sizeof err->detail, fmt, args);
	va_end(args);
	return infos[problem].status;
}
