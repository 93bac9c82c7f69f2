#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/bag.h"
#include "server/zip.h"
#include "server/zip_format.h"

#define PIECE_BYTES       KIB(64)
#define DIRECTORY_MAX     MIB(8)
#define FLAG_UTF8         0x0800u
#define FLAGS_OF_DEFLATE  0x0006u /* a level that means nothing for a stored file */
#define FLAGS_PASSED_OVER (FLAG_UTF8 | FLAGS_OF_DEFLATE)

struct unpacking {
	struct arena *arena;
	struct str root;
	struct str base; /* the one folder, with its slash; empty before the first entry */
	int fd;
	uint64_t next; /* where the next local header must begin */
};

static enum status bytes_read(int fd, uint64_t at, void *into, size_t len, struct error *err)
{
	uint8_t *to = into;

	while (len > 0) {
		ssize_t got = pread(fd, to, len, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot read the zip: %s", strerror(errno));
		if (got == 0)
			return FAIL(err, PROBLEM_PROOF_INVALID, "the zip ends too early");
		to += got;
		at += (uint64_t)got;
		len -= (size_t)got;
	}
	return STATUS_OK;
}

/* --- names --- */

/* Everything is below one folder; what is below it has the paths of a bag. */
static enum status name_check(struct unpacking *unpacking, struct str name, struct str *ret_path,
                              struct error *err)
{
	const char *slash = name.len == 0 ? NULL : memchr(name.ptr, '/', name.len);
	size_t base_len = slash == NULL ? 0 : (size_t)(slash - name.ptr) + 1;
	struct str base = { name.ptr, base_len };

	if (base_len < 2 || !bag_path_is_safe((struct str){ base.ptr, base.len - 1 }))
		return FAIL(err, PROBLEM_PROOF_INVALID, "an entry of the zip is in no folder");
	if (unpacking->base.len == 0)
		unpacking->base = base;
	if (!str_eq(unpacking->base, base))
		return FAIL(err, PROBLEM_PROOF_INVALID, "the zip has more than one folder");
	*ret_path = (struct str){ name.ptr + base_len, name.len - base_len };
	return STATUS_OK;
}

static enum status directories_make(char *full, size_t from, struct error *err)
{
	for (size_t i = from; full[i] != '\0'; i++) {
		if (full[i] != '/')
			continue;
		full[i] = '\0';
		bool made = mkdir(full, 0700) == 0 || errno == EEXIST;
		full[i] = '/';
		if (!made)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot create a directory for %s: %s", full,
			            strerror(errno));
	}
	return STATUS_OK;
}

/* --- files --- */

static enum status bytes_write(int fd, struct bytes bytes, struct error *err)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot unpack the zip: %s", strerror(errno));
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
	return STATUS_OK;
}

static enum status content_copy(struct unpacking *unpacking, const struct zip_entry *entry, int into,
                                struct error *err)
{
	uint8_t piece[PIECE_BYTES];
	uint64_t left = entry->size;
	uint32_t crc = 0;

	while (left > 0) {
		size_t len = left < sizeof(piece) ? (size_t)left : sizeof(piece);

		TRY(bytes_read(unpacking->fd, unpacking->next, piece, len, err));
		TRY(bytes_write(into, (struct bytes){ piece, len }, err));
		crc = zip_crc(crc, (struct bytes){ piece, len });
		unpacking->next += len;
		left -= len;
	}
	if (crc != entry->crc)
		return FAIL(err, PROBLEM_PROOF_INVALID, STR_FMT ": its checksum in the zip is another",
		            STR_ARG(entry->name));
	return STATUS_OK;
}

static enum status file_make(struct unpacking *unpacking, const struct zip_entry *entry, struct str path,
                             struct error *err)
{
	struct buf full;

	if (!bag_path_is_safe(path))
		return FAIL(err, PROBLEM_PROOF_INVALID, "an entry of the zip has no plain path");
	buf_init(&full, unpacking->arena, KIB(8));
	buf_putf(&full, STR_FMT "/" STR_FMT, STR_ARG(unpacking->root), STR_ARG(path));
	buf_put_char(&full, '\0');
	TRY(buf_check(&full, err));
	TRY(directories_make(full.ptr, unpacking->root.len + 1, err));
	int into = open(full.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (into < 0)
		return FAIL(err, errno == EEXIST ? PROBLEM_PROOF_INVALID : PROBLEM_ENVIRONMENT,
		            STR_FMT ": the zip has it twice, or it cannot be made: %s", STR_ARG(path),
		            strerror(errno));
	enum status status = content_copy(unpacking, entry, into, err);
	(void)close(into);
	return status;
}

/* Both headers of a stored file; they agree on everything. */
static bool is_same(const struct zip_entry *local, const struct zip_entry *entry)
{
	return local->flags == entry->flags && local->crc == entry->crc && local->size == entry->size &&
	       local->packed == entry->size && entry->packed == entry->size &&
	       local->name.len == entry->name.len;
}

/* The local header says the same as the directory, and begins where the file before it ended: no program can
 * see other files in this zip than we do. */
static enum status local_check(struct unpacking *unpacking, const struct zip_entry *entry, struct error *err)
{
	uint8_t record[ZIP_LOCAL_BYTES];
	struct zip_entry local;
	char *name = ARENA_ARRAY(unpacking->arena, char, entry->name.len + 1);

	TRY(arena_check(unpacking->arena, err));
	TRY(bytes_read(unpacking->fd, unpacking->next, record, sizeof(record), err));
	if (entry->at != unpacking->next || !zip_local_read(record, &local))
		return FAIL(err, PROBLEM_PROOF_INVALID, STR_FMT ": there is something else before it",
		            STR_ARG(entry->name));
	if (local.method != 0 || entry->method != 0)
		return FAIL(err, PROBLEM_PROOF_INVALID,
		            STR_FMT ": it is compressed; unpack the zip and verify the directory",
		            STR_ARG(entry->name));
	if (!is_same(&local, entry) || (entry->flags & ~FLAGS_PASSED_OVER) != 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, STR_FMT ": the zip describes it in two ways",
		            STR_ARG(entry->name));
	TRY(bytes_read(unpacking->fd, unpacking->next + ZIP_LOCAL_BYTES, name, entry->name.len, err));
	if (!str_eq((struct str){ name, entry->name.len }, entry->name))
		return FAIL(err, PROBLEM_PROOF_INVALID, STR_FMT ": it has two names", STR_ARG(entry->name));
	unpacking->next += ZIP_LOCAL_BYTES + entry->name.len + local.extra_len;
	return STATUS_OK;
}

static enum status entry_unpack(struct unpacking *unpacking, const struct zip_entry *entry, struct error *err)
{
	struct str path;

	TRY(name_check(unpacking, entry->name, &path, err));
	TRY(local_check(unpacking, entry, err));
	if (path.len == 0 || path.ptr[path.len - 1] == '/') {
		if (entry->size != 0)
			return FAIL(err, PROBLEM_PROOF_INVALID, "a folder of the zip has content");
		return STATUS_OK;
	}
	return file_make(unpacking, entry, path, err);
}

/* --- the directory --- */

static enum status directory_read(struct unpacking *unpacking, struct zip_end *ret_end,
                                  struct bytes *ret_directory, struct error *err)
{
	uint8_t record[ZIP_END_BYTES];
	struct stat status;
	struct zip_end end;

	if (fstat(unpacking->fd, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size < ZIP_END_BYTES || status.st_size > UINT32_MAX)
		return FAIL(err, PROBLEM_PROOF_INVALID, "not a zip of less than 4 GiB");
	uint64_t end_at = (uint64_t)status.st_size - ZIP_END_BYTES;
	TRY(bytes_read(unpacking->fd, end_at, record, sizeof(record), err));
	if (!zip_end_read(record, &end) || (uint64_t)end.directory_at + end.directory_len != end_at)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the zip does not end with its directory");
	if (end.count > ZIP_ENTRIES_MAX || end.directory_len > DIRECTORY_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the zip has more than %d entries", ZIP_ENTRIES_MAX);
	uint8_t *directory = ARENA_ARRAY(unpacking->arena, uint8_t, (size_t)end.directory_len + 1);
	TRY(arena_check(unpacking->arena, err));
	TRY(bytes_read(unpacking->fd, end.directory_at, directory, end.directory_len, err));
	*ret_end = end;
	*ret_directory = (struct bytes){ directory, end.directory_len };
	return STATUS_OK;
}

static bool entry_take(struct bytes *rest, struct zip_entry *ret_entry)
{
	struct zip_entry entry;

	if (rest->len < ZIP_CENTRAL_BYTES || !zip_central_read(rest->ptr, &entry))
		return false;
	size_t len = ZIP_CENTRAL_BYTES + entry.name.len + entry.extra_len + entry.remark_len;
	if (len > rest->len)
		return false;
	entry.name.ptr = (const char *)rest->ptr + ZIP_CENTRAL_BYTES;
	rest->ptr += len;
	rest->len -= len;
	*ret_entry = entry;
	return true;
}

static enum status entries_unpack(struct unpacking *unpacking, struct error *err)
{
	struct zip_entry entry;
	struct bytes rest;
	struct zip_end end;

	TRY(directory_read(unpacking, &end, &rest, err));
	for (size_t i = 0; i < end.count; i++) {
		if (!entry_take(&rest, &entry))
			return FAIL(err, PROBLEM_PROOF_INVALID, "the zip's directory is damaged");
		TRY(entry_unpack(unpacking, &entry, err));
	}
	if (rest.len != 0 || unpacking->next != end.directory_at)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the zip holds more than its directory lists");
	return STATUS_OK;
}

enum status zip_unpack(struct str zip, struct str root, struct arena *arena, struct error *err)
{
	struct unpacking unpacking = { .arena = arena, .root = root };

	unpacking.fd = open(zip.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (unpacking.fd < 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot open %s: %s", zip.ptr, strerror(errno));
	enum status status = entries_unpack(&unpacking, err);
	(void)close(unpacking.fd);
	return status;
}

bool zip_is(struct str path)
{
	char magic[2] = { 0 };
	int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return false;
	bool zip = read(fd, magic, sizeof(magic)) == (ssize_t)sizeof(magic) && magic[0] == 'P' &&
	           magic[1] == 'K';
	(void)close(fd);
	return zip;
}
