#include "storage/outcome.h"

struct store_status_info {
	const char *name;
	enum store_outcome outcome;
	const char *text;
};

static const struct store_status_info statuses[STORE_STATUS_COUNT] = {
#define STORE_STATUS(name, outcome, text) [STORE_##name] = { #name, OUTCOME_##outcome, text },
#include "storage/outcome.def"
#undef STORE_STATUS
};

static const struct store_status_info *status_info(enum store_status status)
{
	assert((unsigned)status < STORE_STATUS_COUNT);
	return &statuses[status];
}

enum store_outcome store_outcome(enum store_status status)
{
	return status_info(status)->outcome;
}

const char *store_status_name(enum store_status status)
{
	return status_info(status)->name;
}

const char *store_status_text(enum store_status status)
{
	return status_info(status)->text;
}
