/* pleading.h — what the sides, the rules and the arbiter put into a case: claim, answer, facts, evidence,
 * offers, messages, proposal, decision, ruling.
 *
 * Plain data. Text and nodes are borrowed from the events; only evolve*.c fills these in.
 */
#pragma once

#include "core/command.h"
#include "core/reason.h"
#include "core/standard.h"

struct claim {
	bool present;
	const struct reason *reason; /* NULL in a draft that has not chosen one */
	const struct node *ask;      /* array of remedy names in order of preference; NULL in a draft */
	struct str text;
	struct str language;
	const struct node *facts; /* as asserted; NULL when none */
};

struct response {
	bool present;
	bool accepted; /* the position: accept, else contest */
	int64_t at_ms;
	struct str text;
	struct str language;
};

enum entry_status {
	ENTRY_CLAIMED,   /* one side said so, the other has not answered */
	ENTRY_ADMITTED,  /* both sides say so */
	ENTRY_CONTESTED, /* the other side denies it */
	ENTRY_FOUND,     /* the arbiter found it */
	ENTRY_PRESUMED,
	ENTRY_PLATFORM, /* the marketplace's record */
	ENTRY_STATUS_COUNT
};

/* One line of the facts ledger. */
struct ledger_entry {
	struct str key;
	const struct node *value;
	enum entry_status status;
	enum actor_role by;
	bool answered;
	enum actor_role answer_by;
	const struct node *answer_value; /* NULL when the answer gave none */
	struct str answer_text;
	enum standard standard;   /* of a finding */
	struct str reason;        /* of a finding or presumption */
	const struct node *cites; /* of a finding: [{exhibit, page, second, region}]; NULL when none */
};

struct evidence {
	struct id id;
	struct str exhibit; /* "B-1" */
	struct str kind;
	struct actor by;
	int64_t at_ms;
	uint32_t seq;
	struct str text;
	struct str language;
	bool late;         /* after the time for evidence: counts once it is admitted */
	bool admitted;     /* late, and let in by the arbiter */
	struct str reason; /* of the admission */
	bool retracted;    /* its side relies on it no more; it stays in the record */
	bool redacted;     /* its files are withheld */
	struct str redaction;
	struct id replaced_by;    /* the exhibit that shows the rest; zero when none */
	const struct node *facts; /* array of fact names; NULL when none */
	const struct node *files; /* array of {name, type, size, sha256}; NULL when none */
};

enum offer_state {
	OFFER_OPEN,
	OFFER_ACCEPTED,
	OFFER_DECLINED,
	OFFER_WITHDRAWN,
	OFFER_EXPIRED,
	OFFER_COUNTERED,
	OFFER_STATE_COUNT
};

struct offer {
	struct id id;
	struct actor by;
	int64_t at_ms;
	int64_t expires_at_ms;
	enum offer_state state;
	const struct node *alternatives;
	struct str text;
	struct str language;
	bool final;
	int64_t accepted_alternative; /* 1-based; 0 when not accepted */
	struct id counters;           /* the offer that it answers; zero when none */
};

struct message {
	struct id id;
	uint32_t seq;
	int64_t at_ms;
	struct actor by;
	struct str text;
	struct str language; /* "" where the one who wrote it named none */
	struct str source;   /* where it was written, when the marketplace imported it; else "" */
};

/* The latest run of the rules on closed facts. */
struct proposed {
	int64_t version; /* 0: none yet */
	int64_t at_ms;
	struct str sha256;
	const struct node *result;
	const struct node *facts;
	const struct node *packs;
};

struct decision {
	bool present;
	struct str decision; /* confirm, amend, reject */
	struct actor by;
	int64_t at_ms;
	struct str reasons;
	struct str language;
	const struct node *deviation; /* NULL when confirmed */
	bool pending;                 /* until another person has signed */
	bool upholds;                 /* on appeal: the ruling stands */
	const struct node *awaits;    /* the terms that wait; NULL when not pending */
	const struct node *four_eyes; /* why a second person signs; NULL when none */
	struct actor cosigner;        /* party "" before that */
};

struct ruling {
	bool present;
	struct id id;
	int64_t at_ms;
	int64_t appeal_until_ms;
	int64_t version; /* 1, and one more for each that replaces it */
	bool final;      /* an appeal was decided, or its time is over */
	bool automated;  /* no person decided it */
	const struct node
		*terms; /* {"remedy", "amounts", "freight_payer", "basis", "proposal_version", ...} */
};

/* Whether the rules and the arbiter may rely on it. */
bool evidence_counts(const struct evidence *evidence);

struct str entry_status_slug(enum entry_status status);
struct str offer_state_slug(enum offer_state state);
