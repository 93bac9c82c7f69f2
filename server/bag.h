/* bag.h — a directory in the form of BagIt (RFC 8493): files with the list of their digests.
 *
 *   bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  data/...
 * `sha256sum -c manifest-sha256.txt` checks it. Nothing is synced: a bag is a copy, made anew if it is lost.
 * Limits: BAG_FILES_MAX files; paths of BAG_PATH_MAX bytes below the bag, of letters, digits, and "._-@/"
 * only. Errors: PROBLEM_ENVIRONMENT with the path and the system's reason; SIZE_EXCEEDED beyond the limits.
 */
#pragma once

#include "crypto/digest.h"

#define BAG_FILES_MAX 8192
#define BAG_PATH_MAX  256

struct bag_file {
	struct str path; /* from the bag's root: "data/..." */
	struct digest digest;
	int64_t size;
};

/* A bag being written, or one that was read. */
struct bag {
	struct str root;
	struct arena *arena;
	struct bag_file *files;
	size_t file_count;
	int fd; /* of the file being written; -1 for none */
	struct digest_stream stream;
	int64_t bytes; /* of all files together */
};

/* The directory exists and is empty. Borrows root and arena. */
NODISCARD enum status bag_init(struct bag *bag, struct str root, struct arena *arena, struct error *err);

/* A file below data/: begun, filled piece by piece, ended. Directories are made as needed. */
NODISCARD enum status bag_begin(struct bag *bag, struct str path, struct error *err);
NODISCARD enum status bag_add(struct bag *bag, struct bytes piece, struct error *err);
NODISCARD enum status bag_end(struct bag *bag, struct error *err);

/* All three at once. */
NODISCARD enum status bag_put(struct bag *bag, struct str path, struct str text, struct error *err);

/* Whether the path is in the bag already. */
bool bag_has(const struct bag *bag, struct str path);

/* Writes the manifests and the two tag files. `info` is the text of bag-info.txt without Payload-Oxum. */
NODISCARD enum status bag_finish(struct bag *bag, struct str info, struct error *err);

/* Gives up what bag_begin() holds. Accepts a finished bag. */
void bag_close(struct bag *bag);

/* Whether a path is one that a bag of ours may have: below it, plain, and not "..". */
bool bag_path_is_safe(struct str path);
