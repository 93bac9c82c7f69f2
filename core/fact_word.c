#include "core/fact_word.h"

static const struct fact_word words[FACT_COUNT] = {
#define FACT_WORD(ident, who, kinds, zh, en, bg, pl, hu)                                        \
	[FACT_##ident] = { .supplier = SUPPLIER_##who,                                          \
		           .evidence = STR_INIT(kinds),                                         \
		           .label = { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), \
		                        STR_INIT(zh) } } },
#define FACT_VALUE(ident, token, zh, en, bg, pl, hu)
#include "core/fact_word.def"
#undef FACT_WORD
#undef FACT_VALUE
};

static const struct {
	enum fact_id fact;
	struct str token;
	struct wording label;
} values[] = {
#define FACT_WORD(ident, who, kinds, zh, en, bg, pl, hu)
#define FACT_VALUE(ident, token_, zh, en, bg, pl, hu) \
	{ .fact = FACT_##ident,                       \
	  .token = STR_INIT(token_),                  \
	  .label = { { STR_INIT(bg), STR_INIT(en), STR_INIT(hu), STR_INIT(pl), STR_INIT(zh) } } },
#include "core/fact_word.def"
#undef FACT_WORD
#undef FACT_VALUE
};

static const struct str suppliers[SUPPLIER_COUNT] = {
	[SUPPLIER_BUYER] = STR_INIT("buyer"),     [SUPPLIER_SELLER] = STR_INIT("seller"),
	[SUPPLIER_BOTH] = STR_INIT("both"),       [SUPPLIER_PLATFORM] = STR_INIT("platform"),
	[SUPPLIER_CARRIER] = STR_INIT("carrier"), [SUPPLIER_REPAIRER] = STR_INIT("repairer"),
	[SUPPLIER_EXPERT] = STR_INIT("expert"),   [SUPPLIER_ARBITER] = STR_INIT("arbiter"),
};

const struct fact_word *fact_word(enum fact_id fact)
{
	assert(fact < FACT_COUNT);
	return &words[fact];
}

struct str supplier_slug(enum supplier supplier)
{
	assert(supplier < SUPPLIER_COUNT);
	return suppliers[supplier];
}

const struct wording *fact_value_label(enum fact_id fact, struct str token)
{
	assert(fact < FACT_COUNT);

	for (size_t i = 0; i < COUNT_OF(values); i++) {
		if (values[i].fact == fact && str_eq(values[i].token, token))
			return &values[i].label;
	}
	return NULL;
}
