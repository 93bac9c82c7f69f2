/* random.h — unpredictable bytes: libsodium's generator, which the operating system seeds.
 *
 * random_init() starts libsodium: main() and every test call it once before anything else in crypto/.
 * It may be called again and from any thread. random_fill() cannot fail after it.
 */
#pragma once

#include "core/status.h"

/* STATUS_UNAVAILABLE: the system gives no randomness. */
NODISCARD enum status random_init(struct error *err);

void random_fill(void *ret_bytes, size_t len);
