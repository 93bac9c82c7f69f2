#include "core/decide_table.h"
#include "core/evidence_kind.h"

/* Requests for information: row 12 of domain.md. The inference that silence allows is stated beforehand, and
 * only an arbiter can state one. */

#define REQUEST_HOURS_MIN 24
#define REQUEST_HOURS_MAX (14 * 24)

enum status guard_ask(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	bool arbiter = approach->who == CAPACITY_ARBITER;
	size_t most = arbiter ? REQUESTS_OPEN_MAX : 1;

	if (arbiter)
		TRY(arbiter_check(approach, err));
	if (dispute_open_requests(dispute, approach->actor) >= most)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "at most %zu of your requests may be open", most);
	if (dispute->request_count >= REQUESTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d requests", REQUESTS_MAX);
	return STATUS_OK;
}

static enum status check_kinds(const struct node *kinds, struct error *err)
{
	for (size_t i = 0; kinds != NULL && i < kinds->count; i++) {
		const struct node *kind = &kinds->items[i];
		if (kind->kind == NODE_STRING && evidence_kind_is_known(kind->string))
			continue;
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_item("/kinds", i).text,
		               "this must be an evidence kind; see /v1/meta/evidence-kinds");
	}
	return STATUS_OK;
}

static enum status check_names(const struct node *facts, struct error *err)
{
	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		if (facts->items[i].kind == NODE_STRING)
			continue;
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_item("/facts", i).text,
		               "this must be the name of a fact");
	}
	return STATUS_OK;
}

static enum status check_due(const struct hearing *hearing, struct request_content *content,
                             struct error *err)
{
	int64_t least = duty_due_at_least(hearing->now_ms, REQUEST_HOURS_MIN);

	if (content->due_at == 0)
		content->due_at = duty_due(DUTY_ANSWER_REQUEST, hearing->now_ms);
	if (content->due_at < least)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/due_at",
		               "leave at least %d hours of working days to answer", REQUEST_HOURS_MIN);
	if (content->due_at > hearing->now_ms + REQUEST_HOURS_MAX * HOUR_MS)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/due_at", "a request is due within %d days",
		               REQUEST_HOURS_MAX / 24);
	return STATUS_OK;
}

static enum status check_request(struct hearing *hearing, struct request_content *content, struct error *err)
{
	bool arbiter = hearing->who == CAPACITY_ARBITER;
	struct str own = actor_role_slug(hearing->command->actor.role);

	TRY(content_decode(DOCUMENT_request, hearing->command->content, "", content, err));
	if (!arbiter && str_eq(content->to, own))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/to", "ask the other side, not yourself");
	if (!arbiter && content->inference != NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/inference",
		               "only the arbiter says what silence will mean");
	TRY(check_kinds(content->kinds, err));
	TRY(check_names(content->facts, err));
	TRY(content_check_facts(content->inference, "/inference", hearing->arena, err));
	return check_due(hearing, content, err);
}

static struct node request_node(struct arena *arena, struct id id, const struct request_content *content)
{
	struct object object;

	object_init(&object, arena, 8);
	object_id(&object, STR("id"), ID_REQUEST, id);
	object_text(&object, STR("to"), content->to);
	object_text(&object, STR("text"), content->text);
	object_text(&object, STR("language"), content->language);
	if (content->kinds != NULL)
		object_copy(&object, STR("kinds"), content->kinds);
	if (content->facts != NULL)
		object_copy(&object, STR("facts"), content->facts);
	object_instant(&object, STR("due_at"), content->due_at);
	if (content->inference != NULL)
		object_copy(&object, STR("inference"), content->inference);
	return object_end(&object);
}

enum status act_issue_request(struct hearing *hearing, struct error *err)
{
	assert(hearing->dispute->request_count < REQUESTS_MAX);

	const struct dispute *dispute = hearing->dispute;
	struct request_content content;
	struct minute minute;

	TRY(check_request(hearing, &content, err));
	bool claimant = str_eq(content.to, actor_role_slug(dispute->claimant.role));
	struct id id = hearing_id(hearing);
	minute_begin(&minute, hearing, EVENT_REQUEST_ISSUED);
	object_node(&minute.data, STR("request"), request_node(hearing->arena, id, &content));
	TRY(exhibit_attach(&minute, err));
	minute_open_duty(&minute, claimant ? CAPACITY_CLAIMANT : CAPACITY_RESPONDENT, DUTY_ANSWER_REQUEST,
	                 content.due_at, id);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_answer(struct approach *approach, struct error *err)
{
	const struct request *request = dispute_find_request(approach->dispute, approach->target);

	if (request == NULL)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this case has no such request");
	if (request->to != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "the %s was asked",
		            actor_role_slug(request->to).ptr);
	if (request->state != REQUEST_OPEN)
		return FAIL(err, PROBLEM_REQUEST_NOT_OPEN, "the request is %s",
		            request_state_slug(request->state).ptr);
	return STATUS_OK;
}

static void begin_about(struct minute *minute, struct hearing *hearing, enum event_type type,
                        struct id request)
{
	minute_begin(minute, hearing, type);
	object_id(&minute->data, STR("request_id"), ID_REQUEST, request);
	minute_close_duties_about(minute, request);
}

enum status act_answer_request(struct hearing *hearing, struct error *err)
{
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	if (note.text.len == 0 && hearing->command->file_count == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/text", "answer in words, or attach a file");
	begin_about(&minute, hearing, EVENT_REQUEST_ANSWERED, hearing->command->target);
	minute_note(&minute, note.text, note.language);
	TRY(exhibit_attach(&minute, err));
	minute_end(&minute);
	evidence_close_if_complete(hearing);
	return STATUS_OK;
}

/* The inference that the request named becomes a presumption; evidence still defeats it. */
enum status act_expire_request(struct hearing *hearing, struct error *err)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);
	struct minute minute;

	(void)err;
	assert(duty != NULL);
	const struct request *request = dispute_find_request(hearing->dispute, duty->subject);
	assert(request != NULL && request->state == REQUEST_OPEN);
	const struct node *inference = node_object(request->asked, STR("inference"));
	begin_about(&minute, hearing, EVENT_REQUEST_UNANSWERED, request->id);
	if (inference != NULL) {
		object_copy(&minute.data, STR("presumed"), inference);
		proposal_reopen(&minute);
	}
	minute_end(&minute);
	evidence_close_if_complete(hearing);
	return STATUS_OK;
}
