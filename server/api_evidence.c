/* Evidence files on their way out: from the blob store to the socket piece by piece, whole or a range, and
 * always under headers that keep a browser from running anything in them. */
#include <stdlib.h>

#include "core/json.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "server/app.h"
#include "server/call_view.h"
#include "server/case_records.h"
#include "server/http_range.h"
#include "server/media_type.h"
#include "server/operations.h"

/* Lives on its own, not in the exchange's arena: a read that was begun ends later than the exchange may. */
struct sending {
	struct exchange *exchange;
	struct blobs_client *blobs;
	struct blob_read read;
	uint64_t left;
	bool started;
	bool in_piece; /* within on_piece(): a pull then means "go on" */
	bool pulled;
	bool ended;  /* the blob store has called back for the last time, or was never asked */
	bool closed; /* the transport has let go */
};

struct wanted_file {
	struct str name;
	struct str type;
	struct str sha256;
	uint64_t size;
};

/* --- the file that the path names --- */

static const struct node *find_by_id(const struct node *items, struct str id)
{
	for (size_t i = 0; items != NULL && i < items->count; i++) {
		if (str_eq(node_text(&items->items[i], STR("id")), id))
			return &items->items[i];
	}
	return NULL;
}

/* What is redacted is withheld from the parties; staff see the original. */
static bool find_file(const struct node *view, struct str evidence_id, struct str number,
                      struct wanted_file *ret_file)
{
	const struct node *evidence = find_by_id(node_find(view, STR("evidence")), evidence_id);
	const struct node *files = node_find(evidence, STR("files"));
	size_t n = 0;

	for (size_t i = 0; i < number.len && n < 1000; i++) {
		if (number.ptr[i] < '0' || number.ptr[i] > '9')
			return false;
		n = n * 10 + (size_t)(number.ptr[i] - '0');
	}
	if (files == NULL || n == 0 || n > files->count)
		return false;
	if (node_bool(evidence, STR("redacted"), false) &&
	    !str_eq(node_text(view, STR("side")), side_slug(SIDE_STAFF)))
		return false;
	const struct node *file = &files->items[n - 1];
	*ret_file = (struct wanted_file){ .name = node_text(file, STR("name")),
		                          .type = node_text(file, STR("type")),
		                          .sha256 = node_text(file, STR("sha256")),
		                          .size = (uint64_t)node_int(file, STR("size"), 0) };
	return true;
}

/* --- the stream --- */

static void release(struct sending *sending)
{
	if (sending->ended && sending->closed)
		free(sending);
}

static bool on_piece(struct blob_read *read, struct bytes piece)
{
	struct sending *sending = read->base.user;

	if (sending->closed)
		return false;
	assert(piece.len <= sending->left);
	sending->left -= piece.len;
	sending->pulled = false;
	sending->in_piece = true;
	exchange_push(sending->exchange, piece, sending->left == 0);
	sending->in_piece = false;
	return sending->pulled;
}

static void on_read(struct blob_request *request, enum store_status status)
{
	struct sending *sending = request->user;

	sending->ended = true;
	if (status != STORE_OK && !sending->closed)
		exchange_break(sending->exchange); /* closes, and so releases */
	else
		release(sending);
}

static void pull(struct exchange *exchange, void *context)
{
	struct sending *sending = context;

	(void)exchange;
	if (sending->in_piece) {
		sending->pulled = true;
		return;
	}
	if (sending->started) {
		blob_resume(sending->blobs, &sending->read);
		return;
	}
	sending->started = true;
	sending->ended = false;
	blob_read(sending->blobs, &sending->read);
}

static void let_go(void *context)
{
	struct sending *sending = context;

	sending->closed = true;
	sending->read.stopped = true;
	if (sending->ended)
		release(sending);
	else if (!sending->in_piece)
		blob_resume(sending->blobs, &sending->read);
}

/* --- the reply --- */

static struct str disposition(struct call *call, const struct wanted_file *file)
{
	const struct media_type *type = media_type_find(file->type);
	struct buf buf;

	buf_init(&buf, call_arena(call), 1024);
	buf_put(&buf, type != NULL && type->shown == MEDIA_INLINE ? STR("inline") : STR("attachment"));
	buf_put(&buf, STR("; filename*=UTF-8''"));
	for (size_t i = 0; i < file->name.len; i++) {
		unsigned char c = (unsigned char)file->name.ptr[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		             c == '.' || c == '-';
		if (plain)
			buf_put_char(&buf, (char)c);
		else
			buf_putf(&buf, "%%%02X", c);
	}
	return buf_str(&buf);
}

/* RFC 9530: of the whole file, also when a range of it is sent; what is sent whole has the same digest. */
static void add_digests(struct call *call, struct http_response *response, const struct digest *digest)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), 80);
	buf_put(&buf, STR("sha-256=:"));
	base64_put(&buf, (struct bytes){ digest->bytes, DIGEST_BYTES });
	buf_put_char(&buf, ':');
	http_response_add(response, STR("Repr-Digest"), buf_str(&buf));
	if (response->status == 200)
		http_response_add(response, STR("Content-Digest"), buf_str(&buf));
}

static void add_file_headers(struct call *call, struct http_response *response,
                             const struct wanted_file *file)
{
	struct buf etag;

	buf_init(&etag, call_arena(call), 80);
	buf_putf(&etag, "\"" STR_FMT "\"", STR_ARG(file->sha256));
	http_response_add(response, STR("Content-Type"), file->type);
	http_response_add(response, STR("Content-Disposition"), disposition(call, file));
	http_response_add(response, STR("Content-Security-Policy"),
	                  STR("default-src 'none'; frame-ancestors 'none'; sandbox"));
	http_response_add(response, STR("Cross-Origin-Opener-Policy"), STR("same-origin"));
	http_response_add(response, STR("Cache-Control"), STR("private, no-store"));
	http_response_add(response, STR("Accept-Ranges"), STR("bytes"));
	http_response_add(response, STR("ETag"), buf_str(&etag));
}

static void add_range_header(struct call *call, struct http_response *response, const char *range,
                             uint64_t first, uint64_t last, uint64_t size)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), 96);
	if (range == NULL)
		buf_putf(&buf, "bytes */%llu", (unsigned long long)size);
	else
		buf_putf(&buf, "bytes %llu-%llu/%llu", (unsigned long long)first, (unsigned long long)last,
		         (unsigned long long)size);
	http_response_add(response, STR("Content-Range"), buf_str(&buf));
}

static struct sending *begin_sending(struct call *call, const struct digest *digest, uint64_t first,
                                     uint64_t last)
{
	struct sending *sending = calloc(1, sizeof *sending);

	if (sending == NULL)
		return NULL;
	sending->exchange = call->exchange;
	sending->blobs = call->local->blobs;
	sending->left = last - first + 1;
	sending->ended = true;
	sending->read.base = (struct blob_request){ .done = on_read, .user = sending };
	sending->read.offset = first;
	sending->read.length = sending->left;
	sending->read.piece = on_piece;
	memcpy(sending->read.digest, digest->bytes, DIGEST_BYTES);
	return sending;
}

static void send_file(struct call *call, const struct wanted_file *file)
{
	uint64_t first = 0;
	uint64_t last = file->size - 1;
	struct str range = http_request_find(&call->exchange->request, STR("Range"));
	enum range_verdict verdict = http_range_read(range, file->size, &first, &last);
	struct http_response response;
	struct digest digest;

	if (hex_decode_exact(file->sha256, digest.bytes, DIGEST_BYTES, &call->err) != STATUS_OK) {
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL, "the file's record cannot be read");
		return;
	}
	if (verdict == RANGE_UNSATISFIABLE) {
		http_response_init(&response, 416);
		add_range_header(call, &response, NULL, 0, 0, file->size);
		call_reply(call, &response);
		return;
	}
	struct sending *sending = begin_sending(call, &digest, first, last);
	if (sending == NULL) {
		call_refuse(call, PROBLEM_RESOURCE_EXHAUSTED, NULL, "there is no memory to send the file");
		return;
	}
	http_response_init(&response, verdict == RANGE_PART ? 206 : 200);
	add_file_headers(call, &response, file);
	add_digests(call, &response, &digest);
	if (verdict == RANGE_PART)
		add_range_header(call, &response, "bytes", first, last, file->size);
	response.stream = (struct http_stream){
		.context = sending, .length = sending->left, .pull = pull, .close = let_go
	};
	call_reply(call, &response);
}

static void on_view(struct call *call, struct id dispute, const struct case_view *view)
{
	const struct node *node;
	struct wanted_file file;
	struct str text;

	(void)dispute;
	if (case_view_text(view, call_arena(call), &text, &call->err) != STATUS_OK ||
	    node_parse(text, call_arena(call), &node, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (!find_file(node, call_param(call, 1), call_param(call, 2), &file) || file.size == 0)
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such file in the case");
	else
		send_file(call, &file);
}

void op_get_evidence_file(struct call *call)
{
	call_view(call, on_view);
}
