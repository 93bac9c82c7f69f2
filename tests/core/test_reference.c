#include <criterion/criterion.h>

#include "core/reference.h"

static const uint8_t random_bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

static struct str made(struct arena *arena, uint8_t *block, size_t size)
{
	arena_init(arena, block, size);
	return reference_text(arena, id_make(1795564800000, 0, 7, random_bytes));
}

Test(reference, a_reference_has_year_number_and_check_digit)
{
	uint8_t block[256];
	struct arena arena;
	struct str text = made(&arena, block, sizeof block);

	cr_assert_eq(text.len, REFERENCE_LEN);
	cr_assert(str_has_prefix(text, STR("2026-")));
	cr_assert(reference_is_valid(text));
}

Test(reference, every_wrong_digit_and_every_swap_is_found)
{
	uint8_t block[256];
	struct arena arena;
	struct str text = made(&arena, block, sizeof block);
	char copy[REFERENCE_LEN];

	for (size_t i = 0; i < text.len; i++) {
		for (char d = '0'; d <= '9'; d++) {
			memcpy(copy, text.ptr, sizeof copy);
			if (copy[i] == '-' || copy[i] == d)
				continue;
			copy[i] = d;
			cr_assert(!reference_is_valid((struct str){ copy, sizeof copy }));
		}
		memcpy(copy, text.ptr, sizeof copy);
		if (i + 1 == text.len || copy[i] == '-' || copy[i + 1] == '-' || copy[i] == copy[i + 1])
			continue;
		copy[i] = text.ptr[i + 1];
		copy[i + 1] = text.ptr[i];
		cr_assert(!reference_is_valid((struct str){ copy, sizeof copy }));
	}
}

Test(reference, another_form_is_no_reference)
{
	static const char *const forms[] = { "", "2026-0001234", "2026 0001234-7", "2026-000123A-7",
		                             "20260-001234-7" };

	for (size_t i = 0; i < COUNT_OF(forms); i++)
		cr_assert(!reference_is_valid(str_from_c(forms[i])), "%s", forms[i]);
}

Test(reference, an_exhausted_arena_gives_no_text)
{
	uint8_t block[4];
	struct arena arena;

	cr_assert_eq(made(&arena, block, sizeof block).len, 0);
}
