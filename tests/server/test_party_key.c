#include "crypto/random.h"
#include "server/party_key.h"
#include "tests/server/folder.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(random_init(&err), STATUS_OK);
}

Test(party_key, a_new_key_opens_again_and_is_private, .init = begin, .fini = folder_remove)
{
	struct party_key made;
	struct party_key opened;

	cr_assert_eq(party_key_create(folder_path(&arena, "k"), STR("b-li"), &made, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(folder_shell("test $(stat -c %a $D/k) = 600"), 0);
	cr_assert_eq(party_key_open(folder_path(&arena, "k"), &opened, &err), STATUS_OK, "%s", err.detail);
	cr_assert(public_key_eq(&made.key.signing.public_key, &opened.key.signing.public_key));
	cr_assert(str_eq(opened.key.name, STR("b-li")));
	party_key_close(&made);
	party_key_close(&opened);
	cr_assert_eq(opened.text[0], 0);
}

Test(party_key, an_old_key_is_never_replaced, .init = begin, .fini = folder_remove)
{
	struct party_key key;

	cr_assert_eq(party_key_create(folder_path(&arena, "k"), STR("b-li"), &key, &err), STATUS_OK);
	cr_assert_eq(party_key_create(folder_path(&arena, "k"), STR("b-li"), &key, &err), STATUS_CONFLICT);
	cr_assert_eq(party_key_create(folder_path(&arena, "l"), STR("b li"), &key, &err), STATUS_INVALID);
}

Test(party_key, a_key_of_the_server_or_one_that_others_can_read_is_refused, .init = begin,
     .fini = folder_remove)
{
	struct party_key key;

	cr_assert_eq(party_key_create(folder_path(&arena, "k"), STR("b-li"), &key, &err), STATUS_OK);
	cr_assert_eq(folder_shell("sed s/party/log/ $D/k > $D/l; chmod 600 $D/l; chmod 644 $D/k"), 0);
	cr_assert_eq(party_key_open(folder_path(&arena, "l"), &key, &err), STATUS_INVALID);
	cr_assert_eq(party_key_open(folder_path(&arena, "k"), &key, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(party_key_open(folder_path(&arena, "none"), &key, &err), STATUS_UNAVAILABLE);
}
