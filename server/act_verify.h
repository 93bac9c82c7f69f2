/* act_verify.h — whether what an act brought along is what it says: statement, signature, content, files.
 *
 * Pure but for what it is given. Errors are the problems of signed statements, one each (problem.def).
 */
#pragma once

#include "server/case_act.h"

/* Reads the two members of a signed act's body; an unsigned act's body is its content.
 * STATUS_INVALID: not the agreed form. */
NODISCARD enum status act_read_body(struct act *act, struct error *err);

/* Verifies the statement and fills *ret_ref for the command; sets act->statement. */
NODISCARD enum status act_verify(struct act *act, struct statement_ref *ret_ref, struct error *err);
