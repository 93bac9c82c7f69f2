#include "core/json.h"
#include "crypto/encoding.h"
#include "crypto/merkle.h"
#include "server/arguments.h"
#include "server/file.h"
#include "server/report.h"

#define PROOF_FILE_MAX   KIB(256)
#define PROOF_ARENA      MIB(2)
#define DIGITS_OF_NUMBER 18 /* of any number that int64 holds */
#define LARGEST          STR("9223372036854775807")

/* A proof of a test file. Hashes that are no hashes make it a proof that fails, not a file that cannot be
 * read. */
struct trial {
	const struct node *node;
	struct merkle_proof proof;
};

/* Sizes and indexes are read as int64. A greater number, which only corrupted proofs have, is no leaf of any
 * tree, as little as the largest that we read. */
static enum status numbers_clamp(struct str text, struct arena *arena, struct str *ret_text,
                                 struct error *err)
{
	struct buf buf;
	bool quoted = false;

	buf_init(&buf, arena, text.len + LARGEST.len);
	for (size_t i = 0; i < text.len; i++) {
		size_t digits = 0;
		while (!quoted && i + digits < text.len && text.ptr[i + digits] >= '0' &&
		       text.ptr[i + digits] <= '9')
			digits++;
		if (digits > 0) {
			struct str number = { text.ptr + i, digits };
			buf_put(&buf, digits > DIGITS_OF_NUMBER ? LARGEST : number);
			i += digits - 1;
			continue;
		}
		if (text.ptr[i] == '"')
			quoted = !quoted;
		else if (text.ptr[i] == '\\' && i + 1 < text.len) /* what follows ends no text */
			buf_put_char(&buf, text.ptr[i++]);
		buf_put_char(&buf, text.ptr[i]);
	}
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

static enum status hash_read(const struct trial *trial, struct str name, struct digest *ret_hash,
                             struct error *err)
{
	return base64_decode_exact(node_text(trial->node, name), ret_hash->bytes, sizeof ret_hash->bytes,
	                           err);
}

static enum status proof_read(struct trial *trial, struct error *err)
{
	const struct node *proof = node_find(trial->node, STR("proof"));

	if (proof == NULL || proof->kind == NODE_NULL)
		return STATUS_OK;
	if (proof->kind != NODE_ARRAY || proof->count > MERKLE_PROOF_MAX)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the proof is not at most %d hashes",
		            MERKLE_PROOF_MAX);
	for (size_t i = 0; i < proof->count; i++)
		TRY(base64_decode_exact(proof->items[i].string, trial->proof.hashes[i].bytes, DIGEST_BYTES,
		                        err));
	trial->proof.count = proof->count;
	return STATUS_OK;
}

static enum status size_read(const struct trial *trial, struct str name, uint64_t *ret_size,
                             struct error *err)
{
	int64_t size = node_int(trial->node, name, -1);

	if (size < 0 || (uint64_t)size > MERKLE_SIZE_MAX)
		return FAIL(err, PROBLEM_PROOF_INVALID, STR_FMT " is no size of a tree", STR_ARG(name));
	*ret_size = (uint64_t)size;
	return STATUS_OK;
}

static enum status inclusion_check(struct trial *trial, struct error *err)
{
	struct tree_head head;
	struct digest leaf;
	uint64_t index;

	TRY(size_read(trial, STR("leafIdx"), &index, err));
	TRY(size_read(trial, STR("treeSize"), &head.size, err));
	TRY(hash_read(trial, STR("root"), &head.root, err));
	TRY(hash_read(trial, STR("leafHash"), &leaf, err));
	TRY(proof_read(trial, err));
	return merkle_check_inclusion(&leaf, index, &head, trial->proof.hashes, trial->proof.count, err);
}

static enum status consistency_check(struct trial *trial, struct error *err)
{
	struct tree_head before;
	struct tree_head after;

	TRY(size_read(trial, STR("size1"), &before.size, err));
	TRY(size_read(trial, STR("size2"), &after.size, err));
	TRY(hash_read(trial, STR("root1"), &before.root, err));
	TRY(hash_read(trial, STR("root2"), &after.root, err));
	TRY(proof_read(trial, err));
	return merkle_check_consistency(&before, &after, trial->proof.hashes, trial->proof.count, err);
}

/* Whether the proof has the verdict that its file states. */
static enum status file_try(struct str path, struct arena *arena, struct report *report, struct error *err)
{
	struct trial trial = { 0 };
	struct error why = { 0 };
	struct str text;

	TRY(file_read(path, PROOF_FILE_MAX, arena, &text, err));
	TRY(numbers_clamp(text, arena, &text, err));
	TRY(node_parse(text, arena, &trial.node, err));
	bool of_leaf = node_find(trial.node, STR("leafIdx")) != NULL;
	if (!of_leaf && node_find(trial.node, STR("size1")) == NULL)
		return FAIL(err, PROBLEM_INVALID_VALUE,
		            STR_FMT ": neither leafIdx nor size1 says what it proves", STR_ARG(path));
	enum status status = of_leaf ? inclusion_check(&trial, &why) : consistency_check(&trial, &why);
	bool wanted = node_bool(trial.node, STR("wantErr"), false);
	if ((status != STATUS_OK) == wanted)
		report_ok(report, STR_FMT, STR_ARG(path));
	else
		report_failed(report, STR_FMT ": %s", STR_ARG(path),
		              wanted ? "a false proof was taken" : why.detail);
	return STATUS_OK;
}

enum status command_log_proof_test(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct report report = { .out = stdout, .quiet = true };
	void *block = arena_alloc(arena, 1, PROOF_ARENA, _Alignof(max_align_t));
	struct arena scratch;

	TRY(arena_check(arena, err));
	for (size_t i = 0; i < arguments->operand_count; i++) {
		arena_init(&scratch, block, PROOF_ARENA);
		if (file_try(arguments->operands[i], &scratch, &report, err) != STATUS_OK)
			report_failed(&report, STR_FMT ": %s", STR_ARG(arguments->operands[i]), err->detail);
	}
	printf("%zu passed, %zu failed\n", report.ok, report.failed);
	if (fflush(stdout) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	if (report.failed > 0)
		return FAIL(err, PROBLEM_PROOF_INVALID,
		            "not every proof has the verdict that its file states");
	return STATUS_OK;
}
