#include "server/bundle.h"

#include "core/evolve.h"
#include "core/json.h"
#include "crypto/encoding.h"
#include "crypto/signed_statement.h"
#include "server/bundle_parts.h"
#include "server/case_records.h"
#include "server/receipt_maker.h"
#include "server/signed_ref.h"

#define WAIT_MS 60000

struct str bundle_seq_path(const char *folder, uint32_t seq, const char *ending, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, BAG_PATH_MAX);
	buf_putf(&buf, "%s%04u%s", folder, (unsigned)seq, ending);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

struct str bundle_version_path(const char *folder, int64_t version, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, BAG_PATH_MAX);
	buf_putf(&buf, "%s%lld.json", folder, (long long)version);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

/* --- the rows --- */

static enum status keep_event(void *ctx, const struct store_row *row, struct error *err)
{
	struct bundling *bundling = ctx;
	struct bundled *bundled = &bundling->events[bundling->count];

	if (bundling->count == BUNDLE_EVENTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the dispute has more than %d events",
		            BUNDLE_EVENTS_MAX);
	bundled->text = arena_copy(bundling->arena, bytes_str(row->body));
	bundled->pos = row->pos;
	bundling->count++;
	return arena_check(bundling->arena, err);
}

/* STATEMENT rows stand beside the events, one each, in the same order. */
static enum status keep_statement(void *ctx, const struct store_row *row, struct error *err)
{
	struct bundling *bundling = ctx;
	uint32_t seq = key_read_u32(row->key.ptr + row->key.len - 4);
	const struct node *node;

	if (seq == 0 || seq > bundling->count)
		return FAIL(err, PROBLEM_RECORD_CORRUPT,
		            "there is a statement of an event %u that is not there", (unsigned)seq);
	struct bundled *bundled = &bundling->events[seq - 1];
	TRY(node_parse(bytes_str(row->body), bundling->arena, &node, err));
	bundled->note = node_text(node, STR("note"));
	bundled->content = node_text(node, STR("content"));
	return hex_decode_exact(node_text(node, STR("salt")), bundled->salt.bytes, LEAF_SALT_BYTES, err);
}

static enum status rows_read(struct bundling *bundling, struct error *err)
{
	struct key lo = case_key(bundling->source->dispute);
	struct key hi = lo;

	key_put_end(&hi);
	struct archive_range range = { .kind = RECORD_EVENT, .lo = key_bytes(&lo), .hi = key_bytes(&hi) };
	TRY(archive_walk(bundling->source->archive, &range, keep_event, bundling, err));
	if (bundling->count == 0)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "there is no such dispute");
	range.kind = RECORD_STATEMENT;
	TRY(archive_walk(bundling->source->archive, &range, keep_statement, bundling, err));
	for (size_t i = 0; i < bundling->count; i++)
		TRY(event_parse(bundling->events[i].text, bundling->arena, &bundling->events[i].event, err));
	return STATUS_OK;
}

/* --- the parts --- */

static enum status events_write(struct bundling *bundling, struct error *err)
{
	struct bag *bag = &bundling->bag;

	TRY(bag_begin(bag, STR(BUNDLE_EVENTS), err));
	for (size_t i = 0; i < bundling->count; i++) {
		TRY(bag_add(bag, str_bytes(bundling->events[i].text), err));
		TRY(bag_add(bag, str_bytes(STR("\n")), err));
	}
	return bag_end(bag, err);
}

static enum status file_piece(void *ctx, struct bytes piece, struct error *err)
{
	return bag_add(ctx, piece, err);
}

/* The same file may stand in several statements. */
static enum status file_write_once(struct bundling *bundling, const struct digest *digest, struct error *err)
{
	struct buf path;

	buf_init(&path, bundling->arena, BAG_PATH_MAX);
	buf_put(&path, STR(BUNDLE_FILES));
	buf_put_hex(&path, (struct bytes){ digest->bytes, DIGEST_BYTES });
	TRY(buf_check(&path, err));
	if (bag_has(&bundling->bag, buf_str(&path)))
		return STATUS_OK;
	TRY(bag_begin(&bundling->bag, buf_str(&path), err));
	TRY(archive_blob(bundling->source->archive, digest->bytes, file_piece, &bundling->bag, err));
	return bag_end(&bundling->bag, err);
}

static enum status statement_write(struct bundling *bundling, const struct bundled *bundled,
                                   struct error *err)
{
	struct arena *arena = bundling->arena;
	struct str note = bundle_seq_path(BUNDLE_STATEMENTS, bundled->event.seq, ".note", arena);
	struct str content = bundle_seq_path(BUNDLE_STATEMENTS, bundled->event.seq, ".content.json", arena);
	const struct statement *statement;

	TRY(arena_check(arena, err));
	TRY(bag_put(&bundling->bag, note, bundled->note, err));
	TRY(bag_put(&bundling->bag, content, bundled->content, err));
	TRY(signed_statement_peek(bundled->note, arena, &statement, err));
	for (size_t i = 0; i < statement->file_count; i++)
		TRY(file_write_once(bundling, &statement->files[i].digest, err));
	return STATUS_OK;
}

static enum status statements_write(struct bundling *bundling, struct error *err)
{
	for (size_t i = 0; i < bundling->count; i++) {
		const struct bundled *bundled = &bundling->events[i];

		if (bundled->event.statement.present)
			TRY(statement_write(bundling, bundled, err));
	}
	return STATUS_OK;
}

struct receipt_wait {
	struct str text;
	enum store_status status;
	struct error *err;
	bool done;
};

static void receipt_came(void *user, enum store_status status, struct str receipt, struct error *err)
{
	struct receipt_wait *wait = user;

	wait->text = receipt;
	wait->status = status;
	wait->done = true;
	if (status != STORE_OK)
		*wait->err = *err;
}

static enum status receipt_write(struct bundling *bundling, const struct bundled *bundled, struct error *err)
{
	struct arena *arena = bundling->arena;
	struct receipt_maker *maker = ARENA_NEW(arena, struct receipt_maker);
	struct receipt_wait wait = { .err = err };

	TRY(arena_check(arena, err));
	maker->index = bundled->pos - 1; /* the log has one leaf per event of the feed */
	maker->salt = bundled->salt;
	maker->done = receipt_came;
	maker->user = &wait;
	receipt_maker_start(maker, bundling->source->archive->client, arena);
	while (!wait.done)
		(void)store_client_wait(bundling->source->archive->client, WAIT_MS);
	if (wait.status != STORE_OK)
		return problem_info(err->problem)->status;
	return bag_put(&bundling->bag,
	               bundle_seq_path(BUNDLE_RECEIPTS, bundled->event.seq, ".tlog-proof", arena), wait.text,
	               err);
}

static enum status receipts_write(struct bundling *bundling, struct error *err)
{
	for (size_t i = 0; i < bundling->count; i++)
		TRY(receipt_write(bundling, &bundling->events[i], err));
	return STATUS_OK;
}

static enum status info_finish(struct bundling *bundling, struct error *err)
{
	struct buf info;

	buf_init(&info, bundling->arena, KIB(4));
	buf_put(&info, STR("Bag-Software-Agent: sanbao\nBagIt-Profile-Identifier: "
	                   "sanbao-bundle/v1\nSource-Organization: "));
	buf_put(&info, bundling->source->service);
	buf_put(&info, STR("\nExternal-Identifier: "));
	id_put(&info, ID_DISPUTE, bundling->source->dispute);
	buf_put_char(&info, '\n');
	TRY(buf_check(&info, err));
	return bag_finish(&bundling->bag, buf_str(&info), err);
}

typedef enum status bundle_step(struct bundling *bundling, struct error *err);

enum status bundle_write(const struct bundle_source *source, struct str root, struct arena *arena,
                         struct error *err)
{
	static bundle_step *const steps[] = {
		rows_read,         events_write,           statements_write,    receipts_write,
		bundle_keys_write, bundle_proposals_write, bundle_ruling_write, info_finish,
	};
	struct bundling bundling = { .source = source, .arena = arena };
	enum status status = STATUS_OK;

	bundling.events = ARENA_ARRAY(arena, struct bundled, BUNDLE_EVENTS_MAX);
	TRY(bag_init(&bundling.bag, root, arena, err));
	for (size_t i = 0; i < COUNT_OF(steps) && status == STATUS_OK; i++)
		status = steps[i](&bundling, err);
	bag_close(&bundling.bag);
	return status;
}
