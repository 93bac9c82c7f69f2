#include <stdio.h>

#include "core/lifecycle.h"
#include "server/bundle.h"
#include "server/case_records.h"
#include "server/datadir.h"
#include "server/file.h"
#include "server/setup.h"
#include "server/zip.h"

/* --- list --- */

struct listing {
	struct str phase; /* empty: all */
	struct arena scratch;
};

/* The staff's card says all that a list needs. */
static enum status card_print_line(void *ctx, const struct store_row *row, struct error *err)
{
	struct listing *listing = ctx;
	const struct node *card;

	if (listing->phase.len > 0 && !str_eq(store_row_text(row, COLUMN_DISPUTE_PHASE), listing->phase))
		return STATUS_OK;
	arena_reset(&listing->scratch);
	TRY(node_parse(card_line(row->body, SIDE_STAFF), &listing->scratch, &card, err));
	printf(STR_FMT "  " STR_FMT "  %-12.*s  " STR_FMT "  " STR_FMT "\n",
	       STR_ARG(node_text(card, STR("id"))), STR_ARG(node_text(card, STR("reference"))),
	       STR_ARG(store_row_text(row, COLUMN_DISPUTE_PHASE)),
	       STR_ARG(node_text(card, STR("updated_at"))), STR_ARG(node_text(card, STR("reason"))));
	return STATUS_OK;
}

static enum status cards_list(struct archive *archive, struct listing *listing, struct error *err)
{
	/* by phase, since every dispute has one; each phase the latest change first */
	for (int i = 0; i < PHASE_COUNT; i++) {
		struct str phase = phase_slug((enum phase)i);
		struct key lo;
		struct key hi;

		if (listing->phase.len > 0 && !str_eq(phase, listing->phase))
			continue;
		key_init(&lo);
		key_put_text(&lo, phase);
		hi = lo;
		key_put_end(&hi);
		struct archive_range range = {
			.kind = RECORD_DISPUTE,
			.index = INDEX_DISPUTE_BY_PHASE,
			.lo = key_bytes(&lo),
			.hi = key_bytes(&hi),
			.descending = true,
		};
		TRY(archive_walk(archive, &range, card_print_line, listing, err));
	}
	return STATUS_OK;
}

enum status command_case_list(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct listing listing = { .phase = argument_text(arguments, STR("phase")) };
	struct str data_dir = argument_text(arguments, STR("data"));
	void *block = ARENA_ARRAY(arena, uint8_t, MIB(1));
	struct archive archive;
	enum phase phase;

	TRY(arena_check(arena, err));
	arena_init(&listing.scratch, block, MIB(1));
	if (listing.phase.len > 0 && !phase_find(listing.phase, &phase))
		return FAIL(err, PROBLEM_USAGE, "there is no phase \"" STR_FMT "\"", STR_ARG(listing.phase));
	TRY(datadir_check(data_dir, arena, err));
	TRY(archive_open(&archive, data_dir, arena, err));
	enum status status = cards_list(&archive, &listing, err);
	archive_close(&archive);
	TRY(status);
	if (fflush(stdout) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	return STATUS_OK;
}

/* --- export --- */

static bool is_zip_name(struct str path)
{
	struct str ending = STR(".zip");

	return path.len > ending.len &&
	       str_eq((struct str){ path.ptr + path.len - ending.len, ending.len }, ending);
}

/* The directory is made beside the zip, and goes when it is packed. */
static enum status zip_make(const struct datadir_draft *draft, const struct bundle_source *source,
                            struct arena *arena, struct error *err)
{
	struct buf base;
	struct buf whole;

	buf_init(&base, arena, ID_TEXT_MAX);
	id_put(&base, ID_DISPUTE, source->dispute);
	buf_init(&whole, arena, KIB(8));
	buf_put(&whole, draft->path);
	buf_put(&whole, STR(".zip"));
	buf_put_char(&whole, '\0');
	TRY(buf_check(&base, err));
	TRY(buf_check(&whole, err));
	TRY(zip_pack(draft->path, buf_str(&base), (struct str){ whole.ptr, whole.len - 1 }, arena, err));
	return file_settle((struct str){ whole.ptr, whole.len - 1 }, draft->place, err);
}

/* The bundle appears whole under its name, or not at all. */
static enum status bundle_make(const struct bundle_source *source, struct str out, struct arena *arena,
                               struct error *err)
{
	struct datadir_draft draft;
	bool zip = is_zip_name(out);

	TRY(datadir_begin(out, arena, &draft, err));
	enum status status = bundle_write(source, draft.path, arena, err);
	if (status == STATUS_OK && zip)
		status = zip_make(&draft, source, arena, err);
	if (status == STATUS_OK && !zip)
		status = file_open_up(draft.path, err);
	if (status == STATUS_OK && !zip)
		status = datadir_commit(&draft, err);
	if (status != STATUS_OK || zip)
		datadir_abandon(&draft);
	return status;
}

enum status command_case_export(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct keystore keystore;
	struct archive archive;
	struct setup setup;
	struct bundle_source source = { .archive = &archive };

	TRY(id_parse(ID_DISPUTE, arguments->operands[0], &source.dispute, err));
	TRY(setup_keys(arguments, arena, &setup, &keystore, err));
	source.service = setup.config.service;
	source.log_key = keystore_public(&keystore, KEY_PURPOSE_LOG);
	source.registrar_key = keystore_public(&keystore, KEY_PURPOSE_REGISTRAR);
	enum status status = archive_open(&archive, setup.data_dir, arena, err);
	if (status == STATUS_OK) {
		status = bundle_make(&source, arguments->operands[1], arena, err);
		archive_close(&archive);
	}
	keystore_close(&keystore);
	return status;
}
