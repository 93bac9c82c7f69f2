/* value.h — what a fact, a definition or an expression can be, in three-valued logic.
 *
 * Depends on: moment.h, json.h, facts.def. Pure; values are small and passed by value, lists borrow.
 * Absent: nobody said, and it is not in issue. None: it is known that there is none. Unknown: it matters and
 * is open; an unknown value carries its support, the set of facts it came from. Conflict: two rules without a
 * declared order gave different values; it spreads like an unknown and is never decided silently.
 * Source: law.md sections 16.1 and 16.2 (Kleene's logic: and = min, or = max over false < unknown < true).
 */
#pragma once

#include "core/json.h"
#include "core/moment.h"

enum fact_id {
#define FACT(ident, name, type, domain) FACT_##ident,
#include "core/facts.def"
#undef FACT
	FACT_COUNT
};

#define SUPPORT_WORDS 3
_Static_assert(FACT_COUNT <= SUPPORT_WORDS * 64, "a support set has one bit for each fact");

/* A set of facts. */
struct support {
	uint64_t bits[SUPPORT_WORDS];
};

enum value_kind {
	VALUE_ABSENT,
	VALUE_NONE,
	VALUE_UNKNOWN,
	VALUE_CONFLICT,
	VALUE_BOOL,
	VALUE_INT, /* numbers, and amounts in minor units */
	VALUE_DATE,
	VALUE_MOMENT,
	VALUE_TOKEN,
	VALUE_LIST,
	VALUE_REPAIR,
	VALUE_KIND_COUNT
};

/* The fields of one repair; returned_after is derived: days until the fault came back, else none. */
enum repair_field {
	REPAIR_IN,
	REPAIR_OUT,
	REPAIR_FIXED,
	REPAIR_RECORDED,
	REPAIR_DELAY_CAUSE,
	REPAIR_RETURNED_AFTER,
	REPAIR_FIELD_COUNT
};

struct value {
	enum value_kind kind;
	union {
		bool boolean;
		int64_t integer;
		struct date date;
		struct moment moment;
		struct str token;
		struct support support; /* of an unknown */
		struct {
			const struct value *items;
			size_t count;
		} list;
		const struct value *repair; /* REPAIR_FIELD_COUNT fields */
	};
};

enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE };

struct support support_of(enum fact_id fact);
struct support support_union(struct support a, struct support b);
bool support_has(struct support support, enum fact_id fact);
bool support_is_empty(struct support support);

struct value value_bool(bool boolean);
struct value value_int(int64_t integer);
struct value value_date(struct date date);
struct value value_moment(struct moment moment);
struct value value_token(struct str token);
struct value value_list(const struct value *items, size_t count);
struct value value_none(void);
struct value value_absent(void);
struct value value_unknown(struct support support);
struct value value_conflict(void);

/* Neither absent nor none nor open. */
bool value_is_known(struct value value);

/* An unknown or a conflict: what no comparison can see through. */
bool value_is_open(struct value value);

/* How a condition reads it: only the boolean true is true; absent and none are false. */
enum truth value_truth(struct value value);

/* The first conflict, else the union of the unknowns, of two values of which at least one is open. */
struct value value_merge_open(struct value a, struct value b);

/* Same kind and same content; lists in order. Two unknowns are equal when their supports are. */
bool value_eq(struct value a, struct value b);

/* -1, 0, 1 for two numbers, two dates or two moments. False: they have no order. */
bool value_compare(struct value a, struct value b, int *ret_order);

/* Canonical JSON: absent and none are null, an unknown is {"unknown":true}. */
void print_value(struct printer *printer, struct value value);
