/*~ What the parties signed: each statement against its event, its key, its document, its files and its
 * history. */
#include "core/object.h"
#include "crypto/encoding.h"
#include "crypto/signed_statement.h"
#include "server/bundle_read.h"
#include "server/signed_ref.h"

/* What has been seen so far of one bundle's statements. */
struct history {
	struct digest heads[BUNDLE_EVENTS_MAX + 1]; /* heads[0] is the empty history's */
	size_t head_count;
	uint8_t nonces[BUNDLE_EVENTS_MAX][STATEMENT_NONCE_BYTES];
	size_t nonce_count;
};

static bool hex_is(struct str hex, const struct digest *digest)
{
	uint8_t bytes[DIGEST_BYTES];
	struct error err;

	return hex_decode_exact(hex, bytes, sizeof(bytes), &err) == STATUS_OK &&
	       memcmp(bytes, digest->bytes, DIGEST_BYTES) == 0;
}

static const struct bundle_party_key *key_of(const struct bundle_read *bundle, const struct event *event)
{
	for (size_t i = 0; i < bundle->key_count; i++) {
		const struct bundle_party_key *key = &bundle->keys[i];

		if (str_eq(key->label, event->statement.key) && str_eq(key->party, event->actor.party) &&
		    str_eq(key->role, actor_role_slug(event->actor.role)))
			return key;
	}
	return NULL;
}

/* The signature, and that the statement is what the event says it is. */
static enum status statement_open(const struct bundle_read *bundle, const struct bundle_event *item,
                                  struct signed_statement *ret_signed, struct error *err)
{
	const struct event *event = &item->event;
	const struct bundle_party_key *key = key_of(bundle, event);
	struct digest digest = digest_of(str_bytes(item->note));

	if (!hex_is(event->statement.sha256, &digest))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH,
		            "the note does not have the digest that its event names");
	if (key == NULL)
		return FAIL(err, PROBLEM_KEY_UNKNOWN, BUNDLE_KEYS " has no key " STR_FMT " of this party",
		            STR_ARG(event->statement.key));
	TRY(signed_statement_open(item->note, &key->key, 1, bundle->arena, ret_signed, err));

	const struct statement *statement = ret_signed->statement;
	struct statement_expectation expectation = {
		.kind = statement->kind,
		.service = statement->service,
		.dispute = bundle->dispute,
		.role = actor_role_slug(event->actor.role),
		.party = event->actor.party,
		.now_ms = event->at_ms,
	};
	if (!str_eq(statement_kind_token(statement->kind), event->statement.kind))
		return FAIL(err, PROBLEM_STATEMENT_KIND,
		            "the statement is of another kind than its event names");
	return statement_check(statement, &expectation, err);
}

/* The head that was signed is one that the party can have seen; the next one is the event's. */
static enum status history_check(struct history *history, const struct bundle_event *item,
                                 const struct statement *statement, struct error *err)
{
	bool known = false;

	for (size_t i = 0; i < history->head_count; i++)
		known = known || digest_eq(&history->heads[i], &statement->head);
	if (!known)
		return FAIL(err, PROBLEM_STALE_HEAD, "it continues a history that is not this one");
	for (size_t i = 0; i < history->nonce_count; i++) {
		if (memcmp(history->nonces[i], statement->nonce, STATEMENT_NONCE_BYTES) == 0)
			return FAIL(err, PROBLEM_NONCE_REPLAYED, "its nonce was used before");
	}
	memcpy(history->nonces[history->nonce_count++], statement->nonce, STATEMENT_NONCE_BYTES);

	struct digest next = head_next(&history->heads[history->head_count - 1], item->note);
	history->heads[history->head_count++] = next;
	if (!hex_is(item->event.head, &next))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH,
		            "the head after it is not the one that its event names");
	return STATUS_OK;
}

/* How a member of the signed document fares in what the event records: there, and the same. */
struct agreement {
	bool found;
	bool same;
};

static void record_compare(const struct node *record, const struct member *member,
                           struct agreement *agreement)
{
	const struct node *recorded = node_find(record, member->name);

	if (recorded == NULL)
		return;
	agreement->found = true;
	agreement->same = agreement->same || node_eq(recorded, &member->value);
}

/* The record keeps what was signed beside what follows from it (an exhibit made of a claim's files, say), at
 * its top or one object deeper. What it keeps under a name that was signed must be there as it was signed. */
static enum status record_check(const struct event *event, const struct node *document, struct error *err)
{
	for (size_t i = 0; i < document->count; i++) {
		const struct member *member = &document->members[i];
		struct agreement agreement = { 0 };

		record_compare(event->data, member, &agreement);
		for (size_t j = 0; j < event->data->count; j++)
			record_compare(&event->data->members[j].value, member, &agreement);
		if (agreement.found && !agreement.same)
			return FAIL(err, PROBLEM_DIGEST_MISMATCH,
			            "the event records another \"" STR_FMT "\" than was signed",
			            STR_ARG(member->name));
	}
	return STATUS_OK;
}

static enum status document_check(struct bundle_read *bundle, const struct bundle_event *item,
                                  const struct statement *statement, struct error *err)
{
	struct str path = bundle_seq_path(BUNDLE_STATEMENTS, item->event.seq, ".content.json", bundle->arena);
	const struct node *document;
	struct str content;

	if (bundle_use_file(bundle, path) == NULL)
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, "its document is missing");
	TRY(bag_read(&bundle->bag, path, bundle->arena, &content, err));
	if (statement->text_count != 1)
		return FAIL(err, PROBLEM_STATEMENT_MALFORMED, "it does not name exactly one document");
	TRY(statement_check_text(statement, statement->texts[0].name, content, err));
	TRY(node_parse(content, bundle->arena, &document, err));
	return record_check(&item->event, document, err);
}

static enum status files_check(struct bundle_read *bundle, const struct statement *statement,
                               struct error *err)
{
	for (size_t i = 0; i < statement->file_count; i++) {
		struct str hex = digest_hex(&statement->files[i].digest, bundle->arena);
		struct buf path;

		buf_init(&path, bundle->arena, BAG_PATH_MAX);
		buf_put(&path, STR(BUNDLE_FILES));
		buf_put(&path, hex);
		TRY(buf_check(&path, err));
		const struct bag_file *file = bundle_use_file(bundle, buf_str(&path));
		if (file == NULL)
			return FAIL(err, PROBLEM_DIGEST_MISMATCH, STR_FMT " is missing",
			            STR_ARG(buf_str(&path)));
		TRY(statement_check_file(statement, i, &file->digest, file->size, err));
	}
	return STATUS_OK;
}

static enum status item_check(struct bundle_read *bundle, struct history *history,
                              const struct bundle_event *item, struct error *err)
{
	struct signed_statement opened;

	TRY(statement_open(bundle, item, &opened, err));
	TRY(history_check(history, item, opened.statement, err));
	TRY(document_check(bundle, item, opened.statement, err));
	return files_check(bundle, opened.statement, err);
}

void bundle_check_statements(struct bundle_read *bundle)
{
	struct history *history = ARENA_NEW(bundle->arena, struct history);

	if (history == NULL)
		return;
	history->head_count = 1;
	for (size_t i = 0; i < bundle->event_count; i++) {
		struct bundle_event *item = &bundle->events[i];
		struct str path = bundle_seq_path(BUNDLE_STATEMENTS, item->event.seq, ".note", bundle->arena);
		struct error err = { 0 };

		if (!item->event.statement.present || !bundle_read_file(bundle, path, &item->note))
			continue;
		if (item_check(bundle, history, item, &err) != STATUS_OK) {
			report_failed(bundle->report, STR_FMT ": %s", STR_ARG(path), err.detail);
			continue;
		}
		report_ok(bundle->report, STR_FMT ": " STR_FMT " signed by " STR_FMT " with " STR_FMT,
		          STR_ARG(path), STR_ARG(item->event.statement.kind),
		          STR_ARG(item->event.actor.party), STR_ARG(item->event.statement.key));
	}
}
