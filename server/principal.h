/* principal.h — who is calling, and which audience of a route that makes them a member of.
 *
 * A principal comes from a verified token alone; nothing in a body or an address ever adds to it.
 * Deny by default: an audience lists the roles that it admits, and only ANYONE admits the unknown.
 */
#pragma once

#include "core/arena.h"

#define PRINCIPAL_PARTY_MAX 64

enum role {
#define ROLE(name, text) ROLE_##name,
#define AUDIENCE(name, roles)
#include "server/audience.def"
#undef ROLE
#undef AUDIENCE
	ROLE_COUNT
};

enum audience {
#define ROLE(name, text)
#define AUDIENCE(name, roles) AUDIENCE_##name,
#include "server/audience.def"
#undef ROLE
#undef AUDIENCE
	AUDIENCE_COUNT
};

struct principal {
	bool known;
	enum role role;
	char party[PRINCIPAL_PARTY_MAX + 1];
};

struct str role_text(enum role role);

/* "buyer b-li": role and party as they stand in a statement's party line; empty once the arena is exhausted.
 */
NODISCARD struct str principal_text(const struct principal *who, struct arena *arena);

/* STATUS_INVALID: no such role. */
NODISCARD enum status role_parse(struct str text, enum role *ret_role, struct error *err);

/* Letters, digits, '-', '_', '.', ':' and at most PRINCIPAL_PARTY_MAX of them; what a statement's party line
 * can hold. */
bool party_is_valid(struct str party);

/* STATUS_UNAUTHENTICATED: nobody is known, and the audience is not ANYONE. STATUS_FORBIDDEN: another role. */
NODISCARD enum status audience_admit(enum audience audience, const struct principal *who, struct error *err);
