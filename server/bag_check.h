/* bag_check.h — whether a directory is a whole and untouched bag, and the files that it lists.
 *
 * Depends on: bag.h, report.h. Reads every file once. Every deviation is a FAILED line that names the file: a
 * file that is missing, altered, or not listed; a path that leaves the bag; a manifest that is not in our
 * form.
 */
#pragma once

#include "server/bag.h"
#include "server/report.h"

/* Fills *ret_bag with the payload's files as the manifest lists them (digests are those of the bytes on disk,
 * sizes too). Goes on after failures; STATUS_UNAVAILABLE only when there is no readable directory at all. */
NODISCARD enum status bag_check(struct str root, struct arena *arena, struct report *report,
                                struct bag *ret_bag, struct error *err);

/* A payload file of the bag, or NULL. */
const struct bag_file *bag_find(const struct bag *bag, struct str path);

/* The text of a payload file; the caller has seen bag_find(). */
NODISCARD enum status bag_read(const struct bag *bag, struct str path, struct arena *arena,
                               struct str *ret_text, struct error *err);
