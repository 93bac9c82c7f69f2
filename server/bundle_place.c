#include "server/bundle_place.h"

#include <errno.h>
#include <stdlib.h>

#include "core/buf.h"
#include "server/datadir.h"
#include "server/zip.h"

static enum status directory_make(struct arena *arena, struct str *ret_root, struct error *err)
{
	const char *folder = getenv("TMPDIR");
	struct buf path;

	buf_init(&path, arena, KIB(4));
	buf_put(&path, str_from_c(folder == NULL || folder[0] != '/' ? "/tmp" : folder));
	buf_put(&path, STR("/sanbao-verify-XXXXXX"));
	buf_put_char(&path, '\0');
	TRY(buf_check(&path, err));
	if (mkdtemp(path.ptr) == NULL)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot make the directory %s: %s", path.ptr,
		            strerror(errno));
	*ret_root = (struct str){ path.ptr, path.len - 1 };
	return STATUS_OK;
}

enum status bundle_place_open(struct str bundle, struct arena *arena, struct bundle_place *ret_place,
                              struct error *err)
{
	struct bundle_place place = { .root = bundle };

	if (zip_is(bundle)) {
		TRY(directory_make(arena, &place.root, err));
		place.temporary = true;
		if (zip_unpack(bundle, place.root, arena, err) != STATUS_OK) {
			bundle_place_close(&place);
			return problem_info(err->problem)->status;
		}
	}
	*ret_place = place;
	return STATUS_OK;
}

void bundle_place_close(const struct bundle_place *place)
{
	struct datadir_draft draft = { .path = place->root };

	if (place->temporary)
		datadir_abandon(&draft);
}
