#include "server/case_view.h"

#include "server/case_records.h"

#define VIEW_HEAD  5 /* version and number of pieces */
#define PIECE_HEAD 5 /* sides and length */

static struct str encode(uint32_t version, const struct views *views, struct arena *arena)
{
	struct key head;
	struct buf buf;

	assert(views->piece_count > 0 && views->piece_count <= VIEW_PIECES_MAX);
	buf_init(&buf, arena, RECORD_BODY_MAX);
	key_init(&head);
	key_put_u32(&head, version);
	key_put_u8(&head, (uint8_t)views->piece_count);
	buf_put(&buf, bytes_str(key_bytes(&head)));
	for (size_t i = 0; i < views->piece_count; i++) {
		key_init(&head);
		key_put_u8(&head, views->pieces[i].sides);
		key_put_u32(&head, views->pieces[i].len);
		buf_put(&buf, bytes_str(key_bytes(&head)));
	}
	buf_put(&buf, views->text);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

void case_view_put(const struct dispute *dispute, const struct views *views, struct change *change)
{
	struct key key = case_key(dispute->id);
	struct str body = encode(dispute->version, views, change->arena);

	if (body.ptr == NULL) {
		change->failed = true;
		return;
	}
	change_column_text(change, COLUMN_VIEW_BUYER, case_party_column(dispute, ACTOR_BUYER));
	change_column_text(change, COLUMN_VIEW_SELLER, case_party_column(dispute, ACTOR_SELLER));
	change_apply(change, OP_PUT, RECORD_VIEW, key_bytes(&key), str_bytes(body));
}

static enum status damaged(struct error *err)
{
	return FAIL(err, PROBLEM_RECORD_CORRUPT, "the stored view of a case is damaged");
}

enum status case_view_decode(struct bytes body, enum side side, struct case_view *ret_view, struct error *err)
{
	size_t count = body.len < VIEW_HEAD ? 0 : body.ptr[VIEW_HEAD - 1];
	size_t at = VIEW_HEAD + count * PIECE_HEAD; /* where the next piece is */
	size_t seen = 0;

	assert(side < SIDE_COUNT);
	if (count == 0 || at > body.len)
		return damaged(err);
	for (size_t i = 0; i < count; i++) {
		const uint8_t *head = body.ptr + VIEW_HEAD + i * PIECE_HEAD;
		bool is_seen = (head[0] >> side & 1) != 0;
		size_t len = key_read_u32(head + 1);
		if (len > body.len - at || (is_seen && seen == VIEW_SIDE_PIECES_MAX))
			return damaged(err);
		if (is_seen)
			ret_view->pieces[seen++] = (struct bytes){ body.ptr + at, len };
		at += len;
	}
	if (at != body.len)
		return damaged(err);
	ret_view->version = key_read_u32(body.ptr);
	ret_view->piece_count = seen;
	return STATUS_OK;
}

enum status case_view_text(const struct case_view *view, struct arena *arena, struct str *ret_text,
                           struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, RECORD_BODY_MAX);
	for (size_t i = 0; i < view->piece_count; i++)
		buf_put(&buf, bytes_str(view->pieces[i]));
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}
