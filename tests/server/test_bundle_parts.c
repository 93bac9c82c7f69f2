#include "tests/server/bundle_fixture.h"

Test(bundle_parts, keys_are_those_of_the_server_and_of_each_signer_once, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	cr_assert_eq(folder_shell("test $(grep -c '^log ' $D/out/data/keys.txt) = 1"), 0);
	cr_assert_eq(folder_shell("test $(grep -c '^registrar ' $D/out/data/keys.txt) = 1"), 0);
	cr_assert_eq(folder_shell("grep -q '^party buyer ' $D/out/data/keys.txt"), 0);
	cr_assert_eq(folder_shell("grep -q '^party arbiter ' $D/out/data/keys.txt"), 0);
	cr_assert_eq(folder_shell("test -z \"$(sort $D/out/data/keys.txt | uniq -d)\""), 0);
}

Test(bundle_parts, the_packs_are_the_exact_texts_that_the_proposal_names, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	cr_assert_eq(folder_shell("cd $D/out/data/packs && for f in *@*.json; do case $f in *.texts.json) "
	                          "continue;; esac;"
	                          " grep -q $(sha256sum < $f | cut -c1-64) ../events.ndjson || exit 1; done"),
	             0);
}

Test(bundle_parts, a_case_without_a_proposal_has_none, .init = fixture_begin, .fini = fixture_end)
{
	cr_assert_eq(fixture_export(PHASE_NEGOTIATION), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_eq(folder_shell("test ! -e $D/out/data/proposals -a ! -e $D/out/data/ruling.json"), 0);
	cr_assert_eq(fixture_failures(), 0, "%s", fixture_said);
}
