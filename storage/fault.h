/* fault.h — scripted failures of the memory engine, each a countdown: 1 fails the next, 0 is off.
 *
 * For tests and simulations. Read and written under the engine's lock while requests run: set them between
 * requests.
 */
#pragma once

#include "core/base.h"

struct store_faults {
	uint32_t refuse; /* the batch is given up before it is applied: RETRY */
	uint32_t lose;   /* the batch is applied and reported as UNKNOWN */
	uint32_t tear;  /* the batch is half applied, rolled back as after a crash, and reported as UNKNOWN */
	uint32_t fill;  /* no room: FULL */
	uint32_t busy;  /* the request is not accepted: BUSY */
	uint32_t stall; /* so many polls pass before the next batch is taken */
};
