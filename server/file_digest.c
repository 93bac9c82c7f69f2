#include "server/file_digest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES KIB(64)

static enum status descriptor_digest(int fd, struct str path, struct digest *ret_digest, int64_t *ret_size,
                                     struct error *err)
{
	uint8_t piece[PIECE_BYTES];
	struct digest_stream stream;
	int64_t size = 0;
	ssize_t got;

	digest_stream_open(&stream);
	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		digest_stream_add(&stream, (struct bytes){ piece, (size_t)got });
		size += got;
	}
	struct digest digest = digest_stream_result(&stream);
	digest_stream_close(&stream);
	if (got < 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot read %s: %s", path.ptr, strerror(errno));
	*ret_digest = digest;
	*ret_size = size;
	return STATUS_OK;
}

enum status file_digest(struct str path, struct digest *ret_digest, int64_t *ret_size, struct error *err)
{
	struct stat status;
	int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot open %s: %s", path.ptr, strerror(errno));
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
		(void)close(fd);
		return FAIL(err, PROBLEM_ENVIRONMENT, "%s is no regular file", path.ptr);
	}
	enum status result = descriptor_digest(fd, path, ret_digest, ret_size, err);
	(void)close(fd);
	return result;
}
