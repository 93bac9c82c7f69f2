#include "storage/gate.h"

void gate_init(struct gate *gate)
{
	*gate = (struct gate){ 0 };
	int failed = pthread_mutex_init(&gate->lock, NULL);
	assert(failed == 0);
	failed = pthread_cond_init(&gate->changed, NULL);
	assert(failed == 0);
}

void gate_fini(struct gate *gate)
{
	assert(gate->inside == 0 && !gate->closed);
	(void)pthread_cond_destroy(&gate->changed);
	(void)pthread_mutex_destroy(&gate->lock);
}

void gate_enter(struct gate *gate)
{
	(void)pthread_mutex_lock(&gate->lock);
	while (gate->closed)
		(void)pthread_cond_wait(&gate->changed, &gate->lock);
	gate->inside++;
	(void)pthread_mutex_unlock(&gate->lock);
}

void gate_leave(struct gate *gate)
{
	(void)pthread_mutex_lock(&gate->lock);
	assert(gate->inside > 0);
	gate->inside--;
	(void)pthread_cond_broadcast(&gate->changed);
	(void)pthread_mutex_unlock(&gate->lock);
}

void gate_close(struct gate *gate)
{
	(void)pthread_mutex_lock(&gate->lock);
	assert(!gate->closed);
	gate->closed = true;
	while (gate->inside > 0)
		(void)pthread_cond_wait(&gate->changed, &gate->lock);
	(void)pthread_mutex_unlock(&gate->lock);
}

void gate_open(struct gate *gate)
{
	(void)pthread_mutex_lock(&gate->lock);
	assert(gate->closed && gate->inside == 0);
	gate->closed = false;
	(void)pthread_cond_broadcast(&gate->changed);
	(void)pthread_mutex_unlock(&gate->lock);
}
