#include "crypto/lines.h"

bool line_take(struct str *text, struct str *ret_line)
{
	assert(text != NULL);
	assert(ret_line != NULL);

	const char *end = text->len == 0 ? NULL : memchr(text->ptr, '\n', text->len);
	if (end == NULL)
		return false;
	*ret_line = (struct str){ text->ptr, (size_t)(end - text->ptr) };
	*text = (struct str){ end + 1, text->len - ret_line->len - 1 };
	return true;
}

bool line_take_after(struct str *text, struct str start, struct str *ret_rest)
{
	struct str rest = *text;
	struct str line;

	if (!line_take(&rest, &line) || !str_has_prefix(line, start))
		return false;
	*text = rest;
	*ret_rest = (struct str){ line.ptr + start.len, line.len - start.len };
	return true;
}
