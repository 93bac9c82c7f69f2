/* time_vectors.h — the shared vectors of period and money arithmetic, one by one. */
#pragma once

#include "loaded_packs.h"

static size_t vectors_skipped; /* of operations that another test file checks */

typedef void vector_check(struct str op, const struct node *in, const struct node *out);

/* Calls the check for every line; gives their number. */
static inline size_t each_vector(vector_check *check)
{
	struct str text = read_file(LAW_DIR "time-vectors.jsonl");
	struct arena arena;
	size_t from = 0;
	size_t count = 0;

	arena_take(&arena, KIB(256));
	for (size_t i = 0; i < text.len; i++) {
		const struct node *root;
		struct error err;
		if (text.ptr[i] != '\n')
			continue;
		arena_reset(&arena);
		cr_assert_eq(node_parse((struct str){ text.ptr + from, i - from }, &arena, &root, &err),
		             STATUS_OK);
		from = i + 1;
		check(node_text(root, STR("op")), node_find(root, STR("in")), node_find(root, STR("out")));
		count++;
	}
	return count;
}

static inline struct date date_of(const struct node *node)
{
	struct date date = DATE_NONE;
	struct error err;

	cr_assert_not_null(node);
	cr_assert_eq(date_parse(node->string, &date, &err), STATUS_OK);
	return date;
}

static inline struct date vector_date(const struct node *in, const char *name)
{
	return date_of(node_find(in, str_from_c(name)));
}

static inline bool date_is(struct date date, const struct node *out)
{
	return date.day == date_of(out).day;
}

static inline struct calendar vector_calendar(const struct node *in, struct date days[64])
{
	const struct node *list = node_find(in, STR("non_working"));
	struct calendar calendar = { .non_working = days };

	for (size_t i = 0; list != NULL && i < list->count; i++)
		days[calendar.count++] = date_of(&list->items[i]);
	return calendar;
}

static inline int32_t vector_repair_days(const struct node *in)
{
	const struct node *list = node_find(in, STR("repairs"));
	int32_t days = 0;

	for (size_t i = 0; list != NULL && i < list->count; i++)
		days += date_days_between(date_of(&list->items[i].items[0]),
		                          date_of(&list->items[i].items[1]));
	return days;
}
