/* obligation.h — what an outcome makes somebody owe: a node of one DAG for all remedies.
 *
 * An admission, a settlement and a ruling all end in the same object: obligations of five kinds, each with
 * who owes it to whom, what must come before, by when, and on what basis. plan.h makes them from a remedy.
 * WAITING until every predecessor is terminal and done, then DUE; the obligor reports, the obligee confirms
 * or the time to do so passes; what stays undone is ENFORCED (handed to the marketplace) or WAIVED.
 */
#pragma once

#include "core/command.h"
#include "core/money.h"

#define OBLIGATION_AFTER_MAX 2

enum obligation_kind {
	OBLIGATION_PAY,
	OBLIGATION_SHIP,
	OBLIGATION_REPAIR,
	OBLIGATION_PROVIDE,
	OBLIGATION_ACT,
	OBLIGATION_KIND_COUNT
};

enum obligation_state {
	OBLIGATION_WAITING,
	OBLIGATION_DUE,
	OBLIGATION_REPORTED,
	OBLIGATION_DONE,
	OBLIGATION_CONTESTED,
	OBLIGATION_OVERDUE,
	OBLIGATION_ENFORCED,
	OBLIGATION_WAIVED,
	OBLIGATION_IMPOSSIBLE,
	OBLIGATION_STATE_COUNT
};

/* A return on its way (domain.md, "Obligations"). */
enum leg_state {
	LEG_NONE,
	LEG_AUTHORISED,
	LEG_LABEL_READY,
	LEG_SHIPPED,
	LEG_IN_TRANSIT,
	LEG_DELIVERED,
	LEG_INSPECTED,
	LEG_LOST,
	LEG_EXPIRED,
	LEG_REFUSED_DELIVERY,
	LEG_STATE_COUNT
};

struct leg {
	enum leg_state state;
	struct str carrier; /* free text: no register knows them all */
	struct str tracking;
	struct str condition; /* as inspected: ok, damaged, used, incomplete, wrong_item, empty */
	struct str instructions;
};

struct obligation {
	struct id id;
	enum obligation_kind kind;
	enum actor_role obligor;
	enum actor_role obligee;
	bool has_amount;
	struct money amount;
	struct str what;       /* "return_goods", "refund", ...: a word for the reader's language */
	struct str freight_by; /* who bears the freight of a shipment; "" when not said */
	struct id after[OBLIGATION_AFTER_MAX];
	size_t after_count;
	int32_t hours;     /* its term once it is due */
	int64_t due_at_ms; /* 0 while waiting */
	enum obligation_state state;
	bool stayed;              /* until an appeal is decided */
	struct str enforcement;   /* the marketplace's reference, once it has it in hand; "" before */
	struct leg leg;           /* of a return; LEG_NONE otherwise */
	const struct node *basis; /* array of citations, never empty */
};

struct str obligation_kind_slug(enum obligation_kind kind);
struct str obligation_state_slug(enum obligation_state state);
bool obligation_kind_find(struct str slug, enum obligation_kind *ret_kind);

struct str leg_state_slug(enum leg_state state);
bool leg_state_find(struct str slug, enum leg_state *ret_state);

/* The buyer sends something back. */
bool obligation_is_return(const struct obligation *obligation);

/* The seller gives back price: refund, part of it, or a reduction. Damages and freight are no price. */
bool obligation_is_price(const struct obligation *obligation);

/* Nothing more will happen to it. */
bool obligation_is_terminal(const struct obligation *obligation);
