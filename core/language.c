#include "core/language.h"

static const struct {
	struct str code;
	struct str locale;
} languages[LANGUAGE_COUNT] = {
#define LANGUAGE(ident, code, locale) [LANGUAGE_##ident] = { STR_INIT(code), STR_INIT(locale) },
#include "core/language.def"
#undef LANGUAGE
};

struct str language_code(enum language language)
{
	assert(language < LANGUAGE_COUNT);
	return languages[language].code;
}

struct str language_locale(enum language language)
{
	assert(language < LANGUAGE_COUNT);
	return languages[language].locale;
}

/* Tags compare without regard to case (RFC 5646, section 2.1.1). */
static bool begins_with_code(struct str tag, struct str code)
{
	if (tag.len < code.len || (tag.len > code.len && tag.ptr[code.len] != '-'))
		return false;
	for (size_t i = 0; i < code.len; i++) {
		char letter = tag.ptr[i];
		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter - 'A' + 'a');
		if (letter != code.ptr[i])
			return false;
	}
	return true;
}

bool language_find(struct str tag, enum language *ret_language)
{
	assert(ret_language != NULL);

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (!begins_with_code(tag, languages[i].code))
			continue;
		*ret_language = (enum language)i;
		return true;
	}
	return false;
}

struct str wording_in(const struct wording *wording, enum language language)
{
	assert(wording != NULL && language < LANGUAGE_COUNT);

	struct str text = wording->in[language];
	return text.len > 0 ? text : wording->in[LANGUAGE_EN];
}

bool wording_is_whole(const struct wording *wording)
{
	assert(wording != NULL);

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (wording->in[i].len == 0)
			return false;
	}
	return true;
}

bool wording_is_empty(const struct wording *wording)
{
	assert(wording != NULL);

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (wording->in[i].len > 0)
			return false;
	}
	return true;
}

void print_wording(struct printer *printer, const struct wording *wording)
{
	assert(printer != NULL && wording != NULL);

	print_object_begin(printer);
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (wording->in[i].len > 0)
			print_member_string(printer, languages[i].locale, wording->in[i]);
	}
	print_object_end(printer);
}

void locales_print(struct printer *printer)
{
	assert(printer != NULL);

	print_object_begin(printer);
	print_name(printer, STR("items"));
	print_array_begin(printer);
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("locale"), languages[i].locale);
		print_member_string(printer, STR("language"), languages[i].code);
		print_object_end(printer);
	}
	print_array_end(printer);
	print_object_end(printer);
}
