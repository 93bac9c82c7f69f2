/* seller_policy.h — how a seller lets claims be answered without a person: conditions and limits as data.
 *
 * Depends on: schema.h, remedy.h. Pure; a policy borrows from the node it was decoded from.
 * Form:
 *	{"currency": "CNY", "rules": [
 *	  {"id": "small", "answer": "accept", "reasons": ["nc.damaged"], "max_days": 7, "max_minor": 50000},
 *	  {"id": "late", "answer": "decline", "min_days": 8}]}
 * A rule applies when the claim's reason and first ask are among those it names (all, if it names none), and
 * the days from delivery to filing and the price of the order are within its bounds, which are inclusive. The
 * first rule that applies answers; a claim to which none applies waits for a person.
 * accept: what was asked, in full. refund: the price, or `share_ppm` millionths of it, rounded down; the
 *goods come back unless `keep_goods`. exchange: the same model. repair: free repair. decline: nothing.
 *`freight` says who pays for the way back; the seller, if nobody is named. Limits: SELLER_RULES_MAX rules.
 *Errors: STATUS_INVALID with the JSON pointer.
 */
#pragma once

#include "core/json.h"
#include "core/remedy.h"

#define SELLER_RULES_MAX 32
#define PPM              1000000

enum seller_answer {
	ANSWER_ACCEPT,
	ANSWER_REFUND,
	ANSWER_EXCHANGE,
	ANSWER_REPAIR,
	ANSWER_DECLINE,
	ANSWER_COUNT
};

struct seller_rule {
	struct str id;
	enum seller_answer answer;
	const struct node *reasons; /* NULL: any */
	const struct node *asks;    /* NULL: any */
	int64_t min_days;
	int64_t max_days;
	int64_t min_minor;
	int64_t max_minor;
	int64_t share_ppm; /* of a refund */
	bool keep_goods;
	struct str freight; /* "seller" or "buyer" */
};

struct seller_policy {
	struct str currency;
	struct seller_rule rules[SELLER_RULES_MAX];
	size_t rule_count;
};

/* What a policy looks at. */
struct seller_claim {
	struct str reason;
	struct str ask; /* the first */
	int64_t days;   /* from delivery to filing; below 0: not delivered */
	int64_t price_minor;
	struct str currency;
};

/* What it then gives. */
struct seller_grant {
	const struct seller_rule *rule; /* NULL: it leaves the claim to a person */
	bool is_grant;                  /* false: declined */
	enum remedy_id remedy;
	int64_t refund_minor; /* of a remedy that pays the price or a part of it; else 0 */
	struct str freight;
};

struct str seller_answer_name(enum seller_answer answer);

NODISCARD enum status seller_policy_decode(const struct node *node, struct seller_policy *ret_policy,
                                           struct error *err);

struct seller_grant seller_policy_answer(const struct seller_policy *policy,
                                         const struct seller_claim *claim);
