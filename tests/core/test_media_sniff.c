#include <criterion/criterion.h>

#include "core/media_sniff.h"

#define ZEROS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

Test(media_sniff, files_are_known_by_their_first_bytes)
{
	static const struct {
		struct str head;
		bool is_text;
		enum media_family family;
	} cases[] = {
		{ STR_INIT("\xFF\xD8\xFF\xE1" ZEROS), false, MEDIA_FAMILY_JPEG },
		{ STR_INIT("\xFF\xD8\xFF\x00" ZEROS), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), false, MEDIA_FAMILY_PNG },
		{ STR_INIT("\x89PNG\n\x1A\n\0\0\0\rIHDR"), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("RIFF\x10\0\0\0WEBPVP8L" ZEROS), false, MEDIA_FAMILY_WEBP },
		{ STR_INIT("RIFF\x10\0\0\1WEBPVP8L" ZEROS), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("RIFF\x10\0\0\0WAVEfmt " ZEROS), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("GIF89a" ZEROS), false, MEDIA_FAMILY_GIF },
		{ STR_INIT("%PDF-1.7\n"), true, MEDIA_FAMILY_PDF },
		{ STR_INIT(" %PDF-1.7\n"), true, MEDIA_FAMILY_TEXT },
		{ STR_INIT("\0\0\0\x18"
		           "ftypisom\0\0\0\0" ZEROS),
		  false, MEDIA_FAMILY_MP4 },
		{ STR_INIT("\0\0\0\x18"
		           "ftypM4A \0\0\0\0" ZEROS),
		  false, MEDIA_FAMILY_M4A },
		{ STR_INIT("\0\0\0\x18"
		           "ftypheic\0\0\0\0" ZEROS),
		  false, MEDIA_FAMILY_HEIC },
		{ STR_INIT("\0\0\0\x18"
		           "ftypmif1\0\0\0\0mif1heic"),
		  false, MEDIA_FAMILY_HEIC },
		{ STR_INIT("\0\0\0\x18"
		           "ftypmif1\0\0\0\0mif1avif"),
		  false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("\0\0\0\x18"
		           "ftypqt  \0\0\0\0" ZEROS),
		  false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("\x1A\x45\xDF\xA3\x8B\x42\x82\x84webm"), false, MEDIA_FAMILY_WEBM },
		{ STR_INIT("\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska"), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("ID3\4\0\0\0\0\0\0"), false, MEDIA_FAMILY_MP3 },
		{ STR_INIT("\xFF\xFB\x90\x64"), false, MEDIA_FAMILY_MP3 },
		{ STR_INIT("\xFF\xFB\xF0\x64"), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("OggS\0\2" ZEROS), false, MEDIA_FAMILY_OGG },
		{ STR_INIT("OggS\1\2" ZEROS), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT("From: a@b\r\nSubject: c\r\n\r\nHello"), true, MEDIA_FAMILY_MAIL },
		{ STR_INIT("Subject: c\nNote: d\n\ne"), true, MEDIA_FAMILY_TEXT },
		{ STR_INIT("<svg onload=alert(1)>"), true, MEDIA_FAMILY_TEXT },
		{ STR_INIT("PK\3\4" ZEROS), false, MEDIA_FAMILY_OTHER },
		{ STR_INIT(""), true, MEDIA_FAMILY_TEXT },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		cr_assert_eq(media_sniff(str_bytes(cases[i].head), cases[i].head.len, cases[i].is_text),
		             cases[i].family, "case %zu", i);
}

Test(media_sniff, a_declared_type_accepts_only_what_it_says)
{
	cr_assert(media_is_accepted(STR("image/png"), MEDIA_FAMILY_PNG));
	cr_assert_not(media_is_accepted(STR("image/png"), MEDIA_FAMILY_JPEG));
	cr_assert(media_is_accepted(STR("text/csv"), MEDIA_FAMILY_TEXT));
	cr_assert_not(media_is_accepted(STR("message/rfc822"), MEDIA_FAMILY_TEXT));
	cr_assert_not(media_is_accepted(STR("text/html"), MEDIA_FAMILY_TEXT));
	for (int family = 0; family < MEDIA_FAMILY_COUNT; family++)
		cr_assert_not(media_is_accepted(STR("application/octet-stream"), (enum media_family)family));
}
