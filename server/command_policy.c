#include "core/policy_check.h"
#include "server/arguments.h"
#include "server/file.h"
#include "server/pack_files.h"

#define POLICY_BYTES_MAX  KIB(64)
#define VERDICT_BYTES_MAX KIB(256)

static enum status packs_load(const struct arguments *arguments, struct arena *arena,
                              const struct packset **ret_packs, struct error *err)
{
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);
	struct str path;

	TRY(arena_check(arena, err));
	TRY(pack_files_embedded(arena, files, err));
	for (size_t n = 0; argument_nth(arguments, STR("pack"), n, &path); n++)
		TRY(pack_files_add(files, path, arena, err));
	return pack_files_load(files, arena, ret_packs, err);
}

static enum status verdict_print(const struct policy_verdict *verdict, struct arena *arena, struct error *err)
{
	struct printer printer;
	struct buf buf;

	buf_init(&buf, arena, VERDICT_BYTES_MAX);
	printer_init(&printer, &buf);
	print_policy_verdict(&printer, verdict);
	buf_put_char(&buf, '\n');
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}

enum status command_policy_check(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct str jurisdiction = argument_text(arguments, STR("jurisdiction"));
	struct seller_policy *policy = ARENA_NEW(arena, struct seller_policy);
	void *block = ARENA_ARRAY(arena, uint8_t, POLICY_SCRATCH_BYTES);
	struct policy_verdict verdict;
	const struct packset *packs;
	const struct node *node;
	struct policy_floor floor;
	struct arena scratch;
	struct str text;

	TRY(arena_check(arena, err));
	arena_init(&scratch, block, POLICY_SCRATCH_BYTES);
	TRY(packs_load(arguments, arena, &packs, err));
	TRY(file_read(arguments->operands[0], POLICY_BYTES_MAX, arena, &text, err));
	TRY(node_parse(text, arena, &node, err));
	TRY(seller_policy_decode(node, policy, err));
	floor = (struct policy_floor){ .packset = packs,
		                       .jurisdiction = jurisdiction.len > 0 ? jurisdiction : STR("CN") };
	TRY(policy_check(&floor, policy, &scratch, arena, &verdict, err));
	TRY(verdict_print(&verdict, arena, err));
	return policy_verdict_refuse(&verdict, err);
}
