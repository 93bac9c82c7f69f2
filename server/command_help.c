#include "server/arguments.h"
#include "server/file.h"

#define USAGE_BYTES_MAX KIB(32)

enum status command_help(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	char words[2][64] = { "", "" };
	char *pointers[2] = { words[0], words[1] };
	const struct usage *subcommand;
	struct buf buf;
	size_t taken;

	buf_init(&buf, arena, USAGE_BYTES_MAX);
	if (arguments->operand_count == 0) {
		usage_put(&buf);
		TRY(buf_check(&buf, err));
		return file_print(buf_str(&buf), err);
	}
	for (size_t i = 0; i < arguments->operand_count && i < COUNT_OF(words); i++) {
		struct str word = arguments->operands[i];

		if (word.len >= sizeof(words[i]))
			return FAIL(err, PROBLEM_USAGE, "no command has such a long name");
		memcpy(words[i], word.ptr, word.len);
	}
	TRY(subcommand_find(pointers, arguments->operand_count, &subcommand, &taken, err));
	usage_put_one(&buf, subcommand);
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}

enum status command_version(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	(void)arguments;
	(void)arena;
	return file_print(STR("sanbao " SANBAO_VERSION "\n"), err);
}
