/* lines.h — a text taken line by line, for the small formats that are signed or logged.
 *
 * Borrowed throughout. A line ends in a newline, which is not part of it; a last line without one is no line.
 */
#pragma once

#include "core/base.h"

/* Takes the first line off *text. False, and nothing taken: there is no complete line. */
NODISCARD bool line_take(struct str *text, struct str *ret_line);

/* Takes the first line if it begins with `start`; *ret_rest is what follows there. */
NODISCARD bool line_take_after(struct str *text, struct str start, struct str *ret_rest);
