/* act_load.h — fetches what an act needs: the case's events, folded; the signer's keys; the uploads it names.
 *
 * Reads one after another, then act_decide(). Whoever is no party, and everybody but the claimant of a draft,
 * is told that there is no such dispute.
 */
#pragma once

#include "server/case_act.h"

void act_load(struct act *act);

/* The disputes of one order, and the one of them that is open besides the one that is named. */
void act_scan_order(struct call *call, struct str order, call_page *then);
bool act_find_open_dispute(const struct store_scan *scan, struct id besides, struct id *ret_id);
bool act_has_open_dispute(const struct store_scan *scan, struct id besides);
