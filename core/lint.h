/* lint.h — everything that is wrong with a set of packs, found at once: what its authors work with.
 *
 * Depends on: pack.h. Pure; findings live in the arena and borrow from the sources.
 * packset_load() refuses a pack at its first fault, because it guards the running server; lint goes on, and
 * also finds what is no fault to the engine but one to its readers: a sentence without its translation, an
 * article that nothing cites, a rule that no facts can reach.
 * Kinds: lint.def. Checked over the entries as they are written: names, types (of operands, of the words of a
 * closed enumeration), sentences, quotations, citations, counting conventions. Checked over the packs as they
 * are loaded, once nothing of that is left: reach and overlap (lint_reach.h).
 * Source: law.md sections 3 (every period names its convention) and 16.10.
 * Limits: LINT_FINDINGS_MAX; what is beyond is counted only. STATUS_LIMIT: the arena is exhausted.
 */
#pragma once

#include "core/pack.h"

#define LINT_FINDINGS_MAX 2048
#define LINT_POINTER_MAX  240
#define LINT_ARENA_BYTES  MIB(48)

enum lint_code {
#define LINT(ident, slug) LINT_##ident,
#include "core/lint.def"
#undef LINT
	LINT_CODE_COUNT
};

/* A pack's two files, by the names under which they are reported. */
struct lint_source {
	struct str file;
	struct str texts_file;
	struct pack_source source;
	bool is_silent; /* loaded so that names resolve, but not itself looked at */
};

struct finding {
	enum lint_code code;
	struct str file;
	struct str pointer; /* RFC 6901 */
	struct str reason;  /* what is wrong and how to mend it */
};

struct findings {
	struct finding *items;
	size_t count; /* kept, at most LINT_FINDINGS_MAX */
	size_t total;
};

struct str lint_code_slug(enum lint_code code);

/* Faults are findings, not errors. */
NODISCARD enum status lint_packs(const struct lint_source *sources, size_t count, struct arena *arena,
                                 struct findings *ret_findings, struct error *err);
