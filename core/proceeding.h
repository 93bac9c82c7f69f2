/* proceeding.h — what the procedure adds to a case beside what the sides put forward: holds, requests, who is
 * assigned, comments, appeals, corrections, links, refunds seen.
 *
 * Plain data. Text and nodes are borrowed from the events; only evolve*.c fills these in.
 */
#pragma once

#include "core/command.h"
#include "core/money.h"

enum proceeding_limit {
	REQUESTS_MAX = 50,
	REQUESTS_OPEN_MAX = 8, /* of an arbiter; a party has one */
	COMMENTS_MAX = 40,
	APPEALS_MAX = 12,
	CORRECTIONS_MAX = 20,
	LINKS_MAX = 32,
	REFUNDS_MAX = 32,
	RECUSED_MAX = 16
};

/* The running hold; its kind is the register dispute.hold. */
struct holding {
	struct actor by;
	bool by_consent;
	int64_t since_ms;
	int64_t until_ms;
	struct str text;
	struct str language;
};

/* A longer pause that one side asked for and the other has not agreed to. */
struct hold_request {
	bool present;
	struct actor by;
	int64_t until_ms;
};

/* DROPPED: an outcome came before its time was over. */
enum request_state {
	REQUEST_OPEN,
	REQUEST_ANSWERED,
	REQUEST_UNANSWERED,
	REQUEST_DROPPED,
	REQUEST_STATE_COUNT
};

/* A request for information, with the inference that its silence allows. */
struct request {
	struct id id;
	struct actor by;
	enum actor_role to;
	int64_t at_ms;
	int64_t due_at_ms;
	enum request_state state;
	const struct node *asked; /* {"to", "text", "language", "kinds", "facts", "inference"} */
	int64_t answered_at_ms;
	struct str answer;
	struct str language; /* of the answer */
};

struct comment {
	struct actor by;
	int64_t at_ms;
	int64_t version; /* of the proposal that it is about */
	struct str text;
	struct str language;
};

/* Why a case was not taken up at all. */
struct inadmissibility {
	bool present;
	struct actor by;
	struct str ground;
	struct str reasons;
	struct str language;
	int64_t appeal_until_ms;
};

enum appeal_state { APPEAL_OPEN, APPEAL_UPHELD, APPEAL_REVISED, APPEAL_STATE_COUNT };

struct appeal {
	struct id id;
	struct actor by;
	int64_t at_ms;
	struct str ground;
	struct str text;
	struct str language;
	enum appeal_state state; /* UPHELD: the ruling stands */
};

enum correction_state { CORRECTION_REQUESTED, CORRECTION_MADE, CORRECTION_REFUSED, CORRECTION_STATE_COUNT };

struct correction {
	struct id id;
	struct actor by;
	int64_t at_ms;
	struct str ground;
	struct str text;
	struct str language;
	enum correction_state state;
	struct str answer; /* the erratum, or why there is none */
};

struct link {
	struct id dispute;
	struct str relation;
	int64_t at_ms;
};

/* Money that came back outside of the case. */
struct refund {
	struct money amount;
	struct str reference; /* the payment's, unique in the case */
	int64_t at_ms;
};

struct str request_state_slug(enum request_state state);
struct str appeal_state_slug(enum appeal_state state);
struct str correction_state_slug(enum correction_state state);
