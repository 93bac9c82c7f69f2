#include "core/simulation.h"

#define OTHER "other"

static void copy_name(char to[SIMULATION_NAME_MAX + 1], struct str text)
{
	size_t len = text.len < SIMULATION_NAME_MAX ? text.len : SIMULATION_NAME_MAX;

	memcpy(to, len == 0 ? "" : text.ptr, len);
	to[len] = 0;
}

/* --- one case --- */

static void read_amounts(const struct proposal *proposal, struct simulated *simulated)
{
	for (size_t i = 0; i < proposal->result.amount_count; i++) {
		const struct amount *amount = &proposal->result.amounts[i];
		if (!str_eq(amount->name, STR("refund_minor")) || amount->value.kind != VALUE_INT)
			continue;
		simulated->has_refund = true;
		simulated->refund_minor = amount->value.integer;
	}
}

static bool decide_one(const struct packset *packs, const struct simulation_case *item, struct arena *arena,
                       const struct proposal **ret_proposal, struct simulated *ret_simulated)
{
	struct configuration *configuration = ARENA_NEW(arena, struct configuration);
	struct facts *facts = ARENA_NEW(arena, struct facts);
	struct error unused;

	if (configuration == NULL || facts == NULL)
		return false;
	configuration->is_worked_case = item->is_worked_case;
	if (facts_decode(item->facts, arena, facts, &unused) != STATUS_OK ||
	    evaluate(packs, configuration, facts, arena, ret_proposal, &unused) != STATUS_OK)
		return false;
	*ret_simulated = (struct simulated){ .outcome = (*ret_proposal)->result.outcome };
	copy_name(ret_simulated->remedy, proposal_remedy(*ret_proposal));
	copy_name(ret_simulated->freight, (*ret_proposal)->result.freight_payer);
	read_amounts(*ret_proposal, ret_simulated);
	return true;
}

static bool same(const struct simulated *a, const struct simulated *b)
{
	return a->outcome == b->outcome && strcmp(a->remedy, b->remedy) == 0 &&
	       strcmp(a->freight, b->freight) == 0 && a->has_refund == b->has_refund &&
	       a->refund_minor == b->refund_minor;
}

static bool opens(const struct rule *rule, const struct assessment *result)
{
	for (size_t i = 0; i < result->proposed_count; i++) {
		if ((rule->opens >> result->proposed[i] & 1) != 0)
			return true;
	}
	return false;
}

/* The pack whose rule gives what is proposed; empty when nothing is. */
static struct str regime_of(const struct proposal *proposal)
{
	const struct packset *packset = proposal->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct rule *rule = &packset->rules[i];
		if (!rule->is_guard && proposal->states[i].truth == TRUTH_TRUE &&
		    opens(rule, &proposal->result))
			return packset->packs[rule->pack].id;
	}
	return (struct str){ 0 };
}

static struct str reason_of(const struct simulation_case *item)
{
	const struct node *type = node_find(item->facts, STR("claim.type"));

	if (item->reason.len > 0)
		return item->reason;
	if (type != NULL && type->kind == NODE_OBJECT)
		type = node_find(type, STR("v"));
	return type != NULL && type->kind == NODE_STRING ? type->string : STR("none");
}

/* --- tallies --- */

static int compare_names(const struct simulation_row *row, const char *reason, const char *regime)
{
	int order = strcmp(row->reason, reason);

	return order != 0 ? order : strcmp(row->regime, regime);
}

/* The row of that reason and regime, made if there is room; the rest shares one row, the last by name. */
static struct simulation_row *row_for(struct simulation *simulation, const char *reason, const char *regime)
{
	size_t at = 0;

	while (at < simulation->row_count && compare_names(&simulation->rows[at], reason, regime) < 0)
		at++;
	if (at < simulation->row_count && compare_names(&simulation->rows[at], reason, regime) == 0)
		return &simulation->rows[at];
	if (simulation->row_count == SIMULATION_ROWS_MAX - 1 && strcmp(reason, OTHER) != 0)
		return row_for(simulation, OTHER, OTHER);
	if (simulation->row_count == SIMULATION_ROWS_MAX)
		return &simulation->rows[SIMULATION_ROWS_MAX - 1];
	memmove(&simulation->rows[at + 1], &simulation->rows[at],
	        (simulation->row_count - at) * sizeof simulation->rows[0]);
	simulation->row_count++;
	simulation->rows[at] = (struct simulation_row){ 0 };
	copy_name(simulation->rows[at].reason, str_from_c(reason));
	copy_name(simulation->rows[at].regime, str_from_c(regime));
	return &simulation->rows[at];
}

/* Of all changed cases those whose ids come first, whatever the order in which they are added. */
static void keep_change(struct simulation *simulation, const struct simulation_change *change)
{
	size_t at = simulation->change_count;

	if (at == SIMULATION_CHANGES_MAX) {
		at--;
		if (strcmp(change->id, simulation->changes[at].id) >= 0)
			return;
	} else {
		simulation->change_count++;
	}
	for (; at > 0 && strcmp(change->id, simulation->changes[at - 1].id) < 0; at--)
		simulation->changes[at] = simulation->changes[at - 1];
	simulation->changes[at] = *change;
}

static bool grants(enum outcome outcome)
{
	return outcome == OUTCOME_GRANT || outcome == OUTCOME_GRANT_ALTERNATIVE;
}

static void add_money(int64_t *sum, int64_t amount)
{
	*sum = *sum > INT64_MAX - amount ? INT64_MAX : *sum + amount;
}

static void count_change(struct simulation_row *row, const struct simulated *before,
                         const struct simulated *after)
{
	bool gains = grants(after->outcome) && !grants(before->outcome);
	bool loses = grants(before->outcome) && !grants(after->outcome);

	row->changed++;
	row->better += gains || (!loses && after->refund_minor > before->refund_minor) ? 1 : 0;
	row->worse += loses || (!gains && after->refund_minor < before->refund_minor) ? 1 : 0;
}

void simulation_add(struct simulation *simulation, const struct packset *before, const struct packset *after,
                    const struct simulation_case *item, struct arena *arena)
{
	assert(simulation != NULL && item != NULL && arena != NULL);

	struct simulation_change change = { 0 };
	const struct proposal *old;
	const struct proposal *new;
	char reason[SIMULATION_NAME_MAX + 1];
	char regime[SIMULATION_NAME_MAX + 1];

	simulation->cases++;
	if (!decide_one(before, item, arena, &old, &change.before) ||
	    !decide_one(after, item, arena, &new, &change.after)) {
		simulation->failed++;
		return;
	}
	copy_name(reason, reason_of(item));
	copy_name(regime, regime_of(old).len > 0 ? regime_of(old) : regime_of(new));
	if (regime[0] == 0)
		copy_name(regime, STR("none"));
	struct simulation_row *row = row_for(simulation, reason, regime);
	row->cases++;
	row->outcomes[change.before.outcome][change.after.outcome]++;
	add_money(&row->refund_before_minor, change.before.refund_minor);
	add_money(&row->refund_after_minor, change.after.refund_minor);
	if (same(&change.before, &change.after))
		return;
	simulation->changed++;
	count_change(row, &change.before, &change.after);
	copy_name(change.id, item->id);
	keep_change(simulation, &change);
}

static void merge_row(struct simulation_row *row, const struct simulation_row *other)
{
	row->cases += other->cases;
	row->changed += other->changed;
	row->better += other->better;
	row->worse += other->worse;
	for (size_t i = 0; i < OUTCOME_COUNT; i++) {
		for (size_t k = 0; k < OUTCOME_COUNT; k++)
			row->outcomes[i][k] += other->outcomes[i][k];
	}
	add_money(&row->refund_before_minor, other->refund_before_minor);
	add_money(&row->refund_after_minor, other->refund_after_minor);
}

void simulation_merge(struct simulation *simulation, const struct simulation *other)
{
	assert(simulation != NULL && other != NULL && simulation != other);

	simulation->cases += other->cases;
	simulation->changed += other->changed;
	simulation->failed += other->failed;
	for (size_t i = 0; i < other->row_count; i++)
		merge_row(row_for(simulation, other->rows[i].reason, other->rows[i].regime), &other->rows[i]);
	for (size_t i = 0; i < other->change_count; i++)
		keep_change(simulation, &other->changes[i]);
}

/* --- the report --- */

static void print_packs(struct printer *printer, struct str name, const struct packset *packs)
{
	print_name(printer, name);
	print_array_begin(printer);
	for (size_t i = 0; i < packs->pack_count; i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("id"), packs->packs[i].id);
		print_member_string(printer, STR("sha256"), packs->packs[i].sha256);
		print_member_string(printer, STR("version"), packs->packs[i].version);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_simulated(struct printer *printer, struct str name, const struct simulated *simulated)
{
	print_name(printer, name);
	print_object_begin(printer);
	print_member_string(printer, STR("freight_payer"), str_from_c(simulated->freight));
	print_member_string(printer, STR("outcome"), outcome_name(simulated->outcome));
	if (simulated->has_refund)
		print_member_int(printer, STR("refund_minor"), simulated->refund_minor);
	print_member_string(printer, STR("remedy"), str_from_c(simulated->remedy));
	print_object_end(printer);
}

static void print_changes(struct printer *printer, const struct simulation *simulation)
{
	print_name(printer, STR("changes"));
	print_array_begin(printer);
	for (size_t i = 0; i < simulation->change_count; i++) {
		const struct simulation_change *change = &simulation->changes[i];
		print_object_begin(printer);
		print_simulated(printer, STR("after"), &change->after);
		print_simulated(printer, STR("before"), &change->before);
		print_member_string(printer, STR("id"), str_from_c(change->id));
		print_object_end(printer);
	}
	print_array_end(printer);
}

/* Only the pairs that occur. */
static void print_outcomes(struct printer *printer, const struct simulation_row *row)
{
	print_name(printer, STR("outcomes"));
	print_array_begin(printer);
	for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
		for (unsigned k = 0; k < OUTCOME_COUNT; k++) {
			if (row->outcomes[i][k] == 0)
				continue;
			print_object_begin(printer);
			print_member_string(printer, STR("after"), outcome_name((enum outcome)k));
			print_member_string(printer, STR("before"), outcome_name((enum outcome)i));
			print_member_int(printer, STR("cases"), (int64_t)row->outcomes[i][k]);
			print_object_end(printer);
		}
	}
	print_array_end(printer);
}

static void print_row(struct printer *printer, const struct simulation_row *row)
{
	print_object_begin(printer);
	print_member_int(printer, STR("better_for_buyer"), (int64_t)row->better);
	print_member_int(printer, STR("cases"), (int64_t)row->cases);
	print_member_int(printer, STR("changed"), (int64_t)row->changed);
	print_outcomes(printer, row);
	print_member_string(printer, STR("reason"), str_from_c(row->reason));
	print_member_int(printer, STR("refund_after_minor"), row->refund_after_minor);
	print_member_int(printer, STR("refund_before_minor"), row->refund_before_minor);
	print_member_string(printer, STR("regime"), str_from_c(row->regime));
	print_member_int(printer, STR("worse_for_buyer"), (int64_t)row->worse);
	print_object_end(printer);
}

void print_simulation(struct printer *printer, const struct simulation *simulation,
                      const struct packset *before, const struct packset *after)
{
	assert(printer != NULL && simulation != NULL);

	print_object_begin(printer);
	print_member_int(printer, STR("cases"), (int64_t)simulation->cases);
	print_member_int(printer, STR("changed"), (int64_t)simulation->changed);
	print_changes(printer, simulation);
	print_member_int(printer, STR("failed"), (int64_t)simulation->failed);
	print_packs(printer, STR("packs_after"), after);
	print_packs(printer, STR("packs_before"), before);
	print_name(printer, STR("rows"));
	print_array_begin(printer);
	for (size_t i = 0; i < simulation->row_count; i++)
		print_row(printer, &simulation->rows[i]);
	print_array_end(printer);
	print_object_end(printer);
}
