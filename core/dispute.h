/* dispute.h — the whole model of a case: four registers, the parties, and everything they put forward.
 *
 * The registers are independent: phase (where it stands), hold (whether soft time rests), duties (who must
 * do what by when, or else), obligations (what an outcome made somebody owe). A dispute is the fold of its
 * events (evolve.h) and nothing else; only evolve*.c writes to it.
 * Text is borrowed from the events; lists live in the arena and grow there.
 */
#pragma once

#include "core/command.h"
#include "core/duty.h"
#include "core/money.h"
#include "core/obligation.h"
#include "core/order.h"
#include "core/pleading.h"
#include "core/proceeding.h"
#include "core/remedy.h"

enum dispute_limit {
	DISPUTE_FACTS_MAX = 128,
	DISPUTE_EVIDENCE_MAX = 200,
	DISPUTE_OFFERS_MAX = 100,
	DISPUTE_DUTIES_MAX = 64, /* open at the same time */
	DISPUTE_OBLIGATIONS_MAX = 64,
	DISPUTE_EVENTS_MAX = 1000,
	DISPUTE_HEADS = 32, /* heads that a statement may name */
	DECIDERS_MAX = 16,
	ALTERNATIVES_MAX = 6,
	ASKS_MAX = 6
};

#define DISPUTE_BYTES_MAX ((int64_t)2 << 30) /* of evidence */
#define DISPUTE_TEXT_MAX  MIB(2)             /* that the parties write, so that a view always fits */
#define IMPORTED_MAX      KIB(256)           /* bytes of messages that were written elsewhere */
#define HEAD_START        "0000000000000000000000000000000000000000000000000000000000000000"

struct timeline_row {
	uint32_t seq;
	enum event_type type;
	int64_t at_ms;
	struct actor actor;
	bool statement;
};

struct dispute {
	struct id id;
	uint32_t version; /* seq of the last event; 0: does not exist */
	int64_t created_at_ms;
	int64_t filed_at_ms; /* 0: not filed */
	int64_t updated_at_ms;
	int64_t closed_at_ms; /* 0: open */
	bool reopened;        /* once, after it had lapsed */

	/* the four registers */
	enum phase phase;
	enum hold hold;
	enum closed_reason closed_reason;
	struct duty *duties; /* the open ones */
	size_t duty_count, duty_capacity;
	struct obligation *obligations;
	size_t obligation_count, obligation_capacity;

	struct actor claimant;
	struct actor respondent;
	struct order order;
	struct claim claim;
	struct response response;
	int64_t respondent_spoke_at_ms; /* first message, offer or answer; 0: silent */
	int64_t claimant_spoke_at_ms;   /* last act after filing */
	bool final_offer_declined;
	bool evidence_closed;   /* the facts are closed to the parties */
	bool respondent_silent; /* the time to respond passed without an answer */

	struct ledger_entry *entries;
	size_t entry_count, entry_capacity;
	struct evidence *evidence;
	size_t evidence_count, evidence_capacity;
	int64_t evidence_bytes;
	size_t text_bytes;     /* in the parties' signed acts */
	size_t imported_bytes; /* in messages that were written elsewhere */
	struct offer *offers;
	size_t offer_count, offer_capacity;
	struct message *messages;
	size_t message_count, message_capacity;
	struct timeline_row *timeline;
	size_t timeline_count, timeline_capacity;

	/* the procedure */
	struct holding holding;
	struct hold_request hold_request;
	bool cooled_off[2];    /* claimant, respondent: the pause that needs no consent is used up */
	struct actor assigned; /* an arbiter; party "" for nobody */
	struct str recused[RECUSED_MAX];
	size_t recused_count;
	struct actor void_by; /* who asked for it; party "" for nobody */
	struct inadmissibility inadmissibility;
	struct request *requests;
	size_t request_count, request_capacity;
	struct link links[LINKS_MAX];
	size_t link_count;

	struct str deciders[DECIDERS_MAX]; /* who signed a decision, for appeals */
	size_t decider_count;
	struct proposed proposal;
	struct decision decision;
	struct ruling ruling;
	struct comment comments[COMMENTS_MAX];
	size_t comment_count;
	struct appeal appeals[APPEALS_MAX];
	size_t appeal_count;
	struct correction corrections[CORRECTIONS_MAX];
	size_t correction_count;
	struct refund refunds[REFUNDS_MAX];
	size_t refund_count;

	struct str heads[DISPUTE_HEADS]; /* the latest first */
	size_t head_count;
};

struct str dispute_head(const struct dispute *dispute); /* HEAD_START before the first statement */
bool dispute_knows_head(const struct dispute *dispute, struct str head);

/* In which capacity the actor acts here. STATUS_FORBIDDEN (NOT_PARTY): a buyer or seller of another case. */
NODISCARD enum status dispute_capacity(const struct dispute *dispute, struct actor actor,
                                       enum capacity *ret_capacity, struct error *err);
enum capacity dispute_other(enum capacity party);
const struct actor *dispute_party(const struct dispute *dispute, enum capacity party);

/* NULL when there is none. */
const struct ledger_entry *dispute_find_entry(const struct dispute *dispute, struct str key);
const struct offer *dispute_find_offer(const struct dispute *dispute, struct id id);
const struct offer *dispute_open_offer(const struct dispute *dispute, struct actor by);
const struct evidence *dispute_find_evidence(const struct dispute *dispute, struct id id);
const struct request *dispute_find_request(const struct dispute *dispute, struct id id);
size_t dispute_open_requests(const struct dispute *dispute, struct actor by); /* of that actor */
bool dispute_has_open_request(const struct dispute *dispute);
bool dispute_has_recused(const struct dispute *dispute, struct str party);
const struct obligation *dispute_find_obligation(const struct dispute *dispute, struct id id);
const struct duty *dispute_find_duty(const struct dispute *dispute, struct id id);
const struct duty *dispute_find_duty_of(const struct dispute *dispute, enum duty_action action,
                                        struct id subject);
/* When the clockwork must look at the duty next: soft ones rest while the case is on hold. */
int64_t dispute_alarm(const struct dispute *dispute, const struct duty *duty);
/* Whether that arbiter confirmed, amended or cosigned a decision of this case. */
bool dispute_was_decided_by(const struct dispute *dispute, struct str party);
const struct duty *dispute_next_due(const struct dispute *dispute); /* the earliest; NULL when closed */
