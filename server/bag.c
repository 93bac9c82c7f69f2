#include "server/bag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST_BYTES_MAX MIB(4)

static struct str full_path(const struct bag *bag, struct str path)
{
	struct buf buf;

	buf_init(&buf, bag->arena, KIB(8));
	buf_put(&buf, bag->root);
	buf_put_char(&buf, '/');
	buf_put(&buf, path);
	buf_put_char(&buf, '\0');
	return buf.failed ? (struct str){ 0 } : (struct str){ buf.ptr, buf.len - 1 };
}

static bool char_is_plain(char c)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

	return letter || (c >= '0' && c <= '9') || (c != '\0' && strchr("._-@/", c) != NULL);
}

/* No segment is empty or begins with a dot: neither "..", nor a file that ls hides. */
bool bag_path_is_safe(struct str path)
{
	bool at_start = true;

	if (path.len == 0 || path.len > BAG_PATH_MAX)
		return false;
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (at_start && (c == '/' || c == '.'))
			return false;
		if (!char_is_plain(c))
			return false;
		at_start = c == '/';
	}
	return !at_start;
}

enum status bag_init(struct bag *bag, struct str root, struct arena *arena, struct error *err)
{
	*bag = (struct bag){ .root = root, .arena = arena, .fd = -1 };
	bag->files = ARENA_ARRAY(arena, struct bag_file, BAG_FILES_MAX);
	return arena_check(arena, err);
}

/* Makes every directory above the last segment. */
static enum status directories_make(const struct bag *bag, struct str full, struct error *err)
{
	char *path = ARENA_ARRAY(bag->arena, char, full.len + 1);

	TRY(arena_check(bag->arena, err));
	for (size_t i = bag->root.len + 1; i < full.len; i++) {
		if (full.ptr[i] != '/')
			continue;
		memcpy(path, full.ptr, i);
		path[i] = '\0';
		if (mkdir(path, 0755) != 0 && errno != EEXIST)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot create %s: %s", path, strerror(errno));
	}
	return STATUS_OK;
}

static enum status file_open(const struct bag *bag, struct str path, int *ret_fd, struct error *err)
{
	struct str full = full_path(bag, path);

	TRY(arena_check(bag->arena, err));
	if (full.ptr == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot create " STR_FMT ": its full path is too long",
		            STR_ARG(path));
	TRY(directories_make(bag, full, err));
	int fd = open(full.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot create %s: %s", full.ptr, strerror(errno));
	*ret_fd = fd;
	return STATUS_OK;
}

static enum status file_fill(int fd, struct bytes bytes, struct error *err)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write into the bag: %s",
			            strerror(errno));
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
	return STATUS_OK;
}

bool bag_has(const struct bag *bag, struct str path)
{
	for (size_t i = 0; i < bag->file_count; i++) {
		if (str_eq(bag->files[i].path, path))
			return true;
	}
	return false;
}

enum status bag_begin(struct bag *bag, struct str path, struct error *err)
{
	assert(bag->fd < 0);
	assert(bag_path_is_safe(path));
	if (bag->file_count == BAG_FILES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a bag holds at most %d files", BAG_FILES_MAX);

	struct bag_file file = { .path = arena_copy(bag->arena, path) };
	TRY(arena_check(bag->arena, err));
	TRY(file_open(bag, path, &bag->fd, err));
	bag->files[bag->file_count] = file;
	digest_stream_open(&bag->stream);
	return STATUS_OK;
}

enum status bag_add(struct bag *bag, struct bytes piece, struct error *err)
{
	assert(bag->fd >= 0);
	digest_stream_add(&bag->stream, piece);
	bag->files[bag->file_count].size += (int64_t)piece.len;
	return file_fill(bag->fd, piece, err);
}

enum status bag_end(struct bag *bag, struct error *err)
{
	struct bag_file *file = &bag->files[bag->file_count];
	int fd = bag->fd;

	assert(fd >= 0);
	file->digest = digest_stream_result(&bag->stream);
	digest_stream_close(&bag->stream);
	bag->fd = -1;
	if (close(fd) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot close " STR_FMT ": %s", STR_ARG(file->path),
		            strerror(errno));
	bag->bytes += file->size;
	bag->file_count++;
	return STATUS_OK;
}

enum status bag_put(struct bag *bag, struct str path, struct str text, struct error *err)
{
	TRY(bag_begin(bag, path, err));
	TRY(bag_add(bag, str_bytes(text), err));
	return bag_end(bag, err);
}

static void manifest_line_put(struct buf *buf, const struct digest *digest, struct str path)
{
	buf_put_hex(buf, (struct bytes){ digest->bytes, DIGEST_BYTES });
	buf_put(buf, STR("  "));
	buf_put(buf, path);
	buf_put_char(buf, '\n');
}

static int by_path(const void *a, const void *b)
{
	return str_compare(((const struct bag_file *)a)->path, ((const struct bag_file *)b)->path);
}

/* A tag file is written beside the payload, and its line goes to the tag manifest. */
static enum status tag_put(struct bag *bag, const char *name, struct str text, struct buf *tags,
                           struct error *err)
{
	struct digest digest = digest_of(str_bytes(text));
	int fd;

	TRY(file_open(bag, str_from_c(name), &fd, err));
	enum status status = file_fill(fd, str_bytes(text), err);
	(void)close(fd);
	TRY(status);
	manifest_line_put(tags, &digest, str_from_c(name));
	return STATUS_OK;
}

enum status bag_finish(struct bag *bag, struct str info, struct error *err)
{
	struct buf manifest;
	struct buf full_info;
	struct buf tags;
	struct buf none;

	assert(bag->fd < 0);
	qsort(bag->files, bag->file_count, sizeof(bag->files[0]), by_path);
	buf_init(&manifest, bag->arena, MANIFEST_BYTES_MAX);
	for (size_t i = 0; i < bag->file_count; i++)
		manifest_line_put(&manifest, &bag->files[i].digest, bag->files[i].path);
	buf_init(&full_info, bag->arena, KIB(16));
	buf_put(&full_info, info);
	buf_putf(&full_info, "Payload-Oxum: %lld.%zu\n", (long long)bag->bytes, bag->file_count);
	TRY(buf_check(&manifest, err));
	TRY(buf_check(&full_info, err));

	buf_init(&tags, bag->arena, KIB(4));
	buf_init(&none, bag->arena, KIB(1));
	TRY(tag_put(bag, "bag-info.txt", buf_str(&full_info), &tags, err));
	TRY(tag_put(bag, "bagit.txt", STR("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), &tags,
	            err));
	TRY(tag_put(bag, "manifest-sha256.txt", buf_str(&manifest), &tags, err));
	TRY(buf_check(&tags, err));
	return tag_put(bag, "tagmanifest-sha256.txt", buf_str(&tags), &none, err);
}

void bag_close(struct bag *bag)
{
	digest_stream_close(&bag->stream);
	if (bag->fd >= 0)
		(void)close(bag->fd);
	bag->fd = -1;
}
