#include <criterion/criterion.h>

#include "storage/job.h"

Test(job, a_list_keeps_the_order_and_gives_up_any_one)
{
	for (int out = 0; out < 3; out++) {
		struct job jobs[3] = { 0 }, stranger = { 0 };
		struct job_list list = { 0 };
		for (int i = 0; i < 3; i++)
			job_list_put(&list, &jobs[i]);
		cr_assert(job_list_remove(&list, &jobs[out]));
		cr_assert_not(job_list_remove(&list, &jobs[out]));
		job_list_put(&list, &stranger);
		for (int i = 0; i < 3; i++) {
			if (i != out)
				cr_assert_eq(job_list_take(&list), &jobs[i]);
		}
		cr_assert_eq(job_list_take(&list), &stranger);
		cr_assert_null(job_list_take(&list));
	}
}

Test(job, taking_all_leaves_nothing)
{
	struct job job = { 0 };
	struct job_list list = { 0 };

	job_list_put(&list, &job);
	struct job_list all = job_list_take_all(&list);
	cr_assert_null(list.head);
	cr_assert_null(list.tail);
	cr_assert_eq(all.head, &job);
}
