#include "server/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES_MAX 4096

static enum status refused(struct error *err, const char *what, const char *path)
{
	return FAIL(err, PROBLEM_ENVIRONMENT, "cannot %s %s: %s", what, path, strerror(errno));
}

bool file_exists(struct str path)
{
	struct stat status;

	return lstat(path.ptr, &status) == 0;
}

enum status file_is_private(struct str path, struct error *err)
{
	struct stat status;

	if (stat(path.ptr, &status) != 0)
		return refused(err, "read", path.ptr);
	if ((status.st_mode & 077) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "others than its owner may use %s; run chmod 600 on it",
		            path.ptr);
	return STATUS_OK;
}

/* Reads until the end or until one byte more than allowed has come. */
static enum status descriptor_read(int fd, struct str path, char *into, size_t max, size_t *ret_len,
                                   struct error *err)
{
	size_t len = 0;

	while (len <= max) {
		ssize_t got = read(fd, into + len, max + 1 - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return refused(err, "read", path.ptr);
		if (got == 0)
			break;
		len += (size_t)got;
	}
	if (len > max)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "%s has more than %zu bytes", path.ptr, max);
	*ret_len = len;
	return STATUS_OK;
}

/* A regular file says how large it is, so that the arena is not asked for `max` each time. */
static size_t bytes_expected(int fd, size_t max)
{
	struct stat status;

	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		return max;
	return (uint64_t)status.st_size < max ? (size_t)status.st_size : max;
}

enum status file_read(struct str path, size_t max, struct arena *arena, struct str *ret_text,
                      struct error *err)
{
	bool standard = str_eq(path, STR("-"));
	int fd = standard ? STDIN_FILENO : open(path.ptr, O_RDONLY | O_CLOEXEC);
	size_t len;

	if (fd < 0)
		return refused(err, "open", path.ptr);

	size_t expected = bytes_expected(fd, max);
	char *into = ARENA_ARRAY(arena, char, expected + 1);
	enum status status = arena_check(arena, err);
	if (status == STATUS_OK)
		status = descriptor_read(fd, path, into, expected, &len, err);
	if (!standard)
		(void)close(fd);
	TRY(status);
	*ret_text = (struct str){ into, len };
	return STATUS_OK;
}

static enum status descriptor_fill(int fd, const char *path, struct str text, struct error *err)
{
	while (text.len > 0) {
		ssize_t written = write(fd, text.ptr, text.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return refused(err, "write", path);
		text.ptr += written;
		text.len -= (size_t)written;
	}
	return STATUS_OK;
}

static enum status descriptor_write(int fd, const char *path, struct str text, struct error *err)
{
	TRY(descriptor_fill(fd, path, text, err));
	if (fsync(fd) != 0)
		return refused(err, "sync", path);
	return STATUS_OK;
}

static struct str directory_of(struct str path, char directory[PATH_BYTES_MAX])
{
	size_t len = path.len;

	while (len > 0 && path.ptr[len - 1] != '/')
		len--;
	if (len == 0)
		return STR(".");
	memcpy(directory, path.ptr, len);
	directory[len] = '\0';
	return (struct str){ directory, len };
}

/* `replace` decides whether an old file gives way: rename() takes its place, link() refuses to. */
static enum status place(const char *fresh, struct str path, bool replace, struct error *err)
{
	if (replace) {
		if (rename(fresh, path.ptr) != 0)
			return refused(err, "rename into", path.ptr);
		return STATUS_OK;
	}
	if (link(fresh, path.ptr) == 0) {
		(void)unlink(fresh);
		return STATUS_OK;
	}
	if (errno == EEXIST)
		return FAIL(err, PROBLEM_FILE_EXISTS, "%s exists already", path.ptr);
	return refused(err, "create", path.ptr);
}

static enum status file_put(struct str path, enum file_mode mode, struct str text, bool replace,
                            struct error *err)
{
	char fresh[PATH_BYTES_MAX];
	char directory[PATH_BYTES_MAX];
	int len = snprintf(fresh, sizeof(fresh), "%s.XXXXXX", path.ptr);

	if (len < 0 || (size_t)len >= sizeof(fresh))
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a path of more than %d bytes", PATH_BYTES_MAX);
	int fd = mkstemp(fresh); /* 0600 from the start */
	if (fd < 0)
		return refused(err, "create", path.ptr);

	enum status status = descriptor_write(fd, path.ptr, text, err);
	if (status == STATUS_OK && fchmod(fd, mode == FILE_SECRET ? 0600 : 0644) != 0)
		status = refused(err, "set the mode of", path.ptr);
	if (close(fd) != 0 && status == STATUS_OK)
		status = refused(err, "close", path.ptr);
	if (status == STATUS_OK)
		status = place(fresh, path, replace, err);
	if (status != STATUS_OK) {
		(void)unlink(fresh);
		return status;
	}
	return file_sync_directory(directory_of(path, directory), err);
}

enum status file_settle(struct str fresh, struct str path, struct error *err)
{
	char directory[PATH_BYTES_MAX];

	assert(path.len < sizeof(directory));
	enum status status = place(fresh.ptr, path, false, err);
	if (status != STATUS_OK) {
		(void)unlink(fresh.ptr);
		return status;
	}
	return file_sync_directory(directory_of(path, directory), err);
}

enum status file_write(struct str path, enum file_mode mode, struct str text, struct error *err)
{
	return file_put(path, mode, text, true, err);
}

enum status file_create(struct str path, enum file_mode mode, struct str text, struct error *err)
{
	return file_put(path, mode, text, false, err);
}

enum status file_make_directory(struct str path, struct error *err)
{
	if (mkdir(path.ptr, 0700) == 0)
		return STATUS_OK;
	if (errno == EEXIST)
		return FAIL(err, PROBLEM_FILE_EXISTS, "%s exists already", path.ptr);
	return refused(err, "create", path.ptr);
}

enum status file_open_up(struct str path, struct error *err)
{
	if (chmod(path.ptr, 0755) != 0)
		return refused(err, "set the mode of", path.ptr);
	return STATUS_OK;
}

enum status file_sync_directory(struct str path, struct error *err)
{
	int fd = open(path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return refused(err, "open", path.ptr);
	int result = fsync(fd);
	(void)close(fd);
	if (result != 0)
		return refused(err, "sync", path.ptr);
	return STATUS_OK;
}

enum status file_print(struct str text, struct error *err)
{
	return descriptor_fill(STDOUT_FILENO, "to standard output", text, err);
}
