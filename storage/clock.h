/* clock.h — the system's clocks in milliseconds, and condition variables that wait by the monotonic one.
 *
 * Depends on: POSIX clocks and threads. Any thread.
 */
#pragma once

#include <pthread.h>
#include <time.h>

#include "core/base.h"

int64_t clock_monotonic_ms(void);
int64_t clock_wall_ms(void);

/* What this thread has computed, without the time it was suspended or waited. */
int64_t clock_thread_cpu_ms(void);

struct timespec clock_timespec(int64_t monotonic_ms);
void clock_cond_init(pthread_cond_t *cond);
