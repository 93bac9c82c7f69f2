#include "core/evidence_kind.h"

static const struct evidence_kind {
	struct str slug;
	struct wording label;
} kinds[] = {
#define EVIDENCE_KIND(slug, zh, en, bg, pl, hu) \
	{ STR_INIT(slug), { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } } },
#include "core/evidence_kind.def"
#undef EVIDENCE_KIND
};

bool evidence_kind_is_known(struct str slug)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].slug, slug))
			return true;
	return false;
}

struct str evidence_kind_of_type(struct str media_type)
{
	if (str_has_prefix(media_type, STR("image/")))
		return STR("item_photo");
	if (str_has_prefix(media_type, STR("video/")))
		return STR("item_video");
	return STR("other");
}

void evidence_kinds_print(struct printer *printer)
{
	assert(printer != NULL);

	print_array_begin(printer);
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("kind"), kinds[i].slug);
		print_name(printer, STR("label"));
		print_wording(printer, &kinds[i].label);
		print_object_end(printer);
	}
	print_array_end(printer);
}
