#include <criterion/criterion.h>

#include "core/text_probe.h"

static bool is_text(struct str text, size_t step)
{
	struct text_probe probe = { 0 };

	for (size_t at = 0; at < text.len; at += step) {
		size_t left = text.len - at;
		struct str piece = { text.ptr + at, left < step ? left : step };
		text_probe_feed(&probe, str_bytes(piece));
	}
	return text_probe_is_text(&probe);
}

Test(text_probe, text_is_told_from_bytes_however_it_is_cut)
{
	static const struct {
		struct str text;
		bool is;
	} cases[] = {
		{ STR_INIT(""), true },
		{ STR_INIT("plain\r\n\tlines\f"), true },
		{ STR_INIT("\xEF\xBB\xBF\xE7\xBA\xA0\xE7\xBA\xB7 \xF0\x9F\x98\x80"), true },
		{ STR_INIT("nul\0"), false },
		{ STR_INIT("esc\x1B[0m"), false },
		{ STR_INIT("del\x7F"), false },
		{ STR_INIT("overlong \xC0\xAF"), false },
		{ STR_INIT("overlong \xE0\x9F\xBF"), false },
		{ STR_INIT("surrogate \xED\xA0\x80"), false },
		{ STR_INIT("too high \xF4\x90\x80\x80"), false },
		{ STR_INIT("cut off \xE7\xBA"), false },
		{ STR_INIT("gbk \xBE\xC0\xB7\xD7"), false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		for (size_t step = 1; step <= 3; step++)
			cr_assert_eq(is_text(cases[i].text, step), cases[i].is, "case %zu", i);
	}
}
