/* file.h — whole small files: read at once, written so that a crash leaves the old one or the new one.
 *
 * Only for the command line and the start of the server: these calls block.
 * Paths are NUL-terminated strings behind struct str, as datadir_path() makes them.
 * Errors: PROBLEM_ENVIRONMENT with the path and the system's reason; PROBLEM_SIZE_EXCEEDED beyond `max`.
 */
#pragma once

#include "core/arena.h"

enum file_mode { FILE_PUBLIC, FILE_SECRET }; /* 0644 and 0600 */

bool file_exists(struct str path);

/* Copies the content into the arena. "-" is standard input. */
NODISCARD enum status file_read(struct str path, size_t max, struct arena *arena, struct str *ret_text,
                                struct error *err);

/* ENVIRONMENT: others than its owner may use the file, or it cannot be looked at. For secrets, before
 * reading. */
NODISCARD enum status file_is_private(struct str path, struct error *err);

/* Writes beside the place, syncs, renames, syncs the directory. Replaces what was there. */
NODISCARD enum status file_write(struct str path, enum file_mode mode, struct str text, struct error *err);

/* As file_write(), but refuses to replace: PROBLEM_FILE_EXISTS. */
NODISCARD enum status file_create(struct str path, enum file_mode mode, struct str text, struct error *err);

/* Gives a finished file beside it its name: PROBLEM_FILE_EXISTS when the name is taken. The file is gone from
 * its old name either way. */
NODISCARD enum status file_settle(struct str fresh, struct str path, struct error *err);

/* Makes a directory that must not exist yet, readable by its owner alone. */
NODISCARD enum status file_make_directory(struct str path, struct error *err);

/* Lets everybody read a directory that was made for its owner alone. */
NODISCARD enum status file_open_up(struct str path, struct error *err);

/* Syncs a directory, so that names in it survive a crash. */
NODISCARD enum status file_sync_directory(struct str path, struct error *err);

/* Writes to standard output, all of it. */
NODISCARD enum status file_print(struct str text, struct error *err);
