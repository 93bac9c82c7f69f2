#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/embedded.h"

Test(embedded, what_the_program_needs_is_built_in)
{
	static const struct str names[] = { STR_INIT("api-spec/openapi.yaml"),
		                            STR_INIT("deploy/demo/marketplace.json"),
		                            STR_INIT("deploy/demo/label.png"),
		                            STR_INIT("deploy/demo/phone.png"),
		                            STR_INIT("deploy/demo/repair.pdf") };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct embedded *file = embedded_find(names[i]);
		cr_assert_not_null(file, "%s", names[i].ptr);
		cr_assert(str_eq(file->name, names[i]));
		cr_assert_gt(file->bytes.len, 0);
	}
}

Test(embedded, what_was_not_built_in_is_not_found)
{
	static const struct str names[] = { STR_INIT(""), STR_INIT("deploy/demo"), STR_INIT("openapi.yaml"),
		                            STR_INIT("api-spec/openapi.yaml "), STR_INIT("../README.md") };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		cr_assert_null(embedded_find(names[i]), "%s", names[i].ptr);
}

Test(embedded, every_file_is_in_the_program_byte_for_byte)
{
	static uint8_t bytes[MIB(8)];

	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *file = &embedded_files[i];
		char path[512];
		snprintf(path, sizeof path, "%s/" STR_FMT, SOURCE_DIR, STR_ARG(file->name));
		FILE *stream = fopen(path, "rb");
		cr_assert_not_null(stream, "%s", path);
		size_t len = fread(bytes, 1, sizeof bytes, stream);
		fclose(stream);
		cr_assert(bytes_eq(file->bytes, (struct bytes){ bytes, len }), "%s", path);
	}
	cr_assert_geq(embedded_count, 5);
}

Test(embedded, no_name_is_there_twice)
{
	for (size_t i = 0; i < embedded_count; i++)
		cr_assert_eq(embedded_find(embedded_files[i].name), &embedded_files[i]);
	cr_assert_gt(embedded_count, 0);
}
