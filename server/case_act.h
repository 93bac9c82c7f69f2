/* case_act.h — one act on one dispute, from the request's body to the durable events: the only way to change
 * a case.
 *
 * Steps, each a function that the one before hands on to: read the body; load the events and fold them; load
 * the signer's keys and the uploads; verify the statement; decide; run the rules where they are due; commit;
 * receipt. When the case moved meanwhile it is loaded and decided again, ACT_ATTEMPTS_MAX times at most. A
 * repetition of an act that was stored is answered as the first time, whatever has happened since. Thread:
 * the call's loop. Everything lives in the exchange's arena.
 */
#pragma once

#include "core/decide.h"
#include "crypto/signed_statement.h"
#include "server/call_store.h"
#include "server/case_run.h"

#define ACT_ATTEMPTS_MAX 3

/* How an operation becomes a command. */
struct reply;

struct act_rule {
	enum operation operation;
	enum command_kind command; /* of its family, see command.h */
	int target_kind;           /* enum id_kind of the second path parameter, or -1 */
	bool needs_if_match;
	int http_status; /* of success */
};

struct act {
	struct call *call;
	const struct act_rule *rule;
	int attempt;

	/* from the request */
	struct id dispute_id;
	struct id target;
	struct str envelope; /* empty: an unsigned act */
	struct str content;
	const struct node *content_node;
	uint64_t expected_version; /* of If-Match; 0: none */

	/* loaded */
	struct dispute *dispute;
	const struct node *order; /* of a new draft, and of a filing */
	struct str order_text;    /* of a filing: its row */
	uint64_t order_version;   /* of that row; 0: not loaded */
	bool order_in_dispute;
	struct signer_keys keys;
	const struct statement *peeked;
	struct attachment *files;
	size_t file_count;

	/* verified */
	const struct statement *statement;

	/* decided */
	struct case_run *done;
	struct leaf_salt *salts; /* of its events */

	struct reply *reply;  /* act_reply.c's own */
	struct error refusal; /* kept while we look whether it is a repetition */
};

/* op_command (routes.def) starts an act from its request. */

/* Makes an act for an operation that loads by itself (createDispute). NULL: the call has been answered. */
struct act *act_new(struct call *call);

/* Goes on once everything is loaded: verify, decide, commit, answer. */
void act_decide(struct act *act);

/* Ends the act with call->err, unless the same request was carried out before. */
void act_refuse(struct act *act);
