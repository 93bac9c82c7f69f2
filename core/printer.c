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
	assert(printer->depth < PRINT_DEPTH_MAX);
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

/* Whether one of eight characters is special: the bit of a byte is left where it is below a space, or where
 * it is the quote or the backslash (which a zero byte stands for once it is taken away). */
static bool has_special(const char *text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t word, quotes, slashes;

	memcpy(&word, text, sizeof word);
	quotes = word ^ ones * '"';
	slashes = word ^ ones * '\\';
	uint64_t controls = (word - ones * 0x20) & ~word;
	uint64_t marks = ((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes);
	return ((controls | marks) & tops) != 0;
}

/* Most names have fewer than eight characters: two overlapping halves of a word hold four and more. */
static bool is_plain_short(struct str text)
{
	char word[8];

	assert(text.len < sizeof word);
	if (text.len >= 4) {
		memcpy(word, text.ptr, 4);
		memcpy(word + 4, text.ptr + text.len - 4, 4);
		return !has_special(word);
	}
	for (size_t i = 0; i < text.len; i++) {
		if (special[(unsigned char)text.ptr[i]])
			return false;
	}
	return true;
}

static bool is_plain(struct str text)
{
	if (text.len < 8)
		return is_plain_short(text);
	for (size_t i = 0; i + 8 < text.len; i += 8) {
		if (has_special(text.ptr + i))
			return false;
	}
	return !has_special(text.ptr + text.len - 8);
}

/* A call of memcpy costs more than the few bytes that most text has. */
static void copy_text(char *to, struct str text)
{
	if (text.len >= 8 && text.len <= 16) {
		memcpy(to, text.ptr, 8);
		memcpy(to + text.len - 8, text.ptr + text.len - 8, 8);
	} else if (text.len >= 4 && text.len < 8) {
		memcpy(to, text.ptr, 4);
		memcpy(to + text.len - 4, text.ptr + text.len - 4, 4);
	} else if (text.len > 0) {
		memcpy(to, text.ptr, text.len);
	}
}

/* A comma if one is due, the text in quotes, and what follows it at once. */
static void put_plain(struct printer *printer, struct str text, bool is_name)
{
	bool comma = printer->need_comma[printer->depth];
	char *room = buf_extend(printer->buf, text.len + 2 + (comma ? 1 : 0) + (is_name ? 1 : 0));

	if (room == NULL)
		return;
	if (comma)
		*room++ = ',';
	*room++ = '"';
	copy_text(room, text);
	room += text.len;
	*room++ = '"';
	if (is_name)
		*room = ':';
}

static void put_quoted(struct buf *buf, struct str text)
{
	size_t from = 0;

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

/* Nearly all text is plain, and nearly all of a view is text. */
static void put_text(struct printer *printer, struct str text, bool is_name)
{
	if (is_plain(text)) {
		put_plain(printer, text, is_name);
	} else {
		separate(printer);
		put_quoted(printer->buf, text);
		if (is_name)
			buf_put_char(printer->buf, ':');
	}
	printer->need_comma[printer->depth] = !is_name; /* a name's value follows without one */
}

void print_name(struct printer *printer, struct str name)
{
	put_text(printer, name, true);
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
	put_text(printer, text, false);
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
