/* problem.h — what HTTP makes of a refusal: RFC 9457 problem details.
 *
 * Body: {"type":"/problems/<slug>","title","status","detail","code":"<slug>","remedy","field"?}; `field` is a
 * JSON pointer into the body or the name of a header.
 */
#pragma once

#include "core/json.h"

/* The status code of RFC 9110 for a status; every status has one. */
int problem_http_status(enum status status);

/* The same for one problem: a few problems have a code of their own (415, 405, 428). */
int problem_http_code(enum problem problem);

void problem_print(struct printer *printer, const struct error *err);

/* The same with one more member, which is JSON already: what shows the refusal to be right. */
void problem_print_with(struct printer *printer, const struct error *err, struct str name, struct str json);

/* The problem with that slug; false when there is none. */
bool problem_find(struct str slug, enum problem *ret_problem);
