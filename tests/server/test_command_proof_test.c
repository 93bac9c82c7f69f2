#include "tests/server/command_fixture.h"

#define ROOT_OF_8 "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
#define LEAF_5    "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg="
#define PROOF_5                                                               \
	"[\"vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\",\"yoVOoSjtBQtBs1/" \
	"8G4e46yveRh6eO1WW7Oa51ZdaCuA=\","                                    \
	"\"037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\"]"

#define INCLUSION(index, size, proof, wrong)                                                             \
	"{\"leafIdx\":" index ",\"treeSize\":" size ",\"root\":\"" ROOT_OF_8 "\",\"leafHash\":\"" LEAF_5 \
	"\",\"proof\":" proof ",\"wantErr\":" wrong "}"

static void file_make(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs(text, file);
	fclose(file);
}

TestSuite(command_proof_test, .init = command_begin, .fini = command_end);

Test(command_proof_test, each_file_gives_its_stated_verdict)
{
	file_make("good", INCLUSION("5", "8", PROOF_5, "false"));
	file_make("index", INCLUSION("4", "8", PROOF_5, "true"));
	file_make("huge", INCLUSION("18446744073709551615", "8", PROOF_5, "true"));
	file_make("none", INCLUSION("5", "8", "null", "true"));
	file_make("empty", INCLUSION("5", "8", "[\"\"]", "true"));
	file_make("same", "{\"size1\":8,\"size2\":8,\"root1\":\"" ROOT_OF_8 "\",\"root2\":\"" ROOT_OF_8
	                  "\",\"proof\":null,\"wantErr\":false}");
	command_ok("log proof-test $D/good $D/index $D/huge $D/none $D/empty $D/same");
	cr_assert_str_eq(command_said, "6 passed, 0 failed\n");
}

Test(command_proof_test, a_verdict_that_differs_or_a_file_that_cannot_be_read_is_named)
{
	file_make("lie", INCLUSION("5", "8", PROOF_5, "true"));
	file_make("text", "no json");
	file_make("other", "{}");
	enum status status = command_try("log proof-test $D/lie $D/text $D/other $D/missing");

	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert(command_said_has("lie: a false proof was taken\n"), "%s", command_said);
	cr_assert(command_said_has("text: "));
	cr_assert(command_said_has("other: neither leafIdx nor size1 says what it proves"));
	cr_assert(command_said_has("missing"));
	cr_assert(command_said_has("0 passed, 4 failed\n"));
}
