#include "crypto/encoding.h"
#include "crypto/signature.h"
#include "server/arguments.h"
#include "server/file.h"

#define SIGNED_FILE_MAX MIB(64)

static bool is_hex(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char lower = (char)(text.ptr[i] | 0x20);
		if (!(text.ptr[i] >= '0' && text.ptr[i] <= '9') && !(lower >= 'a' && lower <= 'f'))
			return false;
	}
	return text.len % 2 == 0;
}

/* Either case of letters is taken here, since other programs print both. A flag that is no hex at all is a
 * slip of the hand; a value of another length is a key or a signature that does not verify. */
static enum status hex_argument(const struct arguments *arguments, struct str name, struct bytes into,
                                struct arena *arena, struct error *err)
{
	struct str given = argument_text(arguments, name);
	char *lower = ARENA_ARRAY(arena, char, given.len + 1);

	TRY(arena_check(arena, err));
	if (!is_hex(given))
		return FAIL(err, PROBLEM_USAGE, "--" STR_FMT " is %zu bytes in hex", STR_ARG(name), into.len);
	if (given.len != 2 * into.len)
		return FAIL(err, PROBLEM_BAD_SIGNATURE,
		            "--" STR_FMT
		            " has %zu bytes, and Ed25519 takes %zu: nothing of that length verifies",
		            STR_ARG(name), given.len / 2, into.len);
	for (size_t i = 0; i < given.len; i++)
		lower[i] = given.ptr[i] >= 'A' && given.ptr[i] <= 'F' ? (char)(given.ptr[i] | 0x20)
		                                                      : given.ptr[i];
	return hex_decode_exact((struct str){ lower, given.len }, (uint8_t *)(uintptr_t)into.ptr, into.len,
	                        err);
}

enum status command_verify_signature(const struct arguments *arguments, struct arena *arena,
                                     struct error *err)
{
	struct public_key key;
	struct signature signature;
	struct str text;

	TRY(hex_argument(arguments, STR("key"), (struct bytes){ key.bytes, sizeof key.bytes }, arena, err));
	TRY(hex_argument(arguments, STR("sig"), (struct bytes){ signature.bytes, sizeof signature.bytes },
	                 arena, err));
	enum status status = file_read(arguments->operands[0], SIGNED_FILE_MAX, arena, &text, err);
	if (status != STATUS_OK &&
	    err->problem == PROBLEM_SIZE_EXCEEDED) /* nothing was checked: no verdict */
		return FAIL(err, PROBLEM_USAGE, "the file is larger than %zu bytes", (size_t)SIGNED_FILE_MAX);
	TRY(status);
	if (!signature_is_valid(&signature, str_bytes(text), &key))
		return FAIL(err, PROBLEM_BAD_SIGNATURE,
		            "the signature is not this key's over these %zu bytes", text.len);
	return file_print(STR("good signature\n"), err);
}
