#include "core/reason.h"

static const struct reason reasons[] = {
#define REASON(code, claim_type, filer, direct, after_due, asks, facts, evidence, zh, en, bg, pl, hu) \
	{ STR_INIT(code),                                                                             \
	  STR_INIT(claim_type),                                                                       \
	  FILER_##filer,                                                                              \
	  (direct),                                                                                   \
	  (after_due),                                                                                \
	  STR_INIT(asks),                                                                             \
	  STR_INIT(facts),                                                                            \
	  STR_INIT(evidence),                                                                         \
	  { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } } },
#define FAMILY(code, zh, en, bg, pl, hu)
#include "core/reason.def"
#undef REASON
#undef FAMILY
};

static const struct str filers[] = {
	[FILER_BUYER] = STR_INIT("buyer"),
	[FILER_SELLER] = STR_INIT("seller"),
	[FILER_EITHER] = STR_INIT("either"),
};

/* The families in the order of the catalogue. */
static const struct family {
	struct str code;
	struct wording label;
} families[] = {
#define REASON(code, claim_type, filer, direct, after_due, asks, facts, evidence, zh, en, bg, pl, hu)
#define FAMILY(code, zh, en, bg, pl, hu) \
	{ STR_INIT(code), { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } } },
#include "core/reason.def"
#undef REASON
#undef FAMILY
};

const struct reason *reason_find(struct str code)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (str_eq(reasons[i].code, code))
			return &reasons[i];
	return NULL;
}

size_t reason_count(void)
{
	return COUNT_OF(reasons);
}

const struct reason *reason_at(size_t index)
{
	assert(index < COUNT_OF(reasons));
	return &reasons[index];
}

struct str list_next(struct str *rest)
{
	assert(rest != NULL);

	struct str item = { .ptr = rest->ptr };
	while (item.len < rest->len && rest->ptr[item.len] != '|')
		item.len++;
	size_t taken = item.len < rest->len ? item.len + 1 : item.len;
	*rest = (struct str){ .ptr = rest->ptr + taken, .len = rest->len - taken };
	return item;
}

static void print_list(struct printer *printer, struct str name, struct str list)
{
	print_name(printer, name);
	print_array_begin(printer);
	while (list.len > 0)
		print_string(printer, list_next(&list));
	print_array_end(printer);
}

static void print_reason(struct printer *printer, const struct reason *reason)
{
	print_object_begin(printer);
	print_member_string(printer, STR("code"), reason->code);
	print_member_string(printer, STR("claim_type"), reason->claim_type);
	print_member_string(printer, STR("filer"), filers[reason->filer]);
	print_member_bool(printer, STR("direct"), reason->direct);
	print_member_bool(printer, STR("after_due"), reason->after_due);
	print_list(printer, STR("asks"), reason->asks);
	print_list(printer, STR("facts"), reason->facts);
	print_list(printer, STR("evidence"), reason->evidence);
	print_name(printer, STR("label"));
	print_wording(printer, &reason->label);
	print_object_end(printer);
}

void reasons_print(struct printer *printer)
{
	assert(printer != NULL);

	print_object_begin(printer);
	print_name(printer, STR("families"));
	print_array_begin(printer);
	for (size_t i = 0; i < COUNT_OF(families); i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("family"), families[i].code);
		print_name(printer, STR("label"));
		print_wording(printer, &families[i].label);
		print_object_end(printer);
	}
	print_array_end(printer);
	print_name(printer, STR("reasons"));
	print_array_begin(printer);
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		print_reason(printer, &reasons[i]);
	print_array_end(printer);
	print_object_end(printer);
}
