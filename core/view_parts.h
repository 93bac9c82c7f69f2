/* view_parts.h — the members of a view, one function each. Internal to view*.c.
 *
 * Each prints its member's name and value.
 */
#pragma once

#include "core/object.h"
#include "core/view.h"

/* What is being printed for whom. */
struct sight {
	struct printer *printer;
	const struct dispute *dispute;
	enum side side;
	struct arena *arena;
};

void sight_claim(const struct sight *sight);
void sight_response(const struct sight *sight);
void sight_facts(const struct sight *sight);
void sight_evidence(const struct sight *sight);
void sight_offers(const struct sight *sight);
void sight_duties(const struct sight *sight);
void sight_obligations(const struct sight *sight);
void sight_proposal(const struct sight *sight);
void sight_decision(const struct sight *sight);
void sight_ruling(const struct sight *sight);
void sight_hold(const struct sight *sight);
void sight_requests(const struct sight *sight);
void sight_staff(const struct sight *sight); /* assigned, inadmissibility, links */
void sight_returns(const struct sight *sight);
void sight_appeals(const struct sight *sight); /* comments, appeals, corrections, refunds */
void sight_timeline(const struct sight *sight);

/* Small forms that several members share. */
void sight_actor(const struct sight *sight, struct str name, struct actor actor);
void sight_instant(const struct sight *sight, struct str name, int64_t at_ms); /* null for 0 */
void sight_node(const struct sight *sight, struct str name, const struct node *node, struct str otherwise);
void sight_text_or_null(const struct sight *sight, struct str name, struct str text);
