/* folder.h — a temporary directory for one test, and paths in it. */
#pragma once

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/arena.h"

static char folder[64];

static inline void folder_make(void)
{
	strcpy(folder, "/tmp/sanbao-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
}

static inline void folder_remove(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
}

/* "FOLDER/name", NUL-terminated, in the arena. */
static inline struct str folder_path(struct arena *arena, const char *name)
{
	char text[256];
	int len = snprintf(text, sizeof(text), "%s/%s", folder, name);
	struct str path = arena_copy(arena, (struct str){ text, (size_t)len + 1 });

	return (struct str){ path.ptr, (size_t)len };
}

/* Runs a shell command with the folder as $D; its exit code. */
static inline int folder_shell(const char *command)
{
	char text[1024];

	snprintf(text, sizeof(text), "D='%s'; %s", folder, command);
	return system(text);
}
