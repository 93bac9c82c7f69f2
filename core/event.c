#include "core/event.h"

#include "core/calendar.h"
#include "core/object.h"

static void print_actor(struct printer *printer, struct actor actor)
{
	print_name(printer, STR("actor"));
	print_object_begin(printer);
	print_member_string(printer, STR("role"), actor_role_slug(actor.role));
	if (actor.party.len > 0)
		print_member_string(printer, STR("party"), actor.party);
	print_object_end(printer);
}

static void print_statement(struct printer *printer, const struct event *event)
{
	assert(event->head.len == 64);

	print_name(printer, STR("statement"));
	print_object_begin(printer);
	print_member_string(printer, STR("sha256"), event->statement.sha256);
	print_member_string(printer, STR("kind"), event->statement.kind);
	print_member_string(printer, STR("key"), event->statement.key);
	print_object_end(printer);
	print_member_string(printer, STR("head"), event->head);
}

enum status event_print(const struct event *event, struct arena *arena, struct str *ret_text,
                        struct error *err)
{
	assert(event->data != NULL);
	assert(event->type < EVENT_COUNT);

	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, EVENT_BYTES_MAX);
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("id"), id_text(arena, ID_EVENT, event->id));
	print_member_string(&printer, STR("dispute"), id_text(arena, ID_DISPUTE, event->dispute));
	print_member_int(&printer, STR("seq"), event->seq);
	print_member_string(&printer, STR("type"), event_slug(event->type));
	print_member_string(&printer, STR("at"), instant_text(arena, event->at_ms));
	print_actor(&printer, event->actor);
	print_member_bool(&printer, STR("automated"), event->automated);
	if (event->statement.present)
		print_statement(&printer, event);
	print_name(&printer, STR("data"));
	print_node(&printer, event->data);
	print_object_end(&printer);
	TRY(buf_check(&buf, err));
	TRY(arena_check(arena, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

static enum status refuse(const char *what, struct error *err)
{
	return FAIL(err, PROBLEM_RECORD_CORRUPT, "a stored event has no good \"%s\"", what);
}

static enum status read_ids(const struct node *node, struct event *event, struct error *err)
{
	struct error ignored;

	if (id_parse(ID_EVENT, node_text(node, STR("id")), &event->id, &ignored) != STATUS_OK)
		return refuse("id", err);
	if (id_parse(ID_DISPUTE, node_text(node, STR("dispute")), &event->dispute, &ignored) != STATUS_OK)
		return refuse("dispute", err);
	int64_t seq = node_int(node, STR("seq"), 0);
	if (seq < 1 || seq > UINT32_MAX)
		return refuse("seq", err);
	event->seq = (uint32_t)seq;
	return STATUS_OK;
}

static enum status read_origin(const struct node *node, struct event *event, struct error *err)
{
	struct error ignored;
	const struct node *actor = node_object(node, STR("actor"));

	if (!event_type_find(node_text(node, STR("type")), &event->type))
		return refuse("type", err);
	if (instant_parse(node_text(node, STR("at")), &event->at_ms, &ignored) != STATUS_OK)
		return refuse("at", err);
	if (!actor_role_find(node_text(actor, STR("role")), &event->actor.role))
		return refuse("actor", err);
	event->actor.party = node_text(actor, STR("party"));
	event->automated = node_bool(node, STR("automated"), false);
	return STATUS_OK;
}

static enum status read_statement(const struct node *node, struct event *event, struct error *err)
{
	const struct node *statement = node_object(node, STR("statement"));

	if (statement == NULL)
		return STATUS_OK;
	event->statement = (struct statement_ref){
		.present = true,
		.sha256 = node_text(statement, STR("sha256")),
		.kind = node_text(statement, STR("kind")),
		.key = node_text(statement, STR("key")),
	};
	event->head = node_text(node, STR("head"));
	if (event->statement.sha256.len != 64 || event->head.len != 64)
		return refuse("statement", err);
	return STATUS_OK;
}

/* Printing again and comparing finds everything that the readers above are lenient about. */
static enum status check_canonical(struct str text, const struct event *event, struct arena *arena,
                                   struct error *err)
{
	assert(event->data != NULL);

	struct str again;

	TRY(event_print(event, arena, &again, err));
	if (!str_eq(text, again))
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "a stored event is not in canonical form");
	return STATUS_OK;
}

enum status event_parse(struct str text, struct arena *arena, struct event *ret_event, struct error *err)
{
	assert(ret_event != NULL);

	const struct node *node;
	struct event event = { 0 };
	struct error cause;

	enum status status = node_parse(text, arena, &node, &cause);
	if (status == STATUS_LIMIT) {
		*err = cause;
		return status;
	}
	if (status != STATUS_OK)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "a stored event is not JSON: %s", cause.detail);
	TRY(read_ids(node, &event, err));
	TRY(read_origin(node, &event, err));
	TRY(read_statement(node, &event, err));
	event.data = node_object(node, STR("data"));
	if (event.data == NULL)
		return refuse("data", err);
	TRY(check_canonical(text, &event, arena, err));
	*ret_event = event;
	return STATUS_OK;
}
