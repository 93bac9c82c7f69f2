#define _GNU_SOURCE
#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "storage/directory.h"

Test(directory, network_file_systems_are_known_and_local_ones_are_not)
{
	static const uint64_t NETWORK[] = { 0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x65735546, 0x01021997 };
	static const uint64_t LOCAL[] = { 0xEF53, 0x58465342, 0x9123683E, 0x01021994, 0x794C7630 };

	for (size_t i = 0; i < COUNT_OF(NETWORK); i++)
		cr_assert_not_null(directory_network_name(NETWORK[i]));
	for (size_t i = 0; i < COUNT_OF(LOCAL); i++)
		cr_assert_null(directory_network_name(LOCAL[i]));
}

Test(directory, one_that_is_not_there_is_refused)
{
	struct error err;

	cr_assert_eq(directory_check("/nowhere/at/all", &err), STATUS_UNAVAILABLE);
	cr_assert_eq(directory_sync("/nowhere/at/all", &err), STATUS_UNAVAILABLE);
}

Test(directory, it_is_locked_once)
{
	char path[] = "/tmp/sanbao-test-XXXXXX";
	char file[DIRECTORY_PATH_MAX];
	struct error err;
	int first = -1, second = -1;

	cr_assert_not_null(mkdtemp(path));
	cr_assert_eq(directory_check(path, &err), STATUS_OK);
	cr_assert_eq(directory_lock(path, "lock", &first, &err), STATUS_OK);
	cr_assert_eq(directory_lock(path, "lock", &second, &err), STATUS_UNAVAILABLE);
	close(first);
	cr_assert_eq(directory_lock(path, "lock", &second, &err), STATUS_OK);
	close(second);
	cr_assert_eq(directory_join(path, "lock", file, &err), STATUS_OK);
	unlink(file);
	rmdir(path);
}

Test(directory, a_path_that_is_too_long_is_refused)
{
	static char path[DIRECTORY_PATH_MAX];
	char joined[DIRECTORY_PATH_MAX];
	struct error err;

	memset(path, 'a', sizeof(path) - 1);
	cr_assert_eq(directory_join(path, "b", joined, &err), STATUS_UNAVAILABLE);
}
