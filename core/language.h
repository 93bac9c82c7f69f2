/* language.h — the five languages that the product speaks, and a sentence written in all of them.
 *
 * Depends on: json.h. Pure data; nothing here fails. Wordings borrow.
 */
#pragma once

#include "core/json.h"

enum language {
#define LANGUAGE(ident, code, locale) LANGUAGE_##ident,
#include "core/language.def"
#undef LANGUAGE
	LANGUAGE_COUNT
};

/* The same sentence in every language; empty where nobody has written it. */
struct wording {
	struct str in[LANGUAGE_COUNT];
};

struct str language_code(enum language language);   /* "zh" */
struct str language_locale(enum language language); /* "zh-CN" */

/* By the first part of a tag of BCP 47: "zh-TW" and "zh" are Chinese. False: not one of the five. */
bool language_find(struct str tag, enum language *ret_language);

/* The sentence in that language; in English where it is not written in that one. */
struct str wording_in(const struct wording *wording, enum language language);

/* Whether it is written in all five; a wording that nobody wrote at all is empty. */
bool wording_is_whole(const struct wording *wording);
bool wording_is_empty(const struct wording *wording);

/* {"bg", "en", "hu", "pl", "zh-CN"}; a language in which it is not written is left out. */
void print_wording(struct printer *printer, const struct wording *wording);

/* GET /v1/meta/locales: {"items":[{"locale":"zh-CN","language":"zh"}...]}, sorted by locale. */
void locales_print(struct printer *printer);
