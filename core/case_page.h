/* case_page.h — worked cases as a page that legal staff read and extend, and read back as cases.
 *
 * Depends on: json.h. Pure. A page is Markdown, one regime each:
 *
 *	# Worked cases: CN.7D
 *
 *	## N01
 *
 *	Seventh day counted from the day after receipt.
 *
 *	| fact | value |
 *	|---|---|
 *	| time.delivered_at | 2026-03-02 |
 *
 *	| expected | value |
 *	|---|---|
 *	| outcome | grant |
 *
 *	Source: ...
 *
 * A value is JSON, or a bare text where that is no JSON; "|" in it is written "\|". What is written and read
 *back is the same case, but for members that no page shows. Lines that are none of this are for people.
 */
#pragma once

#include "core/json.h"

#define CASE_PAGE_BYTES_MAX MIB(2)

void case_page_begin(struct buf *buf, struct str regime);
void case_page_put(struct buf *buf, const struct node *worked_case);

/* Every case of the page as one JSON line, with its newline, for core/casefile.h. STATUS_INVALID: a row
 * outside a case or a table, or a case without tables; the detail names the line. */
NODISCARD enum status case_page_read(struct str page, struct buf *lines, struct error *err);
