#include "server/datadir.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "server/file.h"

#define PATH_BYTES_MAX    4096
#define WALK_DESCRIPTORS  16
#define TEMPORARY_PATTERN ".new-XXXXXX"

struct str datadir_path(struct str dir, const char *below, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, PATH_BYTES_MAX);
	buf_put(&buf, dir);
	buf_put_char(&buf, '/');
	buf_put(&buf, str_from_c(below));
	buf_put_char(&buf, '\0');
	if (buf.failed)
		return (struct str){ 0 };
	return (struct str){ buf.ptr, buf.len - 1 };
}

static bool directory_is_empty(DIR *directory)
{
	const struct dirent *entry;

	while ((entry = readdir(directory)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			return false;
	}
	return true;
}

static enum status place_check(struct str place, struct error *err)
{
	struct stat status;

	if (lstat(place.ptr, &status) != 0) {
		if (errno == ENOENT)
			return STATUS_OK;
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot look at %s: %s", place.ptr, strerror(errno));
	}
	if (!S_ISDIR(status.st_mode))
		return FAIL(err, PROBLEM_DATADIR_TAKEN, "%s exists and is not a directory", place.ptr);

	DIR *directory = opendir(place.ptr);
	if (directory == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot open %s: %s", place.ptr, strerror(errno));
	bool empty = directory_is_empty(directory);
	(void)closedir(directory);
	if (!empty)
		return FAIL(err, PROBLEM_DATADIR_TAKEN, "%s exists and is not empty", place.ptr);
	return STATUS_OK;
}

/* Where the last segment of a path begins. */
static size_t name_begin(struct str path)
{
	size_t at = path.len;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	return at;
}

/* A NUL-terminated copy without slashes at its end. */
static struct str place_copy(struct str place, struct arena *arena)
{
	struct buf buf;

	while (place.len > 1 && place.ptr[place.len - 1] == '/')
		place.len--;
	buf_init(&buf, arena, PATH_BYTES_MAX);
	buf_put(&buf, place);
	buf_put_char(&buf, '\0');
	if (buf.failed)
		return (struct str){ 0 };
	return (struct str){ buf.ptr, buf.len - 1 };
}

static char *temporary_name(struct str place, struct arena *arena)
{
	size_t begin = name_begin(place);
	struct buf buf;

	buf_init(&buf, arena, PATH_BYTES_MAX);
	buf_put(&buf, (struct str){ place.ptr, begin });
	buf_put_char(&buf, '.');
	buf_put(&buf, (struct str){ place.ptr + begin, place.len - begin });
	buf_put(&buf, STR(TEMPORARY_PATTERN));
	buf_put_char(&buf, '\0');
	return buf.failed ? NULL : buf.ptr;
}

enum status datadir_begin(struct str place, struct arena *arena, struct datadir_draft *ret_draft,
                          struct error *err)
{
	struct str clean = place_copy(place, arena);
	char *path = clean.ptr == NULL ? NULL : temporary_name(clean, arena);

	if (path == NULL)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the path of the data directory is too long");
	if (name_begin(clean) == clean.len)
		return FAIL(err, PROBLEM_USAGE, "name the data directory, such as --data /var/lib/sanbao");
	TRY(place_check(clean, err));
	if (mkdtemp(path) == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot create a directory beside %s: %s", clean.ptr,
		            strerror(errno));
	*ret_draft = (struct datadir_draft){ .path = str_from_c(path), .place = clean };
	return STATUS_OK;
}

/* An empty directory in the place is replaced by rename() in one step, as POSIX has it. */
enum status datadir_commit(const struct datadir_draft *draft, struct error *err)
{
	size_t begin = name_begin(draft->place);
	char parent[PATH_BYTES_MAX] = ".";

	if (begin > 0) {
		memcpy(parent, draft->place.ptr, begin);
		parent[begin] = '\0';
	}
	TRY(file_sync_directory(draft->path, err));
	if (rename(draft->path.ptr, draft->place.ptr) != 0)
		return FAIL(err,
		            errno == ENOTEMPTY || errno == EEXIST ? PROBLEM_DATADIR_TAKEN
		                                                  : PROBLEM_ENVIRONMENT,
		            "cannot rename the finished directory into %s: %s", draft->place.ptr,
		            strerror(errno));
	return file_sync_directory(str_from_c(parent), err);
}

static int entry_remove(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

void datadir_abandon(const struct datadir_draft *draft)
{
	(void)nftw(draft->path.ptr, entry_remove, WALK_DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

enum status datadir_check(struct str path, struct arena *arena, struct error *err)
{
	static const char *const parts[] = { DATADIR_STORE, DATADIR_BLOBS, DATADIR_KEYS };

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		struct str part = datadir_path(path, parts[i], arena);

		TRY(arena_check(arena, err));
		if (!file_exists(part))
			return FAIL(err, PROBLEM_DATADIR_MISSING,
			            "%s is missing; make a data directory with `sanbao init --data " STR_FMT
			            "`",
			            part.ptr, STR_ARG(path));
	}
	return STATUS_OK;
}
