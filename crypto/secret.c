#include "crypto/secret.h"

#include <sodium.h>

bool secret_lock(void *memory, size_t len)
{
	assert(memory != NULL);
	return sodium_mlock(memory, len) == 0;
}

void secret_unlock(void *memory, size_t len)
{
	assert(memory != NULL);

	/* sodium_munlock() wipes before it unlocks; memory that never was locked must be wiped as well. */
	if (sodium_munlock(memory, len) != 0)
		sodium_memzero(memory, len);
}

void secret_wipe(void *memory, size_t len)
{
	assert(memory != NULL || len == 0);
	sodium_memzero(memory, len);
}

bool secret_eq(struct bytes a, struct bytes b)
{
	assert(a.ptr != NULL || a.len == 0);
	assert(b.ptr != NULL || b.len == 0);

	return a.len == b.len && (a.len == 0 || sodium_memcmp(a.ptr, b.ptr, a.len) == 0);
}
