#include <criterion/criterion.h>

#include "server/address.h"

Test(address, the_three_forms_are_read)
{
	struct address address;
	struct error err;

	cr_assert_eq(address_parse(STR("127.0.0.1:8080"), &address, &err), STATUS_OK);
	cr_assert_str_eq(address.host, "127.0.0.1");
	cr_assert_eq(address.port, 8080);
	cr_assert_str_eq(address.unix_path, "");

	cr_assert_eq(address_parse(STR("[::1]:0"), &address, &err), STATUS_OK);
	cr_assert_str_eq(address.host, "::1");
	cr_assert_eq(address.port, 0);

	cr_assert_eq(address_parse(STR("unix:/run/sanbao.sock"), &address, &err), STATUS_OK);
	cr_assert_str_eq(address.unix_path, "/run/sanbao.sock");
	cr_assert_str_eq(address.host, "");
}

Test(address, everything_else_is_refused_and_nothing_is_written)
{
	static const char *const bad[] = {
		"",
		"8080",
		":8080",
		"127.0.0.1",
		"127.0.0.1:",
		"127.0.0.1:65536",
		"a.host:80",
		"127.0.0.1:80x",
		"::1:80",
		"[::1]",
		"[127.0.0.1]:80",
		"[::1:80",
		"unix:",
		"127.0.0.1:-1",
		"127.0.0:80",
		"127.0.0.1:000080",
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct address address = { .port = 7 };
		struct error err;

		cr_assert_eq(address_parse(str_from_c(bad[i]), &address, &err), STATUS_INVALID, "%s", bad[i]);
		cr_assert_eq(err.problem, PROBLEM_CONFIG_INVALID);
		cr_assert_eq(address.port, 7, "%s", bad[i]);
	}
}
