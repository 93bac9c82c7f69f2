/* pack_files.h — rule packs as files: those that the program carries, and those that somebody writes.
 *
 * Blocks; for the command line and for (re)loading. Everything is read into the arena.
 * A pack is X.json; a neighbour X.texts.json holds its articles. A file whose "pack" is the id of one that
 * the program carries takes its place; any other is added. A file that is no JSON is kept under its name, so
 * that whoever looks at it can say what is wrong. Limits: PACKS_MAX packs, PACK_FILE_BYTES_MAX a file.
 * Errors: ENVIRONMENT for what cannot be read; SIZE_EXCEEDED for too many or too large.
 */
#pragma once

#include "core/pack.h"

#define PACK_FILE_BYTES_MAX KIB(768)

struct pack_file {
	struct str id;         /* "pack", or the file's name when there is none */
	struct str name;       /* "CN.7D.json", or the path that was given */
	struct str texts_name; /* of the neighbour, whether it is there or not */
	struct pack_source source;
	bool is_given; /* not the program's own */
};

struct pack_files {
	struct pack_file items[PACKS_MAX];
	size_t count;
};

/* The packs that the program carries. */
NODISCARD enum status pack_files_embedded(struct arena *arena, struct pack_files *ret_files,
                                          struct error *err);

/* One file, or every pack of a directory, in place of its namesakes or beside them. */
NODISCARD enum status pack_files_add(struct pack_files *files, struct str path, struct arena *arena,
                                     struct error *err);

/* One pack in place of its namesake, or beside the others. */
NODISCARD enum status pack_files_put(struct pack_files *files, const struct pack_file *file,
                                     struct error *err);

/* What packset_load() takes; `ret_sources` has room for PACKS_MAX. */
void pack_files_sources(const struct pack_files *files, struct pack_source *ret_sources);

/* Loads them. A refusal names the file, the place and the reason. */
NODISCARD enum status pack_files_load(const struct pack_files *files, struct arena *arena,
                                      const struct packset **ret_packs, struct error *err);

/* By the pack's id, or by the hex digits of its digest. NULL: not among them. */
const struct pack_file *pack_files_find(const struct pack_files *files, struct str name);
