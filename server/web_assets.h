/* web_assets.h — the pages as they were built: files of server/web that the program carries in itself.
 *
 * The table is generated at build time (server/web/embed.mjs) and sorted by name; without -DSANBAO_WEB=ON it
 * is empty, and the program is an API alone. Everything here is constant and lives as long as the program.
 */
#pragma once

#include "core/base.h"

struct web_asset {
	struct str name;    /* the path of its URL: "/buyer", "/assets/buyer-2V6XJ4QK.js" */
	struct str type;    /* media type with its charset */
	struct bytes bytes; /* as it is */
	struct bytes gzip;  /* the same, gzipped: for those who accept it */
	bool immutable;     /* the name contains a hash of the content: may be kept forever */
};

extern const struct web_asset web_assets[];
extern const size_t web_asset_count;

/* NULL: there is no such asset. */
const struct web_asset *web_asset_find(struct str path);
