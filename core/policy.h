/* policy.h — the marketplace's thresholds: how much may be decided by whom.
 *
 * A value that the caller gives with each command; what was decided by it is recorded in the events, so that
 * a change of policy changes no case that is decided. Amounts are minor units of the order's currency.
 */
#pragma once

#include "core/base.h"

struct policy {
	int64_t micro_minor;   /* T0: at most this may be ruled without a person; 0: nothing */
	int64_t comment_minor; /* T1: from here the parties may comment first */
	int64_t cosign_minor;  /* T2: from here a second person signs */
	int32_t sample; /* of a thousand decisions, how many a second person signs for no other reason */
};

/* What counts where the caller gives none. */
#define POLICY_MICRO_MINOR   0
#define POLICY_COMMENT_MINOR 500000
#define POLICY_COSIGN_MINOR  1000000
#define POLICY_SAMPLE        20

#define POLICY_INIT                                                                       \
	{                                                                                 \
		.micro_minor = POLICY_MICRO_MINOR, .comment_minor = POLICY_COMMENT_MINOR, \
		.cosign_minor = POLICY_COSIGN_MINOR, .sample = POLICY_SAMPLE              \
	}
