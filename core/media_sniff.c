#include "core/media_sniff.h"

static bool has(struct bytes head, size_t at, struct str magic)
{
	return head.len >= at + magic.len && memcmp(head.ptr + at, magic.ptr, magic.len) == 0;
}

static uint32_t read_be32(const uint8_t *at)
{
	return ((uint32_t)at[0] << 24) | ((uint32_t)at[1] << 16) | ((uint32_t)at[2] << 8) | at[3];
}

/* T.81 B.1.1.3: a marker follows the first one at once, and it is one that may stand there. */
static bool is_jpeg(struct bytes head)
{
	return has(head, 0, STR("\xFF\xD8\xFF")) && head.len > 3 && head.ptr[3] >= 0xC0;
}

static bool is_png(struct bytes head)
{
	return has(head, 0, STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"));
}

/* RFC 9649, 2.4 and 2.5: the RIFF size may be smaller than the file, never larger. */
static bool is_webp(struct bytes head, uint64_t size)
{
	if (!has(head, 0, STR("RIFF")) || !has(head, 8, STR("WEBPVP8")) || head.len < 16)
		return false;
	uint64_t riff = head.ptr[4] | ((uint64_t)head.ptr[5] << 8) | ((uint64_t)head.ptr[6] << 16) |
	                ((uint64_t)head.ptr[7] << 24);
	return riff + 8 <= size && memchr(" LX", head.ptr[15], 3) != NULL;
}

static bool is_gif(struct bytes head)
{
	return (has(head, 0, STR("GIF87a")) || has(head, 0, STR("GIF89a"))) && head.len >= 13;
}

/* ISO 32000-2, 7.5.2: the header is the first line. */
static bool is_pdf(struct bytes head)
{
	return (has(head, 0, STR("%PDF-1.")) && head.len > 7 && head.ptr[7] >= '0' && head.ptr[7] <= '7') ||
	       has(head, 0, STR("%PDF-2.0"));
}

/* ISO/IEC 14496-12, 4.3: the brands that we know, by what they hold. */
static const struct {
	struct str brand;
	enum media_family family;
} brands[] = {
	{ STR_INIT("M4A "), MEDIA_FAMILY_M4A },  { STR_INIT("M4B "), MEDIA_FAMILY_M4A },
	{ STR_INIT("M4V "), MEDIA_FAMILY_MP4 },  { STR_INIT("isom"), MEDIA_FAMILY_MP4 },
	{ STR_INIT("iso2"), MEDIA_FAMILY_MP4 },  { STR_INIT("iso4"), MEDIA_FAMILY_MP4 },
	{ STR_INIT("iso5"), MEDIA_FAMILY_MP4 },  { STR_INIT("iso6"), MEDIA_FAMILY_MP4 },
	{ STR_INIT("mp41"), MEDIA_FAMILY_MP4 },  { STR_INIT("mp42"), MEDIA_FAMILY_MP4 },
	{ STR_INIT("avc1"), MEDIA_FAMILY_MP4 },  { STR_INIT("dash"), MEDIA_FAMILY_MP4 },
	{ STR_INIT("MSNV"), MEDIA_FAMILY_MP4 },  { STR_INIT("heic"), MEDIA_FAMILY_HEIC },
	{ STR_INIT("heix"), MEDIA_FAMILY_HEIC }, { STR_INIT("heim"), MEDIA_FAMILY_HEIC },
	{ STR_INIT("heis"), MEDIA_FAMILY_HEIC },
};

static enum media_family brand_family(struct bytes head, size_t at)
{
	for (size_t i = 0; i < COUNT_OF(brands); i++) {
		if (has(head, at, brands[i].brand))
			return brands[i].family;
	}
	return MEDIA_FAMILY_OTHER;
}

/* The major brand decides; only "mif1", which says no more than "a picture", asks the compatible ones. */
static enum media_family iso_family(struct bytes head)
{
	if (head.len < 16 || !has(head, 4, STR("ftyp")))
		return MEDIA_FAMILY_OTHER;
	uint32_t size = read_be32(head.ptr);
	if (size < 16 || size % 4 != 0 || size > head.len)
		return MEDIA_FAMILY_OTHER;
	if (!has(head, 8, STR("mif1")))
		return brand_family(head, 8);
	for (size_t at = 16; at + 4 <= size; at += 4) {
		if (brand_family(head, at) == MEDIA_FAMILY_HEIC)
			return MEDIA_FAMILY_HEIC;
	}
	return MEDIA_FAMILY_OTHER;
}

/* RFC 8794: an EBML header whose DocType (0x4282) is "webm". */
static bool is_webm(struct bytes head)
{
	static const struct str type = STR_INIT("\x42\x82\x84webm");

	if (!has(head, 0, STR("\x1A\x45\xDF\xA3")))
		return false;
	for (size_t at = 4; at + type.len <= head.len && at < 64; at++) {
		if (has(head, at, type))
			return true;
	}
	return false;
}

/* An ID3v2 tag, whose four size bytes have no high bit, or a frame of MPEG layer III with a bit rate and a
 * sampling rate that exist (ISO/IEC 11172-3, 2.4.1.3). */
static bool is_mp3(struct bytes head)
{
	if (has(head, 0, STR("ID3")) && head.len >= 10)
		return head.ptr[3] >= 2 && head.ptr[3] <= 4 &&
		       ((head.ptr[6] | head.ptr[7] | head.ptr[8] | head.ptr[9]) & 0x80) == 0;
	if (head.len < 4 || head.ptr[0] != 0xFF || (head.ptr[1] & 0xE6) != 0xE2)
		return false;
	uint8_t rate = head.ptr[2] >> 4;
	return (head.ptr[1] & 0x18) != 0x08 && rate != 0 && rate != 15 && (head.ptr[2] & 0x0C) != 0x0C;
}

/* RFC 3533, 6: version 0, and the page that begins a stream. */
static bool is_ogg(struct bytes head)
{
	return has(head, 0, STR("OggS\0")) && head.len >= 27 && (head.ptr[5] & 0x02) != 0;
}

static struct str first_line(struct str text)
{
	const char *end = text.len == 0 ? NULL : memchr(text.ptr, '\n', text.len);

	return (struct str){ text.ptr, end == NULL ? text.len : (size_t)(end - text.ptr) };
}

/* RFC 5322, 2.2: a name of printable characters, then a colon. */
static bool is_field(struct str line)
{
	const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);

	for (const char *at = line.ptr; colon != NULL && at < colon; at++) {
		if (*at <= ' ' || *at > '~')
			return false;
	}
	return colon != NULL && colon != line.ptr;
}

static bool begins_in_any_case(struct str line, struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = i < line.len ? line.ptr[i] : '\0';
		if (c != name.ptr[i] && (c < 'A' || c > 'Z' || c + ('a' - 'A') != name.ptr[i]))
			return false;
	}
	return true;
}

/* Fields to the end of the head or to an empty line, and among them one that letters have and notes do not.
 */
static bool is_mail(struct str text)
{
	static const struct str marks[] = { STR_INIT("from:"), STR_INIT("received:"),
		                            STR_INIT("return-path:") };
	bool marked = false;

	while (text.len > 0) {
		struct str line = first_line(text);
		bool whole = line.len < text.len;

		text = (struct str){ text.ptr + line.len + whole, text.len - line.len - whole };
		if (line.len == 0 || str_eq(line, STR("\r")) || !whole)
			return marked;
		for (size_t i = 0; i < COUNT_OF(marks); i++)
			marked = marked || begins_in_any_case(line, marks[i]);
		bool folded = line.ptr[0] == ' ' || line.ptr[0] == '\t';
		if (!folded && !is_field(line))
			return false;
	}
	return marked;
}

static enum media_family binary_family(struct bytes head, uint64_t size)
{
	if (is_jpeg(head))
		return MEDIA_FAMILY_JPEG;
	if (is_png(head))
		return MEDIA_FAMILY_PNG;
	if (is_webp(head, size))
		return MEDIA_FAMILY_WEBP;
	if (is_gif(head))
		return MEDIA_FAMILY_GIF;
	if (is_pdf(head))
		return MEDIA_FAMILY_PDF;
	if (is_webm(head))
		return MEDIA_FAMILY_WEBM;
	if (is_ogg(head))
		return MEDIA_FAMILY_OGG;
	if (is_mp3(head))
		return MEDIA_FAMILY_MP3;
	return iso_family(head);
}

enum media_family media_sniff(struct bytes head, uint64_t size, bool is_text)
{
	enum media_family family = binary_family(head, size);

	assert(head.len <= MEDIA_HEAD && head.len <= size);
	if (family != MEDIA_FAMILY_OTHER || !is_text)
		return family;
	return is_mail(bytes_str(head)) ? MEDIA_FAMILY_MAIL : MEDIA_FAMILY_TEXT;
}

bool media_is_accepted(struct str type, enum media_family family)
{
	static const struct {
		struct str type;
		enum media_family family;
	} accepted[] = {
#define MEDIA_ACCEPTS(type, family) { STR_INIT(type), MEDIA_FAMILY_##family },
#include "core/media_family.def"
#undef MEDIA_ACCEPTS
	};

	for (size_t i = 0; i < COUNT_OF(accepted); i++) {
		if (accepted[i].family == family && str_eq(accepted[i].type, type))
			return true;
	}
	return false;
}
