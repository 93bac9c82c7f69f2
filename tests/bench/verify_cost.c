/* verify_cost.c — what one Ed25519 verification costs here and now: the unit in which filings are counted.
 *
 *	verify_cost COUNT      prints the processor time of one, in microseconds
 */
#define _GNU_SOURCE
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "crypto/random.h"
#include "crypto/signature.h"

#define MESSAGE_BYTES 512 /* about a statement's length */

static double cpu_us(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

int main(int argc, char **argv)
{
	unsigned long count = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
	uint8_t seed[KEY_SEED_BYTES];
	uint8_t text[MESSAGE_BYTES];
	struct bytes message = { text, sizeof text };
	struct signing_key key;

	if (count == 0) {
		(void)fprintf(stderr, "usage: verify_cost COUNT\n");
		return 2;
	}
	random_fill(seed, sizeof seed);
	random_fill(text, sizeof text);
	signing_key_from_seed(&key, seed);
	struct signature signature = signature_make(&key, message);

	double began = cpu_us();
	for (unsigned long i = 0; i < count; i++) {
		if (!signature_is_valid(&signature, message, &key.public_key))
			return 1;
	}
	(void)printf("%.3f\n", (cpu_us() - began) / (double)count);
	signing_key_wipe(&key);
	return 0;
}
