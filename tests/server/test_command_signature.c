#include "tests/server/command_fixture.h"

/* RFC 8032, section 7.1, tests 1 (of nothing) and 2 (of the byte 72). */
#define KEY_1 "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define SIG_1                                                                                              \
	"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b" \
	"d25bf5f0595bbe24655141438e7a100b"
#define KEY_2 "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
#define SIG_2                                                                                              \
	"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c" \
	"387b2eaeb4302aeeb00d291612bb0c00"
/* A point of small order: with it, a signature of S = 0 verifies for whoever multiplies by the cofactor. */
#define KEY_SMALL "0100000000000000000000000000000000000000000000000000000000000000"
#define SIG_SMALL                                                          \
	"0100000000000000000000000000000000000000000000000000000000000000" \
	"0000000000000000000000000000000000000000000000000000000000000000"

static void begin(void)
{
	command_begin();
	cr_assert_eq(folder_shell("printf '' > $D/none; printf r > $D/r"), 0);
}

TestSuite(command_signature, .init = begin, .fini = command_end);

static const struct {
	const char *line;
	enum exit_code code;
} rows[] = {
	{ "verify signature --key " KEY_1 " --sig " SIG_1 " $D/none", EXIT_CODE_DONE },
	{ "verify signature --key " KEY_2 " --sig " SIG_2 " $D/r", EXIT_CODE_DONE },
	{ "verify signature --key 3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C "
	  "--sig " SIG_2 " $D/r",
	  EXIT_CODE_DONE },
	{ "verify signature --key " KEY_1 " --sig " SIG_1 " $D/r", EXIT_CODE_REFUSED },
	{ "verify signature --key " KEY_2 " --sig " SIG_1 " $D/none", EXIT_CODE_REFUSED },
	{ "verify signature --key " KEY_SMALL " --sig " SIG_SMALL " $D/r", EXIT_CODE_REFUSED },
	{ "verify signature --key " KEY_1 " --sig 00 $D/none", EXIT_CODE_REFUSED },
	{ "verify signature --key 00 --sig " SIG_1 " $D/none", EXIT_CODE_REFUSED },
	{ "verify signature --key " KEY_1 "g --sig " SIG_1 " $D/none", EXIT_CODE_USAGE },
	{ "verify signature --key " KEY_1 " $D/none", EXIT_CODE_USAGE },
	{ "verify signature --key " KEY_1 " --sig " SIG_1 " $D/missing", EXIT_CODE_ENVIRONMENT },
};

Test(command_signature, the_exit_code_says_whether_it_verifies)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum status status = command_try(rows[i].line);
		cr_assert_eq(exit_code_of(status, &command_err), rows[i].code, "%s: %s", rows[i].line,
		             command_err.detail);
	}
}
