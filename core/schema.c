#include "core/schema.h"

#include <stdio.h>

#include "core/calendar.h"
#include "core/reason.h"

struct pointer pointer_member(const char *at, struct str name)
{
	struct pointer pointer;
	size_t room = sizeof pointer.text - 2; /* less the slash and the end */
	size_t len = strlen(at) < room ? strlen(at) : room;
	size_t rest = name.len < room - len ? name.len : room - len;

	/* By hand: one is made for every member that is read, whether or not anything is wrong with it. */
	memcpy(pointer.text, at, len);
	pointer.text[len] = '/';
	if (rest > 0)
		memcpy(pointer.text + len + 1, name.ptr, rest);
	pointer.text[len + 1 + rest] = 0;
	return pointer;
}

struct pointer pointer_item(const char *at, size_t index)
{
	struct pointer pointer;

	(void)snprintf(pointer.text, sizeof pointer.text, "%s/%zu", at, index);
	return pointer;
}

/* C0, DEL and C1 (which is C2 80 to C2 9F in UTF-8) are controls; line ends and tabs pass in text. */
static bool has_control(struct str text, bool lines)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
		if (lines && (c == '\n' || c == '\t' || c == '\r'))
			continue;
		if (c < 0x20 || c == 0x7f)
			return true;
		if (c == 0xc2 && next >= 0x80 && next <= 0x9f)
			return true;
	}
	return false;
}

/* Code points: every byte of UTF-8 that does not continue another. */
static int64_t count_chars(struct str text)
{
	int64_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	return count;
}

static bool has_space(struct str text)
{
	return text.len > 0 && memchr(text.ptr, ' ', text.len) != NULL;
}

static enum status check_text(const struct field *field, struct str text, const char *at, struct error *err)
{
	assert(field->min <= field->max);

	int64_t chars = count_chars(text);

	if (chars < field->min)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "at least %lld characters are needed here",
		               (long long)field->min);
	if (chars > field->max)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
		               "at most %lld characters fit here, and this has %lld", (long long)field->max,
		               (long long)chars);
	if (has_control(text, field->kind == FIELD_TEXT))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "remove the control characters");
	if (field->kind == FIELD_TOKEN && has_space(text))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "write it without spaces");
	return STATUS_OK;
}

static enum status decode_text(const struct field *field, const struct node *node, const char *at,
                               struct str *ret, struct error *err)
{
	if (node->kind != NODE_STRING)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be a text");
	TRY(check_text(field, node->string, at, err));
	*ret = node->string;
	return STATUS_OK;
}

static enum status decode_word(const struct field *field, const struct node *node, const char *at,
                               struct str *ret, struct error *err)
{
	struct str rest = field->words;

	if (node->kind == NODE_STRING)
		while (rest.len > 0)
			if (str_eq(list_next(&rest), node->string)) {
				*ret = node->string;
				return STATUS_OK;
			}
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be one of " STR_FMT, STR_ARG(field->words));
}

static enum status decode_int(const struct field *field, const struct node *node, const char *at,
                              int64_t *ret, struct error *err)
{
	if (node->kind != NODE_INT)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be an integer");
	if (node->integer < field->min || node->integer > field->max)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be between %lld and %lld",
		               (long long)field->min, (long long)field->max);
	*ret = node->integer;
	return STATUS_OK;
}

static enum status decode_instant(const struct node *node, const char *at, int64_t *ret, struct error *err)
{
	struct error ignored;

	if (node->kind != NODE_STRING || instant_parse(node->string, ret, &ignored) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
		               "this must be a time in UTC, such as 2026-11-24T23:50:00Z");
	return STATUS_OK;
}

static enum status decode_many(const struct field *field, const struct node *node, const char *at,
                               const struct node **ret, struct error *err)
{
	assert(field->min <= field->max);

	enum node_kind wanted = field->kind == FIELD_ARRAY ? NODE_ARRAY : NODE_OBJECT;

	if (node->kind != wanted)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be %s",
		               wanted == NODE_ARRAY ? "a list" : "an object");
	if ((int64_t)node->count < field->min || (int64_t)node->count > field->max)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
		               "between %lld and %lld entries fit here, and this has %zu",
		               (long long)field->min, (long long)field->max, node->count);
	*ret = node;
	return STATUS_OK;
}

static enum status decode_any(const struct node *node, const char *at, const struct node **ret,
                              struct error *err)
{
	if (node->kind == NODE_NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must have a value");
	*ret = node;
	return STATUS_OK;
}

static enum status decode_bool(const struct node *node, const char *at, bool *ret, struct error *err)
{
	if (node->kind != NODE_BOOL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be true or false");
	*ret = node->boolean;
	return STATUS_OK;
}

static enum status decode_field(const struct field *field, const struct node *node, const char *at, void *ret,
                                struct error *err)
{
	assert(field->kind < FIELD_KIND_COUNT);

	void *slot = (char *)ret + field->offset;

	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_TOKEN:
	case FIELD_LINE: return decode_text(field, node, at, slot, err);
	case FIELD_WORD: return decode_word(field, node, at, slot, err);
	case FIELD_INT: return decode_int(field, node, at, slot, err);
	case FIELD_BOOL: return decode_bool(node, at, slot, err);
	case FIELD_INSTANT: return decode_instant(node, at, slot, err);
	case FIELD_ARRAY:
	case FIELD_OBJECT: return decode_many(field, node, at, slot, err);
	case FIELD_ANY: return decode_any(node, at, slot, err);
	case FIELD_KIND_COUNT: break;
	}
	assert(false && "a field of no kind");
	return STATUS_CORRUPT;
}

static const struct field *find_field(const struct schema *schema, struct str name)
{
	for (size_t i = 0; i < schema->count; i++)
		if (str_eq(schema->fields[i].name, name))
			return &schema->fields[i];
	return NULL;
}

static enum status check_unknown(const struct schema *schema, const struct node *node, const char *at,
                                 struct error *err)
{
	for (size_t i = 0; node != NULL && i < node->count; i++) {
		struct str name = node->members[i].name;
		if (find_field(schema, name) != NULL)
			continue;
		return FAIL_AT(err, PROBLEM_UNKNOWN_MEMBER, pointer_member(at, name).text,
		               "there is no member \"" STR_FMT "\" here", STR_ARG(name));
	}
	return STATUS_OK;
}

enum status schema_decode(const struct schema *schema, const struct node *node, enum strictness strictness,
                          const char *at, void *ret, struct error *err)
{
	assert(schema != NULL);
	assert(ret != NULL);

	if (node != NULL && node->kind != NODE_OBJECT)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "this must be an object");
	TRY(check_unknown(schema, node, at, err));
	for (size_t i = 0; i < schema->count; i++) {
		const struct field *field = &schema->fields[i];
		const struct node *value = node_find(node, field->name);
		bool required = field->need == FIELD_REQUIRED && strictness == SCHEMA_WHOLE;

		if (value == NULL && !required)
			continue;
		struct pointer pointer = pointer_member(at, field->name);
		if (value == NULL)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer.text, "\"" STR_FMT "\" is missing",
			               STR_ARG(field->name));
		TRY(decode_field(field, value, pointer.text, ret, err));
	}
	return STATUS_OK;
}
