#include "core/plan.h"

/* What comes on top of the main remedy when the amounts have it. The claimant owes only the difference of a
 * dearer exchange; freight is owed only by whoever must bear it, after the return. */
static const struct extra {
	struct str amount;
	struct str what;
	enum capacity obligor;
	bool after_first;
	bool only_seller_freight;
	enum remedy_id not_with; /* the remedy that pays this already */
} extras[] = {
	{ STR_INIT("punitive_minor"), STR_INIT("additional_damages"), CAPACITY_RESPONDENT, false, false,
	  REMEDY_PUNITIVE },
	{ STR_INIT("compensation_minor"), STR_INIT("compensation"), CAPACITY_RESPONDENT, false, false,
	  REMEDY_COMPENSATE },
	{ STR_INIT("return_freight_minor"), STR_INIT("return_freight"), CAPACITY_RESPONDENT, true, true,
	  REMEDY_COUNT },
	{ STR_INIT("test_fee_seller_minor"), STR_INIT("test_fee"), CAPACITY_RESPONDENT, false, false,
	  REMEDY_COUNT },
	{ STR_INIT("buyer_pays_minor"), STR_INIT("price_difference"), CAPACITY_CLAIMANT, true, false,
	  REMEDY_REPAIR_PAID },
};

#define EXTRA_HOURS 168

/* The stated amount, else what was paid where the remedy means the price; false when neither is known. */
static bool amount_of(const struct dispute *dispute, const struct terms *terms, const struct step *step,
                      struct money *ret_amount)
{
	int64_t stated = node_int(terms->amounts, step->amount, -1);

	if (stated >= 0) {
		*ret_amount = (struct money){ .minor = stated, .currency = dispute->order.currency };
		return true;
	}
	return remedy_info(terms->remedy)->money == MONEY_PRICE && order_paid(&dispute->order, ret_amount);
}

/* Nobody gets back more than was paid; damages come on top of the price by law. */
static enum status check_bound(const struct dispute *dispute, enum remedy_id remedy,
                               const struct money *amount, const char *at, struct error *err)
{
	bool damages =
		remedy == REMEDY_PUNITIVE || remedy == REMEDY_COMPENSATE || remedy == REMEDY_REPAIR_PAID;
	struct money paid;

	if (damages || !order_paid(&dispute->order, &paid) || amount->minor <= paid.minor)
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, at,
	               "the order was paid with %lld only, in minor units of %s", (long long)paid.minor,
	               paid.currency.code);
}

enum status plan_check(const struct dispute *dispute, const struct terms *terms, const char *at,
                       struct error *err)
{
	assert(terms->remedy < REMEDY_COUNT);

	if (dispute->obligation_count + OBLIGATIONS_AT_ONCE > DISPUTE_OBLIGATIONS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d obligations",
		            DISPUTE_OBLIGATIONS_MAX);
	for (size_t n = 0; remedy_step(terms->remedy, n) != NULL; n++) {
		const struct step *step = remedy_step(terms->remedy, n);
		struct money amount;
		if (step->amount.len > 0 && amount_of(dispute, terms, step, &amount))
			TRY(check_bound(dispute, terms->remedy, &amount, at, err));
		if (step->amount.len == 0 || amount_of(dispute, terms, step, &amount))
			continue;
		return FAIL_AT(err, PROBLEM_AMOUNT_REQUIRED, at, "%s needs an amount in %s",
		               remedy_info(terms->remedy)->name.ptr, dispute->order.currency.code);
	}
	return STATUS_OK;
}

const struct node *plan_amounts(struct arena *arena, enum remedy_id remedy, int64_t minor)
{
	struct object amounts;

	object_init(&amounts, arena, REMEDY_STEPS_MAX);
	for (size_t n = 0; remedy_step(remedy, n) != NULL; n++)
		if (remedy_step(remedy, n)->amount.len > 0)
			object_int(&amounts, remedy_step(remedy, n)->amount, minor);
	return object_keep(&amounts);
}

static enum capacity capacity_of(const struct hearing *hearing, enum actor_role role)
{
	if (role == hearing->dispute->claimant.role)
		return CAPACITY_CLAIMANT;
	if (role == hearing->dispute->respondent.role)
		return CAPACITY_RESPONDENT;
	return CAPACITY_PLATFORM;
}

void plan_due(struct minute *minute, const struct obligation *obligation, int64_t due_at_ms)
{
	struct hearing *hearing = minute->hearing;

	minute_open_duty(minute, capacity_of(hearing, obligation->obligor), DUTY_PERFORM, due_at_ms,
	                 obligation->id);
	minute_set_obligation(minute, obligation->id, OBLIGATION_DUE, due_at_ms);
	if (!obligation_is_return(obligation) || obligation->leg.state != LEG_NONE)
		return;
	minute_set_leg(minute, obligation->id, &(struct leg){ .state = LEG_AUTHORISED });
	minute_open_duty(minute, capacity_of(hearing, obligation->obligee), DUTY_PREPARE_RETURN,
	                 duty_due(DUTY_PREPARE_RETURN, hearing->now_ms), obligation->id);
}

void plan_await_confirmation(struct minute *minute, const struct obligation *obligation)
{
	struct hearing *hearing = minute->hearing;

	minute_open_duty(minute, capacity_of(hearing, obligation->obligee), DUTY_CONFIRM_PERFORMANCE,
	                 duty_due(DUTY_CONFIRM_PERFORMANCE, hearing->now_ms), obligation->id);
}

static bool is_satisfied(const struct hearing *hearing, const struct obligation *obligation)
{
	for (size_t i = 0; i < obligation->after_count; i++) {
		const struct obligation *before = hearing_obligation(hearing, obligation->after[i]);
		if (before == NULL)
			return false; /* the arena ran out: the caller's check says so */
		if (before->state != OBLIGATION_DONE && before->state != OBLIGATION_ENFORCED &&
		    before->state != OBLIGATION_WAIVED)
			return false;
	}
	return true;
}

/* Due at once unless something comes before it, or it was done under an earlier outcome. */
static void add(struct minute *minute, struct obligation *obligation, const struct id *after)
{
	struct hearing *hearing = minute->hearing;

	if (after != NULL) {
		obligation->after[0] = *after;
		obligation->after_count = 1;
	}
	minute_add_obligation(minute, obligation);
	if (obligation->state == OBLIGATION_WAITING && is_satisfied(hearing, obligation))
		plan_due(minute, obligation, hearing->now_ms + obligation->hours * HOUR_MS);
}

/* The same step of an earlier outcome that was carried out: nobody sends goods back twice. */
static bool was_done(const struct hearing *hearing, const struct obligation *obligation)
{
	for (size_t i = 0; i < hearing->dispute->obligation_count; i++) {
		const struct obligation *before = &hearing->dispute->obligations[i];
		if (before->state == OBLIGATION_DONE && before->kind == obligation->kind &&
		    before->obligor == obligation->obligor && str_eq(before->what, obligation->what))
			return true;
	}
	return false;
}

/* Money that came back already is set off; what is left is owed. */
static void set_off(struct hearing *hearing, struct obligation *obligation)
{
	int64_t credit = hearing->credit_minor;

	if (credit > obligation->amount.minor)
		credit = obligation->amount.minor;
	hearing->credit_minor -= credit;
	obligation->amount.minor -= credit;
	if (obligation->amount.minor == 0)
		obligation->state = OBLIGATION_DONE;
}

static void credit(struct hearing *hearing, struct obligation *obligation)
{
	if (obligation_is_price(obligation))
		set_off(hearing, obligation);
	else if (was_done(hearing, obligation))
		obligation->state = OBLIGATION_DONE;
}

/* What the buyer has of his price back already, in whatever way: amounts are set off against it whole. */
static int64_t price_returned(const struct dispute *dispute)
{
	int64_t minor = 0;

	for (size_t i = 0; i < dispute->refund_count; i++)
		minor += dispute->refunds[i].amount.minor;

	for (size_t i = 0; i < dispute->obligation_count; i++) {
		const struct obligation *paid = &dispute->obligations[i];
		bool done = paid->state == OBLIGATION_DONE || paid->state == OBLIGATION_ENFORCED;
		if (done && obligation_is_price(paid))
			minor += paid->amount.minor;
	}
	return minor;
}

static void add_step(struct minute *minute, const struct terms *terms, const struct step *step,
                     struct id *ids, size_t n)
{
	assert(n < REMEDY_STEPS_MAX);

	struct hearing *hearing = minute->hearing;
	struct obligation obligation = {
		.id = ids[n],
		.kind = step->kind,
		.obligor = hearing_party(hearing, step->obligor).role,
		.obligee = hearing_party(hearing, step->obligee).role,
		.what = step->what,
		.hours = step->hours,
		.basis = terms->basis,
	};

	if (step->amount.len > 0)
		obligation.has_amount = amount_of(hearing->dispute, terms, step, &obligation.amount);
	if (step->kind == OBLIGATION_SHIP)
		obligation.freight_by = terms->freight_payer;
	assert(step->after < (int)n);
	credit(hearing, &obligation);
	add(minute, &obligation, step->after == STEP_FIRST ? NULL : &ids[step->after]);
}

static void add_extra(struct minute *minute, const struct terms *terms, const struct extra *extra,
                      const struct id *first)
{
	struct hearing *hearing = minute->hearing;
	int64_t minor = node_int(terms->amounts, extra->amount, 0);

	if (minor <= 0 || extra->not_with == terms->remedy)
		return;
	if (extra->only_seller_freight && !str_eq(terms->freight_payer, STR("seller")))
		return;
	if (extra->after_first && first == NULL)
		return;
	struct obligation obligation = {
		.id = hearing_id(hearing),
		.kind = OBLIGATION_PAY,
		.obligor = hearing_party(hearing, extra->obligor).role,
		.obligee = hearing_party(hearing, dispute_other(extra->obligor)).role,
		.has_amount = true,
		.amount = { .minor = minor, .currency = hearing->dispute->order.currency },
		.what = extra->what,
		.hours = EXTRA_HOURS,
		.basis = terms->basis,
	};
	credit(hearing, &obligation);
	add(minute, &obligation, extra->after_first ? first : NULL);
}

void plan_make(struct minute *minute, const struct terms *terms)
{
	assert(terms->basis != NULL && terms->basis->count > 0);

	struct hearing *hearing = minute->hearing;
	struct id ids[REMEDY_STEPS_MAX];
	const struct step *first = remedy_step(terms->remedy, 0);

	hearing->credit_minor = price_returned(hearing->dispute);
	for (size_t n = 0; remedy_step(terms->remedy, n) != NULL; n++)
		ids[n] = hearing_id(hearing);
	for (size_t n = 0; remedy_step(terms->remedy, n) != NULL; n++)
		add_step(minute, terms, remedy_step(terms->remedy, n), ids, n);
	if (terms->remedy == REMEDY_REJECT_CLAIM)
		return;
	for (size_t i = 0; i < COUNT_OF(extras); i++)
		add_extra(minute, terms, &extras[i],
		          first != NULL && first->kind == OBLIGATION_SHIP ? &ids[0] : NULL);
}

static bool comes_after(const struct obligation *obligation, struct id id)
{
	for (size_t i = 0; i < obligation->after_count; i++)
		if (id_eq(obligation->after[i], id))
			return true;
	return false;
}

void plan_advance(struct minute *minute, struct id done)
{
	assert(hearing_obligation(minute->hearing, done) != NULL);

	struct hearing *hearing = minute->hearing;

	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		const struct obligation *next = &hearing->obligations[i];
		if (next->state != OBLIGATION_WAITING || !comes_after(next, done) ||
		    !is_satisfied(hearing, next))
			continue;
		plan_due(minute, next, hearing->now_ms + next->hours * HOUR_MS);
	}
}

/* Steps are listed after what they wait for, so one pass reaches all of them. What the obligee himself waived
 * takes nothing with it, so only what lapses here counts. */
void plan_waive(struct minute *minute, struct id waived)
{
	assert(hearing_obligation(minute->hearing, waived) != NULL);

	struct hearing *hearing = minute->hearing;
	struct id gone[DISPUTE_OBLIGATIONS_MAX + OBLIGATIONS_AT_ONCE] = { waived };
	size_t count = 1;

	minute_set_obligation(minute, waived, OBLIGATION_WAIVED, 0);
	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		const struct obligation *next = &hearing->obligations[i];
		bool follows = false;
		for (size_t j = 0; j < count; j++)
			follows = follows || comes_after(next, gone[j]);
		if (next->state != OBLIGATION_WAITING || !follows)
			continue;
		minute_set_obligation(minute, next->id, OBLIGATION_WAIVED, 0);
		gone[count++] = next->id;
	}
}
