#include "server/config_sample.h"
#include "server/file.h"
#include "server/setup.h"

#define PAGE_BYTES_MAX KIB(128)

static enum status sample_show(struct arena *arena, struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, PAGE_BYTES_MAX);
	config_sample_put(&buf);
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}

/* The check's own "no" is exit code 1, not that of a wrong command line: the caller asked whether it is
 * right. */
static enum status setup_try(const struct arguments *arguments, struct arena *arena, struct setup *ret_setup,
                             struct error *err)
{
	enum status status = setup_load(arguments, arena, ret_setup, err);
	struct error inner = *err;

	if (status != STATUS_OK && inner.problem == PROBLEM_CONFIG_INVALID)
		return error_set(err, PROBLEM_INVALID_VALUE, inner.where, NULL, "%s", inner.detail);
	return status;
}

enum status command_check_config(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct setup setup;
	struct buf buf;

	if (argument_is_set(arguments, STR("sample")))
		return sample_show(arena, err);
	TRY(setup_try(arguments, arena, &setup, err));
	buf_init(&buf, arena, PAGE_BYTES_MAX);
	if (argument_is_set(arguments, STR("print")))
		config_print(&buf, &setup.config, setup.origins, setup.file_name);
	else
		buf_put(&buf, STR("ok\n"));
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}
