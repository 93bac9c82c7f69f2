#include "core/machine.h"

#include "core/duty.h"
#include "core/lifecycle.h"
#include "core/remedy.h"

static bool is_offered(enum command_kind command)
{
	for (unsigned phase = 0; phase < PHASE_COUNT; phase++)
		if (lifecycle_edge((enum phase)phase, command)->offered)
			return true;
	return false;
}

static void print_phases(struct printer *printer)
{
	print_name(printer, STR("phases"));
	print_array_begin(printer);
	for (unsigned i = PHASE_DRAFT; i < PHASE_COUNT; i++)
		print_string(printer, phase_slug((enum phase)i));
	print_array_end(printer);
	print_name(printer, STR("holds"));
	print_array_begin(printer);
	for (unsigned i = 0; i < HOLD_COUNT; i++)
		print_string(printer, hold_slug((enum hold)i));
	print_array_end(printer);
	print_name(printer, STR("closed_reasons"));
	print_array_begin(printer);
	for (unsigned i = CLOSED_NOT + 1; i < CLOSED_COUNT; i++)
		print_string(printer, closed_slug((enum closed_reason)i));
	print_array_end(printer);
}

static void print_words(struct printer *printer)
{
	print_name(printer, STR("capacities"));
	print_array_begin(printer);
	for (unsigned i = 0; i < CAPACITY_COUNT; i++)
		print_string(printer, capacity_slug((enum capacity)i));
	print_array_end(printer);
	print_name(printer, STR("events"));
	print_array_begin(printer);
	for (unsigned i = 0; i < EVENT_COUNT; i++)
		print_string(printer, event_slug((enum event_type)i));
	print_array_end(printer);
}

static void print_commands(struct printer *printer)
{
	print_name(printer, STR("commands"));
	print_array_begin(printer);
	for (unsigned i = 0; i < COMMAND_COUNT; i++) {
		struct str statement = statement_slug(command_statement((enum command_kind)i));
		print_object_begin(printer);
		print_member_string(printer, STR("command"), command_slug((enum command_kind)i));
		print_name(printer, STR("statement"));
		if (statement.len > 0)
			print_string(printer, statement);
		else
			print_null(printer);
		print_member_bool(printer, STR("offered"), is_offered((enum command_kind)i));
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_edge(struct printer *printer, enum phase from, enum command_kind command)
{
	assert(from < PHASE_COUNT);

	const struct edge *edge = lifecycle_edge(from, command);

	if (!edge->present)
		return;
	print_object_begin(printer);
	print_member_string(printer, STR("from"), phase_slug(from));
	print_member_string(printer, STR("command"), command_slug(command));
	print_name(printer, STR("who"));
	print_array_begin(printer);
	for (unsigned i = 0; i < CAPACITY_COUNT; i++)
		if ((edge->who & 1u << i) != 0)
			print_string(printer, capacity_slug((enum capacity)i));
	print_array_end(printer);
	print_member_string(printer, STR("to"), phase_slug(edge->to));
	print_member_bool(printer, STR("offered"), edge->offered);
	print_object_end(printer);
}

static void print_edges(struct printer *printer)
{
	print_name(printer, STR("edges"));
	print_array_begin(printer);
	for (unsigned from = 0; from < PHASE_COUNT; from++)
		for (unsigned command = 0; command < COMMAND_COUNT; command++)
			print_edge(printer, (enum phase)from, (enum command_kind)command);
	print_array_end(printer);
}

static void print_duties(struct printer *printer)
{
	print_name(printer, STR("duties"));
	print_array_begin(printer);
	for (unsigned i = 0; i < DUTY_ACTION_COUNT; i++) {
		const struct duty_info *info = duty_info((enum duty_action)i);
		print_object_begin(printer);
		print_member_string(printer, STR("action"), info->slug);
		print_member_int(printer, STR("hours"), info->hours);
		print_member_string(printer, STR("kind"), duty_kind_slug(info->kind));
		print_member_bool(printer, STR("optional"), info->weight == DUTY_WEIGHT_OPTIONAL);
		print_member_string(printer, STR("on_expiry"), info->on_expiry);
		print_object_end(printer);
	}
	print_array_end(printer);
}

void machine_print(struct printer *printer)
{
	assert(printer != NULL);

	print_object_begin(printer);
	print_phases(printer);
	print_words(printer);
	print_commands(printer);
	print_edges(printer);
	print_duties(printer);
	print_name(printer, STR("remedies"));
	remedies_print(printer);
	print_object_end(printer);
}

static void dot_edge(struct buf *buf, enum phase from, enum command_kind command)
{
	assert(buf != NULL);

	const struct edge *edge = lifecycle_edge(from, command);

	if (!edge->present || edge->to == from)
		return;
	buf_put(buf, STR("\t"));
	buf_put(buf, phase_slug(from));
	buf_put(buf, STR(" -> "));
	buf_put(buf, phase_slug(edge->to));
	buf_put(buf, STR(" [label=\""));
	buf_put(buf, command_slug(command));
	buf_put(buf, edge->offered ? STR("\"];\n") : STR("\", style=dashed];\n"));
}

void lifecycle_dot(struct buf *buf)
{
	assert(buf != NULL);

	buf_put(buf, STR("digraph lifecycle {\n\trankdir=LR;\n\tnode [shape=box];\n\tnone [shape=point];\n"));
	for (unsigned from = 0; from < PHASE_COUNT; from++)
		for (unsigned command = 0; command < COMMAND_COUNT; command++)
			dot_edge(buf, (enum phase)from, (enum command_kind)command);
	buf_put(buf, STR("}\n"));
}
