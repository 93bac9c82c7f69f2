#include "server/embedded.h"

const struct embedded *embedded_find(struct str name)
{
	for (size_t i = 0; i < embedded_count; i++) {
		if (str_eq(embedded_files[i].name, name))
			return &embedded_files[i];
	}
	return NULL;
}
