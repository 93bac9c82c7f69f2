#include "server/principal.h"

#include "core/buf.h"

#define PRINCIPAL_TEXT_MAX (PRINCIPAL_PARTY_MAX + 16)

static const struct str texts[ROLE_COUNT] = {
#define ROLE(name, text) [ROLE_##name] = STR_INIT(text),
#define AUDIENCE(name, roles)
#include "server/audience.def"
#undef ROLE
#undef AUDIENCE
};

#define BIT(name) (1u << ROLE_##name)
static const unsigned masks[AUDIENCE_COUNT] = {
#define ROLE(name, text)
#define AUDIENCE(name, roles) [AUDIENCE_##name] = (roles),
#include "server/audience.def"
#undef ROLE
#undef AUDIENCE
};
#undef BIT

struct str role_text(enum role role)
{
	assert(role < ROLE_COUNT);
	return texts[role];
}

struct str principal_text(const struct principal *who, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, PRINCIPAL_TEXT_MAX);
	buf_put(&buf, role_text(who->role));
	buf_put_char(&buf, ' ');
	buf_put(&buf, str_from_c(who->party));
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

enum status role_parse(struct str text, enum role *ret_role, struct error *err)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		if (str_eq(text, texts[i])) {
			*ret_role = (enum role)i;
			return STATUS_OK;
		}
	}
	return FAIL(err, PROBLEM_INVALID_VALUE, "a role is one of buyer, seller, arbiter, platform, admin");
}

static bool is_party_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '_' || c == '.' || c == ':';
}

bool party_is_valid(struct str party)
{
	if (party.len == 0 || party.len > PRINCIPAL_PARTY_MAX)
		return false;
	for (size_t i = 0; i < party.len; i++) {
		if (!is_party_char(party.ptr[i]))
			return false;
	}
	return true;
}

enum status audience_admit(enum audience audience, const struct principal *who, struct error *err)
{
	assert(audience < AUDIENCE_COUNT);
	assert(who != NULL);

	if (audience == AUDIENCE_ANYONE)
		return STATUS_OK;
	if (!who->known)
		return FAIL_AT(err, PROBLEM_NOT_AUTHENTICATED, "Authorization",
		               "this needs a token: Authorization: Bearer …");
	if ((masks[audience] & 1u << who->role) == 0)
		return FAIL(err, PROBLEM_NOT_PERMITTED, "the role " STR_FMT " may not do this",
		            STR_ARG(role_text(who->role)));
	return STATUS_OK;
}
