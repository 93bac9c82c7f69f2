#include "crypto/signed_statement.h"

#include "crypto/sshsig.h"

#define NAMESPACE_MAX 300 /* the longest kind, '@' and the longest service fit */

static const struct str armor_start = STR_INIT("-----BEGIN SSH SIGNATURE-----\n");

/* The envelope cut at its first empty line: a statement has none. */
struct halves {
	struct str text;  /* with its last newline */
	struct str proof; /* what follows the empty line */
};

static enum status envelope_cut(struct str envelope, struct halves *ret_halves, struct error *err)
{
	if (envelope.len > SIGNED_STATEMENT_BYTES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a signed statement has at most %zu bytes",
		            SIGNED_STATEMENT_BYTES_MAX);
	for (size_t i = 1; i < envelope.len; i++) {
		if (envelope.ptr[i] != '\n' || envelope.ptr[i - 1] != '\n')
			continue;
		*ret_halves = (struct halves){
			.text = { envelope.ptr, i },
			.proof = { envelope.ptr + i + 1, envelope.len - i - 1 },
		};
		return STATUS_OK;
	}
	return FAIL(err, PROBLEM_MALFORMED_REQUEST,
	            "an empty line must stand between the statement and its signature");
}

static enum status verify_note(struct str envelope, const struct halves *halves,
                               struct signer_keys candidates, struct arena *arena, uint64_t *ret_signers,
                               struct error *err)
{
	struct note note;

	TRY(note_parse(envelope, arena, &note, err));
	/* A note is cut at its last empty line. If that is another one, what was signed is not the statement.
	 */
	if (note.text.len != halves->text.len)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "a signed statement has one empty line");
	return note_verify(&note, candidates.keys, candidates.count, ret_signers, err);
}

/* PROTOCOL.sshsig has signers name what they sign for; ours is kind@service. */
static enum status verify_sshsig(const struct halves *halves, const struct statement *statement,
                                 struct signer_keys candidates, struct arena *arena, uint64_t *ret_signers,
                                 struct error *err)
{
	struct public_key claimed;
	struct buf name_space;

	TRY(sshsig_key(halves->proof, arena, &claimed, err));
	buf_init(&name_space, arena, NAMESPACE_MAX);
	buf_put(&name_space, statement_kind_token(statement->kind));
	buf_put_char(&name_space, '@');
	buf_put(&name_space, statement->service);
	TRY(buf_check(&name_space, err));
	for (size_t i = 0; i < candidates.count; i++) {
		if (!public_key_eq(&candidates.keys[i].public_key, &claimed))
			continue;
		TRY(sshsig_verify(halves->proof, halves->text, buf_str(&name_space), &claimed, arena, err));
		*ret_signers = UINT64_C(1) << i;
		return STATUS_OK;
	}
	return FAIL(err, PROBLEM_KEY_UNKNOWN, "the SSH key is not one that is known here");
}

static size_t lowest_bit(uint64_t bits)
{
	size_t index = 0;

	assert(bits != 0);
	while ((bits >> index & 1) == 0)
		index++;
	return index;
}

enum status signed_statement_verify(struct str envelope, const struct statement *peeked,
                                    struct signer_keys keys, struct arena *arena,
                                    struct signed_statement *ret_signed, struct error *err)
{
	assert(peeked != NULL && ret_signed != NULL);
	assert(keys.count <= SIGNER_KEYS_MAX && (keys.keys != NULL || keys.count == 0));

	struct halves halves;
	uint64_t signers = 0;
	TRY(envelope_cut(envelope, &halves, err));
	if (str_has_prefix(halves.proof, armor_start))
		TRY(verify_sshsig(&halves, peeked, keys, arena, &signers, err));
	else
		TRY(verify_note(envelope, &halves, keys, arena, &signers, err));
	*ret_signed = (struct signed_statement){
		.envelope = envelope,
		.text = halves.text,
		.statement = peeked,
		.signers = signers,
		.first_signer = lowest_bit(signers),
	};
	return STATUS_OK;
}

enum status signed_statement_open(struct str envelope, const struct note_key *keys, size_t key_count,
                                  struct arena *arena, struct signed_statement *ret_signed, struct error *err)
{
	const struct statement *statement = NULL;

	TRY(signed_statement_peek(envelope, arena, &statement, err));
	return signed_statement_verify(envelope, statement, (struct signer_keys){ keys, key_count }, arena,
	                               ret_signed, err);
}

enum status signed_statement_peek(struct str envelope, struct arena *arena,
                                  const struct statement **ret_statement, struct error *err)
{
	struct halves halves;

	TRY(envelope_cut(envelope, &halves, err));
	return statement_parse(halves.text, arena, ret_statement, err);
}
