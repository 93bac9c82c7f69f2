#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>

#include "tests/support/loopback.h"

static struct loopback loopback;

static void start(void)
{
	loopback_init(&loopback);
}

TestSuite(loop, .init = start);

Test(loop, a_stop_waits_for_the_request_in_flight)
{
	char text[512];

	cr_assert(loopback_start(&loopback));
	int busy = client_connect(&loopback);
	int idle = client_connect(&loopback);
	cr_assert(client_send(idle, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(idle, text, sizeof text, false), 0);
	cr_assert(client_send(busy, STR("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert(loopback_await(&loopback.kept, 1));

	loop_pool_stop(loopback.pool);
	cr_assert_eq(client_read(idle, text, sizeof text), 0, "an idle connection is closed at once");
	loopback_let_go(&loopback);
	cr_assert_gt(client_response(busy, text, sizeof text, false), 0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nkept");
	cr_assert_eq(client_read(busy, text, sizeof text), 0);
	close(busy);
	close(idle);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.stops, 1);
	cr_assert_eq(loopback.aborts, 0);
}

Test(loop, a_stop_does_not_wait_for_ever)
{
	loopback.settings.drain_ms = 50;
	cr_assert(loopback_start(&loopback));
	int fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab")));
	cr_assert(loopback_await(&loopback.requests, 1));
	loopback_stop(&loopback);
	cr_assert_eq(loopback.aborts, 1);
	cr_assert_eq(loopback.last_cause, ABORT_STOPPING);
	close(fd);
}

Test(loop, many_wakes_are_heard_at_least_once_and_ticks_come)
{
	loopback.settings.loops = 2;
	cr_assert(loopback_start(&loopback));
	cr_assert_eq(loop_pool_count(loopback.pool), 2);
	for (int i = 0; i < 1000; i++)
		loop_wake(loop_pool_get(loopback.pool, 1));
	cr_assert(loopback_await(&loopback.wakes, 1));
	cr_assert(loopback_await(&loopback.ticks, 2));
	loopback_stop(&loopback);
	cr_assert_eq(loopback.starts, 2);
	cr_assert_eq(loopback.stops, 2);
}

static atomic_uint tasks_run;

static void count_task(struct loop *loop, struct loop_task *task)
{
	(void)task;
	cr_assert_eq(loop_index(loop), 0);
	atomic_fetch_add(&tasks_run, 1);
}

static struct loop_task tasks[4][1000];

static void *post_tasks(void *argument)
{
	struct loop_task *mine = argument;

	for (int i = 0; i < 1000; i++) {
		mine[i].run = count_task;
		loop_post(loop_pool_get(loopback.pool, 0), &mine[i]);
	}
	return NULL;
}

Test(loop, every_task_posted_from_any_thread_is_run_once)
{
	pthread_t threads[4];

	cr_assert(loopback_start(&loopback));
	for (int i = 0; i < 4; i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, post_tasks, tasks[i]), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	cr_assert(loopback_await(&tasks_run, 4000));
	loopback_stop(&loopback);
	cr_assert_eq(tasks_run, 4000);
}

Test(loop, several_loops_share_one_port)
{
	char text[512];

	loopback.settings.loops = 3;
	cr_assert(loopback_start(&loopback));
	for (int i = 0; i < 60; i++)
		cr_assert_gt(client_ask(&loopback, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), text,
		                        sizeof text),
		             0);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.requests, 60);
}

Test(loop, signals_stay_with_the_thread_that_opened_the_pool)
{
	sigset_t set;
	int number = 0;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	cr_assert_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	cr_assert(loopback_start(&loopback));
	cr_assert_eq(kill(getpid(), SIGTERM), 0);
	cr_assert_eq(sigwait(&set, &number), 0);
	cr_assert_eq(number, SIGTERM);
	loopback_stop(&loopback);
}

Test(loop, senseless_settings_are_refused)
{
	const struct loop_handler handler = {
		.on_head = loopback_on_head,
		.on_request = loopback_on_request,
		.on_abort = loopback_on_abort,
	};
	struct loop_pool *pool = NULL;
	struct error err;
	struct loop_settings rows[5];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		rows[i] = loop_settings_default();
	rows[0].loops = 0;
	rows[1].address = NULL;
	rows[2].arena_bytes = 100;
	rows[3].address = "localhost";
	rows[4].port = 70000;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(loop_pool_open(&rows[i], &handler, &pool, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_neq(err.detail[0], '\0');
		cr_assert_null(pool);
	}
}
