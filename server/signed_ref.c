#include "server/signed_ref.h"

struct str digest_hex(const struct digest *digest, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, 2 * DIGEST_BYTES);
	buf_put_hex(&buf, (struct bytes){ digest->bytes, DIGEST_BYTES });
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

/* SHA-256(head before || SHA-256(envelope)) */
static enum status head_after(const struct signed_act *act, struct arena *arena, struct str *ret_head,
                              struct error *err)
{
	struct digest head;
	struct buf text;

	buf_init(&text, arena, DIGEST_TEXT_LEN);
	buf_put(&text, STR("sha256:"));
	buf_put(&text, act->head);
	TRY(buf_check(&text, err));
	TRY(digest_parse(buf_str(&text), &head, err));
	head = head_next(&head, act->envelope);
	*ret_head = digest_hex(&head, arena);
	return arena_check(arena, err);
}

enum status signed_ref_make(const struct signed_act *act, struct arena *arena, struct statement_ref *ret_ref,
                            struct error *err)
{
	struct digest note = digest_of(str_bytes(act->envelope));
	struct statement_ref ref = { .present = true, .kind = statement_kind_token(act->statement->kind) };
	struct buf name;

	buf_init(&name, arena, VKEY_TEXT_MAX);
	buf_put(&name, act->key->name);
	buf_putf(&name, "+%08x", (unsigned)act->key->id);
	ref.key = buf_str(&name);
	ref.sha256 = digest_hex(&note, arena);
	ref.head_seen = digest_hex(&act->statement->head, arena);
	TRY(head_after(act, arena, &ref.head_after, err));
	*ret_ref = ref;
	return STATUS_OK;
}
