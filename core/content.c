#include "core/content.h"

#include <stddef.h>

#include "core/fact_check.h"
#include "core/remedy.h"

/* clang-format off */
#define DOCUMENT(name)     static const struct field name##_fields[] = {
#define MEMBER(document, name_, kind_, need_, min_, max_, words_)                                  \
	{ .name = STR_INIT(#name_), .kind = FIELD_##kind_, .need = FIELD_##need_,                  \
	  .offset = offsetof(struct document##_content, name_), .min = (min_), .max = (max_),      \
	  .words = STR_INIT(words_) },
#define DOCUMENT_END(name) };
#include "core/content.def"
#undef DOCUMENT
#undef MEMBER
#undef DOCUMENT_END

struct shape {
	struct schema schema;
	size_t size; /* of the struct */
};

static const struct shape shapes[DOCUMENT_COUNT] = {
#define DOCUMENT(name) \
	[DOCUMENT_##name] = { { name##_fields, COUNT_OF(name##_fields) }, sizeof(struct name##_content) },
#define MEMBER(document, name, kind, need, min, max, words)
#define DOCUMENT_END(name)
#include "core/content.def"
#undef DOCUMENT
#undef MEMBER
#undef DOCUMENT_END
};
/* clang-format on */

/* What the case itself gives to the rules (ledger.h); nobody asserts it. */
static const struct str given[] = {
	STR_INIT("claim.type"),  STR_INIT("claim.requested"), STR_INIT("claim.filed_at"),
	STR_INIT("claim.bases"), STR_INIT("evidence.phase"),  STR_INIT("time.today"),
};

const struct schema *content_schema(enum document document)
{
	assert(document < DOCUMENT_COUNT);
	return &shapes[document].schema;
}

enum status content_decode(enum document document, const struct node *node, const char *at, void *ret,
                           struct error *err)
{
	assert(document < DOCUMENT_COUNT);
	assert(ret != NULL);

	memset(ret, 0, shapes[document].size);
	return schema_decode(&shapes[document].schema, node, SCHEMA_WHOLE, at, ret, err);
}

static bool is_given(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(given); i++)
		if (str_eq(given[i], name))
			return true;
	return false;
}

enum status content_check_fact(struct str name, const struct node *value, const char *at, struct arena *arena,
                               struct error *err)
{
	assert(value != NULL);

	enum fact_id id;
	struct value decoded;
	struct error cause;

	if (is_given(name))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
		               STR_FMT " comes from the case itself: leave it out", STR_ARG(name));
	if (!fact_find(name, &id))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "there is no fact named \"" STR_FMT "\"",
		               STR_ARG(name));
	if (value->kind == NODE_NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "say what " STR_FMT " is, or leave it out",
		               STR_ARG(name));
	enum status status = fact_value_decode(fact_type(id), value, arena, &decoded, &cause);
	if (status == STATUS_OK)
		status = fact_value_check(id, decoded, &cause);
	if (status == STATUS_LIMIT) {
		*err = cause;
		return status;
	}
	if (status != STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, "%s", cause.detail);
	return STATUS_OK;
}

enum status content_check_facts(const struct node *facts, const char *at, struct arena *arena,
                                struct error *err)
{
	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		const struct member *member = &facts->members[i];
		TRY(content_check_fact(member->name, &member->value, pointer_member(at, member->name).text,
		                       arena, err));
	}
	return STATUS_OK;
}

static bool comes_before(const struct node *items, size_t index)
{
	assert(items[index].kind == NODE_STRING);

	for (size_t i = 0; i < index; i++)
		if (str_eq(items[i].string, items[index].string))
			return true;
	return false;
}

enum status content_check_asks(const struct node *asks, const char *at, struct error *err)
{
	for (size_t i = 0; asks != NULL && i < asks->count; i++) {
		const struct node *ask = &asks->items[i];
		struct pointer pointer = pointer_item(at, i);
		enum remedy_id remedy;

		if (ask->kind != NODE_STRING || !remedy_find(ask->string, &remedy))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer.text,
			               "this must be a remedy, such as REFUND_FULL");
		if (!remedy_info(remedy)->may_ask)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer.text,
			               STR_FMT " cannot be asked for", STR_ARG(ask->string));
		if (comes_before(asks->items, i))
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer.text,
			               STR_FMT " is asked for twice", STR_ARG(ask->string));
	}
	return STATUS_OK;
}

enum status content_decode_claim(const struct node *node, enum strictness strictness, const char *at,
                                 struct arena *arena, struct claim_content *ret, struct error *err)
{
	assert(arena != NULL);

	*ret = (struct claim_content){ 0 };
	TRY(schema_decode(content_schema(DOCUMENT_claim), node, strictness, at, ret, err));
	if (ret->reason.len > 0 && reason_find(ret->reason) == NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_member(at, STR("reason")).text,
		               "there is no reason \"" STR_FMT "\"; see /v1/meta/reasons",
		               STR_ARG(ret->reason));
	TRY(content_check_asks(ret->ask, pointer_member(at, STR("ask")).text, err));
	return content_check_facts(ret->facts, pointer_member(at, STR("facts")).text, arena, err);
}
