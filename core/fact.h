/* fact.h — the facts of a case: typed, three-valued, each with how it came to stand and what shows it.
 *
 * Depends on: value.h. Pure; decoding copies nothing: texts borrow from the node that was decoded, lists and
 * repairs live in the arena, repairs by the day of hand-in.
 * Form: an object of fact name to value. A plain value is established; {"v": value, "st": status} says how
 * the fact stands, with "standard" (of proof) and "exhibits" (ids of evidence) where there are any; null is
 * "known that there is none". A name that the vocabulary (facts.def) does not have is refused.
 * Source: law.md sections 16.1 and 20. Limits: FACT_ITEMS_MAX items in a list.
 */
#pragma once

#include "core/value.h"

#define FACT_ITEMS_MAX 400

enum fact_type {
	FACT_TYPE_BOOL,
	FACT_TYPE_INT,
	FACT_TYPE_MONEY, /* minor units of the case's currency */
	FACT_TYPE_DATE,
	FACT_TYPE_MOMENT, /* a point in time, for what runs by hours */
	FACT_TYPE_ENUM,
	FACT_TYPE_TEXT, /* for people: a rule may ask whether it is there, never what it says */
	FACT_TYPE_SET,
	FACT_TYPE_DATES,
	FACT_TYPE_MONEYS,
	FACT_TYPE_INTS,
	FACT_TYPE_REPAIRS,
	FACT_TYPE_COUNT
};

enum fact_status {
#define FACT_STATUS(ident, name, is_decided) FACT_STATUS_##ident,
#include "core/fact_status.def"
#undef FACT_STATUS
	FACT_STATUS_COUNT
};

struct fact {
	enum fact_status status;
	struct value value;          /* absent when nobody said */
	struct str standard;         /* of proof, empty when none was named */
	const struct node *exhibits; /* array of evidence ids, or NULL; borrowed */
};

struct facts {
	struct fact items[FACT_COUNT];
};

struct str fact_name(enum fact_id id);
enum fact_type fact_type(enum fact_id id);

/* The values of an enumeration, as "a|b|c"; empty when the vocabulary does not close it. */
struct str fact_domain(enum fact_id id);
struct str fact_status_name(enum fact_status status);
bool fact_status_is_decided(enum fact_status status);

/* False: the vocabulary has no such name. */
bool fact_find(struct str name, enum fact_id *ret_id);

/* STATUS_INVALID: no such fact, or a value of the wrong type; the field is the pointer "/<name>".
 * STATUS_LIMIT: a list is too long, or the arena is exhausted. */
NODISCARD enum status facts_decode(const struct node *object, struct arena *arena, struct facts *ret_facts,
                                   struct error *err);

/* One value of the given type, as packs write them too. STATUS_INVALID names `field`. */
NODISCARD enum status fact_value_decode(enum fact_type type, const struct node *node, struct arena *arena,
                                        struct value *ret_value, struct error *err);
