#include "storage/clock.h"

static int64_t clock_read_ms(clockid_t clock)
{
	struct timespec now = { 0 };
	int failed = clock_gettime(clock, &now);

	assert(failed == 0);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
	return clock_read_ms(CLOCK_MONOTONIC);
}

int64_t clock_wall_ms(void)
{
	return clock_read_ms(CLOCK_REALTIME);
}

int64_t clock_thread_cpu_ms(void)
{
	return clock_read_ms(CLOCK_THREAD_CPUTIME_ID);
}

struct timespec clock_timespec(int64_t monotonic_ms)
{
	assert(monotonic_ms >= 0);
	return (struct timespec){ .tv_sec = (time_t)(monotonic_ms / 1000),
		                  .tv_nsec = (long)(monotonic_ms % 1000) * 1000000 };
}

void clock_cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attributes;
	int failed = pthread_condattr_init(&attributes);

	assert(failed == 0);
	failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	assert(failed == 0);
	failed = pthread_cond_init(cond, &attributes);
	assert(failed == 0);
	(void)pthread_condattr_destroy(&attributes);
}
