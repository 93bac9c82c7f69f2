#include "server/http_refusal.h"

static const struct http_refusal_info infos[REFUSAL_COUNT] = {
#define REFUSAL(name, status, slug, title, remedy) [REFUSAL_##name] = { (status), (slug), (title), (remedy) },
#include "server/http_refusal.def"
#undef REFUSAL
};

const struct http_refusal_info *http_refusal_info(enum http_refusal refusal)
{
	assert(refusal > REFUSAL_NONE && refusal < REFUSAL_COUNT);
	return &infos[refusal];
}
