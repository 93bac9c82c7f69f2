/* upload.h — the record of one evidence file on its way in, as its row in the store and as the API shows it.
 *
 * {"id","dispute","by","name","type","size","sha256","state":"open"|"complete"}: one object, the same for
 * both. Pure.
 */
#pragma once

#include "core/id.h"
#include "core/json.h"
#include "crypto/digest.h"
#include "server/config.h"
#include "server/principal.h"

#define UPLOAD_NAME_MAX 200

struct upload {
	struct id id;
	struct id dispute;
	struct str by; /* "buyer b-li" */
	struct str name;
	struct str type;
	int64_t size; /* bytes */
	struct digest digest;
	bool complete;
};

/* What POST /v1/uploads takes. The id is made from dispute, party and digest. STATUS_INVALID, STATUS_LIMIT or
 * STATUS_UNSUPPORTED (TYPE_NOT_ALLOWED) name the member at fault. */
NODISCARD enum status upload_decode(struct str body, const struct principal *who, const struct config *config,
                                    struct arena *arena, struct upload *ret_upload, struct error *err);

/* A stored row. STATUS_CORRUPT: it is none. */
NODISCARD enum status upload_parse(struct bytes row, struct arena *arena, struct upload *ret_upload,
                                   struct error *err);

NODISCARD enum status upload_print(const struct upload *upload, struct arena *arena, struct str *ret_text,
                                   struct error *err);
