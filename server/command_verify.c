#include "server/bundle_check.h"
#include "server/bundle_place.h"
#include "server/setup.h"

enum status command_verify(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct report report = { .out = stdout, .quiet = argument_is_set(arguments, STR("quiet")) };
	struct bundle_claim claim = { .log_vkey = argument_text(arguments, STR("log-key")) };
	struct bundle_place place;

	TRY(bundle_place_open(arguments->operands[0], arena, &place, err));
	claim.root = place.root;
	enum status status = bundle_check(&claim, arena, &report, err);
	bundle_place_close(&place);
	TRY(status);
	return report_verdict(&report, "the bundle does not prove what it says", err);
}
