#include "crypto/note.h"

#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/utf8.h"

#define KEY_ID_BYTES   4
#define TYPE_ED25519   0x01
#define VERIFY_KEY_MAX 64

static const struct str line_start = STR_INIT("\xe2\x80\x94 "); /* em dash, space */

bool key_name_is_valid(struct str name)
{
	if (name.len == 0 || name.len > KEY_NAME_MAX || !utf8_is_valid(name))
		return false;
	for (size_t at = 0; at < name.len;) {
		uint32_t point = utf8_next(name, &at);
		if (point <= ' ' || point == 0x7f || point == '+' || utf8_is_space(point))
			return false;
	}
	return true;
}

struct note_key note_key_make(struct str name, const struct public_key *public_key)
{
	assert(key_name_is_valid(name));
	assert(public_key != NULL);

	uint8_t tail[2 + PUBLIC_KEY_BYTES] = { '\n', TYPE_ED25519 };
	memcpy(tail + 2, public_key->bytes, PUBLIC_KEY_BYTES);
	struct digest digest = digest_of_pair(str_bytes(name), (struct bytes){ tail, sizeof tail });
	struct note_key key = { .name = name, .public_key = *public_key };
	for (size_t i = 0; i < KEY_ID_BYTES; i++)
		key.id = key.id << 8 | digest.bytes[i];
	return key;
}

static void id_to_bytes(uint32_t id, uint8_t ret_bytes[KEY_ID_BYTES])
{
	for (size_t i = 0; i < KEY_ID_BYTES; i++)
		ret_bytes[i] = (uint8_t)(id >> (24 - 8 * i));
}

static uint32_t id_from_bytes(const uint8_t bytes[KEY_ID_BYTES])
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

enum status note_key_parse(struct str vkey, struct note_key *ret_key, struct error *err)
{
	assert(ret_key != NULL);

	/* The name has no '+', so the first one ends it; base64 may have more. */
	const char *plus = vkey.len == 0 ? NULL : memchr(vkey.ptr, '+', vkey.len);
	size_t name_len = plus == NULL ? 0 : (size_t)(plus - vkey.ptr);
	struct str name = { vkey.ptr, name_len };
	struct str rest = { vkey.ptr + name_len, vkey.len - name_len };
	uint8_t id[KEY_ID_BYTES];
	uint8_t material[1 + PUBLIC_KEY_BYTES];
	struct error why;

	if (!key_name_is_valid(name) || rest.len < 10 || rest.ptr[9] != '+')
		return FAIL(err, PROBLEM_KEY_MALFORMED, "a vkey is written name+id+base64");
	if (hex_decode_exact((struct str){ rest.ptr + 1, 8 }, id, sizeof id, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_KEY_MALFORMED, "the key id must be 8 lower-case hex digits");
	if (base64_decode_exact((struct str){ rest.ptr + 10, rest.len - 10 }, material, sizeof material,
	                        &why) != STATUS_OK)
		return FAIL(err, PROBLEM_KEY_MALFORMED, "the key must be base64 of a type byte and 32 bytes");
	if (material[0] != TYPE_ED25519)
		return FAIL(err, PROBLEM_KEY_MALFORMED,
		            "keys of type 0x%02x are not accepted, only Ed25519 (0x01)", material[0]);

	struct public_key public_key;
	memcpy(public_key.bytes, material + 1, PUBLIC_KEY_BYTES);
	struct note_key key = note_key_make(name, &public_key);
	if (key.id != id_from_bytes(id))
		return FAIL(err, PROBLEM_KEY_MALFORMED, "the key id does not belong to this name and key");
	*ret_key = key;
	return STATUS_OK;
}

void note_key_put(struct buf *buf, const struct note_key *key)
{
	assert(key != NULL);

	uint8_t id[KEY_ID_BYTES];
	uint8_t material[1 + PUBLIC_KEY_BYTES] = { TYPE_ED25519 };
	id_to_bytes(key->id, id);
	memcpy(material + 1, key->public_key.bytes, PUBLIC_KEY_BYTES);
	buf_put(buf, key->name);
	buf_put_char(buf, '+');
	buf_put_hex(buf, (struct bytes){ id, sizeof id });
	buf_put_char(buf, '+');
	base64_put(buf, (struct bytes){ material, sizeof material });
}

/* Valid UTF-8 without control characters other than the newline (below U+0020, says the specification). */
static bool is_note_text(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\n')
			return false;
	}
	return utf8_is_valid(text);
}

/* Where the last empty line begins, or 0: a text of at least one newline comes before it. */
static size_t find_separator(struct str text)
{
	for (size_t i = text.len; i-- > 1;) {
		if (text.ptr[i] == '\n' && text.ptr[i - 1] == '\n')
			return i;
	}
	return 0;
}

static enum status parse_signature(struct str line, struct arena *arena, struct note_signature *ret_signature,
                                   struct error *err)
{
	if (!str_has_prefix(line, line_start))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a signature line begins with an em dash and a space");

	struct str rest = { line.ptr + line_start.len, line.len - line_start.len };
	const char *space = rest.len == 0 ? NULL : memchr(rest.ptr, ' ', rest.len);
	size_t name_len = space == NULL ? 0 : (size_t)(space - rest.ptr);
	struct str name = { rest.ptr, name_len };
	struct bytes decoded = { 0 };

	if (!key_name_is_valid(name))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a signature line needs a key name without spaces and '+'");
	struct str text = { rest.ptr + name_len + 1, rest.len - name_len - 1 };
	TRY(base64_decode(text, arena, &decoded, err));
	if (decoded.len <= KEY_ID_BYTES)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a signature line holds a key id and a signature");
	*ret_signature = (struct note_signature){
		.name = name,
		.id = id_from_bytes(decoded.ptr),
		.signature = { decoded.ptr + KEY_ID_BYTES, decoded.len - KEY_ID_BYTES },
	};
	return STATUS_OK;
}

enum status note_parse(struct str text, struct arena *arena, struct note *ret_note, struct error *err)
{
	assert(arena != NULL);
	assert(ret_note != NULL);

	if (text.len > NOTE_BYTES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a note has at most %zu bytes", NOTE_BYTES_MAX);
	if (text.len == 0 || text.ptr[text.len - 1] != '\n' || !is_note_text(text))
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a note is UTF-8 without control characters and ends in a newline");
	size_t separator = find_separator(text);
	if (separator == 0 || separator + 1 == text.len)
		return FAIL(err, PROBLEM_MALFORMED_REQUEST,
		            "a note is a text, an empty line and at least one signature line");

	struct note_signature *signatures = ARENA_ARRAY(arena, struct note_signature, NOTE_SIGNATURES_MAX);
	if (signatures == NULL)
		return arena_check(arena, err);
	size_t count = 0;
	for (size_t at = separator + 1; at < text.len; count++) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		struct str line = { text.ptr + at, (size_t)(end - text.ptr) - at };
		if (count == NOTE_SIGNATURES_MAX)
			return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a note has at most %d signature lines",
			            NOTE_SIGNATURES_MAX);
		TRY(parse_signature(line, arena, &signatures[count], err));
		at += line.len + 1;
	}
	*ret_note = (struct note){ .text = { text.ptr, separator },
		                   .signature_count = count,
		                   .signatures = signatures };
	return STATUS_OK;
}

static const struct note_key *find_key(const struct note_signature *line, const struct note_key *keys,
                                       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (keys[i].id == line->id && str_eq(keys[i].name, line->name))
			return &keys[i];
	}
	return NULL;
}

enum status note_verify(const struct note *note, const struct note_key *keys, size_t count,
                        uint64_t *ret_signers, struct error *err)
{
	assert(note != NULL);
	assert(keys != NULL || count == 0);
	assert(count <= VERIFY_KEY_MAX);
	assert(ret_signers != NULL);

	uint64_t signers = 0;
	for (size_t i = 0; i < note->signature_count; i++) {
		const struct note_signature *line = &note->signatures[i];
		const struct note_key *key = find_key(line, keys, count);
		struct signature signature = { 0 };
		/* A second line of one key would cost a verification and prove nothing new. */
		if (key == NULL || (signers >> (key - keys) & 1) != 0)
			continue;
		if (line->signature.len == SIGNATURE_BYTES)
			memcpy(signature.bytes, line->signature.ptr, SIGNATURE_BYTES);
		if (line->signature.len != SIGNATURE_BYTES ||
		    !signature_is_valid(&signature, str_bytes(note->text), &key->public_key))
			return FAIL(err, PROBLEM_BAD_SIGNATURE,
			            "the signature of " STR_FMT " does not verify", STR_ARG(key->name));
		signers |= UINT64_C(1) << (key - keys);
	}
	if (signers == 0)
		return FAIL(err, PROBLEM_KEY_UNKNOWN, "no signature line names a key that is known here");
	*ret_signers = signers;
	return STATUS_OK;
}

void note_put_signature(struct buf *buf, struct str text, struct str key_name, const struct signing_key *key)
{
	assert(text.len > 0 && text.ptr[text.len - 1] == '\n');
	assert(key_name_is_valid(key_name));
	assert(key != NULL);

	struct note_key public_side = note_key_make(key_name, &key->public_key);
	struct signature signature = signature_make(key, str_bytes(text));
	uint8_t blob[KEY_ID_BYTES + SIGNATURE_BYTES];
	id_to_bytes(public_side.id, blob);
	memcpy(blob + KEY_ID_BYTES, signature.bytes, SIGNATURE_BYTES);
	buf_put(buf, line_start);
	buf_put(buf, key_name);
	buf_put_char(buf, ' ');
	base64_put(buf, (struct bytes){ blob, sizeof blob });
	buf_put_char(buf, '\n');
}

void note_put(struct buf *buf, struct str text, struct str key_name, const struct signing_key *key)
{
	buf_put(buf, text);
	buf_put_char(buf, '\n');
	note_put_signature(buf, text, key_name, key);
}
