#include "crypto/sshsig.h"

#include <sodium.h>

#include "crypto/digest.h"
#include "crypto/encoding.h"

#define SSHSIG_VERSION   1
#define HASH_BYTES_MAX   crypto_hash_sha512_BYTES
#define SIGNED_BYTES_MAX 512 /* magic, namespace, hash name and hash, with their lengths */
#define NAMESPACE_MAX    300

static const struct str magic = STR_INIT("SSHSIG");
static const struct str key_type = STR_INIT("ssh-ed25519");
static const struct str armor_begin = STR_INIT("-----BEGIN SSH SIGNATURE-----\n");
static const struct str armor_end = STR_INIT("-----END SSH SIGNATURE-----\n");

/* SSH's binary form (RFC 4251 section 5), read with a sticky failure. */
struct wire {
	struct bytes rest;
	bool failed;
};

/* The decoded block. Borrows from the decoded bytes. */
struct sshsig {
	struct public_key key;
	struct str name_space;
	struct str hash;
	struct signature signature;
};

static struct bytes wire_take(struct wire *wire, size_t len)
{
	if (wire->failed || len > wire->rest.len) {
		wire->failed = true;
		return (struct bytes){ 0 };
	}
	struct bytes taken = { wire->rest.ptr, len };
	wire->rest = (struct bytes){ wire->rest.ptr + len, wire->rest.len - len };
	return taken;
}

static uint32_t wire_uint32(struct wire *wire)
{
	struct bytes bytes = wire_take(wire, 4);

	if (wire->failed)
		return 0;
	return (uint32_t)bytes.ptr[0] << 24 | (uint32_t)bytes.ptr[1] << 16 | (uint32_t)bytes.ptr[2] << 8 |
	       bytes.ptr[3];
}

static struct bytes wire_string(struct wire *wire)
{
	uint32_t len = wire_uint32(wire);

	return wire_take(wire, len);
}

static void wire_expect(struct wire *wire, struct str text)
{
	if (!str_eq(bytes_str(wire_string(wire)), text))
		wire->failed = true;
}

/* Exactly `len` bytes in a string, and nothing after it. */
static void wire_last(struct wire *wire, uint8_t *ret_bytes, size_t len)
{
	struct bytes bytes = wire_string(wire);

	if (wire->failed || bytes.len != len || wire->rest.len != 0) {
		wire->failed = true;
		return;
	}
	memcpy(ret_bytes, bytes.ptr, len);
}

/* RFC 8709 section 4: string "ssh-ed25519", string key. */
static bool key_blob_decode(struct bytes blob, struct public_key *ret_key)
{
	struct wire wire = { .rest = blob };

	wire_expect(&wire, key_type);
	wire_last(&wire, ret_key->bytes, PUBLIC_KEY_BYTES);
	return !wire.failed;
}

/* RFC 8709 section 6. */
static bool signature_blob_decode(struct bytes blob, struct signature *ret_signature)
{
	struct wire wire = { .rest = blob };

	wire_expect(&wire, key_type);
	wire_last(&wire, ret_signature->bytes, SIGNATURE_BYTES);
	return !wire.failed;
}

enum status ssh_key_parse(struct str line, struct arena *arena, struct public_key *ret_key, struct error *err)
{
	assert(line.ptr != NULL || line.len == 0);
	assert(ret_key != NULL);

	struct public_key key;
	struct bytes blob = { 0 };
	if (!str_has_prefix(line, STR("ssh-ed25519 ")))
		return FAIL(err, PROBLEM_KEY_MALFORMED,
		            "the line must begin with ssh-ed25519; other types are not accepted");

	struct str text = { line.ptr + key_type.len + 1, 0 };
	size_t room = line.len - key_type.len - 1;
	while (text.len < room && text.ptr[text.len] != ' ' && text.ptr[text.len] != '\n')
		text.len++;
	enum status code = base64_decode(text, arena, &blob, err);
	if (code == STATUS_LIMIT)
		return code;
	if (code != STATUS_OK || !key_blob_decode(blob, &key))
		return FAIL(err, PROBLEM_KEY_MALFORMED,
		            "the second field must be the base64 of an Ed25519 key");
	*ret_key = key;
	return STATUS_OK;
}

/* The base64 between the armour lines, its line breaks removed. */
static enum status armor_strip(struct str armor, struct arena *arena, struct str *ret_base64,
                               struct error *err)
{
	if (armor.len > SSHSIG_ARMOR_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "an SSH signature block has at most %zu bytes",
		            SSHSIG_ARMOR_MAX);
	if (armor.len < armor_begin.len + armor_end.len || !str_has_prefix(armor, armor_begin))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "an SSH signature block begins with its BEGIN line");

	struct str tail = { armor.ptr + armor.len - armor_end.len, armor_end.len };
	if (!str_eq(tail, armor_end) || tail.ptr[-1] != '\n')
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "an SSH signature block ends with its END line");

	struct str body = { armor.ptr + armor_begin.len, armor.len - armor_begin.len - armor_end.len };
	char *base64 = ARENA_ARRAY(arena, char, body.len + 1);
	if (base64 == NULL)
		return arena_check(arena, err);
	size_t len = 0;
	for (size_t i = 0; i < body.len; i++) {
		if (body.ptr[i] != '\n')
			base64[len++] = body.ptr[i];
	}
	*ret_base64 = (struct str){ base64, len };
	return STATUS_OK;
}

/* PROTOCOL.sshsig section 2: the blob format. */
static enum status sshsig_decode(struct str armor, struct arena *arena, struct sshsig *ret_sshsig,
                                 struct error *err)
{
	struct str base64 = { 0 };
	struct bytes blob = { 0 };
	struct sshsig sshsig = { 0 };

	TRY(armor_strip(armor, arena, &base64, err));
	enum status code = base64_decode(base64, arena, &blob, err);
	if (code == STATUS_LIMIT)
		return code;
	if (code != STATUS_OK)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "the SSH signature block is not base64");

	struct wire wire = { .rest = blob };
	struct bytes start = wire_take(&wire, magic.len);
	uint32_t version = wire_uint32(&wire);
	struct bytes key_blob = wire_string(&wire);
	sshsig.name_space = bytes_str(wire_string(&wire));
	struct bytes reserved = wire_string(&wire);
	sshsig.hash = bytes_str(wire_string(&wire));
	struct bytes signature_blob = wire_string(&wire);
	if (wire.failed || wire.rest.len != 0 || !str_eq(bytes_str(start), magic) ||
	    version != SSHSIG_VERSION)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "the block is not an SSH signature of version 1");
	/* "Implementations must ignore the reserved field", but nobody has a use for one: refuse what we
	 * cannot print. */
	if (reserved.len != 0)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "the SSH signature has a reserved field that is not empty");
	if (!key_blob_decode(key_blob, &sshsig.key) ||
	    !signature_blob_decode(signature_blob, &sshsig.signature))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "only ssh-ed25519 keys and signatures are accepted");
	*ret_sshsig = sshsig;
	return STATUS_OK;
}

enum status sshsig_key(struct str armor, struct arena *arena, struct public_key *ret_key, struct error *err)
{
	assert(arena != NULL);
	assert(ret_key != NULL);

	struct sshsig sshsig;
	TRY(sshsig_decode(armor, arena, &sshsig, err));
	*ret_key = sshsig.key;
	return STATUS_OK;
}

/* The hash that the block names; 0 for one that we do not accept. */
static size_t hash_message(struct str hash, struct str message, uint8_t ret_hash[HASH_BYTES_MAX])
{
	if (str_eq(hash, STR("sha512"))) {
		int done = crypto_hash_sha512(ret_hash, str_bytes(message).ptr, message.len);
		assert(done == 0);
		return crypto_hash_sha512_BYTES;
	}
	if (str_eq(hash, STR("sha256"))) {
		struct digest digest = digest_of(str_bytes(message));
		memcpy(ret_hash, digest.bytes, DIGEST_BYTES);
		return DIGEST_BYTES;
	}
	return 0;
}

static void put_string(struct buf *buf, struct str text)
{
	assert(text.len <= UINT32_MAX);

	for (unsigned shift = 32; shift > 0; shift -= 8)
		buf_put_char(buf, (char)(text.len >> (shift - 8) & 0xff));
	buf_put(buf, text);
}

/* PROTOCOL.sshsig section 3: what the key signs. */
static enum status put_signed_data(struct buf *buf, const struct sshsig *sshsig, struct str message,
                                   struct error *err)
{
	uint8_t hash[HASH_BYTES_MAX];
	size_t hash_len = hash_message(sshsig->hash, message, hash);

	if (hash_len == 0)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST, "the SSH signature must use sha512 or sha256");
	buf_put(buf, magic);
	put_string(buf, sshsig->name_space);
	put_string(buf, (struct str){ 0 });
	put_string(buf, sshsig->hash);
	put_string(buf, bytes_str((struct bytes){ hash, hash_len }));
	return buf_check(buf, err);
}

enum status sshsig_verify(struct str armor, struct str message, struct str name_space,
                          const struct public_key *key, struct arena *arena, struct error *err)
{
	assert(name_space.len > 0 && name_space.len <= NAMESPACE_MAX);
	assert(key != NULL);

	struct sshsig sshsig;
	struct buf data;
	TRY(sshsig_decode(armor, arena, &sshsig, err));
	if (!str_eq(sshsig.name_space, name_space))
		return FAIL(err, PROBLEM_BAD_SIGNATURE, "sign with the namespace " STR_FMT,
		            STR_ARG(name_space));
	if (!public_key_eq(&sshsig.key, key))
		return FAIL(err, PROBLEM_BAD_SIGNATURE, "the SSH signature is by another key");
	buf_init(&data, arena, SIGNED_BYTES_MAX);
	TRY(put_signed_data(&data, &sshsig, message, err));
	if (!signature_is_valid(&sshsig.signature, str_bytes(buf_str(&data)), key))
		return FAIL(err, PROBLEM_BAD_SIGNATURE, "the SSH signature does not verify");
	return STATUS_OK;
}
