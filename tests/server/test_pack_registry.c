#include <criterion/criterion.h>
#include <stdlib.h>

#include "server/pack_registry.h"
#include "tests/server/folder.h"

static struct pack_registry registry;
static struct error err;
static char directory[256];

static void begin(void)
{
	folder_make();
	(void)snprintf(directory, sizeof directory, "%s/packs", folder);
	cr_assert_eq(pack_registry_open(&registry, str_from_c(directory), &err), STATUS_OK, "%s", err.detail);
}

static void end(void)
{
	pack_registry_close(&registry);
	folder_remove();
}

TestSuite(pack_registry, .init = begin, .fini = end);

static struct str version_of(const char *id)
{
	const struct packset *packs = pack_registry_packs(&registry);

	for (size_t i = 0; i < packs->pack_count; i++) {
		if (str_eq(packs->packs[i].id, str_from_c(id)))
			return packs->packs[i].version;
	}
	return (struct str){ 0 };
}

static void put_pack(const char *edit)
{
	char line[512];

	(void)snprintf(line, sizeof line,
	               "mkdir -p $D/packs; sed '%s' " SOURCE_DIR
	               "/core/packs/CN.7D.json > $D/packs/CN.7D.json; cp " SOURCE_DIR
	               "/core/packs/CN.7D.texts.json $D/packs/",
	               edit);
	cr_assert_eq(folder_shell(line), 0);
}

Test(pack_registry, without_a_directory_the_program_s_own_packs_are_in_force)
{
	cr_assert(version_of("CN.7D").len > 0);
	cr_assert_eq(pack_registry_reload(&registry, &err), STATUS_OK);
}

Test(pack_registry, a_pack_of_the_operator_comes_into_force_by_reloading)
{
	put_pack("s/\"2026.1\"/\"2027.3\"/");
	cr_assert(!str_eq(version_of("CN.7D"), STR("2027.3")), "not before");
	cr_assert_eq(pack_registry_reload(&registry, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(version_of("CN.7D"), STR("2027.3")));
}

Test(pack_registry, a_malformed_pack_is_refused_and_the_others_stay_in_force)
{
	struct str before = version_of("CN.7D");

	put_pack("s/\"2026.1\"/\"2027.3\"/; s/fact:claim.type/fact:claim.none/");
	cr_assert_eq(pack_registry_reload(&registry, &err), STATUS_INVALID);
	cr_assert_not_null(strstr(err.detail, "/packs/CN.7D.json: /definitions/"), "%s", err.detail);
	cr_assert_eq(version_of("CN.7D").ptr, before.ptr, "the very same");
	put_pack("s/\"pack\"/\"pack/");
	cr_assert_eq(pack_registry_reload(&registry, &err), STATUS_INVALID);
	cr_assert_not_null(strstr(err.detail, "line "), "%s", err.detail);
	cr_assert_eq(version_of("CN.7D").ptr, before.ptr);
}

Test(pack_registry, a_server_does_not_start_with_a_malformed_pack)
{
	struct pack_registry other;

	put_pack("s/fact:claim.type/fact:claim.none/");
	cr_assert_eq(pack_registry_open(&other, str_from_c(directory), &err), STATUS_INVALID);
	pack_registry_close(&other);
}

Test(pack_registry, readers_of_a_moment_ago_still_have_their_packs)
{
	const struct packset *packs = pack_registry_packs(&registry);
	size_t count = packs->pack_count;

	for (int i = 0; i < 3; i++)
		cr_assert_eq(pack_registry_reload(&registry, &err), STATUS_OK);
	cr_assert_neq(pack_registry_packs(&registry), packs);
	cr_assert_eq(packs->pack_count, count);
}
