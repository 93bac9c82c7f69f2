/* possession.h — registering a key: proof that whoever registers it also holds it.
 *
 * Body: {"vkey": "<name>+<hash>+<base64>", "proof": "<signed note>"}; the note's text is exactly
 *	sanbao-key/v1 possess
 *	service <service>
 *	party <role> <id>
 *	key <vkey>
 *	time 2026-11-24T23:50:00Z
 * signed by the key itself. Pure.
 */
#pragma once

#include "crypto/note.h"

/* What the note must say. Borrowed. */
struct possession {
	struct str service;
	struct str party; /* "buyer b-li" */
	int64_t now_ms;
};

/* *ret_name is the key's place in the store ("buyer b-li <name>+<hash>"), *ret_record what is kept there:
 * {"vkey","registered_at","assurance":"A1"}. STATUS_INVALID names the member at fault: KEY_MALFORMED,
 * STALE_TIME, WRONG_SERVICE, WRONG_PARTY, BAD_SIGNATURE and so on. */
NODISCARD enum status possession_check(const struct possession *possession, struct str body,
                                       struct arena *arena, struct str *ret_name, struct str *ret_record,
                                       struct error *err);

/* The text that is to be signed. */
void possession_put(struct buf *buf, const struct possession *possession, struct str vkey);
