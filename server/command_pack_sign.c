#include "core/calendar.h"
#include "core/json.h"
#include "server/arguments.h"
#include "server/file.h"
#include "server/pack_files.h"
#include "server/pack_review.h"
#include "server/party_key.h"
#include "server/setup.h"

static enum status note_print(const struct arguments *arguments, const struct pack_file *file,
                              struct arena *arena, struct error *err)
{
	struct pack_review review = { .reviewed_by = argument_text(arguments, STR("reviewer")),
		                      .reviewed_at_ms = setup_now_ms() / 1000 * 1000 };
	struct str time = argument_text(arguments, STR("time"));
	const struct node *root;
	struct party_key key;
	struct str text;
	struct buf note;

	if (time.len > 0)
		TRY(instant_parse(time, &review.reviewed_at_ms, err));
	TRY(node_parse(file->source.rules, arena, &root, err));
	review.pack = node_text(root, STR("pack"));
	review.version = node_text(root, STR("version"));
	TRY(pack_review_text(&review, &file->source, arena, &text, err));
	TRY(party_key_open(argument_text(arguments, STR("key")), &key, err));
	buf_init(&note, arena, PACK_REVIEW_BYTES_MAX);
	note_put(&note, text, key.key.name, &key.key.signing);
	party_key_close(&key);
	TRY(buf_check(&note, err));
	return file_print(buf_str(&note), err);
}

static enum status note_check(const struct arguments *arguments, const struct pack_file *file,
                              struct arena *arena, struct error *err)
{
	struct pack_review review;
	struct note_key key;
	struct str text;
	struct buf line;

	TRY(note_key_parse(argument_text(arguments, STR("vkey")), &key, err));
	TRY(file_read(argument_text(arguments, STR("check")), PACK_REVIEW_BYTES_MAX, arena, &text, err));
	TRY(pack_review_check(text, &key, &file->source, arena, &review, err));
	buf_init(&line, arena, PACK_REVIEW_BYTES_MAX);
	buf_putf(&line, STR_FMT "@" STR_FMT " was reviewed by " STR_FMT " at ", STR_ARG(review.pack),
	         STR_ARG(review.version), STR_ARG(review.reviewed_by));
	instant_put(&line, review.reviewed_at_ms);
	buf_put_char(&line, '\n');
	TRY(buf_check(&line, err));
	return file_print(buf_str(&line), err);
}

enum status command_pack_sign(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	bool signs = argument_is_set(arguments, STR("key"));
	bool checks = argument_is_set(arguments, STR("check")) && argument_is_set(arguments, STR("vkey"));
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);

	TRY(arena_check(arena, err));
	if (signs == checks)
		return FAIL(err, PROBLEM_USAGE,
		            "give --key and --reviewer to sign, or --check and --vkey to check a signature");
	TRY(pack_files_add(files, arguments->operands[0], arena, err));
	if (files->count != 1)
		return FAIL(err, PROBLEM_USAGE, "one pack is signed at a time: name its file");
	return signs ? note_print(arguments, &files->items[0], arena, err)
	             : note_check(arguments, &files->items[0], arena, err);
}
