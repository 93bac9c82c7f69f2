#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "server/arguments.h"
#include "server/datadir.h"
#include "server/file.h"
#include "server/pack_files.h"
#include "server/stored_cases.h"

#define BAR_WIDTH 40

/* --- the progress bar: on standard error, and only for a person --- */

struct bar {
	bool is_shown;
	uint64_t total; /* 0: not known */
	unsigned shown; /* last percentage, or thousands of cases */
};

static void bar_show(void *ctx, uint64_t cases)
{
	struct bar *bar = ctx;
	unsigned now = bar->total > 0 ? (unsigned)(cases * 100 / bar->total) : (unsigned)(cases / 1000);

	if (!bar->is_shown || now == bar->shown)
		return;
	bar->shown = now;
	if (bar->total == 0) {
		(void)fprintf(stderr, "\r%llu cases", (unsigned long long)cases);
		return;
	}
	(void)fprintf(stderr, "\r[");
	for (unsigned i = 0; i < BAR_WIDTH; i++)
		(void)fputc(i * 100 < now * BAR_WIDTH ? '#' : '.', stderr);
	(void)fprintf(stderr, "] %3u %%  %llu cases", now, (unsigned long long)cases);
}

static void bar_end(const struct bar *bar)
{
	if (bar->is_shown)
		(void)fputc('\n', stderr);
}

/* --- where the cases come from --- */

static enum status put_stored(struct str data_dir, struct simulator *simulator, struct bar *bar,
                              struct arena *arena, struct error *err)
{
	struct archive archive;

	TRY(datadir_check(data_dir, arena, err));
	TRY(archive_open(&archive, data_dir, arena, err));
	enum status status = stored_cases_count(&archive, &bar->total, err);
	if (status == STATUS_OK)
		status = stored_cases_put(&archive, simulator, bar_show, bar, err);
	archive_close(&archive);
	return status;
}

/* Line by line: the file may be larger than memory. */
static enum status put_lines(struct str path, struct simulator *simulator, struct bar *bar, struct error *err)
{
	FILE *file = fopen(path.ptr, "rb");
	enum status status = STATUS_OK;
	uint64_t number = 0;
	size_t capacity = 0;
	char *line = NULL;
	char id[32];
	ssize_t len;

	if (file == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, STR_FMT ": cannot be read", STR_ARG(path));
	while (status == STATUS_OK && (len = getline(&line, &capacity, file)) > 0) {
		struct simulator_case item = { .line = { line, (size_t)len } };
		if (line[len - 1] == '\n')
			item.line.len--;
		if (item.line.len == 0)
			continue;
		number++;
		(void)snprintf(id, sizeof id, "line %llu", (unsigned long long)number);
		item.id = str_from_c(id);
		status = simulator_put(simulator, &item, err);
		bar_show(bar, number);
	}
	free(line);
	(void)fclose(file);
	return status;
}

static enum status put_cases(const struct arguments *arguments, struct simulator *simulator, struct bar *bar,
                             struct arena *arena, struct error *err)
{
	struct str data_dir = argument_text(arguments, STR("data"));
	struct str cases = argument_text(arguments, STR("cases"));

	if ((data_dir.len > 0) == (cases.len > 0))
		return FAIL(err, PROBLEM_USAGE, "give --data DIR for stored disputes, or --cases FILE");
	return data_dir.len > 0 ? put_stored(data_dir, simulator, bar, arena, err)
	                        : put_lines(cases, simulator, bar, err);
}

/* --- the report --- */

static enum status report_print(const struct simulation *tally, const struct packset *before,
                                const struct packset *after, struct arena *arena, struct error *err)
{
	struct printer printer;
	struct digest digest;
	struct buf report;
	struct buf line;

	buf_init(&report, arena, SIMULATION_REPORT_BYTES);
	printer_init(&printer, &report);
	print_simulation(&printer, tally, before, after);
	TRY(buf_check(&report, err));
	digest = digest_of(str_bytes(buf_str(&report)));
	buf_put_char(&report, '\n');
	TRY(file_print(buf_str(&report), err));
	buf_init(&line, arena, DIGEST_TEXT_LEN);
	digest_put(&line, &digest);
	(void)fprintf(stderr, "%llu cases, %llu changed, %llu not decided; report " STR_FMT "\n",
	              (unsigned long long)tally->cases, (unsigned long long)tally->changed,
	              (unsigned long long)tally->failed, STR_ARG(buf_str(&line)));
	return STATUS_OK;
}

static enum status packs_load(const struct arguments *arguments, struct arena *arena,
                              const struct packset **ret_before, const struct packset **ret_after,
                              struct error *err)
{
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);
	struct str path;

	TRY(arena_check(arena, err));
	TRY(pack_files_embedded(arena, files, err));
	for (size_t n = 0; argument_nth(arguments, STR("base"), n, &path); n++)
		TRY(pack_files_add(files, path, arena, err));
	TRY(pack_files_load(files, arena, ret_before, err));
	for (size_t i = 0; i < arguments->operand_count; i++)
		TRY(pack_files_add(files, arguments->operands[i], arena, err));
	return pack_files_load(files, arena, ret_after, err);
}

enum status command_pack_simulate(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct bar bar = { .is_shown = isatty(STDERR_FILENO) != 0 };
	struct simulator *simulator;
	const struct packset *before;
	const struct packset *after;

	TRY(packs_load(arguments, arena, &before, &after, err));
	TRY(simulator_open(before, after, 0, &simulator, err));
	enum status status = put_cases(arguments, simulator, &bar, arena, err);
	if (status == STATUS_OK) {
		const struct simulation *tally = simulator_finish(simulator);
		bar_end(&bar);
		status = report_print(tally, before, after, arena, err);
	}
	simulator_close(simulator);
	return status;
}
