#include "server/act_verify.h"

#include "core/json.h"
#include "server/app.h"
#include "server/signed_ref.h"

static bool is_signed(const struct act *act)
{
	return command_statement(act->rule->command) != NEED_NONE;
}

static enum status read_signed(struct act *act, const struct node *body, struct error *err)
{
	act->envelope = node_text(body, STR("statement"));
	act->content = node_text(body, STR("content"));
	if (act->envelope.len == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/statement",
		               "the signed statement is missing: a note, as text");
	if (act->content.len == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/content",
		               "the signed document is missing: its exact JSON text, as a string");
	if (body->count != 2)
		return FAIL_AT(err, PROBLEM_UNKNOWN_MEMBER, "",
		               "the body has the members statement and content only");
	if (node_parse(act->content, call_arena(act->call), &act->content_node, err) == STATUS_OK)
		return STATUS_OK;
	(void)strcpy(err->field, "/content");
	return problem_info(err->problem)->status;
}

static bool takes_nothing(enum command_kind command)
{
	return command == COMMAND_CLOSE_EVIDENCE || command == COMMAND_DISCARD_DRAFT;
}

enum status act_read_body(struct act *act, struct error *err)
{
	struct str text = bytes_str(act->call->exchange->body);
	const struct node *body;

	TRY(node_parse(text, call_arena(act->call), &body, err));
	if (body->kind != NODE_OBJECT)
		return FAIL(err, PROBLEM_INVALID_VALUE, "the body must be a JSON object");
	if (is_signed(act))
		return read_signed(act, body, err);
	if (takes_nothing(act->rule->command) && body->count > 0)
		return FAIL(err, PROBLEM_UNKNOWN_MEMBER, "%s takes an empty object",
		            command_slug(act->rule->command).ptr);
	act->content_node = body;
	act->content = text;
	return STATUS_OK;
}

static enum status check_files(const struct act *act, struct error *err)
{
	for (size_t i = 0; i < act->statement->file_count; i++) {
		const struct statement_content *line = &act->statement->files[i];
		if (act->files[i].size < 0)
			return FAIL_AT(err, PROBLEM_DIGEST_MISMATCH, "/statement",
			               "line %zu names a file that you have not uploaded to this case, or "
			               "not completely",
			               line->line);
		if (act->files[i].size != line->size)
			return FAIL_AT(err, PROBLEM_DIGEST_MISMATCH, "/statement",
			               "line %zu says %lld bytes, but the file has %lld", line->line,
			               (long long)line->size, (long long)act->files[i].size);
	}
	return STATUS_OK;
}

static enum status check_text(const struct act *act, struct error *err)
{
	if (act->statement->text_count != 1)
		return FAIL_AT(err, PROBLEM_STATEMENT_MALFORMED, "/statement",
		               "an act has exactly one text line, for the document in content");
	return statement_check_text(act->statement, act->statement->texts[0].name, act->content, err);
}

static enum status expected_kind(const struct act *act, enum statement_kind *ret_kind, struct error *err)
{
	struct str wanted = statement_slug(command_statement(act->rule->command));

	for (unsigned i = 0; i < STATEMENT_KIND_COUNT; i++) {
		if (str_eq(statement_kind_token((enum statement_kind)i), wanted)) {
			*ret_kind = (enum statement_kind)i;
			return STATUS_OK;
		}
	}
	return FAIL(err, PROBLEM_STATEMENT_KIND, "no statement kind is known for this operation");
}

static enum status open_statement(struct act *act, const struct note_key **ret_key, struct error *err)
{
	struct signed_statement opened;

	TRY(signed_statement_verify(act->envelope, act->peeked, act->keys, call_arena(act->call), &opened,
	                            err));
	act->statement = opened.statement;
	*ret_key = &act->keys.keys[opened.first_signer];
	return STATUS_OK;
}

static enum status check_addressing(const struct act *act, struct error *err)
{
	const struct principal *who = &act->call->admission.who;
	struct statement_expectation expectation = { .service = act->call->app->service,
		                                     .dispute = act->dispute_id,
		                                     .role = role_text(who->role),
		                                     .party = str_from_c(who->party),
		                                     .now_ms = act->call->now_ms };

	TRY(expected_kind(act, &expectation.kind, err));
	return statement_check(act->peeked, &expectation, err);
}

/* Cheap checks first: addressing, content and files cost next to nothing beside the signature. */
enum status act_verify(struct act *act, struct statement_ref *ret_ref, struct error *err)
{
	const struct note_key *key = NULL;
	enum status status;

	*ret_ref = (struct statement_ref){ 0 };
	if (!is_signed(act))
		return STATUS_OK;
	act->statement = act->peeked;
	status = check_addressing(act, err);
	if (status == STATUS_OK)
		status = check_text(act, err);
	if (status == STATUS_OK)
		status = check_files(act, err);
	if (status == STATUS_OK)
		status = open_statement(act, &key, err);
	if (status == STATUS_OK)
		return signed_ref_make(&(struct signed_act){ act->envelope, act->statement, key,
		                                             dispute_head(act->dispute) },
		                       call_arena(act->call), ret_ref, err);
	if (err->field[0] == 0)
		(void)strcpy(err->field, "/statement");
	return status;
}
