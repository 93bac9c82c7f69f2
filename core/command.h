/* command.h — one thing that somebody asks of a dispute, as a value.
 *
 * The server fills it: who asks is authenticated, the statement is verified, the files are stored, the ids
 * are fresh, the time is the store's. What is asked (content) is not yet checked: decide() does that.
 * Everything is borrowed and must outlive the dispute that the events are folded into.
 *
 * Families: the content says which member is meant, so the server may pass any member of
 *   SUBMIT, SUBMIT_DIRECT                                   (the reason's waiver of negotiation)
 *   ACCEPT_CLAIM, CONTEST_CLAIM                             ("position")
 *   CONFIRM_DECISION, AMEND_DECISION, REJECT_DECISION       ("decision")
 * and every deadline that is over is passed as EXPIRE_DUTY with its duty's id. While the duty
 * "compute_proposal" is open the server runs the rules and passes COMPUTE_PROPOSAL.
 *
 * Content is the JSON document of the act: for CREATE_DRAFT and AMEND_DRAFT the body as sent ({"order",
 * "claim"}), for the system's commands and COMPUTE_PROPOSAL none. The documents are content.def.
 */
#pragma once

#include "core/id.h"
#include "core/json.h"
#include "core/lifecycle.h"
#include "core/policy.h"

#define COMMAND_FILES_MAX 64
#define COMMAND_IDS       64 /* fresh ids a command may use up */

enum actor_role {
	ACTOR_BUYER,
	ACTOR_SELLER,
	ACTOR_ARBITER,
	ACTOR_PLATFORM,
	ACTOR_ADMIN,
	ACTOR_SYSTEM,
	ACTOR_ROLE_COUNT
};

struct actor {
	enum actor_role role;
	struct str party; /* "" for the system */
};

struct str actor_role_slug(enum actor_role role);
bool actor_role_find(struct str slug, enum actor_role *ret_role);
bool actor_eq(struct actor a, struct actor b);

/* The verified statement that carries the command; present == false when there is none. */
struct statement_ref {
	bool present;
	struct str sha256;     /* of the note, 64 hex digits */
	struct str kind;       /* "filing", "evidence", ... */
	struct str key;        /* name and hash of the key */
	struct str head_seen;  /* the statement's head line, 64 hex digits */
	struct str head_after; /* SHA-256(current head || SHA-256(note)), 64 hex digits */
};

/* A file that the statement lists and the store has. */
struct attachment {
	struct str name;
	struct str type; /* media type as claimed */
	int64_t size;
	struct str sha256;
};

struct command {
	enum command_kind kind;
	struct id dispute;
	struct actor actor;
	int64_t at_ms;              /* the store's clock; recorded in whole seconds */
	const struct node *content; /* the JSON document; NULL where a command has none */
	struct statement_ref statement;
	const struct attachment *files;
	size_t file_count;
	struct id target;     /* the offer, obligation or duty meant; zero where there is none */
	const struct id *ids; /* COMMAND_IDS fresh ones, without prefix */
	size_t id_count;

	const struct node *order;    /* CREATE_DRAFT, SUBMIT: the order as it is kept (order_record.h) */
	bool order_in_dispute;       /* CREATE_DRAFT, SUBMIT, REOPEN: the order has another open dispute */
	const struct policy *policy; /* NULL: POLICY_INIT */

	/* COMPUTE_PROPOSAL, and ACCEPT_OFFER where an advisory assessment is at hand (may be NULL). */
	const struct node *proposal; /* the engine's result */
	struct str proposal_sha256;  /* of its canonical text, 64 hex digits */
	const struct node *facts;    /* the engine's input */
	const struct node *packs;    /* [{id, version, sha256}...] */
};
