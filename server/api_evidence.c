/* Evidence files on their way out: from the blob store to the socket piece by piece, whole or a range, and
 * always under headers that keep a browser from running anything in them. Staff and the party that handed a
 * file in get what was signed, the others its rendition, which does not tell where it was made. */
#include <stdlib.h>

#include "core/json.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "server/app.h"
#include "server/call_view.h"
#include "server/case_records.h"
#include "server/http_range.h"
#include "server/media_record.h"
#include "server/media_type.h"
#include "server/operations.h"

/* Lives on its own, not in the exchange's arena: a read that was begun ends later than the exchange may. */
struct sending {
	struct exchange *exchange;
	struct blobs_client *blobs;
	struct blob_read read;
	uint64_t left;
	bool owed;   /* a pull has not been answered yet */
	bool busy;   /* within a push, or a span is being begun: a pull then means "go on" */
	bool ended;  /* the blob store has called back for the last time, or was never asked */
	bool closed; /* the transport has let go */
	size_t next; /* span */
	size_t span_count;
	struct rendition_span spans[RENDITION_SPANS_MAX];
	uint8_t made[RENDITION_MADE_MAX];
};

struct wanted_file {
	struct str name;
	struct str type;
	struct str sha256;
	uint64_t size;
	bool original; /* the reader gets what was signed, whatever it tells */
	bool as_said;  /* its content is what its type says */
	struct digest digest;
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

/* Staff and the party that handed it in have what was signed, or may have it. */
static bool has_original(const struct node *view, const struct node *evidence, const struct principal *who)
{
	const struct node *by = node_find(evidence, STR("by"));

	if (str_eq(node_text(view, STR("side")), side_slug(SIDE_STAFF)))
		return true;
	return by != NULL && str_eq(node_text(by, STR("role")), role_text(who->role)) &&
	       str_eq(node_text(by, STR("party")), str_from_c(who->party));
}

/* What is redacted is withheld from the parties; staff see the original. */
static bool find_file(const struct node *view, struct str evidence_id, struct str number,
                      const struct principal *who, struct wanted_file *ret_file)
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
		                          .size = (uint64_t)node_int(file, STR("size"), 0),
		                          .original = has_original(view, evidence, who) };
	return true;
}

/* --- the stream --- */

static void release(struct sending *sending)
{
	if (sending->ended && sending->closed && !sending->busy)
		free(sending);
}

/* Answers the pull. */
static void push(struct sending *sending, struct bytes piece)
{
	assert(sending->owed && piece.len <= sending->left);
	sending->left -= piece.len;
	sending->owed = false;
	exchange_push(sending->exchange, piece, sending->left == 0);
}

/* Begins spans until one of them has answered, or is being read. May release. */
static void go_on(struct sending *sending)
{
	sending->busy = true;
	while (sending->owed && sending->ended && !sending->closed && sending->next < sending->span_count) {
		const struct rendition_span *span = &sending->spans[sending->next++];

		if (span->made) {
			push(sending, (struct bytes){ sending->made + span->offset, (size_t)span->length });
			continue;
		}
		sending->read.offset = span->offset;
		sending->read.length = span->length;
		sending->ended = false;
		blob_read(sending->blobs, &sending->read);
	}
	sending->busy = false;
	release(sending);
}

static bool on_piece(struct blob_read *read, struct bytes piece)
{
	struct sending *sending = read->base.user;
	bool was_busy = sending->busy;

	if (sending->closed)
		return false;
	sending->busy = true;
	push(sending, piece);
	sending->busy = was_busy;
	return sending->owed;
}

static void on_read(struct blob_request *request, enum store_status status)
{
	struct sending *sending = request->user;

	sending->ended = true;
	if (status != STORE_OK && !sending->closed) {
		exchange_break(sending->exchange); /* closes, and so releases */
		return;
	}
	if (!sending->busy)
		go_on(sending);
}

static void pull(struct exchange *exchange, void *context)
{
	struct sending *sending = context;

	(void)exchange;
	sending->owed = true;
	if (sending->busy)
		return;
	if (!sending->ended)
		blob_resume(sending->blobs, &sending->read);
	else
		go_on(sending);
}

static void let_go(void *context)
{
	struct sending *sending = context;

	sending->closed = true;
	sending->read.stopped = true;
	if (sending->ended)
		release(sending);
	else if (!sending->busy)
		blob_resume(sending->blobs, &sending->read);
}

/* --- the reply --- */

static bool is_shown(const struct wanted_file *file)
{
	const struct media_type *type = media_type_find(file->type);

	return file->as_said && type != NULL && type->shown == MEDIA_INLINE;
}

static struct str disposition(struct call *call, const struct wanted_file *file)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), 1024);
	buf_put(&buf, is_shown(file) ? STR("inline") : STR("attachment"));
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
                             const struct wanted_file *file, const char *variant)
{
	struct buf etag;

	buf_init(&etag, call_arena(call), 96);
	buf_putf(&etag, "\"" STR_FMT "%s\"", STR_ARG(file->sha256), variant);
	http_response_add(response, STR("Content-Type"),
	                  file->as_said ? file->type : STR("application/octet-stream"));
	http_response_add(response, STR("Content-Disposition"), disposition(call, file));
	http_response_add(response, STR("Content-Security-Policy"),
	                  STR("default-src 'none'; frame-ancestors 'none'; sandbox"));
	http_response_add(response, STR("Cross-Origin-Opener-Policy"), STR("same-origin"));
	http_response_add(response, STR("Cache-Control"), STR("private, no-store"));
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

/* NULL: there is no memory, and the call has been answered. */
static struct sending *sending_new(struct call *call, const struct wanted_file *file)
{
	struct sending *sending = calloc(1, sizeof *sending);

	if (sending == NULL) {
		call_refuse(call, PROBLEM_RESOURCE_EXHAUSTED, NULL, "there is no memory to send the file");
		return NULL;
	}
	sending->exchange = call->exchange;
	sending->blobs = call->local->blobs;
	sending->ended = true;
	sending->read.base = (struct blob_request){ .done = on_read, .user = sending };
	sending->read.piece = on_piece;
	memcpy(sending->read.digest, file->digest.bytes, DIGEST_BYTES);
	return sending;
}

static void send_stream(struct call *call, struct sending *sending, struct http_response *response)
{
	response->stream = (struct http_stream){
		.context = sending, .length = sending->left, .pull = pull, .close = let_go
	};
	call_reply(call, response);
}

static void send_original(struct call *call, const struct wanted_file *file)
{
	uint64_t first = 0;
	uint64_t last = file->size - 1;
	struct str range = http_request_find(&call->exchange->request, STR("Range"));
	enum range_verdict verdict = http_range_read(range, file->size, &first, &last);
	struct http_response response;

	if (verdict == RANGE_UNSATISFIABLE) {
		http_response_init(&response, 416);
		add_range_header(call, &response, NULL, 0, 0, file->size);
		call_reply(call, &response);
		return;
	}
	struct sending *sending = sending_new(call, file);
	if (sending == NULL)
		return;
	sending->left = last - first + 1;
	sending->span_count = 1;
	sending->spans[0] = (struct rendition_span){ .offset = first, .length = sending->left };
	http_response_init(&response, verdict == RANGE_PART ? 206 : 200);
	add_file_headers(call, &response, file, "");
	http_response_add(&response, STR("Accept-Ranges"), STR("bytes"));
	add_digests(call, &response, &file->digest);
	if (verdict == RANGE_PART)
		add_range_header(call, &response, "bytes", first, last, file->size);
	send_stream(call, sending, &response);
}

/* Whole only (RFC 9110 14.2 lets a Range be ignored), and without a digest: the one that was signed is the
 * original's. */
static void send_rendition(struct call *call, const struct wanted_file *file,
                           const struct media_record *record)
{
	struct http_response response;
	struct sending *sending = sending_new(call, file);

	if (sending == NULL)
		return;
	assert(record->has_rendition);
	sending->left = media_record_rendition_length(record);
	sending->span_count = record->span_count;
	memcpy(sending->spans, record->spans, record->span_count * sizeof record->spans[0]);
	memcpy(sending->made, record->made, record->made_len);
	http_response_init(&response, 200);
	add_file_headers(call, &response, file, "-rendition");
	http_response_add(&response, STR("Accept-Ranges"), STR("none"));
	http_response_add(&response, STR("Sanbao-Rendition"), STR("stripped"));
	send_stream(call, sending, &response);
}

/* There was nothing to leave out: what was signed is what is sent. */
static bool is_unchanged(const struct media_record *record)
{
	return record->made_len == 0 && media_record_rendition_length(record) == record->size;
}

/* Without a record of its content nothing is known of the file: nobody is shown it in place, and the other
 * side does not get it. */
static void on_media(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct wanted_file *file = call->state;
	struct media_record record = { .tells_place = true };

	assert(count == 1 && file != NULL);
	if (rows[0].found && media_record_decode(rows[0].body, &record, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	file->as_said = rows[0].found && record.bearable && media_is_accepted(file->type, record.family);
	if (!file->original && record.tells_place)
		call_refuse(
			call, PROBLEM_EVIDENCE_WITHHELD, NULL,
			"the file may tell where it was made, and there is no way to send it without that");
	else if (!file->original && record.has_rendition && !is_unchanged(&record))
		send_rendition(call, file, &record);
	else
		send_original(call, file);
}

static void on_view(struct call *call, struct id dispute, const struct case_view *view)
{
	struct wanted_file *file = ARENA_NEW(call_arena(call), struct wanted_file);
	const struct node *node;
	struct str text;

	(void)dispute;
	if (arena_check(call_arena(call), &call->err) != STATUS_OK ||
	    case_view_text(view, call_arena(call), &text, &call->err) != STATUS_OK ||
	    node_parse(text, call_arena(call), &node, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (!find_file(node, call_param(call, 1), call_param(call, 2), &call->admission.who, file) ||
	    file->size == 0) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such file in the case");
		return;
	}
	if (hex_decode_exact(file->sha256, file->digest.bytes, DIGEST_BYTES, &call->err) != STATUS_OK) {
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL, "the file's record cannot be read");
		return;
	}
	call->state = file;
	struct store_key key = { RECORD_MEDIA, { file->digest.bytes, DIGEST_BYTES } };
	call_get(call, &key, 1, on_media);
}

void op_get_evidence_file(struct call *call)
{
	call_view(call, on_view);
}
