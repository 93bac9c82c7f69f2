/* lint_fixture.h — small packs looked at by the linter, for the tests of core/lint*.c. */
#pragma once

#include "core/lint.h"
#include "tests/core/loaded_packs.h"

/* What is found in a pack of which the test writes the sections; the one article is cited by a rule of it. */
static inline struct findings lint_texts(const char *sections, const char *texts)
{
	struct pack_source source = small_pack(sections);
	struct findings findings = { 0 };
	struct arena arena;
	struct error err;

	if (texts != NULL)
		source.texts = str_from_c(texts);
	struct lint_source file = { STR("T.json"), STR("T.texts.json"), source, false };
	arena_take(&arena, LINT_ARENA_BYTES);
	cr_assert_eq(lint_packs(&file, 1, &arena, &findings, &err), STATUS_OK, "%s", err.detail);
	return findings;
}

static inline struct findings lint_sections(const char *sections)
{
	return lint_texts(sections, NULL);
}

/* Whether one of the findings is of that kind, at that place, and says that. */
static inline bool lint_has(const struct findings *findings, enum lint_code code, const char *pointer,
                            const char *reason)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		char text[ERROR_DETAIL_MAX + 1] = { 0 };

		memcpy(text, finding->reason.ptr, finding->reason.len);
		if (finding->code == code && str_eq(finding->pointer, str_from_c(pointer)) &&
		    strstr(text, reason) != NULL)
			return true;
	}
	return false;
}

#define LINT_SAY "{\"zh\":\"一\",\"en\":\"one\",\"bg\":\"едно\",\"pl\":\"jeden\",\"hu\":\"egy\"}"
