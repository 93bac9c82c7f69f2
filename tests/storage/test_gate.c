#include <criterion/criterion.h>

#include "storage/gate.h"

struct visit {
	struct gate gate;
	int inside; /* changed only within the gate */
	int wrong;
};

static void *visit(void *arg)
{
	struct visit *visit = arg;

	for (int i = 0; i < 2000; i++) {
		gate_enter(&visit->gate);
		if (__atomic_load_n(&visit->inside, __ATOMIC_SEQ_CST) != 0)
			__atomic_store_n(&visit->wrong, 1, __ATOMIC_SEQ_CST);
		gate_leave(&visit->gate);
	}
	return NULL;
}

Test(gate, who_has_closed_it_is_alone)
{
	struct visit shared = { 0 };
	pthread_t threads[4];

	gate_init(&shared.gate);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, visit, &shared), 0);
	for (int i = 0; i < 200; i++) {
		gate_close(&shared.gate);
		__atomic_store_n(&shared.inside, 1, __ATOMIC_SEQ_CST);
		__atomic_store_n(&shared.inside, 0, __ATOMIC_SEQ_CST);
		gate_open(&shared.gate);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	cr_assert_eq(shared.wrong, 0);
	gate_fini(&shared.gate);
}
