#include "server/media_type.h"

static const struct media_type types[] = {
#define MEDIA_TYPE(name, form, shown) { STR_INIT(name), MEDIA_##form, MEDIA_##shown },
#include "server/media_type.def"
#undef MEDIA_TYPE
};

const struct media_type *media_type_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (str_eq(types[i].name, name))
			return &types[i];
	}
	return NULL;
}

void media_types_print(struct printer *printer)
{
	print_array_begin(printer);
	for (size_t i = 0; i < COUNT_OF(types); i++)
		print_string(printer, types[i].name);
	print_array_end(printer);
}
