#include "server/problem.h"

/* No default: a new status does not compile until someone has said what HTTP makes of it. */
int problem_http_status(enum status status)
{
	/* clang-format off */
	switch (status) {
	case STATUS_OK:              return 200;
	case STATUS_INVALID:         return 400;
	case STATUS_UNAUTHENTICATED: return 401;
	case STATUS_FORBIDDEN:       return 403;
	case STATUS_NOT_FOUND:       return 404;
	case STATUS_CONFLICT:        return 409;
	case STATUS_PRECONDITION:    return 412;
	case STATUS_LIMIT:           return 413;
	case STATUS_UNSUPPORTED:     return 501;
	case STATUS_CORRUPT:         return 500;
	case STATUS_UNAVAILABLE:     return 503;
	case STATUS_COUNT:           break;
	}
	/* clang-format on */
	assert(false && "not a status");
	return 500;
}

/* Where HTTP has a finer code than the category. */
static const struct {
	enum problem problem;
	int code;
} finer[] = {
	{ PROBLEM_METHOD_NOT_ALLOWED, 405 },
	{ PROBLEM_NOT_ACCEPTABLE, 406 },
	{ PROBLEM_TYPE_NOT_ALLOWED, 415 },
	{ PROBLEM_PRECONDITION_REQUIRED, 428 },
};

int problem_http_code(enum problem problem)
{
	for (size_t i = 0; i < COUNT_OF(finer); i++) {
		if (finer[i].problem == problem)
			return finer[i].code;
	}
	return problem_http_status(problem_info(problem)->status);
}

static void print_members(struct printer *printer, const struct error *err)
{
	const struct problem_info *info = problem_info(err->problem);

	print_name(printer, STR("type"));
	struct buf *buf = printer->buf;
	print_raw(printer, STR("\"/problems/"));
	buf_put(buf, str_from_c(info->slug));
	buf_put_char(buf, '"');
	print_member_string(printer, STR("title"), str_from_c(info->title));
	print_member_int(printer, STR("status"), problem_http_code(err->problem));
	print_member_string(printer, STR("detail"), str_from_c(err->detail));
	print_member_string(printer, STR("code"), str_from_c(info->slug));
	print_member_string(printer, STR("remedy"), str_from_c(info->remedy));
	if (err->field[0] != 0)
		print_member_string(printer, STR("field"), str_from_c(err->field));
}

void problem_print(struct printer *printer, const struct error *err)
{
	print_object_begin(printer);
	print_members(printer, err);
	print_object_end(printer);
}

void problem_print_with(struct printer *printer, const struct error *err, struct str name, struct str json)
{
	print_object_begin(printer);
	print_members(printer, err);
	print_member_raw(printer, name, json);
	print_object_end(printer);
}

bool problem_find(struct str slug, enum problem *ret_problem)
{
	for (unsigned i = 0; i < PROBLEM_COUNT; i++) {
		if (str_eq(slug, str_from_c(problem_info((enum problem)i)->slug))) {
			*ret_problem = (enum problem)i;
			return true;
		}
	}
	return false;
}
