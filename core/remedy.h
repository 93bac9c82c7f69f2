/* remedy.h — what can be asked, offered or ruled, and the obligations that each remedy means.
 *
 * The catalogue is remedy.def: the remedies of the shared vocabulary (law.md 16.7) with their steps. A step
 * becomes an obligation (plan.h). Pure data; nothing here fails.
 */
#pragma once

#include "core/language.h"
#include "core/lifecycle.h"
#include "core/obligation.h"

/* Where a step's amount comes from. */
enum remedy_money {
	MONEY_NONE,
	MONEY_PRICE,  /* as stated, else what was paid for the order */
	MONEY_STATED, /* must be stated */
};

enum remedy_id {
#define REMEDY(name, money, may_ask, zh, en, bg, pl, hu) REMEDY_##name,
#define STEP(remedy, n, kind, obligor, obligee, what, amount, after, hours)
#include "core/remedy.def"
#undef REMEDY
#undef STEP
	REMEDY_COUNT
};

struct remedy_info {
	struct str name; /* REFUND_FULL */
	enum remedy_money money;
	bool may_ask; /* a party may ask for it or offer it */
	struct wording label;
};

#define REMEDY_STEPS_MAX 4
#define STEP_FIRST       (-1)

struct step {
	bool present;
	enum obligation_kind kind;
	enum capacity obligor;
	enum capacity obligee;
	struct str what;
	struct str amount; /* the member of amounts that it pays; "" for none */
	int after;         /* index of the step that comes before; STEP_FIRST when none */
	int32_t hours;
};

const struct remedy_info *remedy_info(enum remedy_id remedy);
bool remedy_find(struct str name, enum remedy_id *ret_remedy);
const struct step *remedy_step(enum remedy_id remedy, size_t n); /* NULL past the last */

/* [{"remedy","money","may_ask","label":{"bg",...,"zh-CN"},"steps":[...]}...] */
void remedies_print(struct printer *printer);
