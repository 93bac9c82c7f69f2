#include "core/json.h"

/*~ Every event, order and body passes here, several times per request. So the text is copied into the arena
 * once, strings stay where they are in the copy and are unescaped in place, and nothing else is allocated but
 * the arrays of items and members. */

#define FIRST_CAPACITY 4
#define FEW_MEMBERS    16 /* compared pairwise; more of them go through a table */

struct parser {
	struct arena *arena;
	const char *source; /* as it came */
	char *text;         /* our copy, a NUL behind it: no look-ahead ever leaves it */
	size_t len;
	size_t at;
	struct error *err;
};

/* Lines and columns are counted from 1, columns in bytes. */
static enum status refuse(struct parser *parser, const char *why)
{
	int line = 1;
	int column = 1;

	assert(parser->at <= parser->len);
	for (size_t i = 0; i < parser->at; i++) {
		column = parser->source[i] == '\n' ? 1 : column + 1;
		line += parser->source[i] == '\n';
	}
	return FAIL(parser->err, PROBLEM_INVALID_JSON, "line %d, column %d: %s", line, column, why);
}

static void skip_space(struct parser *parser)
{
	for (;; parser->at++) {
		char c = parser->text[parser->at];
		if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
			return;
	}
}

static bool take(struct parser *parser, char c)
{
	if (parser->text[parser->at] != c)
		return false;
	parser->at++;
	return true;
}

/* --- strings --- */

/* What stands for itself: ASCII but for controls, the quote and the backslash. */
static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* The well-formed sequences beyond ASCII: Unicode 15, table 3-7. Later bytes are 80 to BF. */
static const struct {
	unsigned char first_max; /* of this row; the row before says where it begins */
	unsigned char second_min;
	unsigned char second_max;
	unsigned char len; /* 0: nothing begins with this */
} utf8_rows[] = {
	{ 0xc1, 0, 0, 0 },       { 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xa0, 0xbf, 3 }, { 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0x80, 0x9f, 3 }, { 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0x90, 0xbf, 4 }, { 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0x80, 0x8f, 4 }, { 0xff, 0, 0, 0 },
};

/* The length of the sequence at the cursor, or 0. */
static size_t utf8_len(const unsigned char *s)
{
	size_t row = 0;

	while (s[0] > utf8_rows[row].first_max)
		row++;
	if (utf8_rows[row].len == 0 || s[1] < utf8_rows[row].second_min || s[1] > utf8_rows[row].second_max)
		return 0;
	for (size_t i = 2; i < utf8_rows[row].len; i++) {
		if (s[i] < 0x80 || s[i] > 0xbf)
			return 0;
	}
	return utf8_rows[row].len;
}

static size_t utf8_put(char *to, unsigned code)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xc0 | code >> 6);
		to[1] = (char)(0x80 | (code & 63));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xe0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 63));
		to[2] = (char)(0x80 | (code & 63));
		return 3;
	}
	to[0] = (char)(0xf0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 63));
	to[2] = (char)(0x80 | (code >> 6 & 63));
	to[3] = (char)(0x80 | (code & 63));
	return 4;
}

static bool hex4(struct parser *parser, unsigned *ret_code)
{
	unsigned code = 0;

	for (int i = 0; i < 4; i++, parser->at++) {
		char c = parser->text[parser->at];
		if (c >= '0' && c <= '9')
			code = code << 4 | (unsigned)(c - '0');
		else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
			code = code << 4 | (((unsigned)c | 0x20u) - 'a' + 10);
		else
			return false;
	}
	*ret_code = code;
	return true;
}

/* RFC 8259 section 7; I-JSON has no lone surrogates, and our strings no NUL. */
static enum status unicode_escape(struct parser *parser, unsigned *ret_code)
{
	unsigned code = 0;
	unsigned low = 0;

	if (!hex4(parser, &code))
		return refuse(parser, "four hex digits belong behind \\u");
	if (code == 0)
		return refuse(parser, "a string must not contain NUL");
	if (code >= 0xd800 && code <= 0xdbff) {
		if (!take(parser, '\\') || !take(parser, 'u') || !hex4(parser, &low) || low < 0xdc00 ||
		    low > 0xdfff)
			return refuse(parser, "half of a surrogate pair is missing");
		code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
	} else if (code >= 0xdc00 && code <= 0xdfff) {
		return refuse(parser, "half of a surrogate pair is missing");
	}
	*ret_code = code;
	return STATUS_OK;
}

/* Behind a backslash. Writes at most as much as was read. */
static enum status escape(struct parser *parser, char *to, size_t *ret_len)
{
	static const char from_letter[128] = {
		['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
		['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
	};
	unsigned char letter = (unsigned char)parser->text[parser->at];
	unsigned code = 0;

	if (letter == 'u') {
		parser->at++;
		TRY(unicode_escape(parser, &code));
		*ret_len = utf8_put(to, code);
		return STATUS_OK;
	}
	if (letter >= sizeof from_letter || from_letter[letter] == 0)
		return refuse(parser, "there is no such escape");
	parser->at++;
	*to = from_letter[letter];
	*ret_len = 1;
	return STATUS_OK;
}

/* The part of a string that is not plain: an escape or a character beyond ASCII. */
static enum status odd_character(struct parser *parser, char *to, size_t *ret_len)
{
	const char *from = parser->text + parser->at;

	if (*from == '\\') {
		parser->at++;
		return escape(parser, to, ret_len);
	}
	if (parser->at == parser->len)
		return refuse(parser, "the string does not end");
	if ((unsigned char)*from < 0x20)
		return refuse(parser, "a control character must be escaped");
	*ret_len = utf8_len((const unsigned char *)from);
	if (*ret_len == 0)
		return refuse(parser, "this is not UTF-8");
	memmove(to, from, *ret_len);
	parser->at += *ret_len;
	return STATUS_OK;
}

static enum status parse_string(struct parser *parser, struct str *ret_string)
{
	if (!take(parser, '"'))
		return refuse(parser, "a string is expected");
	char *begin = parser->text + parser->at;
	char *to = begin;
	for (;;) {
		const char *from = parser->text + parser->at;
		size_t run = 0;
		while (is_plain((unsigned char)from[run]))
			run++;
		if (to != from)
			memmove(to, from, run);
		to += run;
		parser->at += run;
		if (take(parser, '"'))
			break;
		size_t len = 0;
		TRY(odd_character(parser, to, &len));
		to += len;
	}
	*ret_string = (struct str){ begin, (size_t)(to - begin) };
	return STATUS_OK;
}

/* --- other scalars --- */

static enum status parse_number(struct parser *parser, struct node *ret_node)
{
	bool negative = take(parser, '-');
	uint64_t most = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
	uint64_t value = 0;
	size_t begin = parser->at;

	for (;; parser->at++) {
		unsigned digit = (unsigned char)parser->text[parser->at] - (unsigned)'0';
		if (digit > 9)
			break;
		if (value > (most - digit) / 10)
			return refuse(parser, "the number is beyond 64 bits");
		value = value * 10 + digit;
	}
	if (parser->at == begin)
		return refuse(parser, "a value is expected");
	if (parser->text[begin] == '0' && parser->at - begin > 1)
		return refuse(parser, "a number has no leading zeros");
	if (parser->text[parser->at] == '.' || (parser->text[parser->at] | 0x20) == 'e')
		return refuse(parser, "fractions and exponents are not used here: write exact integers");
	*ret_node = (struct node){ .kind = NODE_INT, .integer = (int64_t)(negative ? 0 - value : value) };
	return STATUS_OK;
}

static enum status parse_word(struct parser *parser, struct node *ret_node)
{
	static const struct {
		struct str word;
		struct node node;
	} words[] = {
		{ STR_INIT("true"), { .kind = NODE_BOOL, .boolean = true } },
		{ STR_INIT("false"), { .kind = NODE_BOOL } },
		{ STR_INIT("null"), { .kind = NODE_NULL } },
	};
	struct str rest = { parser->text + parser->at, parser->len - parser->at };

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (!str_has_prefix(rest, words[i].word))
			continue;
		parser->at += words[i].word.len;
		*ret_node = words[i].node;
		return STATUS_OK;
	}
	return refuse(parser, "a value is expected");
}

/* --- arrays and objects --- */

static enum status parse_value(struct parser *parser, int depth, struct node *ret_node);

/* Room for one more element behind `count` of them. */
static enum status make_room(struct parser *parser, void **elements, size_t count, size_t size)
{
	size_t capacity = count == 0 ? FIRST_CAPACITY : 2 * count;

	if (count != 0 && (count < FIRST_CAPACITY || (count & (count - 1)) != 0))
		return STATUS_OK; /* it grows at the powers of two */
	void *larger = arena_alloc_dirty(parser->arena, capacity, size, _Alignof(max_align_t));
	TRY(arena_check(parser->arena, parser->err));
	if (count > 0)
		memcpy(larger, *elements, count * size);
	*elements = larger;
	return STATUS_OK;
}

static enum status parse_array(struct parser *parser, int depth, struct node *ret_node)
{
	void *items = NULL;
	size_t count = 0;

	skip_space(parser);
	for (bool more = !take(parser, ']'); more; more = take(parser, ',')) {
		TRY(make_room(parser, &items, count, sizeof(struct node)));
		TRY(parse_value(parser, depth + 1, (struct node *)items + count));
		count++;
	}
	if (count > 0 && !take(parser, ']'))
		return refuse(parser, "',' or ']' is expected");
	*ret_node = (struct node){ .kind = NODE_ARRAY, .count = count, .items = items };
	return STATUS_OK;
}

/* FNV-1a. */
static size_t name_hash(struct str name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.ptr[i]) * 16777619u;
	return hash;
}

static bool few_repeat(const struct member *members, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (str_eq(members[i].name, members[j].name))
				return true;
		}
	}
	return false;
}

static bool many_repeat(const struct member *members, size_t count, const struct member **table, size_t mask)
{
	for (size_t i = 0; i < count; i++) {
		size_t slot = name_hash(members[i].name) & mask;
		for (; table[slot] != NULL; slot = (slot + 1) & mask) {
			if (str_eq(table[slot]->name, members[i].name))
				return true;
		}
		table[slot] = &members[i];
	}
	return false;
}

static enum status check_names(struct parser *parser, const struct member *members, size_t count)
{
	bool repeated = false;
	size_t slots = FEW_MEMBERS;

	if (count <= FEW_MEMBERS) {
		repeated = few_repeat(members, count);
	} else {
		while (slots < 2 * count)
			slots *= 2;
		const struct member **table = ARENA_ARRAY(parser->arena, const struct member *, slots);
		TRY(arena_check(parser->arena, parser->err));
		repeated = many_repeat(members, count, table, slots - 1);
	}
	return repeated ? refuse(parser, "a name occurs twice in the object that ends here") : STATUS_OK;
}

static enum status parse_member(struct parser *parser, int depth, struct member *ret_member)
{
	skip_space(parser);
	TRY(parse_string(parser, &ret_member->name));
	skip_space(parser);
	if (!take(parser, ':'))
		return refuse(parser, "':' is expected");
	return parse_value(parser, depth + 1, &ret_member->value);
}

static enum status parse_object(struct parser *parser, int depth, struct node *ret_node)
{
	void *members = NULL;
	size_t count = 0;

	skip_space(parser);
	for (bool more = !take(parser, '}'); more; more = take(parser, ',')) {
		TRY(make_room(parser, &members, count, sizeof(struct member)));
		TRY(parse_member(parser, depth, (struct member *)members + count));
		count++;
	}
	if (count > 0 && !take(parser, '}'))
		return refuse(parser, "',' or '}' is expected");
	TRY(check_names(parser, members, count));
	*ret_node = (struct node){ .kind = NODE_OBJECT, .count = count, .members = members };
	return STATUS_OK;
}

static enum status parse_text(struct parser *parser, struct node *ret_node)
{
	struct node node = { .kind = NODE_STRING };

	TRY(parse_string(parser, &node.string));
	*ret_node = node;
	return STATUS_OK;
}

static enum status parse_bare(struct parser *parser, int depth, struct node *ret_node)
{
	char first = parser->text[parser->at];

	if (depth == JSON_DEPTH_MAX && (first == '{' || first == '['))
		return refuse(parser, "the value is nested too deep");
	switch (first) {
	case '{': parser->at++; return parse_object(parser, depth, ret_node);
	case '[': parser->at++; return parse_array(parser, depth, ret_node);
	case '"': return parse_text(parser, ret_node);
	case 't':
	case 'f':
	case 'n': return parse_word(parser, ret_node);
	default: return parse_number(parser, ret_node);
	}
}

/* With the white space on both sides. */
static enum status parse_value(struct parser *parser, int depth, struct node *ret_node)
{
	skip_space(parser);
	TRY(parse_bare(parser, depth, ret_node));
	skip_space(parser);
	return STATUS_OK;
}

enum status node_parse(struct str text, struct arena *arena, const struct node **ret_node, struct error *err)
{
	assert(arena != NULL);
	assert(ret_node != NULL);

	struct parser parser = { .arena = arena, .source = text.ptr, .len = text.len, .err = err };
	struct node *node = ARENA_NEW(arena, struct node);
	parser.text = arena_alloc_dirty(arena, text.len + 1, 1, 1);
	TRY(arena_check(arena, err));
	if (text.len > 0)
		memcpy(parser.text, text.ptr, text.len);
	parser.text[text.len] = 0;

	TRY(parse_value(&parser, 0, node));
	if (parser.at != parser.len)
		return refuse(&parser, "nothing may come behind the value");
	*ret_node = node;
	return STATUS_OK;
}

const struct node *node_find(const struct node *object, struct str name)
{
	if (object == NULL || object->kind != NODE_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->count; i++) {
		if (str_eq(object->members[i].name, name))
			return &object->members[i].value;
	}
	return NULL;
}

struct str node_text(const struct node *object, struct str name)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_STRING ? value->string : (struct str){ 0 };
}

int64_t node_int(const struct node *object, struct str name, int64_t fallback)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_INT ? value->integer : fallback;
}

bool node_bool(const struct node *object, struct str name, bool fallback)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_BOOL ? value->boolean : fallback;
}
