#include "server/idempotency.h"

#include "crypto/digest.h"

static struct bytes digest_bytes(const struct digest *digest)
{
	return (struct bytes){ digest->bytes, DIGEST_BYTES };
}

static struct digest key_of(const struct call *call)
{
	struct digest who = digest_of_pair(str_bytes(role_text(call->admission.who.role)),
	                                   str_bytes(str_from_c(call->admission.who.party)));

	return digest_of_pair(digest_bytes(&who), str_bytes(call->admission.idempotency_key));
}

/* The same request again: same operation, same address, same body. */
static struct digest fingerprint_of(const struct call *call)
{
	struct digest address =
		digest_of_pair(str_bytes(call_route(call)->name), str_bytes(call->exchange->request.path));
	struct digest body = digest_of(call->exchange->body);

	return digest_of_pair(digest_bytes(&address), digest_bytes(&body));
}

void call_make_idempotent(const struct call *call, struct change *change, struct str reply)
{
	struct digest key = key_of(call);
	struct digest fingerprint = fingerprint_of(call);

	change_idempotent(change, digest_bytes(&key), fingerprint.bytes, str_bytes(reply));
}
