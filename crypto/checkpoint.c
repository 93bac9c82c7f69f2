#include "crypto/checkpoint.h"

#include "crypto/decimal.h"
#include "crypto/encoding.h"
#include "crypto/lines.h"

void checkpoint_put(struct buf *buf, const struct checkpoint *checkpoint, const struct signing_key *key)
{
	assert(checkpoint != NULL);
	assert(key_name_is_valid(checkpoint->origin));
	assert(checkpoint->head.size <= MERKLE_SIZE_MAX);

	uint8_t block[2 * CHECKPOINT_TEXT_MAX];
	struct arena arena;
	struct buf text;
	arena_init(&arena, block, sizeof block);
	buf_init(&text, &arena, CHECKPOINT_TEXT_MAX);
	buf_put(&text, checkpoint->origin);
	buf_put_char(&text, '\n');
	buf_put_int(&text, (int64_t)checkpoint->head.size);
	buf_put_char(&text, '\n');
	base64_put(&text, (struct bytes){ checkpoint->head.root.bytes, DIGEST_BYTES });
	buf_put_char(&text, '\n');
	assert(!text.failed);
	note_put(buf, buf_str(&text), checkpoint->origin, key);
}

enum status checkpoint_parse(struct str note_text, struct checkpoint *ret_checkpoint, struct error *err)
{
	assert(ret_checkpoint != NULL);

	struct checkpoint checkpoint = { 0 };
	struct str size, root;
	struct error why;
	if (!line_take(&note_text, &checkpoint.origin) || checkpoint.origin.len == 0 ||
	    !line_take(&note_text, &size) || !line_take(&note_text, &root) || note_text.len != 0)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a checkpoint has three lines: origin, size, root");
	if (!decimal_parse(size, MERKLE_SIZE_MAX, &checkpoint.head.size))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a checkpoint's size is decimal without leading zeros");
	if (base64_decode_exact(root, checkpoint.head.root.bytes, DIGEST_BYTES, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "a checkpoint's root is the base64 of 32 bytes");
	*ret_checkpoint = checkpoint;
	return STATUS_OK;
}

enum status checkpoint_open(struct str note, const struct note_key *log, struct arena *arena,
                            struct checkpoint *ret_checkpoint, struct error *err)
{
	assert(log != NULL);
	assert(ret_checkpoint != NULL);

	struct note parsed;
	struct checkpoint checkpoint;
	struct error why;
	uint64_t signers = 0;
	TRY(note_parse(note, arena, &parsed, err));
	if (note_verify(&parsed, log, 1, &signers, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the checkpoint is not signed by this log: %s",
		            why.detail);
	TRY(checkpoint_parse(parsed.text, &checkpoint, err));
	if (!str_eq(checkpoint.origin, log->name))
		return FAIL(err, PROBLEM_PROOF_INVALID, "the checkpoint is of another log");
	*ret_checkpoint = checkpoint;
	return STATUS_OK;
}
