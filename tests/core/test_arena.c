#include "loaded_packs.h"

Test(arena, memory_is_zeroed_aligned_and_apart)
{
	struct arena arena;

	arena_take(&arena, KIB(4));
	memset(arena.base, 0xff, arena.size);
	char *first = arena_alloc(&arena, 3, 1, 1);
	int64_t *second = ARENA_ARRAY(&arena, int64_t, 4);
	cr_assert_not_null(first);
	cr_assert_not_null(second);
	cr_assert_eq((uintptr_t)second % _Alignof(int64_t), 0);
	cr_assert_geq((uintptr_t)second, (uintptr_t)first + 3);
	for (size_t i = 0; i < 4; i++)
		cr_assert_eq(second[i], 0);
}

Test(arena, once_exhausted_it_stays_so_until_the_reset)
{
	struct arena arena;
	struct error err;

	arena_take(&arena, 64);
	cr_assert_null(arena_alloc(&arena, 65, 1, 1));
	cr_assert_null(arena_alloc(&arena, 1, 1, 1));
	cr_assert_eq(arena_check(&arena, &err), STATUS_LIMIT);
	arena_reset(&arena);
	cr_assert_eq(arena_check(&arena, &err), STATUS_OK);
	cr_assert_not_null(arena_alloc(&arena, 64, 1, 1));
}

Test(arena, a_size_that_would_overflow_is_refused)
{
	struct arena arena;

	arena_take(&arena, 64);
	cr_assert_null(arena_alloc(&arena, SIZE_MAX, 16, 8));
	arena_reset(&arena);
	cr_assert_null(arena_alloc(&arena, SIZE_MAX / 8, 16, 8));
}

Test(arena, a_copy_of_nothing_is_still_a_text)
{
	struct arena arena;

	arena_take(&arena, 64);
	struct str copy = arena_copy(&arena, (struct str){ 0 });
	cr_assert_not_null(copy.ptr);
	cr_assert_eq(copy.len, 0);
	cr_assert(str_eq(arena_copy(&arena, STR("abc")), STR("abc")));
}
