/* bundle_fixture.h — a demo marketplace in a temporary directory, and the bundle of its case that has a
 * ruling.
 *
 * $D is the temporary directory; $D/data the data directory, $D/out the bundle.
 */
#pragma once

#include "core/lifecycle.h"
#include "crypto/random.h"
#include "server/bundle.h"
#include "server/bundle_check.h"
#include "server/datadir.h"
#include "server/demo.h"
#include "server/file.h"
#include "server/keystore.h"
#include "tests/server/folder.h"

#define FIXTURE_NOW_MS INT64_C(1795478400000) /* 2026-11-24T00:00:00Z */

static uint8_t *fixture_block;
static struct arena fixture_arena;
static struct error fixture_err;
static struct config fixture_config;
static struct keystore fixture_keys;
static struct id fixture_dispute;
static char fixture_said[65536];

static inline enum status fixture_first(void *ctx, const struct store_row *row, struct error *err)
{
	(void)err;
	memcpy(((struct id *)ctx)->bytes, row->key.ptr, 16);
	return STATUS_OK;
}

/* The demo's dispute in that phase. */
static inline struct id fixture_find(struct archive *archive, enum phase phase)
{
	struct id id = { 0 };
	struct key lo;
	struct key hi;

	key_init(&lo);
	key_put_text(&lo, phase_slug(phase));
	hi = lo;
	key_put_end(&hi);
	struct archive_range range = { .kind = RECORD_DISPUTE,
		                       .index = INDEX_DISPUTE_BY_PHASE,
		                       .lo = key_bytes(&lo),
		                       .hi = key_bytes(&hi) };
	cr_assert_eq(archive_walk(archive, &range, fixture_first, &id, &fixture_err), STATUS_OK);
	cr_assert_not(id_is_zero(id));
	return id;
}

static inline struct str fixture_path(const char *name)
{
	return folder_path(&fixture_arena, name);
}

static inline void fixture_begin(void)
{
	struct config_sources none = { 0 };
	struct str data;

	fixture_block = malloc(MIB(256));
	cr_assert_not_null(fixture_block);
	arena_init(&fixture_arena, fixture_block, MIB(256));
	folder_make();
	data = fixture_path("data");
	cr_assert_eq(random_init(&fixture_err), STATUS_OK);
	cr_assert_eq(config_load(&none, &fixture_arena, &fixture_config, NULL, &fixture_err), STATUS_OK);
	cr_assert_eq(file_make_directory(data, &fixture_err), STATUS_OK);
	cr_assert_eq(keystore_create(data, fixture_config.service, &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(demo_load(&fixture_config, data, FIXTURE_NOW_MS, &fixture_err), STATUS_OK, "%s",
	             fixture_err.detail);
	cr_assert_eq(keystore_open(&fixture_keys, data, &fixture_arena, &fixture_err), STATUS_OK);
}

/* Exports the case of that phase into $D/out. */
static inline enum status fixture_export(enum phase phase)
{
	struct archive archive;
	struct bundle_source source = {
		.archive = &archive,
		.service = fixture_config.service,
		.log_key = keystore_public(&fixture_keys, KEY_PURPOSE_LOG),
		.registrar_key = keystore_public(&fixture_keys, KEY_PURPOSE_REGISTRAR),
	};
	struct str out = fixture_path("out");

	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK,
	             "%s", fixture_err.detail);
	source.dispute = fixture_dispute = fixture_find(&archive, phase);
	cr_assert_eq(file_make_directory(out, &fixture_err), STATUS_OK);
	enum status status = bundle_write(&source, out, &fixture_arena, &fixture_err);
	archive_close(&archive);
	return status;
}

static inline void fixture_begin_with_ruling(void)
{
	fixture_begin();
	cr_assert_eq(fixture_export(PHASE_PERFORMANCE), STATUS_OK, "%s", fixture_err.detail);
}

static inline void fixture_end(void)
{
	keystore_close(&fixture_keys);
	folder_remove();
	free(fixture_block);
}

/* How many checks of $D/out say no; what they say is in fixture_said. */
static inline size_t fixture_failures(void)
{
	static uint8_t *block;
	struct arena arena;
	struct report report = { .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	struct bundle_claim claim = { .root = fixture_path("out") };

	if (block == NULL)
		block = malloc(MIB(192));
	cr_assert_not_null(block);
	arena_init(&arena, block, MIB(192));
	cr_assert_eq(bundle_check(&claim, &arena, &report, &fixture_err), STATUS_OK, "%s",
	             fixture_err.detail);
	fclose(report.out);
	return report.failed;
}

struct tampering {
	const char *how;   /* shell, run within the bundle */
	const char *named; /* what the report must say */
};

/* Each tampering on a fresh copy, with manifests made anew, so that only the deeper checks can find it. */
static inline void fixture_tamper(const struct tampering *rows, size_t count)
{
	static const char reseal[] =
		"cd $D/out && find data -type f | LC_ALL=C sort | xargs sha256sum > manifest-sha256.txt"
		" && sha256sum bag-info.txt bagit.txt manifest-sha256.txt > tagmanifest-sha256.txt";
	char command[1024];

	for (size_t i = 0; i < count; i++) {
		cr_assert_eq(folder_shell("rm -rf $D/copy && cp -a $D/out $D/copy"), 0);
		snprintf(command, sizeof(command), "cd $D/out && %s", rows[i].how);
		cr_assert_eq(folder_shell(command), 0, "%s", rows[i].how);
		cr_assert_neq(folder_shell("diff -r $D/out $D/copy > $D/diff"), 0, "%s changes nothing",
		              rows[i].how);
		cr_assert_eq(folder_shell(reseal), 0);
		size_t failed = fixture_failures();
		cr_assert_gt(failed, 0, "%s: %s", rows[i].how, fixture_said);
		cr_assert_not_null(strstr(fixture_said, rows[i].named), "%s: %s", rows[i].how, fixture_said);
		cr_assert_eq(folder_shell("rm -rf $D/out && mv $D/copy $D/out"), 0);
	}
}
