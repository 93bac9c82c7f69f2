/* Finding a page by its path: a binary search, since every page view asks for several. */
#include "server/web_assets.h"

static int name_compare(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.ptr, b.ptr, len);

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

const struct web_asset *web_asset_find(struct str path)
{
	size_t lo = 0;
	size_t hi = web_asset_count;

	while (lo < hi) {
		size_t middle = lo + (hi - lo) / 2;
		int order = name_compare(path, web_assets[middle].name);
		if (order == 0)
			return &web_assets[middle];
		if (order < 0)
			hi = middle;
		else
			lo = middle + 1;
	}
	return NULL;
}
