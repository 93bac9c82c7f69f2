#include "server/file.h"
#include "server/file_digest.h"
#include "tests/server/folder.h"

static uint8_t block[KIB(64)];
static struct arena arena;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
}

Test(file_digest, a_file_of_any_size_has_the_digest_of_its_bytes, .init = begin, .fini = folder_remove)
{
	static char large[KIB(200)];
	struct digest digest;
	struct error err;
	int64_t size;

	memset(large, 'x', sizeof(large));
	struct str texts[] = { STR("abc"), STR(""), { large, sizeof(large) }, { large, KIB(64) } };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str path = folder_path(&arena, "f");
		struct digest expected = digest_of(str_bytes(texts[i]));

		cr_assert_eq(file_write(path, FILE_PUBLIC, texts[i], &err), STATUS_OK);
		cr_assert_eq(file_digest(path, &digest, &size, &err), STATUS_OK, "%s", err.detail);
		cr_assert(digest_eq(&digest, &expected));
		cr_assert_eq(size, (int64_t)texts[i].len);
	}
}

Test(file_digest, what_is_no_regular_file_is_refused, .init = begin, .fini = folder_remove)
{
	struct digest digest;
	struct error err;
	int64_t size;

	cr_assert_eq(folder_shell("ln -s /etc/passwd $D/link; mkdir $D/dir; mkfifo $D/fifo"), 0);
	cr_assert_eq(file_digest(folder_path(&arena, "none"), &digest, &size, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(file_digest(folder_path(&arena, "link"), &digest, &size, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(file_digest(folder_path(&arena, "dir"), &digest, &size, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(file_digest(folder_path(&arena, "fifo"), &digest, &size, &err), STATUS_UNAVAILABLE);
}
