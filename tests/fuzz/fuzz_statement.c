/* Whatever parses must come back byte for byte; nothing may crash or read too far. */
#include "crypto/signed_statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t block[1 << 20];
	struct str text = bytes_str((struct bytes){ data, size });
	const struct statement *statement = NULL;
	struct arena arena;
	struct error err;

	arena_init(&arena, block, sizeof block);
	if (statement_parse(text, &arena, &statement, &err) == STATUS_OK) {
		struct buf buf;
		buf_init(&buf, &arena, STATEMENT_BYTES_MAX);
		statement_put(&buf, statement);
		assert(str_eq(buf_str(&buf), text));
	}
	arena_reset(&arena);
	struct note_key key = note_key_make(STR("fuzz"), &(struct public_key){ { 1 } });
	struct signed_statement opened;
	enum status code = signed_statement_open(text, &key, 1, &arena, &opened, &err);
	assert(code != STATUS_OK); /* nobody has a signature of this key */
	return 0;
}
