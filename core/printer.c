#include "core/json.h"

/* Why apart from json.c: nothing here knows the parsing library. */

void printer_init(struct printer *printer, struct buf *buf)
{
	assert(printer != NULL);
	assert(buf != NULL);
	*printer = (struct printer){ .buf = buf };
}

static void separate(struct printer *printer)
{
	if (printer->need_comma[printer->depth])
		buf_put_char(printer->buf, ',');
	printer->need_comma[printer->depth] = true;
}

static void begin(struct printer *printer, char bracket)
{
	separate(printer);
	buf_put_char(printer->buf, bracket);
	assert(printer->depth < JSON_DEPTH_MAX);
	printer->need_comma[++printer->depth] = false;
}

static void end(struct printer *printer, char bracket)
{
	assert(printer->depth > 0);
	printer->depth--;
	buf_put_char(printer->buf, bracket);
}

void print_object_begin(struct printer *printer)
{
	begin(printer, '{');
}

void print_object_end(struct printer *printer)
{
	end(printer, '}');
}

void print_array_begin(struct printer *printer)
{
	begin(printer, '[');
}

void print_array_end(struct printer *printer)
{
	end(printer, ']');
}

/* RFC 8259 section 7, shortest form: what must be escaped is, nothing else. */
static void put_escaped(struct buf *buf, unsigned char c)
{
	static const char shorts[32] = { [8] = 'b', [9] = 't', [10] = 'n', [12] = 'f', [13] = 'r' };

	if (c == '"' || c == '\\') {
		buf_put_char(buf, '\\');
		buf_put_char(buf, (char)c);
	} else if (shorts[c] != 0) {
		buf_put_char(buf, '\\');
		buf_put_char(buf, shorts[c]);
	} else {
		buf_put(buf, STR("\\u00"));
		buf_put_hex(buf, (struct bytes){ .ptr = &c, .len = 1 });
	}
}

/* Characters that must be escaped: controls, the quote and the backslash. */
static const bool special[256] = {
	[0] = true,  [1] = true,  [2] = true,  [3] = true,  [4] = true,   [5] = true,    [6] = true,
	[7] = true,  [8] = true,  [9] = true,  [10] = true, [11] = true,  [12] = true,   [13] = true,
	[14] = true, [15] = true, [16] = true, [17] = true, [18] = true,  [19] = true,   [20] = true,
	[21] = true, [22] = true, [23] = true, [24] = true, [25] = true,  [26] = true,   [27] = true,
	[28] = true, [29] = true, [30] = true, [31] = true, ['"'] = true, ['\\'] = true,
};

static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (special[(unsigned char)text.ptr[i]])
			return false;
	}
	return true;
}

static void put_plain(struct buf *buf, struct str text)
{
	char *room = buf_extend(buf, text.len + 2);

	if (room == NULL)
		return;
	room[0] = '"';
	if (text.len > 0)
		memcpy(room + 1, text.ptr, text.len);
	room[1 + text.len] = '"';
}

/* Nearly all text is plain, and nearly all of a view is text. */
static void put_quoted(struct buf *buf, struct str text)
{
	size_t from = 0;

	if (is_plain(text)) {
		put_plain(buf, text);
		return;
	}
	buf_put_char(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (!special[c])
			continue;
		buf_put(buf, (struct str){ .ptr = text.ptr + from, .len = i - from });
		put_escaped(buf, c);
		from = i + 1;
	}
	if (text.len > from)
		buf_put(buf, (struct str){ .ptr = text.ptr + from, .len = text.len - from });
	buf_put_char(buf, '"');
}

void print_name(struct printer *printer, struct str name)
{
	separate(printer);
	put_quoted(printer->buf, name);
	buf_put_char(printer->buf, ':');
	printer->need_comma[printer->depth] = false; /* the value follows without one and sets it again */
}

void print_null(struct printer *printer)
{
	print_raw(printer, STR("null"));
}

void print_bool(struct printer *printer, bool value)
{
	print_raw(printer, value ? STR("true") : STR("false"));
}

void print_int(struct printer *printer, int64_t value)
{
	separate(printer);
	buf_put_int(printer->buf, value);
}

void print_string(struct printer *printer, struct str text)
{
	separate(printer);
	put_quoted(printer->buf, text);
}

void print_raw(struct printer *printer, struct str json)
{
	separate(printer);
	buf_put(printer->buf, json);
}

void print_node(struct printer *printer, const struct node *node)
{
	assert(node != NULL);

	switch (node->kind) {
	case NODE_NULL: print_null(printer); return;
	case NODE_BOOL: print_bool(printer, node->boolean); return;
	case NODE_INT: print_int(printer, node->integer); return;
	case NODE_STRING: print_string(printer, node->string); return;
	case NODE_ARRAY:
		print_array_begin(printer);
		for (size_t i = 0; i < node->count; i++)
			print_node(printer, &node->items[i]);
		print_array_end(printer);
		return;
	case NODE_OBJECT:
		print_object_begin(printer);
		for (size_t i = 0; i < node->count; i++) {
			print_name(printer, node->members[i].name);
			print_node(printer, &node->members[i].value);
		}
		print_object_end(printer);
		return;
	case NODE_KIND_COUNT: break;
	}
	assert(false && "not a node kind");
}

void print_member_string(struct printer *printer, struct str name, struct str text)
{
	print_name(printer, name);
	print_string(printer, text);
}

void print_member_int(struct printer *printer, struct str name, int64_t value)
{
	print_name(printer, name);
	print_int(printer, value);
}

void print_member_bool(struct printer *printer, struct str name, bool value)
{
	print_name(printer, name);
	print_bool(printer, value);
}

void print_member_raw(struct printer *printer, struct str name, struct str json)
{
	print_name(printer, name);
	print_raw(printer, json);
}
