#include "core/media_probe.h"

#define CHOICE_BYTES 16 /* enough to tell the pictures apart */

void media_probe_init(struct media_probe *probe)
{
	memset(probe, 0, offsetof(struct media_probe, head));
	rendition_init(&probe->rendition, RENDITION_NONE);
}

static enum rendition_form form_of(enum media_family family)
{
	if (family == MEDIA_FAMILY_JPEG)
		return RENDITION_JPEG;
	if (family == MEDIA_FAMILY_PNG)
		return RENDITION_PNG;
	return family == MEDIA_FAMILY_WEBP ? RENDITION_WEBP : RENDITION_NONE;
}

/* The size is not known yet: a WebP that claims more than came fails when its rendition ends. */
static void choose(struct media_probe *probe)
{
	struct bytes head = { probe->head, probe->head_len };

	assert(!probe->chosen);
	probe->chosen = true;
	rendition_init(&probe->rendition, form_of(media_sniff(head, UINT64_MAX, false)));
	rendition_feed(&probe->rendition, head);
}

static struct bytes fill_head(struct media_probe *probe, struct bytes piece, size_t until)
{
	size_t room = probe->head_len < until ? until - probe->head_len : 0;
	size_t used = piece.len < room ? piece.len : room;

	assert(until <= MEDIA_HEAD);
	if (used > 0)
		memcpy(probe->head + probe->head_len, piece.ptr, used);
	probe->head_len += used;
	return (struct bytes){ piece.ptr + used, piece.len - used };
}

void media_probe_feed(struct media_probe *probe, struct bytes piece)
{
	if (piece.len == 0)
		return;
	probe->size += piece.len;
	text_probe_feed(&probe->text, piece);
	if (!probe->chosen || probe->rendition.form == RENDITION_NONE)
		location_probe_feed(&probe->location, piece);
	if (!probe->chosen) {
		piece = fill_head(probe, piece, CHOICE_BYTES);
		if (probe->head_len < CHOICE_BYTES)
			return;
		choose(probe);
	}
	(void)fill_head(probe, piece, MEDIA_HEAD);
	rendition_feed(&probe->rendition, piece);
}

void media_probe_finish(struct media_probe *probe)
{
	struct bytes head = { probe->head, probe->head_len };

	if (!probe->chosen)
		choose(probe);
	probe->family = media_sniff(head, probe->size, text_probe_is_text(&probe->text));
	rendition_finish(&probe->rendition);
	assert(probe->rendition.state != RENDITION_READING);
}

bool media_probe_is_bearable(const struct media_probe *probe)
{
	const struct rendition *rendition = &probe->rendition;
	uint64_t pixels = (uint64_t)rendition->width * rendition->height;

	if (probe->family == MEDIA_FAMILY_GIF) {
		pixels = (uint64_t)(probe->head[6] | (probe->head[7] << 8)) *
		         (uint64_t)(probe->head[8] | (probe->head[9] << 8));
		return pixels > 0 && pixels <= MEDIA_PIXELS_MAX;
	}
	if (form_of(probe->family) == RENDITION_NONE)
		return true;
	return pixels > 0 && pixels <= MEDIA_PIXELS_MAX && rendition->frames <= MEDIA_FRAMES_MAX;
}

/* TIFF, of which camera raw files are made, and which no browser shows. */
static bool is_tiff(const struct media_probe *probe)
{
	return probe->head_len >= 4 &&
	       (memcmp(probe->head, "II*\0", 4) == 0 || memcmp(probe->head, "MM\0*", 4) == 0);
}

bool media_probe_tells_place(const struct media_probe *probe)
{
	const struct rendition *rendition = &probe->rendition;

	assert(rendition->state != RENDITION_READING);
	if (rendition->form != RENDITION_NONE)
		return rendition->state != RENDITION_DONE;
	return probe->location.found || is_tiff(probe);
}
