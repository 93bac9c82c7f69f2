#include <criterion/criterion.h>
#include <stdlib.h>

#include "core/duty.h"
#include "core/lifecycle.h"
#include "core/machine.h"

static const struct node *machine(struct arena *arena)
{
	struct printer printer;
	struct buf buf;
	struct error err;
	const struct node *node = NULL;

	buf_init(&buf, arena, KIB(256));
	printer_init(&printer, &buf);
	machine_print(&printer);
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	cr_assert_eq(node_parse(buf_str(&buf), arena, &node, &err), STATUS_OK, "%s", err.detail);
	return node;
}

Test(machine, every_row_of_the_tables_is_printed)
{
	struct arena arena;
	size_t edges = 0;

	arena_init(&arena, malloc(MIB(4)), MIB(4));
	const struct node *node = machine(&arena);
	for (int p = 0; p < PHASE_COUNT; p++)
		for (int c = 0; c < COMMAND_COUNT; c++)
			edges += lifecycle_edge((enum phase)p, (enum command_kind)c)->present;
	cr_assert_eq(node_find(node, STR("phases"))->count, 7);
	cr_assert_eq(node_find(node, STR("commands"))->count, COMMAND_COUNT);
	cr_assert_eq(node_find(node, STR("events"))->count, EVENT_COUNT);
	cr_assert_eq(node_find(node, STR("edges"))->count, edges);
	cr_assert_eq(node_find(node, STR("duties"))->count, DUTY_ACTION_COUNT);
	cr_assert_eq(node_find(node, STR("remedies"))->count, 27);
	free(arena.base);
}

Test(machine, what_comes_later_is_marked)
{
	struct arena arena;

	arena_init(&arena, malloc(MIB(4)), MIB(4));
	const struct node *commands = node_find(machine(&arena), STR("commands"));
	for (size_t i = 0; i < commands->count; i++) {
		struct str name = node_text(&commands->items[i], STR("command"));
		if (str_eq(name, STR("order_inspection")))
			cr_assert(!node_bool(&commands->items[i], STR("offered"), true));
		if (str_eq(name, STR("submit")))
			cr_assert(node_bool(&commands->items[i], STR("offered"), false));
	}
	free(arena.base);
}

Test(machine, the_picture_shows_every_move_between_phases)
{
	struct arena arena;
	struct buf buf;
	size_t lines = 0;
	size_t moves = 0;

	arena_init(&arena, malloc(MIB(1)), MIB(1));
	buf_init(&buf, &arena, KIB(64));
	lifecycle_dot(&buf);
	cr_assert(!buf.failed);
	for (size_t i = 0; i + 2 <= buf.len; i++)
		lines += memcmp(buf.ptr + i, "->", 2) == 0;
	for (int p = 0; p < PHASE_COUNT; p++)
		for (int c = 0; c < COMMAND_COUNT; c++) {
			const struct edge *edge = lifecycle_edge((enum phase)p, (enum command_kind)c);
			moves += edge->present && edge->to != (enum phase)p;
		}
	cr_assert_eq(lines, moves);
	free(arena.base);
}
