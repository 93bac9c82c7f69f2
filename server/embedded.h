/* embedded.h — files of the source tree that the program carries: the API's description, the demo's
 * marketplace.
 *
 * The table is made when the program is built (embed.cmake); names are paths from the root of the tree.
 */
#pragma once

#include "core/base.h"

struct embedded {
	struct str name;
	struct bytes bytes;
};

/* NULL: no such file was built in. */
const struct embedded *embedded_find(struct str name);

/* The rows that the build made. */
extern const struct embedded embedded_files[];
extern const size_t embedded_count;
