#include "server/bag_check.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>

#include "crypto/encoding.h"
#include "server/file.h"
#include "server/file_digest.h"

#define TAG_BYTES_MAX MIB(4)
#define FILE_TEXT_MAX MIB(64)
#define DIGEST_HEX    (2 * DIGEST_BYTES)

static const struct str bagit_text = STR_INIT("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");

/* Files that describe the payload. The last lists the others. */
static const char *const tag_files[] = { "bag-info.txt", "bagit.txt", "manifest-sha256.txt",
	                                 "tagmanifest-sha256.txt" };

static struct str path_below(struct str root, struct str path, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, KIB(8));
	buf_put(&buf, root);
	buf_put_char(&buf, '/');
	buf_put(&buf, path);
	buf_put_char(&buf, '\0');
	return buf.failed ? (struct str){ 0 } : (struct str){ buf.ptr, buf.len - 1 };
}

const struct bag_file *bag_find(const struct bag *bag, struct str path)
{
	for (size_t i = 0; i < bag->file_count; i++) {
		if (str_eq(bag->files[i].path, path))
			return &bag->files[i];
	}
	return NULL;
}

enum status bag_read(const struct bag *bag, struct str path, struct arena *arena, struct str *ret_text,
                     struct error *err)
{
	struct str full = path_below(bag->root, path, arena);

	TRY(arena_check(arena, err));
	return file_read(full, FILE_TEXT_MAX, arena, ret_text, err);
}

/* --- manifests --- */

struct manifest_line {
	struct digest digest;
	struct str path;
};

/* "<64 hex>  <path>" */
static bool line_parse(struct str line, struct manifest_line *ret_line)
{
	struct error err;

	if (line.len < DIGEST_HEX + 3 || line.ptr[DIGEST_HEX] != ' ' || line.ptr[DIGEST_HEX + 1] != ' ')
		return false;
	ret_line->path = (struct str){ line.ptr + DIGEST_HEX + 2, line.len - DIGEST_HEX - 2 };
	if (!bag_path_is_safe(ret_line->path))
		return false;
	return hex_decode_exact((struct str){ line.ptr, DIGEST_HEX }, ret_line->digest.bytes, DIGEST_BYTES,
	                        &err) == STATUS_OK;
}

static struct str line_take(struct str *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr);
	struct str line = { rest->ptr, len };

	rest->ptr += len + (end == NULL ? 0 : 1);
	rest->len -= len + (end == NULL ? 0 : 1);
	return line;
}

/* The file on disk against its line. What is on disk is kept either way: later checks say what it breaks. */
static bool file_check(struct bag *bag, const struct manifest_line *line, struct report *report,
                       struct bag_file *ret_file)
{
	struct str full = path_below(bag->root, line->path, bag->arena);
	struct error err = { 0 };

	*ret_file = (struct bag_file){ .path = line->path };
	if (full.len == 0 || file_digest(full, &ret_file->digest, &ret_file->size, &err) != STATUS_OK) {
		report_failed(report, STR_FMT ": %s", STR_ARG(line->path), err.detail);
		return false;
	}
	if (!digest_eq(&ret_file->digest, &line->digest))
		report_failed(report, STR_FMT ": not the bytes that the manifest lists", STR_ARG(line->path));
	return true;
}

static void payload_check(struct bag *bag, struct str manifest, struct report *report)
{
	size_t failed = report->failed;

	while (manifest.len > 0) {
		struct manifest_line line;
		struct bag_file file;

		if (!line_parse(line_take(&manifest), &line) || !str_has_prefix(line.path, STR("data/"))) {
			report_failed(report, "manifest-sha256.txt: a line is not \"<sha256>  data/...\"");
			continue;
		}
		if (bag_find(bag, line.path) != NULL || bag->file_count == BAG_FILES_MAX) {
			report_failed(report, STR_FMT ": listed twice, or one file too many",
			              STR_ARG(line.path));
			continue;
		}
		if (!file_check(bag, &line, report, &file))
			continue;
		bag->files[bag->file_count++] = file;
		bag->bytes += file.size;
	}
	if (report->failed == failed)
		report_ok(report, "manifest-sha256.txt: %zu files have the digests that it lists",
		          bag->file_count);
}

/* The tag manifest lists exactly the other tag files. */
static void tags_check(struct bag *bag, struct str manifest, struct report *report)
{
	size_t failed = report->failed;
	size_t seen = 0;

	while (manifest.len > 0) {
		struct manifest_line line;
		struct bag_file file;

		if (!line_parse(line_take(&manifest), &line)) {
			report_failed(report, "tagmanifest-sha256.txt: a line is not \"<sha256>  <file>\"");
			continue;
		}
		if (seen < COUNT_OF(tag_files) - 1 && str_eq(line.path, str_from_c(tag_files[seen])))
			seen++;
		else
			report_failed(report, STR_FMT ": not a tag file in its place", STR_ARG(line.path));
		(void)file_check(bag, &line, report, &file);
	}
	if (seen != COUNT_OF(tag_files) - 1)
		report_failed(report, "tagmanifest-sha256.txt: it does not list all tag files");
	if (report->failed == failed)
		report_ok(report, "tagmanifest-sha256.txt: %zu tag files have the digests that it lists",
		          seen);
}

/* --- what is there --- */

static bool is_tag_file(struct str path)
{
	for (size_t i = 0; i < COUNT_OF(tag_files); i++) {
		if (str_eq(path, str_from_c(tag_files[i])))
			return true;
	}
	return false;
}

static void entry_check(const struct bag *bag, const FTSENT *entry, struct report *report)
{
	struct str full = str_from_c(entry->fts_path);

	if (entry->fts_info == FTS_D || entry->fts_info == FTS_DP || full.len <= bag->root.len)
		return;
	struct str path = { full.ptr + bag->root.len + 1, full.len - bag->root.len - 1 };
	if (bag_find(bag, path) == NULL && !is_tag_file(path))
		report_failed(report, STR_FMT ": nobody listed this file", STR_ARG(path));
}

static enum status unlisted_check(const struct bag *bag, struct report *report, struct error *err)
{
	char *root = ARENA_ARRAY(bag->arena, char, bag->root.len + 1);
	char *roots[] = { root, NULL };
	size_t failed = report->failed;
	FTSENT *entry;

	TRY(arena_check(bag->arena, err));
	memcpy(root, bag->root.ptr, bag->root.len);
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (walk == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot read %s: %s", root, strerror(errno));
	while ((entry = fts_read(walk)) != NULL)
		entry_check(bag, entry, report);
	(void)fts_close(walk);
	if (report->failed == failed)
		report_ok(report, "every file is listed");
	return STATUS_OK;
}

/* A tag file's text; empty, with a FAILED line, when it is not there. */
static struct str tag_read(const struct bag *bag, const char *name, struct report *report)
{
	struct str full = path_below(bag->root, str_from_c(name), bag->arena);
	struct str text = { 0 };
	struct error err = { 0 };

	if (full.len == 0 || file_read(full, TAG_BYTES_MAX, bag->arena, &text, &err) != STATUS_OK)
		report_failed(report, "%s: %s", name, err.detail);
	return text;
}

enum status bag_check(struct str root, struct arena *arena, struct report *report, struct bag *ret_bag,
                      struct error *err)
{
	struct bag bag;

	while (root.len > 1 && root.ptr[root.len - 1] == '/')
		root.len--;
	TRY(bag_init(&bag, root, arena, err));
	if (!str_eq(tag_read(&bag, "bagit.txt", report), bagit_text))
		report_failed(report, "bagit.txt: not the declaration of a BagIt 1.0 directory");
	tags_check(&bag, tag_read(&bag, "tagmanifest-sha256.txt", report), report);
	payload_check(&bag, tag_read(&bag, "manifest-sha256.txt", report), report);
	TRY(unlisted_check(&bag, report, err));
	*ret_bag = bag;
	return STATUS_OK;
}
