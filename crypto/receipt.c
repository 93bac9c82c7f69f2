#include "crypto/receipt.h"

#include "crypto/decimal.h"
#include "crypto/encoding.h"
#include "crypto/lines.h"

static const struct str first_line = STR_INIT("c2sp.org/tlog-proof@v1");

void receipt_put(struct buf *buf, const struct receipt *receipt)
{
	assert(receipt != NULL);
	assert(receipt->index < MERKLE_SIZE_MAX);
	assert(receipt->proof.count <= MERKLE_PROOF_MAX);

	buf_put(buf, first_line);
	buf_put(buf, STR("\nextra "));
	base64_put(buf, (struct bytes){ receipt->salt.bytes, LEAF_SALT_BYTES });
	buf_put(buf, STR("\nindex "));
	buf_put_int(buf, (int64_t)receipt->index);
	buf_put_char(buf, '\n');
	for (size_t i = 0; i < receipt->proof.count; i++) {
		base64_put(buf, (struct bytes){ receipt->proof.hashes[i].bytes, DIGEST_BYTES });
		buf_put_char(buf, '\n');
	}
	buf_put_char(buf, '\n');
	buf_put(buf, receipt->checkpoint);
}

/* The hashes up to and including the empty line. */
static enum status parse_hashes(struct str *text, struct merkle_proof *ret_proof, struct error *err)
{
	struct merkle_proof proof = { 0 };
	struct str line;
	struct error why;

	while (line_take(text, &line)) {
		if (line.len == 0) {
			*ret_proof = proof;
			return STATUS_OK;
		}
		if (proof.count == MERKLE_PROOF_MAX)
			return FAIL(err, PROBLEM_MALFORMED_REQUEST, "a receipt has at most %d proof lines",
			            MERKLE_PROOF_MAX);
		if (base64_decode_exact(line, proof.hashes[proof.count].bytes, DIGEST_BYTES, &why) !=
		    STATUS_OK)
			return FAIL(err, PROBLEM_MALFORMED_REQUEST,
			            "a receipt's proof lines are base64 of 32 bytes each");
		proof.count++;
	}
	return FAIL(err, PROBLEM_MALFORMED_REQUEST, "an empty line must stand before a receipt's checkpoint");
}

enum status receipt_parse(struct str text, struct receipt *ret_receipt, struct error *err)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(ret_receipt != NULL);

	struct receipt receipt = { 0 };
	struct str line, extra, index;
	struct error why;
	if (text.len > RECEIPT_TEXT_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a receipt has at most %zu bytes", RECEIPT_TEXT_MAX);
	if (!line_take(&text, &line) || !str_eq(line, first_line) ||
	    !line_take_after(&text, STR("extra "), &extra) || !line_take_after(&text, STR("index "), &index))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a receipt begins with " STR_FMT ", extra and index", STR_ARG(first_line));
	if (base64_decode_exact(extra, receipt.salt.bytes, LEAF_SALT_BYTES, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a receipt's extra line is the base64 of a 32-byte salt");
	if (!decimal_parse(index, MERKLE_SIZE_MAX - 1, &receipt.index))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a receipt's index is decimal without leading zeros");
	TRY(parse_hashes(&text, &receipt.proof, err));
	if (text.len == 0)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "the receipt has no checkpoint");
	receipt.checkpoint = text;
	*ret_receipt = receipt;
	return STATUS_OK;
}

enum status receipt_verify(struct str text, const struct receipt_subject *subject, const struct note_key *log,
                           struct arena *arena, struct checkpoint *ret_checkpoint, struct error *err)
{
	assert(subject != NULL);
	assert(log != NULL);
	assert(ret_checkpoint != NULL);

	struct receipt receipt;
	struct checkpoint checkpoint;
	TRY(receipt_parse(text, &receipt, err));
	TRY(checkpoint_open(receipt.checkpoint, log, arena, &checkpoint, err));
	struct leaf leaf = {
		.kind = subject->kind,
		.time_ms = subject->time_ms,
		.commit = leaf_commit(&receipt.salt, subject->content),
	};
	if (!leaf_is_valid(&leaf))
		return FAIL(err, PROBLEM_PROOF_INVALID, "nothing is logged with such a kind or time");
	struct digest hash = leaf_hash(&leaf);
	TRY(merkle_check_inclusion(&hash, receipt.index, &checkpoint.head, receipt.proof.hashes,
	                           receipt.proof.count, err));
	*ret_checkpoint = checkpoint;
	return STATUS_OK;
}
