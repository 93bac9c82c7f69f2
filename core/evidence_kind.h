/* evidence_kind.h — what a piece of evidence is: thirty-six kinds with their labels.
 *
 * The catalogue is evidence_kind.def. Pure data; nothing here fails.
 */
#pragma once

#include "core/language.h"

bool evidence_kind_is_known(struct str slug);

/* The kind of files that came with an act that is not about evidence, judged by the media type alone. */
struct str evidence_kind_of_type(struct str media_type);

/* GET /v1/meta/evidence-kinds: [{"kind","label":{"bg",...,"zh-CN"}}...] */
void evidence_kinds_print(struct printer *printer);
