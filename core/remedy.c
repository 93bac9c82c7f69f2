#include "core/remedy.h"

static const struct remedy_info infos[REMEDY_COUNT] = {
#define REMEDY(name, money, may_ask, zh, en, bg, pl, hu) \
	[REMEDY_##name] = { STR_INIT(#name),             \
		            MONEY_##money,               \
		            (may_ask),                   \
		            { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } } },
#define STEP(remedy, n, kind, obligor, obligee, what, amount, after, hours)
#include "core/remedy.def"
#undef REMEDY
#undef STEP
};

static const struct step steps[REMEDY_COUNT][REMEDY_STEPS_MAX] = {
#define REMEDY(name, money, may_ask, zh, en, bg, pl, hu)
#define STEP(remedy, n, kind_, obligor_, obligee_, what_, amount_, after_, hours_) \
	[REMEDY_##remedy][n] = { .present = true,                                  \
		                 .kind = OBLIGATION_##kind_,                       \
		                 .obligor = CAPACITY_##obligor_,                   \
		                 .obligee = CAPACITY_##obligee_,                   \
		                 .what = STR_INIT(what_),                          \
		                 .amount = STR_INIT(amount_),                      \
		                 .after = (after_),                                \
		                 .hours = (hours_) },
#include "core/remedy.def"
#undef REMEDY
#undef STEP
};

static const struct str moneys[] = {
	[MONEY_NONE] = STR_INIT("none"),
	[MONEY_PRICE] = STR_INIT("price"),
	[MONEY_STATED] = STR_INIT("stated"),
};

const struct remedy_info *remedy_info(enum remedy_id remedy)
{
	assert(remedy < REMEDY_COUNT);
	return &infos[remedy];
}

bool remedy_find(struct str name, enum remedy_id *ret_remedy)
{
	assert(ret_remedy != NULL);

	for (size_t i = 0; i < REMEDY_COUNT; i++) {
		if (!str_eq(infos[i].name, name))
			continue;
		*ret_remedy = (enum remedy_id)i;
		return true;
	}
	return false;
}

const struct step *remedy_step(enum remedy_id remedy, size_t n)
{
	assert(remedy < REMEDY_COUNT);

	if (n >= REMEDY_STEPS_MAX || !steps[remedy][n].present)
		return NULL;
	return &steps[remedy][n];
}

static void print_step(struct printer *printer, const struct step *step)
{
	print_object_begin(printer);
	print_member_string(printer, STR("kind"), obligation_kind_slug(step->kind));
	print_member_string(printer, STR("obligor"), capacity_slug(step->obligor));
	print_member_string(printer, STR("obligee"), capacity_slug(step->obligee));
	print_member_string(printer, STR("what"), step->what);
	print_member_int(printer, STR("hours"), step->hours);
	print_object_end(printer);
}

static void print_remedy(struct printer *printer, enum remedy_id remedy)
{
	const struct remedy_info *info = &infos[remedy];

	print_object_begin(printer);
	print_member_string(printer, STR("remedy"), info->name);
	print_member_string(printer, STR("money"), moneys[info->money]);
	print_member_bool(printer, STR("may_ask"), info->may_ask);
	print_name(printer, STR("label"));
	print_wording(printer, &info->label);
	print_name(printer, STR("steps"));
	print_array_begin(printer);
	for (size_t n = 0; remedy_step(remedy, n) != NULL; n++)
		print_step(printer, remedy_step(remedy, n));
	print_array_end(printer);
	print_object_end(printer);
}

void remedies_print(struct printer *printer)
{
	print_array_begin(printer);
	for (size_t i = 0; i < REMEDY_COUNT; i++)
		print_remedy(printer, (enum remedy_id)i);
	print_array_end(printer);
}
