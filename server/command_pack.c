#include <stdio.h>
#include <stdlib.h>

#include "core/case_page.h"
#include "core/casefile.h"
#include "core/counterfactual.h"
#include "server/arguments.h"
#include "server/file.h"
#include "server/pack_embed.h"

#define CASES_BYTES_MAX MIB(128)
#define OUTPUT_BYTES    KIB(256)
#define SCRATCH_BYTES   MIB(16) /* for one case; emptied after each */

static enum status packs_load(struct arena *arena, const struct packset **ret_packs, struct error *err)
{
	size_t count;
	const struct pack_source *sources = pack_sources(&count);

	return packset_load(sources, count, arena, ret_packs, err);
}

static enum status scratch_make(struct arena *arena, struct arena *ret_scratch, struct error *err)
{
	void *block = ARENA_ARRAY(arena, uint8_t, SCRATCH_BYTES);

	TRY(arena_check(arena, err));
	arena_init(ret_scratch, block, SCRATCH_BYTES);
	return STATUS_OK;
}

/* Standard output is buffered by stdio where there is a line per line of input. */
static enum status output_finish(struct error *err)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	return STATUS_OK;
}

enum status command_pack_list(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	const struct packset *packs;

	(void)arguments;
	TRY(packs_load(arena, &packs, err));
	for (size_t i = 0; i < packs->pack_count; i++) {
		const struct pack *pack = &packs->packs[i];

		printf(STR_FMT "@" STR_FMT "  sha256:" STR_FMT "  " STR_FMT "\n", STR_ARG(pack->id),
		       STR_ARG(pack->version), STR_ARG(pack->sha256), STR_ARG(pack->title.in[LANGUAGE_EN]));
	}
	return output_finish(err);
}

/* --- worked cases --- */

struct tally {
	size_t passed;
	size_t failed;
};

static bool regime_is_wanted(const struct arguments *arguments, struct str regime)
{
	struct str wanted;

	if (!argument_is_set(arguments, STR("regime")))
		return true;
	for (size_t n = 0; argument_nth(arguments, STR("regime"), n, &wanted); n++) {
		if (str_eq(wanted, regime))
			return true;
	}
	return false;
}

/* A case that nobody's pack covers fails when its regime was asked for by name: silence would pass for
 * agreement. */
static void case_count(const struct arguments *arguments, const struct case_result *result,
                       struct tally *tally)
{
	bool named = argument_is_set(arguments, STR("regime"));

	if (!regime_is_wanted(arguments, result->regime) || (!result->is_covered && !named))
		return;
	if (result->is_covered && result->has_passed) {
		tally->passed++;
		return;
	}
	tally->failed++;
	printf("FAILED " STR_FMT " (" STR_FMT "): " STR_FMT "\n", STR_ARG(result->id),
	       STR_ARG(result->regime),
	       STR_ARG(result->is_covered ? result->text : STR("no pack covers this regime")));
}

static enum status cases_run(const struct arguments *arguments, const struct packset *packs, struct str text,
                             struct arena *scratch, struct tally *tally, struct error *err)
{
	for (size_t number = 1; text.len > 0; number++) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr);
		struct case_result result;

		arena_reset(scratch);
		if (len > 0 &&
		    casefile_run(packs, (struct str){ text.ptr, len }, scratch, &result, err) != STATUS_OK) {
			struct error inner = *err;

			return error_set(err, inner.problem, inner.where, NULL, "line %zu: %s", number,
			                 inner.detail);
		}
		if (len > 0)
			case_count(arguments, &result, tally);
		text.ptr += len + (end == NULL ? 0 : 1);
		text.len -= len + (end == NULL ? 0 : 1);
	}
	return STATUS_OK;
}

/* A file of lines, or a page (core/case_page.h) by its ending. */
static enum status cases_read(struct str path, struct arena *arena, struct str *ret_text, struct error *err)
{
	const struct str ending = STR(".md");
	struct buf lines;
	struct str text;

	TRY(file_read(path, CASES_BYTES_MAX, arena, &text, err));
	*ret_text = text;
	if (path.len < ending.len || memcmp(path.ptr + path.len - ending.len, ending.ptr, ending.len) != 0)
		return STATUS_OK;
	buf_init(&lines, arena, 2 * CASE_PAGE_BYTES_MAX);
	TRY(case_page_read(text, &lines, err));
	*ret_text = buf_str(&lines);
	return STATUS_OK;
}

enum status command_pack_test(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct tally tally = { 0 };
	const struct packset *packs;
	struct arena scratch;
	struct str text;

	TRY(packs_load(arena, &packs, err));
	TRY(cases_read(argument_text(arguments, STR("cases")), arena, &text, err));
	TRY(scratch_make(arena, &scratch, err));
	TRY(cases_run(arguments, packs, text, &scratch, &tally, err));
	printf("%zu passed, %zu failed\n", tally.passed, tally.failed);
	TRY(output_finish(err));
	if (tally.failed > 0)
		return FAIL(err, PROBLEM_PACK_INVALID, "the rules differ from the worked cases named above");
	if (tally.passed == 0)
		return FAIL(err, PROBLEM_PACK_INVALID, "no case of these regimes was run");
	return STATUS_OK;
}

/* --- facts in, proposals out --- */

/* A line that is no object of facts gets {"error": ...}, so that output lines stay beside their input lines.
 */
static bool facts_answer(const struct packset *packs, const struct configuration *configuration,
                         struct str line, struct arena *scratch)
{
	struct printer printer;
	struct str proposal;
	struct error err;
	struct buf buf;

	arena_reset(scratch);
	if (facts_evaluate(packs, configuration, line, scratch, &proposal, &err) == STATUS_OK) {
		printf(STR_FMT "\n", STR_ARG(proposal));
		return true;
	}
	arena_reset(scratch);
	buf_init(&buf, scratch, KIB(8));
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("error"), str_from_c(err.detail));
	print_member_string(&printer, STR("field"), str_from_c(err.field));
	print_object_end(&printer);
	printf(STR_FMT "\n", STR_ARG(buf_str(&buf)));
	return false;
}

enum status command_pack_eval(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct configuration configuration = casefile_configuration((struct str){ 0 });
	const struct packset *packs;
	struct arena scratch;
	char *line = NULL;
	size_t capacity = 0;
	size_t refused = 0;
	ssize_t len;

	if (argument_is_set(arguments, STR("would-change")))
		configuration.foresight = COUNTERFACTUAL_RUNS_MAX;
	TRY(packs_load(arena, &packs, err));
	TRY(scratch_make(arena, &scratch, err));
	(void)setvbuf(stdout, NULL, _IOFBF, OUTPUT_BYTES); /* refused: slower, but right */
	while ((len = getline(&line, &capacity, stdin)) > 0) {
		if (line[len - 1] == '\n')
			len--;
		if (!facts_answer(packs, &configuration, (struct str){ line, (size_t)len }, &scratch))
			refused++;
	}
	free(line);
	TRY(output_finish(err));
	if (refused > 0)
		return FAIL(err, PROBLEM_INVALID_VALUE, "%zu lines were no facts; see their \"error\"",
		            refused);
	return STATUS_OK;
}
