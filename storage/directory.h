/* directory.h — the data directory: whether it is fit for a store, and that it is ours alone.
 *
 * Depends on: core/status.h, POSIX, Linux's statfs. At opening only, on one thread.
 */
#pragma once

#include "core/status.h"

#define DIRECTORY_PATH_MAX 4096

/* The network (or user space) file system with this magic number of statfs(2), or NULL when it is a local
 * one. LMDB's map and locks are not coherent on them. */
const char *directory_network_name(uint64_t magic);

/* STATUS_UNAVAILABLE: it does not exist, or lies on a network file system. */
NODISCARD enum status directory_check(const char *path, struct error *err);

/* Holds `name` in the directory locked until the descriptor is closed. STATUS_UNAVAILABLE: another process
 * has it. */
NODISCARD enum status directory_lock(const char *path, const char *name, int *ret_fd, struct error *err);

/* Joins the two with a slash. STATUS_UNAVAILABLE: too long. */
NODISCARD enum status directory_join(const char *path, const char *name, char ret_path[DIRECTORY_PATH_MAX],
                                     struct error *err);

/* Makes the entries of a directory durable, not the files in it. */
NODISCARD enum status directory_sync(const char *path, struct error *err);
