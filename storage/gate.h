/* gate.h — lets many pass at once, or one alone: readers while they hold a snapshot, the writer while it
 * moves the map.
 *
 * Depends on: POSIX threads. Whoever waits to be alone is not overtaken by newcomers, so that it is not
 * starved.
 */
#pragma once

#include <pthread.h>

#include "core/base.h"

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint32_t inside;
	bool closed;
};

void gate_init(struct gate *gate);
void gate_fini(struct gate *gate);
void gate_enter(struct gate *gate);
void gate_leave(struct gate *gate);
void gate_close(struct gate *gate); /* returns once nobody is inside; one at a time */
void gate_open(struct gate *gate);
