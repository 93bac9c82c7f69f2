#include <stdio.h>

#include "core/json.h"
#include "core/lint.h"
#include "server/arguments.h"
#include "server/pack_files.h"

/* What is looked at: the files that were named, or all that the program carries. */
static enum status sources_make(const struct arguments *arguments, struct arena *arena,
                                struct lint_source *ret_sources, size_t *ret_count, struct error *err)
{
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);

	TRY(arena_check(arena, err));
	TRY(pack_files_embedded(arena, files, err));
	for (size_t i = 0; i < arguments->operand_count; i++)
		TRY(pack_files_add(files, arguments->operands[i], arena, err));
	for (size_t i = 0; i < files->count; i++) {
		const struct pack_file *file = &files->items[i];
		ret_sources[i] =
			(struct lint_source){ .file = file->name,
			                      .texts_file = file->texts_name,
			                      .source = file->source,
			                      .is_silent = arguments->operand_count > 0 && !file->is_given };
	}
	*ret_count = files->count;
	return STATUS_OK;
}

static void print_lines(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct str slug = lint_code_slug(finding->code);

		printf(STR_FMT ": " STR_FMT ": " STR_FMT ": " STR_FMT "\n", STR_ARG(finding->file),
		       STR_ARG(finding->pointer), STR_ARG(slug), STR_ARG(finding->reason));
	}
}

/* One object a line, for editors and for CI. */
static enum status print_objects(const struct findings *findings, struct arena *arena, struct error *err)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct printer printer;
		struct buf buf;

		buf_init(&buf, arena, KIB(8));
		printer_init(&printer, &buf);
		print_object_begin(&printer);
		print_member_string(&printer, STR("code"), lint_code_slug(finding->code));
		print_member_string(&printer, STR("file"), finding->file);
		print_member_string(&printer, STR("pointer"), finding->pointer);
		print_member_string(&printer, STR("reason"), finding->reason);
		print_object_end(&printer);
		TRY(buf_check(&buf, err));
		printf(STR_FMT "\n", STR_ARG(buf_str(&buf)));
	}
	return STATUS_OK;
}

enum status command_pack_lint(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct lint_source sources[PACKS_MAX];
	struct findings findings;
	size_t count;

	TRY(sources_make(arguments, arena, sources, &count, err));
	TRY(lint_packs(sources, count, arena, &findings, err));
	if (argument_is_set(arguments, STR("json")))
		TRY(print_objects(&findings, arena, err));
	else
		print_lines(&findings);
	if (fflush(stdout) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	if (findings.total > 0)
		return FAIL(err, PROBLEM_PACK_INVALID, "%zu findings; each names its file, place and reason",
		            findings.total);
	return STATUS_OK;
}
