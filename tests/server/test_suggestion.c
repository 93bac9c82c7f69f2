#include <criterion/criterion.h>

#include "server/suggestion.h"

static struct str nearest(const char *word, const char *const *candidates, size_t count)
{
	struct suggestion suggestion;

	suggestion_init(&suggestion, str_from_c(word));
	for (size_t i = 0; i < count; i++)
		suggestion_consider(&suggestion, str_from_c(candidates[i]));
	return suggestion.best;
}

Test(suggestion, a_misspelt_word_finds_its_neighbour)
{
	static const char *const words[] = { "serve", "verify", "version", "listen", "idle_timeout" };
	static const struct {
		const char *given;
		const char *meant;
	} rows[] = {
		{ "serv", "serve" },    { "srever", "serve" },
		{ "verfy", "verify" },  { "vresion", "version" },
		{ "listne", "listen" }, { "idle_timout", "idle_timeout" },
		{ "listen", "listen" }, { "idletimeout", "idle_timeout" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str best = nearest(rows[i].given, words, COUNT_OF(words));

		cr_assert(str_eq(best, str_from_c(rows[i].meant)), "%s: " STR_FMT, rows[i].given,
		          STR_ARG(best));
	}
}

Test(suggestion, a_far_word_finds_nothing)
{
	static const char *const words[] = { "serve", "verify" };

	cr_assert_eq(nearest("frobnicate", words, 2).len, 0);
	cr_assert_eq(nearest("", words, 2).len, 0);
	cr_assert_eq(nearest("a-word-that-is-far-longer-than-any-command-or-setting", words, 2).len, 0);
}
