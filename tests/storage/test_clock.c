#include <criterion/criterion.h>

#include "storage/clock.h"

Test(clock, the_monotonic_clock_does_not_go_back)
{
	int64_t before_ms = clock_monotonic_ms();

	for (int i = 0; i < 1000; i++) {
		int64_t now_ms = clock_monotonic_ms();
		cr_assert_geq(now_ms, before_ms);
		before_ms = now_ms;
	}
	cr_assert_gt(clock_wall_ms(), INT64_C(1600000000000));
	cr_assert_geq(clock_thread_cpu_ms(), 0);
}

Test(clock, a_timespec_has_its_milliseconds_apart)
{
	struct timespec at = clock_timespec(12345);

	cr_assert_eq(at.tv_sec, 12);
	cr_assert_eq(at.tv_nsec, 345000000);
}
