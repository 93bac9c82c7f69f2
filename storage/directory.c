#include "storage/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

struct network_fs {
	uint64_t magic;
	const char *name;
};

/* From statfs(2) and linux/magic.h. */
static const struct network_fs networks[] = {
	{ 0x6969, "NFS" },      { 0x517B, "SMB" },       { 0xFF534D42, "CIFS" }, { 0xFE534D42, "SMB2" },
	{ 0x65735546, "FUSE" }, { 0x01021997, "9P" },    { 0x5346414F, "AFS" },  { 0x6B414653, "AFS" },
	{ 0x73757245, "Coda" }, { 0x564C, "NCP" },       { 0x00C36400, "Ceph" }, { 0x0BD00BD0, "Lustre" },
	{ 0x01161970, "GFS2" }, { 0x7461636F, "OCFS2" },
};

const char *directory_network_name(uint64_t magic)
{
	for (size_t i = 0; i < COUNT_OF(networks); i++) {
		if (networks[i].magic == magic)
			return networks[i].name;
	}
	return NULL;
}

enum status directory_check(const char *path, struct error *err)
{
	struct statfs info;

	if (statfs(path, &info) != 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
		            "the data directory cannot be read (%s): create it and give it to this user",
		            strerror(errno));
	/* f_type is signed on some machines, and CIFS's number has its highest bit set. */
	const char *network = directory_network_name((uint64_t)info.f_type & UINT32_MAX);
	if (network != NULL)
		return FAIL(
			err, PROBLEM_STORE_UNAVAILABLE,
			"the data directory lies on %s: the store needs a local disk, such as ext4 or XFS",
			network);
	return STATUS_OK;
}

enum status directory_lock(const char *path, const char *name, int *ret_fd, struct error *err)
{
	char file[DIRECTORY_PATH_MAX];

	TRY(directory_join(path, name, file, err));
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the lock file cannot be opened: %s",
		            strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int cause = errno;
		(void)close(fd);
		if (cause == EWOULDBLOCK)
			return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
			            "another process holds the data directory: stop it first, or choose "
			            "another directory");
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the data directory cannot be locked: %s",
		            strerror(cause));
	}
	*ret_fd = fd;
	return STATUS_OK;
}

enum status directory_join(const char *path, const char *name, char ret_path[DIRECTORY_PATH_MAX],
                           struct error *err)
{
	assert(name[0] != '\0' && strchr(name, '/') == NULL); /* one of our own names */
	int len = snprintf(ret_path, DIRECTORY_PATH_MAX, "%s/%s", path, name);

	if (len < 0 || len >= DIRECTORY_PATH_MAX)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the data directory's path is too long");
	return STATUS_OK;
}

enum status directory_sync(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failed = fd < 0 ? -1 : fsync(fd);
	int cause = errno;

	if (fd >= 0)
		(void)close(fd);
	if (failed != 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "a directory cannot be synced: %s",
		            strerror(cause));
	return STATUS_OK;
}
