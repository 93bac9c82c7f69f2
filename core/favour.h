/* favour.h — whom one result helps as against another: the buyer, the seller, or nobody yet.
 *
 * Depends on: assess.h. Pure. Remedy goes before money, money before carriage.
 */
#pragma once

#include "core/assess.h"

/* Nobody: a person would decide, or evidence would be asked for, or both results are worth the same. */
enum favour { FAVOUR_NOBODY, FAVOUR_BUYER, FAVOUR_SELLER, FAVOUR_COUNT };

struct str favour_name(enum favour favour);

/* Whom `other` helps where `base` stands. A base that is not settled is worth nothing to either. */
enum favour favour_of(const struct packset *packset, const struct assessment *base,
                      const struct assessment *other);

/* What the buyer receives, all in all, in minor units; parts that a sum already contains are not added. */
int64_t money_of_buyer(const struct assessment *result);
