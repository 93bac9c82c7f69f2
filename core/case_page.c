#include "core/case_page.h"

/* --- writing --- */

/* Whether the text would be read as something else than itself. */
static bool needs_quotes(struct str text)
{
	uint8_t block[512];
	struct arena arena;
	const struct node *node;
	struct error unused;

	if (text.len == 0 || text.ptr[0] == '"' || text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ')
		return true;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] < 0x20)
			return true;
	}
	if (text.len >
	    64) /* no number or word of JSON is so long; a list or an object begins with its bracket */
		return text.ptr[0] == '[' || text.ptr[0] == '{';
	arena_init(&arena, block, sizeof block);
	return node_parse(text, &arena, &node, &unused) == STATUS_OK || arena.exhausted;
}

static void put_escaped(struct buf *buf, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '|')
			buf_put_char(buf, '\\');
		buf_put_char(buf, text.ptr[i]);
	}
}

static void put_value(struct buf *buf, const struct node *node)
{
	struct printer printer;
	struct buf json;

	if (node->kind == NODE_STRING && !needs_quotes(node->string)) {
		put_escaped(buf, node->string);
		return;
	}
	buf_init(&json, buf->arena, CASE_PAGE_BYTES_MAX);
	printer_init(&printer, &json);
	print_node(&printer, node);
	put_escaped(buf, buf_str(&json));
}

static void put_table(struct buf *buf, const char *head, const struct node *object)
{
	buf_putf(buf, "| %s | value |\n|---|---|\n", head);
	for (size_t i = 0; object != NULL && object->kind == NODE_OBJECT && i < object->count; i++) {
		buf_putf(buf, "| " STR_FMT " | ", STR_ARG(object->members[i].name));
		put_value(buf, &object->members[i].value);
		buf_put(buf, STR(" |\n"));
	}
	buf_put_char(buf, '\n');
}

/* For people: on one line, and never like a heading or a row. */
static void put_prose(struct buf *buf, const char *before, struct str text)
{
	if (text.len == 0)
		return;
	buf_put(buf, str_from_c(before));
	for (size_t i = 0; i < text.len; i++)
		buf_put_char(buf, (unsigned char)text.ptr[i] < 0x20 ? ' ' : text.ptr[i]);
	buf_put(buf, STR("\n\n"));
}

void case_page_begin(struct buf *buf, struct str regime)
{
	buf_putf(buf, "# Worked cases: " STR_FMT "\n\n", STR_ARG(regime));
}

void case_page_put(struct buf *buf, const struct node *worked_case)
{
	assert(buf != NULL && worked_case != NULL);

	buf_putf(buf, "## " STR_FMT "\n\n", STR_ARG(node_text(worked_case, STR("id"))));
	put_prose(buf, "Why: ", node_text(worked_case, STR("why")));
	put_table(buf, "fact", node_find(worked_case, STR("facts")));
	put_table(buf, "expected", node_find(worked_case, STR("expected")));
	put_prose(buf, "Source: ", node_text(worked_case, STR("source")));
}

/* --- reading --- */

enum table { TABLE_NONE, TABLE_FACTS, TABLE_EXPECTED };

struct reading {
	struct buf *lines;
	struct printer printer;
	struct str regime;
	bool in_case;
	enum table table;
	bool has_facts;
	bool has_expected;
	size_t number; /* of the line */
};

static bool take(struct str *text, struct str prefix)
{
	if (text->len < prefix.len || memcmp(text->ptr, prefix.ptr, prefix.len) != 0)
		return false;
	*text = (struct str){ text->ptr + prefix.len, text->len - prefix.len };
	return true;
}

static struct str trim(struct str text)
{
	while (text.len > 0 && text.ptr[0] == ' ')
		text = (struct str){ text.ptr + 1, text.len - 1 };
	while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\r'))
		text.len--;
	return text;
}

static void end_table(struct reading *reading)
{
	if (reading->table != TABLE_NONE)
		print_object_end(&reading->printer);
	reading->table = TABLE_NONE;
}

static enum status end_case(struct reading *reading, struct error *err)
{
	end_table(reading);
	if (!reading->in_case)
		return STATUS_OK;
	if (!reading->has_facts || !reading->has_expected)
		return FAIL(err, PROBLEM_INVALID_VALUE,
		            "the case before line %zu has no table of facts, or none of what is expected",
		            reading->number);
	print_object_end(&reading->printer);
	buf_put_char(reading->lines, '\n');
	reading->in_case = false;
	return STATUS_OK;
}

static enum status begin_case(struct reading *reading, struct str id, struct error *err)
{
	TRY(end_case(reading, err));
	printer_init(&reading->printer, reading->lines);
	reading->in_case = true;
	reading->has_facts = false;
	reading->has_expected = false;
	print_object_begin(&reading->printer);
	print_member_string(&reading->printer, STR("id"), trim(id));
	print_member_string(&reading->printer, STR("regime"), reading->regime);
	return STATUS_OK;
}

static enum status begin_table(struct reading *reading, enum table table, struct error *err)
{
	bool *has = table == TABLE_FACTS ? &reading->has_facts : &reading->has_expected;

	if (!reading->in_case || *has)
		return FAIL(err, PROBLEM_INVALID_VALUE, "line %zu: a table stands in a case, once",
		            reading->number);
	end_table(reading);
	*has = true;
	reading->table = table;
	print_name(&reading->printer, table == TABLE_FACTS ? STR("facts") : STR("expected"));
	print_object_begin(&reading->printer);
	return STATUS_OK;
}

/* The text up to the next "|" that is not escaped; the rest begins behind it. */
static struct str take_cell(struct str *rest, struct arena *arena)
{
	struct buf cell;

	buf_init(&cell, arena, CASE_PAGE_BYTES_MAX);
	while (rest->len > 0 && rest->ptr[0] != '|') {
		bool is_escaped = rest->len > 1 && rest->ptr[0] == '\\' && rest->ptr[1] == '|';
		buf_put_char(&cell, is_escaped ? '|' : rest->ptr[0]);
		*rest = (struct str){ rest->ptr + (is_escaped ? 2 : 1), rest->len - (is_escaped ? 2 : 1) };
	}
	if (rest->len > 0)
		*rest = (struct str){ rest->ptr + 1, rest->len - 1 };
	return trim(buf_str(&cell));
}

static enum status read_row(struct reading *reading, struct str row, struct error *err)
{
	struct arena *arena = reading->lines->arena;
	struct str name = take_cell(&row, arena);
	bool has_value = row.len > 0;
	struct str value = take_cell(&row, arena);
	const struct node *node;
	struct error unused;

	if (reading->table == TABLE_NONE || name.len == 0 || !has_value || trim(row).len > 0)
		return FAIL(err, PROBLEM_INVALID_VALUE, "line %zu: a row of two cells stands in a table",
		            reading->number);
	print_name(&reading->printer, name);
	if (node_parse(value, arena, &node, &unused) == STATUS_OK)
		print_node(&reading->printer, node);
	else
		print_string(&reading->printer, value);
	return arena_check(arena, err);
}

static enum status read_line(struct reading *reading, struct str line, struct error *err)
{
	if (take(&line, STR("# Worked cases: "))) {
		TRY(end_case(reading, err));
		reading->regime = trim(line);
		return STATUS_OK;
	}
	if (take(&line, STR("## ")))
		return begin_case(reading, line, err);
	if (take(&line, STR("| fact | value |")))
		return begin_table(reading, TABLE_FACTS, err);
	if (take(&line, STR("| expected | value |")))
		return begin_table(reading, TABLE_EXPECTED, err);
	if (take(&line, STR("|---")))
		return STATUS_OK;
	if (take(&line, STR("|")))
		return read_row(reading, line, err);
	return STATUS_OK;
}

enum status case_page_read(struct str page, struct buf *lines, struct error *err)
{
	assert(lines != NULL);

	struct reading reading = { .lines = lines };

	while (page.len > 0) {
		const char *end = memchr(page.ptr, '\n', page.len);
		size_t len = end == NULL ? page.len : (size_t)(end - page.ptr);
		reading.number++;
		TRY(read_line(&reading, (struct str){ page.ptr, len }, err));
		len += end == NULL ? 0 : 1;
		page = (struct str){ page.ptr + len, page.len - len };
	}
	reading.number++;
	TRY(end_case(&reading, err));
	return buf_check(lines, err);
}
