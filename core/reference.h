/* reference.h — the short name of a case for telephone and paper: 2026-0001234-7.
 *
 * The year of the id's time, seven digits from its random part (modulo ten million), and a check digit by
 * Damm's algorithm over the eleven digits, which finds every wrong digit and every two that are swapped. It
 * is an aid, not a key: two cases of one year may share it, and the id decides.
 * Pure; nothing here fails but the parser.
 */
#pragma once

#include "core/id.h"

#define REFERENCE_LEN 14

struct str reference_text(struct arena *arena, struct id dispute); /* "" once the arena is exhausted */

/* Well formed and with the right check digit. */
bool reference_is_valid(struct str text);
