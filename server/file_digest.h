/* file_digest.h — the SHA-256 of a file of any size, in constant memory.
 *
 * Blocks; for the command line. Paths are NUL-terminated. Only regular files: a link or a device is refused.
 */
#pragma once

#include "crypto/digest.h"

/* PROBLEM_ENVIRONMENT: it cannot be read, or is no regular file. */
NODISCARD enum status file_digest(struct str path, struct digest *ret_digest, int64_t *ret_size,
                                  struct error *err);
