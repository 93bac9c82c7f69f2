#include "server/datadir.h"
#include "server/log_check.h"
#include "server/log_export.h"
#include "server/log_folder.h"
#include "server/setup.h"

/* What is done with the log of --data once it is open. */
typedef enum status log_work(struct archive *archive, const struct note_key *log_key,
                             const struct arguments *arguments, struct arena *arena, struct error *err);

static enum status with_log(const struct arguments *arguments, log_work *work, struct arena *arena,
                            struct error *err)
{
	struct keystore keystore;
	struct archive archive;
	struct setup setup;

	TRY(setup_keys(arguments, arena, &setup, &keystore, err));
	struct note_key log_key = keystore_public(&keystore, KEY_PURPOSE_LOG);
	enum status status = archive_open(&archive, setup.data_dir, arena, err);
	if (status == STATUS_OK) {
		status = work(&archive, &log_key, arguments, arena, err);
		archive_close(&archive);
	}
	keystore_close(&keystore);
	return status;
}

/* --- verify --- */

static enum status stored_log_verify(struct archive *archive, const struct note_key *log_key,
                                     const struct arguments *arguments, struct arena *arena,
                                     struct error *err)
{
	struct report report = { .out = stdout };

	(void)arguments;
	TRY(log_check(archive, log_key, arena, &report, err));
	return report_verdict(&report, "the log does not hold what the store holds", err);
}

static enum status exported_log_verify(const struct arguments *arguments, struct arena *arena,
                                       struct error *err)
{
	struct str vkey = argument_text(arguments, STR("log-key"));
	struct report report = { .out = stdout };
	struct note_key log_key;

	if (vkey.len > 0)
		TRY(note_key_parse(vkey, &log_key, err));
	TRY(log_folder_check(arguments->operands[0], vkey.len > 0 ? &log_key : NULL, arena, &report, err));
	return report_verdict(&report, "the exported log is not the one that was signed", err);
}

enum status command_log_verify(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	bool stored = argument_is_set(arguments, STR("data"));

	if (stored == (arguments->operand_count == 1))
		return FAIL(err, PROBLEM_USAGE, "name a data directory with --data, or an exported folder");
	return stored ? with_log(arguments, stored_log_verify, arena, err)
	              : exported_log_verify(arguments, arena, err);
}

/* --- export --- */

static enum status stored_log_export(struct archive *archive, const struct note_key *log_key,
                                     const struct arguments *arguments, struct arena *arena,
                                     struct error *err)
{
	uint64_t size = 0;

	TRY(log_export(archive, log_key, arguments->operands[0], arena, &size, err));
	printf("%llu entries in " STR_FMT "\n", (unsigned long long)size, STR_ARG(arguments->operands[0]));
	return STATUS_OK;
}

enum status command_log_export(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	return with_log(arguments, stored_log_export, arena, err);
}
