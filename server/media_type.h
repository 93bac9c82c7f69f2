/* media_type.h — the media types that evidence may have, from media_type.def. Pure. */
#pragma once

#include "core/json.h"

enum media_form { MEDIA_DOCUMENT, MEDIA_VIDEO };
enum media_shown { MEDIA_INLINE, MEDIA_ATTACHMENT };

struct media_type {
	struct str name;
	enum media_form form;
	enum media_shown shown;
};

/* NULL: not accepted. Names are compared exactly, in lower case. */
const struct media_type *media_type_find(struct str name);

/* ["image/jpeg", ...] */
void media_types_print(struct printer *printer);
