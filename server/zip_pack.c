#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/bag.h"
#include "server/zip.h"
#include "server/zip_format.h"

#define PIECE_BYTES     KIB(64)
#define DIRECTORY_BYTES MIB(4)

struct packing {
	struct arena *arena;
	struct str out;
	int fd;
	uint64_t written;
	struct str paths[ZIP_ENTRIES_MAX]; /* below the root */
	struct zip_entry entries[ZIP_ENTRIES_MAX];
	size_t count;
};

/* --- which files --- */

static enum status path_keep(struct packing *packing, struct str path, struct error *err)
{
	if (packing->count == ZIP_ENTRIES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a zip of ours holds at most %d files",
		            ZIP_ENTRIES_MAX);
	packing->paths[packing->count++] = arena_copy(packing->arena, path);
	return arena_check(packing->arena, err);
}

static int by_text(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static enum status paths_find(struct packing *packing, struct str root, struct error *err)
{
	char *copy = ARENA_ARRAY(packing->arena, char, root.len + 1); /* fts wants one that it may write */
	char *roots[] = { copy, NULL };
	enum status status = STATUS_OK;
	FTSENT *entry;

	TRY(arena_check(packing->arena, err));
	memcpy(copy, root.ptr, root.len);
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (walk == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot read %s: %s", copy, strerror(errno));
	while (status == STATUS_OK && (entry = fts_read(walk)) != NULL) {
		struct str full = str_from_c(entry->fts_path);

		if (entry->fts_info == FTS_F)
			status = path_keep(packing,
			                   (struct str){ full.ptr + root.len + 1, full.len - root.len - 1 },
			                   err);
	}
	(void)fts_close(walk);
	qsort(packing->paths, packing->count, sizeof(packing->paths[0]), by_text);
	return status;
}

/* --- the bytes --- */

static enum status bytes_write(struct packing *packing, struct bytes bytes, struct error *err)
{
	if (packing->written + bytes.len > UINT32_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "the bundle is larger than a zip of 4 GiB: export it as a directory");
	packing->written += bytes.len;
	while (bytes.len > 0) {
		ssize_t done = write(packing->fd, bytes.ptr, bytes.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write " STR_FMT ": %s",
			            STR_ARG(packing->out), strerror(errno));
		bytes.ptr += done;
		bytes.len -= (size_t)done;
	}
	return STATUS_OK;
}

static enum status content_write(struct packing *packing, int from, struct zip_entry *entry,
                                 struct error *err)
{
	uint8_t piece[PIECE_BYTES];
	ssize_t got;

	while ((got = read(from, piece, sizeof(piece))) != 0) {
		struct bytes bytes = { piece, (size_t)got };

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return FAIL(err, PROBLEM_ENVIRONMENT, "cannot read " STR_FMT ": %s",
			            STR_ARG(entry->name), strerror(errno));
		TRY(bytes_write(packing, bytes, err));
		entry->crc = zip_crc(entry->crc, bytes);
		entry->size += (uint32_t)got;
	}
	return STATUS_OK;
}

/* The header stands before the content and tells its checksum: it is written twice. */
static enum status header_mend(struct packing *packing, const struct zip_entry *entry, struct buf *header,
                               struct error *err)
{
	buf_init(header, packing->arena, KIB(1));
	zip_local_put(header, entry);
	TRY(buf_check(header, err));
	if (pwrite(packing->fd, header->ptr, header->len, (off_t)entry->at) != (ssize_t)header->len)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write " STR_FMT ": %s", STR_ARG(packing->out),
		            strerror(errno));
	return STATUS_OK;
}

static enum status file_pack(struct packing *packing, const char *full, struct zip_entry *entry,
                             struct error *err)
{
	struct buf header;

	entry->at = (uint32_t)packing->written;
	buf_init(&header, packing->arena, KIB(1));
	zip_local_put(&header, entry);
	TRY(buf_check(&header, err));
	TRY(bytes_write(packing, str_bytes(buf_str(&header)), err));
	int from = open(full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (from < 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot open %s: %s", full, strerror(errno));
	enum status status = content_write(packing, from, entry, err);
	(void)close(from);
	TRY(status);
	return header_mend(packing, entry, &header, err);
}

static enum status files_pack(struct packing *packing, struct str root, struct str base, struct error *err)
{
	for (size_t i = 0; i < packing->count; i++) {
		struct buf name;
		struct buf full;

		buf_init(&name, packing->arena, 2 * BAG_PATH_MAX);
		buf_putf(&name, STR_FMT "/" STR_FMT, STR_ARG(base), STR_ARG(packing->paths[i]));
		buf_init(&full, packing->arena, KIB(8));
		buf_putf(&full, STR_FMT "/" STR_FMT, STR_ARG(root), STR_ARG(packing->paths[i]));
		buf_put_char(&full, '\0');
		TRY(buf_check(&name, err));
		TRY(buf_check(&full, err));
		packing->entries[i] = (struct zip_entry){ .name = buf_str(&name) };
		TRY(file_pack(packing, full.ptr, &packing->entries[i], err));
	}
	return STATUS_OK;
}

static enum status directory_write(struct packing *packing, struct error *err)
{
	struct zip_end end = { .count = (uint16_t)packing->count,
		               .directory_at = (uint32_t)packing->written };
	struct buf directory;

	buf_init(&directory, packing->arena, DIRECTORY_BYTES);
	for (size_t i = 0; i < packing->count; i++)
		zip_central_put(&directory, &packing->entries[i]);
	end.directory_len = (uint32_t)directory.len;
	zip_end_put(&directory, &end);
	TRY(buf_check(&directory, err));
	return bytes_write(packing, str_bytes(buf_str(&directory)), err);
}

enum status zip_pack(struct str root, struct str base, struct str out, struct arena *arena, struct error *err)
{
	struct packing *packing = ARENA_NEW(arena, struct packing);

	assert(bag_path_is_safe(base));
	TRY(arena_check(arena, err));
	packing->arena = arena;
	packing->out = out;
	TRY(paths_find(packing, root, err));
	packing->fd = open(out.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (packing->fd < 0)
		return FAIL(err, errno == EEXIST ? PROBLEM_FILE_EXISTS : PROBLEM_ENVIRONMENT,
		            "cannot create %s: %s", out.ptr, strerror(errno));
	enum status status = files_pack(packing, root, base, err);
	if (status == STATUS_OK)
		status = directory_write(packing, err);
	if (status == STATUS_OK && fsync(packing->fd) != 0)
		status = FAIL(err, PROBLEM_ENVIRONMENT, "cannot sync %s: %s", out.ptr, strerror(errno));
	(void)close(packing->fd);
	if (status != STATUS_OK)
		(void)unlink(out.ptr);
	return status;
}
