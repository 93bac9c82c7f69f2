#include "server/pack_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/json.h"
#include "core/pack_place.h"
#include "crypto/digest.h"
#include "server/file.h"
#include "server/pack_embed.h"

#define DIRECTORY_ENTRIES_MAX 256
#define PATH_BYTES_MAX        KIB(4)

static bool ends_with(struct str text, struct str end)
{
	return text.len > end.len && memcmp(text.ptr + text.len - end.len, end.ptr, end.len) == 0;
}

/* NUL-terminated, as the calls of the system want it. */
static struct str join(struct arena *arena, struct str a, struct str b, struct str c)
{
	struct buf buf;

	buf_init(&buf, arena, PATH_BYTES_MAX);
	buf_put(&buf, a);
	buf_put(&buf, b);
	buf_put(&buf, c);
	buf_put_char(&buf, '\0');
	return buf.failed ? (struct str){ 0 } : (struct str){ buf.ptr, buf.len - 1 };
}

/* "X.json" has its articles in "X.texts.json". */
static struct str texts_name(struct arena *arena, struct str name)
{
	struct str stem = name;

	if (ends_with(name, STR(".json")))
		stem.len -= STR(".json").len;
	return join(arena, stem, STR(".texts.json"), STR(""));
}

static struct str pack_id(struct str rules, struct str name, struct arena *arena)
{
	const struct node *root;
	struct error unused;

	if (node_parse(rules, arena, &root, &unused) == STATUS_OK && node_text(root, STR("pack")).len > 0)
		return node_text(root, STR("pack"));
	return name;
}

static struct str sha256_of(struct str text, struct arena *arena)
{
	struct digest digest = digest_of(str_bytes(text));
	struct buf buf;

	buf_init(&buf, arena, 2 * DIGEST_BYTES);
	buf_put_hex(&buf, (struct bytes){ digest.bytes, DIGEST_BYTES });
	return buf_str(&buf);
}

/* --- the program's own --- */

enum status pack_files_embedded(struct arena *arena, struct pack_files *ret_files, struct error *err)
{
	size_t count;
	const struct pack_source *sources = pack_sources(&count);

	assert(count <= PACKS_MAX);
	*ret_files = (struct pack_files){ .count = count };
	for (size_t i = 0; i < count; i++) {
		struct pack_file *file = &ret_files->items[i];
		file->source = sources[i];
		file->id = pack_id(sources[i].rules, STR("?"), arena);
		file->name = join(arena, file->id, STR(".json"), STR(""));
		file->texts_name = texts_name(arena, file->name);
	}
	return arena_check(arena, err);
}

/* --- files --- */

enum status pack_files_put(struct pack_files *files, const struct pack_file *file, struct error *err)
{
	size_t at = 0;

	while (at < files->count && !str_eq(files->items[at].id, file->id))
		at++;
	if (at == PACKS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "more than %d packs", PACKS_MAX);
	files->items[at] = *file;
	if (at == files->count)
		files->count++;
	return STATUS_OK;
}

static enum status add_file(struct pack_files *files, struct str path, struct arena *arena, struct error *err)
{
	struct pack_file file = { .name = path, .is_given = true };

	TRY(file_read(path, PACK_FILE_BYTES_MAX, arena, &file.source.rules, err));
	file.texts_name = texts_name(arena, path);
	TRY(arena_check(arena, err));
	if (file_exists(file.texts_name))
		TRY(file_read(file.texts_name, PACK_FILE_BYTES_MAX, arena, &file.source.texts, err));
	file.source.sha256 = sha256_of(file.source.rules, arena);
	file.id = pack_id(file.source.rules, path, arena);
	TRY(arena_check(arena, err));
	return pack_files_put(files, &file, err);
}

/* The packs' names in their order, so that the same directory always gives the same list. */
static enum status list_directory(DIR *directory, struct arena *arena, struct str *ret_names,
                                  size_t *ret_count, struct error *err)
{
	const struct dirent *entry;
	size_t count = 0;

	while ((entry = readdir(directory)) != NULL) {
		struct str name = str_from_c(entry->d_name);
		size_t at = count;
		if (!ends_with(name, STR(".json")) || ends_with(name, STR(".texts.json")))
			continue;
		if (count == DIRECTORY_ENTRIES_MAX)
			return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a directory of more than %d packs",
			            DIRECTORY_ENTRIES_MAX);
		name = arena_copy(arena, name);
		for (; at > 0 && str_compare(name, ret_names[at - 1]) < 0; at--)
			ret_names[at] = ret_names[at - 1];
		ret_names[at] = name;
		count++;
	}
	*ret_count = count;
	return arena_check(arena, err);
}

static enum status add_directory(struct pack_files *files, struct str path, struct arena *arena,
                                 struct error *err)
{
	struct str *names = ARENA_ARRAY(arena, struct str, DIRECTORY_ENTRIES_MAX);
	size_t count = 0;
	DIR *directory;

	TRY(arena_check(arena, err));
	directory = opendir(path.ptr);
	if (directory == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, STR_FMT ": %s", STR_ARG(path), strerror(errno));
	enum status status = list_directory(directory, arena, names, &count, err);
	(void)closedir(directory);
	TRY(status);
	for (size_t i = 0; i < count; i++) {
		struct str file = join(arena, path, STR("/"), names[i]);
		TRY(arena_check(arena, err));
		TRY(add_file(files, file, arena, err));
	}
	return STATUS_OK;
}

enum status pack_files_add(struct pack_files *files, struct str path, struct arena *arena, struct error *err)
{
	struct str copy = join(arena, path, STR(""), STR(""));
	struct stat info;

	if (copy.ptr == NULL)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, STR_FMT ": the path is too long", STR_ARG(path));
	if (stat(copy.ptr, &info) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, STR_FMT ": %s", STR_ARG(path), strerror(errno));
	return S_ISDIR(info.st_mode) ? add_directory(files, copy, arena, err)
	                             : add_file(files, copy, arena, err);
}

/* --- their use --- */

void pack_files_sources(const struct pack_files *files, struct pack_source *ret_sources)
{
	for (size_t i = 0; i < files->count; i++)
		ret_sources[i] = files->items[i].source;
}

/* The loader speaks of "<pack>/<section>/<id>"; people look for a file and a place in it. */
static enum status refuse(const struct pack_files *files, const struct error *inner, struct arena *arena,
                          struct error *err)
{
	struct str place = str_from_c(inner->field);
	const struct pack_file *file = pack_files_find(files, pack_place_pack(place));
	char field[ERROR_FIELD_MAX];
	const struct node *root;
	struct error unused;

	if (file == NULL || node_parse(file->source.rules, arena, &root, &unused) != STATUS_OK)
		return error_set(err, inner->problem, inner->where, inner->field, "%s", inner->detail);
	struct str pointer = pack_place_pointer(place, root, arena);
	(void)snprintf(field, sizeof field, STR_FMT, STR_ARG(pointer));
	return error_set(err, inner->problem, inner->where, field, STR_FMT ": " STR_FMT ": %s",
	                 STR_ARG(file->name), STR_ARG(pointer), inner->detail);
}

/* A text that is no JSON, or no pack, is refused with its own name: the loader does not know it. */
static enum status check_readable(const struct pack_files *files, struct arena *arena, struct error *err)
{
	for (size_t i = 0; i < files->count; i++) {
		const struct pack_file *file = &files->items[i];
		const struct node *node;
		struct error inner;

		if (!file->is_given)
			continue;
		if (node_parse(file->source.rules, arena, &node, &inner) != STATUS_OK)
			return FAIL_AT(err, PROBLEM_PACK_INVALID, "/", STR_FMT ": %s", STR_ARG(file->name),
			               inner.detail);
		if (file->source.texts.len > 0 &&
		    node_parse(file->source.texts, arena, &node, &inner) != STATUS_OK)
			return FAIL_AT(err, PROBLEM_PACK_INVALID, "/", STR_FMT ": %s",
			               STR_ARG(file->texts_name), inner.detail);
	}
	return STATUS_OK;
}

enum status pack_files_load(const struct pack_files *files, struct arena *arena,
                            const struct packset **ret_packs, struct error *err)
{
	struct pack_source sources[PACKS_MAX];
	struct error inner;

	TRY(check_readable(files, arena, err));
	pack_files_sources(files, sources);
	if (packset_load(sources, files->count, arena, ret_packs, &inner) == STATUS_OK)
		return STATUS_OK;

	return refuse(files, &inner, arena, err);
}

const struct pack_file *pack_files_find(const struct pack_files *files, struct str name)
{
	for (size_t i = 0; i < files->count; i++) {
		if (str_eq(files->items[i].id, name) || str_eq(files->items[i].source.sha256, name))
			return &files->items[i];
	}
	return NULL;
}
