/* Evidence files on their way in: announced with their digest, then sent; hashed while they stream, in
 * constant memory, and stored only when the digest is the one announced. */
#include "crypto/digest.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/case_records.h"
#include "server/idempotency.h"
#include "server/media_record.h"
#include "server/operations.h"
#include "server/upload.h"

struct receiving {
	struct call *call;
	struct upload upload;
	struct blob_put put;
	struct digest_stream digest;
	struct media_probe probe;
	bool aborted; /* the peer has gone while a step was under way */
	bool busy;    /* a step of the put is under way */
};

/* --- announced, looked at, taken back --- */

static void reply_upload(struct call *call, int status, const struct upload *upload)
{
	struct str text;

	if (upload_print(upload, call_arena(call), &text, &call->err) != STATUS_OK)
		call_fail(call);
	else
		call_reply_json(call, status, text, 0);
}

static void on_announced(struct call *call, const struct store_commit *commit, enum store_status status)
{
	if (status == STORE_OK || status == STORE_EXISTS)
		reply_upload(call, 201, call->state);
	else
		call_refuse_conflict(call, commit);
}

static void on_announce_rows(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct upload *upload = call->state;
	struct change *change;
	struct str text;

	assert(count == 2);
	if (!case_is_theirs(&rows[0], &call->admission.who)) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, "/dispute", "there is no such dispute");
		return;
	}
	if (rows[1].found) {
		if (upload_parse(rows[1].body, call_arena(call), upload, &call->err) != STATUS_OK)
			call_fail(call);
		else
			reply_upload(call, 201, upload);
		return;
	}
	if (upload_print(upload, call_arena(call), &text, &call->err) != STATUS_OK ||
	    change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	change_apply(change, OP_INSERT, RECORD_UPLOAD,
	             (struct bytes){ upload->id.bytes, sizeof upload->id.bytes }, str_bytes(text));
	call_make_idempotent(call, change, text);
	call_commit(call, change, on_announced);
}

void op_create_upload(struct call *call)
{
	struct upload *upload = ARENA_NEW(call_arena(call), struct upload);

	if (arena_check(call_arena(call), &call->err) != STATUS_OK ||
	    upload_decode(bytes_str(call->exchange->body), &call->admission.who, call->app->config,
	                  call_arena(call), upload, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call->state = upload;
	struct key card = case_key(upload->dispute);
	struct store_key keys[2] = { { RECORD_DISPUTE, key_bytes(&card) },
		                     { RECORD_UPLOAD, { upload->id.bytes, sizeof upload->id.bytes } } };
	call_get(call, keys, 2, on_announce_rows);
}

/* The upload in the row, if it is the caller's; false: the call has been answered. */
static bool read_own(struct call *call, const struct store_row *row, struct upload *ret_upload)
{
	if (!row->found) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such upload");
		return false;
	}
	if (upload_parse(row->body, call_arena(call), ret_upload, &call->err) != STATUS_OK) {
		call_fail(call);
		return false;
	}
	if (!str_eq(ret_upload->by, principal_text(&call->admission.who, call_arena(call)))) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such upload");
		return false;
	}
	return true;
}

static void get_upload(struct call *call, call_rows *then)
{
	struct id id;
	struct error unused;

	if (id_parse(ID_UPLOAD, call_param(call, 0), &id, &unused) != STATUS_OK) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such upload");
		return;
	}
	struct store_key key = { RECORD_UPLOAD, { id.bytes, sizeof id.bytes } };
	call_get(call, &key, 1, then);
}

static void on_upload(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct upload upload;

	assert(count == 1);
	if (read_own(call, &rows[0], &upload))
		reply_upload(call, 200, &upload);
}

void op_get_upload(struct call *call)
{
	get_upload(call, on_upload);
}

static void on_deleted(struct call *call, const struct store_commit *commit, enum store_status status)
{
	(void)commit;
	if (status == STORE_OK)
		call_reply_empty(call, 204);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the upload changed at the same moment");
}

static void on_upload_to_delete(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct upload upload;
	struct change *change;

	assert(count == 1);
	if (!read_own(call, &rows[0], &upload))
		return;
	if (change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	struct bytes key = { upload.id.bytes, sizeof upload.id.bytes };
	change_expect_version(change, RECORD_UPLOAD, key, rows[0].version);
	change_apply(change, OP_DELETE, RECORD_UPLOAD, key, (struct bytes){ 0 });
	call_commit(call, change, on_deleted);
}

/* Takes back the announcement only: evidence that was handed in keeps its bytes. */
void op_delete_upload(struct call *call)
{
	get_upload(call, on_upload_to_delete);
}

/* --- received --- */

static void end_receiving(struct receiving *receiving)
{
	digest_stream_close(&receiving->digest);
}

static void on_cleared(struct blob_request *request, enum store_status status)
{
	struct receiving *receiving = request->user;

	(void)status;
	end_receiving(receiving);
	if (receiving->aborted)
		exchange_drop(receiving->call->exchange);
	else
		call_fail(receiving->call);
}

/* Ends the put without storing anything; then the refusal in call->err, or nothing if nobody listens. */
static void give_up(struct receiving *receiving)
{
	receiving->put.base.done = on_cleared;
	blob_abort(receiving->call->local->blobs, &receiving->put);
}

static void on_completed(struct call *call, const struct store_commit *commit, enum store_status status)
{
	struct receiving *receiving = call->state;

	(void)commit;
	end_receiving(receiving);
	if (status == STORE_OK)
		reply_upload(call, 200, &receiving->upload);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the upload changed at the same moment");
}

/* Before anybody can refer to the file it is known how it may be served. */
static void put_media(struct receiving *receiving, struct change *change)
{
	struct media_record record;

	media_probe_finish(&receiving->probe);
	media_record_take(&receiving->probe, &record);
	media_record_put(&record, &receiving->upload.digest, change);
}

static void on_finished(struct blob_request *request, enum store_status status)
{
	struct receiving *receiving = request->user;
	struct call *call = receiving->call;
	struct change *change;
	struct str text;

	receiving->busy = false;
	if (status != STORE_OK) {
		end_receiving(receiving);
		if (status == STORE_HASH_MISMATCH)
			call_refuse(
				call, PROBLEM_DIGEST_MISMATCH, NULL,
				"the bytes that came are not those that were announced; nothing was stored");
		else
			call_refuse_store(call, status);
		return;
	}
	receiving->upload.complete = true;
	if (upload_print(&receiving->upload, call_arena(call), &text, &call->err) != STATUS_OK ||
	    change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		end_receiving(receiving);
		call_fail(call);
		return;
	}
	change_apply(change, OP_PUT, RECORD_UPLOAD,
	             (struct bytes){ receiving->upload.id.bytes, sizeof receiving->upload.id.bytes },
	             str_bytes(text));
	put_media(receiving, change);
	call_commit(call, change, on_completed);
}

static void on_written(struct blob_request *request, enum store_status status)
{
	struct receiving *receiving = request->user;

	receiving->busy = false;
	if (receiving->aborted) {
		give_up(receiving);
		return;
	}
	if (status != STORE_OK) {
		enum status refused = store_error(status, &receiving->call->err);
		assert(refused != STATUS_OK);
		(void)refused;
		if (status == STORE_HASH_MISMATCH)
			(void)FAIL(&receiving->call->err, PROBLEM_DIGEST_MISMATCH,
			           "more bytes came than were announced");
		give_up(receiving);
		return;
	}
	exchange_resume(receiving->call->exchange);
}

static void on_piece(struct call *call, struct bytes piece)
{
	struct receiving *receiving = call->state;

	assert(!receiving->busy);
	digest_stream_add(&receiving->digest, piece);
	media_probe_feed(&receiving->probe, piece);
	if (receiving->put
	            .exists) /* the bytes are here already; that the caller has them too is being proved */
		return;
	receiving->busy = true;
	exchange_pause(call->exchange);
	receiving->put.base.done = on_written;
	blob_write(call->local->blobs, &receiving->put, piece);
}

static void on_end(struct call *call)
{
	struct receiving *receiving = call->state;
	struct digest computed = digest_stream_result(&receiving->digest);

	receiving->busy = true;
	receiving->put.base.done = on_finished;
	blob_finish(call->local->blobs, &receiving->put, computed.bytes);
}

static void on_gone(struct call *call)
{
	struct receiving *receiving = call->state;

	receiving->aborted = true;
	if (!receiving->busy)
		give_up(receiving);
}

static const struct body_sink receiver = { .piece = on_piece, .end = on_end, .gone = on_gone };

static void on_put_begun(struct blob_request *request, enum store_status status)
{
	struct receiving *receiving = request->user;

	if (status != STORE_OK) {
		call_refuse_store(receiving->call, status);
		return;
	}
	digest_stream_open(&receiving->digest);
	media_probe_init(&receiving->probe);
	call_receive(receiving->call, &receiver, (uint64_t)receiving->upload.size);
}

static void on_upload_to_receive(struct call *call, const struct store_row *rows, uint32_t count)
{
	const struct http_request *request = &call->exchange->request;
	struct receiving *receiving = ARENA_NEW(call_arena(call), struct receiving);

	assert(count == 1);
	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (!read_own(call, &rows[0], &receiving->upload))
		return;
	if (receiving->upload.complete) {
		reply_upload(call, 200, &receiving->upload);
		return;
	}
	if (!request->chunked && request->content_length != (uint64_t)receiving->upload.size) {
		call_refuse(call, PROBLEM_DIGEST_MISMATCH, "Content-Length",
		            "the size is not the one that was announced");
		return;
	}
	receiving->call = call;
	call->state = receiving;
	receiving->put.base.user = receiving;
	receiving->put.base.done = on_put_begun;
	receiving->put.size = (uint64_t)receiving->upload.size;
	memcpy(receiving->put.digest, receiving->upload.digest.bytes, DIGEST_BYTES);
	blob_put(call->local->blobs, &receiving->put);
}

void op_put_upload(struct call *call)
{
	get_upload(call, on_upload_to_receive);
}
