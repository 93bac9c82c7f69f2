#include "crypto/random.h"

#include <sodium.h>

enum status random_init(struct error *err)
{
	/* libsodium's own generator, seeded by the system and erasing its key with every use: asking the
	 * system for each salt and id costs more than what they are for. Once chosen it stays. */
	if (strcmp(randombytes_implementation_name(), "internal") != 0)
		(void)randombytes_set_implementation(&randombytes_internal_implementation);
	/* 0: started now, 1: had been started. */
	if (sodium_init() < 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the system gives no randomness");
	return STATUS_OK;
}

void random_fill(void *ret_bytes, size_t len)
{
	assert(ret_bytes != NULL || len == 0);
	if (len > 0)
		randombytes_buf(ret_bytes, len);
}
