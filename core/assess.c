#include "core/tally.h"

struct str outcome_name(enum outcome outcome)
{
	static const struct str names[OUTCOME_COUNT] = {
		[OUTCOME_GRANT] = STR_INIT("grant"),
		[OUTCOME_GRANT_ALTERNATIVE] = STR_INIT("grant_alternative"),
		[OUTCOME_REJECT] = STR_INIT("reject"),
		[OUTCOME_NEED_EVIDENCE] = STR_INIT("need_evidence"),
		[OUTCOME_REFER_HUMAN] = STR_INIT("refer_human"),
	};

	assert(outcome < OUTCOME_COUNT);
	return names[outcome];
}

enum status rule_states_new(const struct packset *packset, struct arena *arena,
                            struct rule_state **ret_states, struct error *err)
{
	assert(packset != NULL && ret_states != NULL);

	/* Not zeroed: assess() fills in each of them. */
	*ret_states = arena_alloc_dirty(arena, packset->rule_count, sizeof(struct rule_state),
	                                _Alignof(struct rule_state));
	return arena_check(arena, err);
}

/* --- choosing --- */

struct wishes {
	size_t asked[PROPOSED_MAX]; /* remedies, in order of preference */
	size_t count;
	uint32_t chosen;
	uint32_t declined;
	uint32_t claimed; /* by the kind of claim, while nothing was asked */
};

static struct wishes read_wishes(struct reckoner *reckoner)
{
	const struct packset *packset = reckoner->packset;
	struct value requested = reckoner->facts[FACT_CLAIM_REQUESTED];
	struct wishes wishes = { 0 };

	for (size_t i = 0; requested.kind == VALUE_LIST && i < requested.list.count; i++) {
		size_t remedy = packset_remedy(packset, requested.list.items[i].token);
		if (remedy != SIZE_MAX && wishes.count < PROPOSED_MAX)
			wishes.asked[wishes.count++] = remedy;
	}
	for (size_t i = 0; i < packset->choice_count; i++) {
		if (value_truth(reckon(reckoner, &packset->choices[i].when)) != TRUTH_TRUE)
			continue;
		wishes.chosen |= packset->choices[i].chooses;
		wishes.declined |= packset->choices[i].declines;
		wishes.claimed |= packset->choices[i].claims;
	}
	return wishes;
}

static bool has(uint32_t mask, size_t remedy)
{
	return remedy != SIZE_MAX && (mask >> remedy & 1) != 0;
}

/* The open remedy that is as good as what was asked, or SIZE_MAX. */
static size_t equivalent(const struct packset *packset, uint32_t open, size_t asked)
{
	for (size_t i = 0; i < packset->remedy_count; i++) {
		if (has(open, i) && has(packset->remedies[i].satisfies, asked))
			return i;
	}
	return SIZE_MAX;
}

/* The open remedy whose rank is nearest to that of what was asked; of two, the better. */
static size_t nearest(const struct packset *packset, uint32_t open, int64_t rank)
{
	assert(packset->remedy_count <= REMEDIES_MAX);

	size_t best = SIZE_MAX;
	int64_t best_distance = INT64_MAX;

	for (size_t i = 0; i < packset->remedy_count; i++) {
		int64_t distance = packset->remedies[i].rank - rank;
		if (distance < 0)
			distance = -distance;
		bool is_better = best != SIZE_MAX && distance == best_distance &&
		                 packset->remedies[i].rank < packset->remedies[best].rank;
		if (has(open, i) && (distance < best_distance || is_better)) {
			best = i;
			best_distance = distance;
		}
	}
	return best;
}

static bool is_single(uint32_t mask)
{
	return mask != 0 && (mask & (mask - 1)) == 0;
}

/* "instead": a rule may say that who asks for this gets it by that, e.g. a refund by ending the contract. */
static size_t redirect(const struct reckoner *reckoner, size_t asked)
{
	for (size_t i = 0; i < reckoner->held_count; i++) {
		const struct rule *rule = &reckoner->packset->rules[reckoner->held[i]];
		if (rule->asked_for == asked)
			return rule->proposed;
	}
	return asked;
}

static void propose(struct assessment *assessment, size_t remedy)
{
	assert(remedy != SIZE_MAX);
	if (assessment->proposed_count < PROPOSED_MAX)
		assessment->proposed[assessment->proposed_count++] = remedy;
}

/* Without a wish: a stated acceptance, else the only remedy that is left; else the buyer must say. */
static void choose_unasked(const struct packset *packset, const struct wishes *wishes, uint32_t main_open,
                           struct assessment *assessment)
{
	assert(main_open != 0);

	uint32_t left = main_open & ~wishes->declined;
	uint32_t accepted = main_open & wishes->chosen;

	assessment->outcome = OUTCOME_GRANT;
	if (accepted != 0)
		left = accepted;
	if (left == 0)
		left = main_open;
	if (is_single(left)) {
		propose(assessment, nearest(packset, left, 0));
		return;
	}
	assessment->outcome = OUTCOME_NEED_EVIDENCE;
	assessment->must_choose = true;
}

/* True when one of the wishes for a main remedy can be met as it is. */
static bool grant_wish(const struct reckoner *reckoner, const struct wishes *wishes, uint32_t main_open,
                       struct assessment *assessment)
{
	for (size_t i = 0; i < wishes->count; i++) {
		size_t asked = wishes->asked[i];
		size_t granted = redirect(reckoner, asked);
		if (!has(main_open, granted))
			granted = has(main_open, asked) ? asked
			                                : equivalent(reckoner->packset, main_open, asked);
		if (granted == SIZE_MAX)
			continue;
		propose(assessment, granted);
		return true;
	}
	return false;
}

static void choose_main(const struct reckoner *reckoner, const struct wishes *wishes, uint32_t main_open,
                        struct assessment *assessment)
{
	assert(main_open != 0);

	const struct packset *packset = reckoner->packset;
	uint32_t left = main_open & ~wishes->declined;
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < wishes->count && first == SIZE_MAX; i++) {
		if (packset->remedies[wishes->asked[i]].head == HEAD_MAIN)
			first = wishes->asked[i];
	}
	if (first == SIZE_MAX) {
		if (wishes->count == 0)
			choose_unasked(packset, wishes, main_open, assessment);
		return;
	}
	if (grant_wish(reckoner, wishes, main_open, assessment))
		return;
	assessment->outcome = OUTCOME_GRANT_ALTERNATIVE;
	propose(assessment, nearest(packset, left == 0 ? main_open : left, packset->remedies[first].rank));
}

/* What comes on top of the main remedy (punitive sums, losses) is given on request only. */
static void choose_additional(const struct packset *packset, const struct wishes *wishes, uint32_t open,
                              struct assessment *assessment)
{
	for (size_t i = 0; i < wishes->count; i++) {
		size_t asked = wishes->asked[i];
		if (packset->remedies[asked].head != HEAD_ADDITIONAL)
			continue;
		if (has(open, asked))
			propose(assessment, asked);
		else if (assessment->outcome == OUTCOME_GRANT)
			assessment->outcome = OUTCOME_GRANT_ALTERNATIVE;
	}
	if (wishes->count == 0 && (wishes->claimed & ~open) != 0 && assessment->outcome == OUTCOME_GRANT)
		assessment->outcome = OUTCOME_GRANT_ALTERNATIVE;
}

/* Only what comes on top was asked, and none of it is open: what is open instead is not what was asked. */
static void choose_unmet(const struct packset *packset, const struct wishes *wishes, uint32_t main_open,
                         struct assessment *assessment)
{
	choose_unasked(packset, wishes, main_open, assessment);
	if (wishes->count > 0 && assessment->outcome == OUTCOME_GRANT)
		assessment->outcome = OUTCOME_GRANT_ALTERNATIVE;
}

static void reject(const struct packset *packset, const struct tally *tally, struct assessment *assessment)
{
	assessment->outcome = OUTCOME_REJECT;
	assessment->available = tally->fallback;
	assessment->is_unruled = tally->fallback == 0 && support_is_empty(assessment->support);
	if (tally->fallback != 0)
		propose(assessment, nearest(packset, tally->fallback, 0));
}

/* --- amounts, freight --- */

/* By name, so that nothing depends on the order in which a pack was written. */
static void insert_amount(struct assessment *assessment, struct amount amount)
{
	assert(assessment->amount_count < AMOUNTS_MAX);

	size_t at = assessment->amount_count++;

	for (; at > 0 && str_compare(amount.name, assessment->amounts[at - 1].name) < 0; at--)
		assessment->amounts[at] = assessment->amounts[at - 1];
	assessment->amounts[at] = amount;
}

static void add_amount(struct reckoner *reckoner, const struct amount_line *line,
                       struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->amount_count; i++) {
		if (str_eq(assessment->amounts[i].name, line->name))
			return;
	}
	struct value value = reckon(reckoner, &line->value);
	if (value.kind == VALUE_UNKNOWN)
		assessment->support = support_union(assessment->support, value.support);
	assessment->is_conflict = assessment->is_conflict || value.kind == VALUE_CONFLICT;
	if (value.kind == VALUE_INT && assessment->amount_count < AMOUNTS_MAX)
		insert_amount(assessment, (struct amount){ line->name, value });
}

static uint32_t proposed_mask(const struct assessment *assessment)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < assessment->proposed_count; i++)
		mask |= UINT32_C(1) << assessment->proposed[i];
	return mask;
}

static void add_amounts(struct reckoner *reckoner, struct assessment *assessment)
{
	uint32_t proposed = proposed_mask(assessment);

	for (size_t i = 0; i < reckoner->held_count; i++) {
		const struct rule *rule = &reckoner->packset->rules[reckoner->held[i]];
		for (size_t k = 0; k < rule->amount_count; k++) {
			if ((rule->amounts[k].remedies & proposed) != 0)
				add_amount(reckoner, &rule->amounts[k], assessment);
		}
	}
}

/* Who pays for carriage and who chooses, as the first rule says that opens one of these remedies. */
static void add_terms(struct reckoner *reckoner, uint32_t remedies, struct assessment *assessment)
{
	for (size_t i = 0; i < reckoner->held_count; i++) {
		const struct rule *rule = &reckoner->packset->rules[reckoner->held[i]];
		if (rule->is_guard || (rule->opens & remedies) == 0)
			continue;
		if (assessment->chooser.len == 0)
			assessment->chooser = rule->chooser;
		if (assessment->freight_payer.len > 0 || !rule->has_freight)
			continue;
		struct value payer = reckon(reckoner, &rule->freight);
		if (payer.kind == VALUE_TOKEN)
			assessment->freight_payer = payer.token;
		if (payer.kind == VALUE_UNKNOWN)
			assessment->support = support_union(assessment->support, payer.support);
	}
}

/* Whose choice it is can be said before it is made; who pays for carriage depends on it. */
static void ask_for_choice(struct reckoner *reckoner, struct assessment *assessment)
{
	add_terms(reckoner, assessment->open, assessment);
	assessment->freight_payer = (struct str){ 0 };
}

/* What is proposed, by what is open and what was asked. */
static void choose(const struct reckoner *reckoner, const struct wishes *wishes, const struct tally *tally,
                   struct assessment *assessment)
{
	const struct packset *packset = reckoner->packset;
	uint32_t main_open = tally->open & remedies_of_head(packset, HEAD_MAIN);
	uint32_t process = tally->open & tally->process_heads;
	uint32_t substance = tally->open & ~process;

	assessment->open = substance;
	assessment->available = substance;
	if (substance == 0 && process != 0) {
		assessment->available = process | tally->beside;
		assessment->outcome = OUTCOME_NEED_EVIDENCE;
		propose(assessment, nearest(packset, process, 0));
		return;
	}
	if (substance == 0) {
		reject(packset, tally, assessment);
		return;
	}
	if (main_open != 0)
		choose_main(reckoner, wishes, main_open, assessment);
	choose_additional(packset, wishes, substance, assessment);
	if (assessment->proposed_count == 0 && !assessment->must_choose)
		choose_unmet(packset, wishes, main_open != 0 ? main_open : substance, assessment);
}

void assess(struct reckoner *reckoner, struct rule_state *states, struct assessment *ret_assessment)
{
	assert(reckoner != NULL && states != NULL && ret_assessment != NULL);

	struct assessment assessment = { 0 };

	reckoner_begin(reckoner);
	struct tally tally = tally_rules(reckoner, states, &assessment);
	struct wishes wishes = read_wishes(reckoner);
	choose(reckoner, &wishes, &tally, &assessment);
	if (assessment.outcome != OUTCOME_REJECT) {
		add_terms(reckoner, proposed_mask(&assessment), &assessment);
		add_amounts(reckoner, &assessment);
	}
	if (assessment.must_choose)
		ask_for_choice(reckoner, &assessment);
	if (tally.refers || assessment.is_conflict || assessment.is_unruled) {
		assessment.outcome = OUTCOME_REFER_HUMAN;
		assessment.available |= tally.shown_by_guards;
	}
	*ret_assessment = assessment;
}

static bool amounts_eq(const struct assessment *a, const struct assessment *b)
{
	bool same = a->amount_count == b->amount_count;

	for (size_t i = 0; same && i < a->amount_count; i++)
		same = str_eq(a->amounts[i].name, b->amounts[i].name) &&
		       value_eq(a->amounts[i].value, b->amounts[i].value);
	return same;
}

bool assessment_eq(const struct assessment *a, const struct assessment *b)
{
	assert(a != NULL && b != NULL);

	if (a->outcome != b->outcome || proposed_mask(a) != proposed_mask(b))
		return false;
	if (!str_eq(a->freight_payer, b->freight_payer))
		return false;
	return amounts_eq(a, b);
}
