/* policy_check.h — a seller's policy held against the law: does it ever give less than the packs do?
 *
 * Depends on: seller_policy.h, proposal.h. Pure and deterministic: the same policy and packs give the same
 * verdict and the same example.
 * Every rule that may give less is tried on generated claims: for each reason and ask that it covers, goods
 * of each table of the packs and goods of none, days on both sides of every period of the packs and of every
 * bound of the policy, prices on both sides of its limits. What the seller's rule gives is compared with what
 * the packs propose on the same facts, read as a worked case (the facts are as claimed, no objection is
 * raised). Below the floor: declining or giving a lesser remedy where the law grants one; a smaller refund;
 * the buyer paying for carriage that the law puts on the seller. Where the law leaves it to a person, a
 * policy that declines is below the floor too: a machine may not close what the law leaves open (law.md
 * section 1 item 2). Accepting a claim gives what was asked and is never below it. Source: law.md META.FLOOR;
 * CPL 16, 26; features.md R12, standout 18. Limits: POLICY_PATTERNS_MAX claims, some tens of milliseconds;
 * `is_partial` says that there were more.
 */
#pragma once

#include "core/proposal.h"
#include "core/seller_policy.h"

#define POLICY_PATTERNS_MAX  20000
#define POLICY_SCRATCH_BYTES MIB(1)

struct policy_verdict {
	bool is_below;
	bool is_partial;
	size_t patterns; /* that were tried */

	/* the example, when is_below */
	struct str facts;    /* canonical JSON, in the arena */
	struct str proposal; /* what the law gives: the proposal, canonical JSON */
	struct str article;  /* one that it cites; empty when a person decides */
	struct str reason;   /* why it is below: "declined", "lesser_remedy", "smaller_refund", "freight" */
	struct str ask;
	struct seller_grant grant; /* what the policy gives */
};

/* What a policy is held against. */
struct policy_floor {
	const struct packset *packset;
	struct str jurisdiction;
};

/* `scratch` is emptied for each claim. STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status policy_check(const struct policy_floor *floor, const struct seller_policy *policy,
                                   struct arena *scratch, struct arena *arena,
                                   struct policy_verdict *ret_verdict, struct error *err);

/* STATUS_CONFLICT, POLICY_BELOW_FLOOR: it is below, with the example in a sentence; or it has more different
 * bounds than could be tried. */
NODISCARD enum status policy_verdict_refuse(const struct policy_verdict *verdict, struct error *err);

/* {"below_floor", "patterns", "example": {"facts", "law": {...}, "policy": {...}, "article", "reason"}} */
void print_policy_verdict(struct printer *printer, const struct policy_verdict *verdict);
