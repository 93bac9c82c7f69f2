#include <criterion/criterion.h>

#include "crypto/secret.h"

static const uint8_t zeros[64];

Test(secret, what_is_unlocked_or_wiped_is_gone)
{
	uint8_t memory[64];

	memset(memory, 7, sizeof memory);
	bool locked = secret_lock(memory, sizeof memory);
	cr_assert(locked || memory[0] == 7);
	cr_assert_eq(memory[63], 7, "locking changes nothing");
	secret_unlock(memory, sizeof memory);
	cr_assert_arr_eq(memory, zeros, sizeof memory);

	memset(memory, 7, sizeof memory);
	secret_wipe(memory, 32);
	cr_assert_arr_eq(memory, zeros, 32);
	cr_assert_eq(memory[32], 7);
}

Test(secret, equality_needs_the_same_length_and_every_byte)
{
	uint8_t a[32] = { 1 }, b[32] = { 1 };

	cr_assert(secret_eq((struct bytes){ a, 32 }, (struct bytes){ b, 32 }));
	cr_assert(secret_eq((struct bytes){ 0 }, (struct bytes){ 0 }));
	cr_assert_not(secret_eq((struct bytes){ a, 32 }, (struct bytes){ b, 31 }));
	for (size_t i = 0; i < 32; i++) {
		b[i] ^= 0x80;
		cr_assert_not(secret_eq((struct bytes){ a, 32 }, (struct bytes){ b, 32 }));
		b[i] ^= 0x80;
	}
}
