#include "server/token_cache.h"

static struct token_cache_entry *set_for(struct token_cache *cache, const struct digest *digest)
{
	size_t index = (size_t)digest->bytes[0] << 8 | digest->bytes[1];

	return cache->sets[index % TOKEN_CACHE_SETS];
}

static const struct token_cache_entry *find(const struct token_cache_entry *set, const struct digest *digest,
                                            int64_t now_ms)
{
	for (size_t i = 0; i < TOKEN_CACHE_WAYS; i++) {
		if (digest_eq(&set[i].digest, digest) && now_ms < set[i].expires_ms)
			return &set[i];
	}
	return NULL;
}

static enum status verify(const struct token_shown *shown, struct arena *arena,
                          struct token_cache_entry *ret_entry, struct error *err)
{
	struct token_claims claims;

	TRY(token_verify(shown->text, shown->policy, shown->now_ms, arena, &claims, err));
	if (!party_is_valid(claims.subject))
		return FAIL_AT(err, PROBLEM_NOT_AUTHENTICATED, "Authorization",
		               "the token's subject is no party id");
	if (role_parse(claims.role, &ret_entry->who.role, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_NOT_AUTHENTICATED, "Authorization",
		               "the token's role is not known here");
	memcpy(ret_entry->who.party, claims.subject.ptr, claims.subject.len);
	ret_entry->who.known = true;
	ret_entry->expires_ms = claims.expires_s * 1000;
	return STATUS_OK;
}

enum status token_cache_resolve(struct token_cache *cache, const struct token_shown *shown,
                                struct arena *arena, struct principal *ret_who, struct error *err)
{
	assert(cache != NULL);
	assert(shown != NULL && shown->policy != NULL);
	assert(ret_who != NULL);

	struct digest digest = digest_of(str_bytes(shown->text));
	struct token_cache_entry *set = set_for(cache, &digest);
	const struct token_cache_entry *known = find(set, &digest, shown->now_ms);

	if (known == NULL) {
		struct token_cache_entry entry = { .digest = digest };
		TRY(verify(shown, arena, &entry, err));
		memmove(set + 1, set, (TOKEN_CACHE_WAYS - 1) * sizeof *set);
		set[0] = entry;
		known = &set[0];
	}
	*ret_who = known->who;
	return STATUS_OK;
}
