/* clockwork.h — the deadline job: what is due is handed to the domain as a command of the system.
 *
 * Thread: loop 0. Every second it takes the duties that are due from the deadline index, oldest first, loads
 * each case, carries EXPIRE_DUTY out and commits; a case that moved meanwhile is simply met again in the next
 * round. Exact after restarts and long downtime: what became due meanwhile is found in the index, in order.
 * A lease makes it a singleton where several processes share one store; its token is checked in each commit.
 */
#pragma once

struct app_loop;
struct clockwork;

/* NULL when memory is exhausted at start. Owned by the loop; stopped with it. */
struct clockwork *clockwork_start(struct app_loop *local);
void clockwork_tick(struct clockwork *clockwork);
void clockwork_stop(struct clockwork *clockwork); /* accepts NULL; after the store's client is closed */
