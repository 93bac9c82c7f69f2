#include "core/rendition.h"

#include "core/rendition_parts.h"

void rendition_break(struct rendition *rendition)
{
	rendition->state = RENDITION_BROKEN;
	rendition->span_count = 0;
}

static void add_span(struct rendition *rendition, struct rendition_span span)
{
	size_t count = rendition->span_count;

	assert(count <= RENDITION_SPANS_MAX);
	if (span.length == 0 || rendition->state == RENDITION_BROKEN)
		return;
	if (count > 0 && rendition->spans[count - 1].made == span.made &&
	    rendition->spans[count - 1].offset + rendition->spans[count - 1].length == span.offset) {
		rendition->spans[count - 1].length += span.length;
		return;
	}
	if (count == RENDITION_SPANS_MAX) {
		rendition_break(rendition);
		return;
	}
	rendition->spans[rendition->span_count++] = span;
}

void rendition_keep(struct rendition *rendition, uint64_t offset, uint64_t length)
{
	assert(offset + length <= rendition->position + rendition->passing);
	add_span(rendition, (struct rendition_span){ .offset = offset, .length = length });
}

void rendition_make(struct rendition *rendition, struct bytes bytes)
{
	assert(bytes.len <= sizeof rendition->made - rendition->made_len);
	memcpy(rendition->made + rendition->made_len, bytes.ptr, bytes.len);
	add_span(rendition,
	         (struct rendition_span){ .made = true, .offset = rendition->made_len, .length = bytes.len });
	rendition->made_len += bytes.len;
}

void rendition_take(struct rendition *rendition, bool keep, uint64_t passing, size_t wanted)
{
	assert(rendition->held_len <= rendition->position && wanted <= RENDITION_HELD_MAX);
	if (keep)
		rendition_keep(rendition, rendition->position - rendition->held_len, rendition->held_len);
	rendition->held_len = 0;
	rendition->wanted = wanted;
	rendition->passing = passing;
	rendition->keeping = keep;
}

/* --- reading --- */

static size_t pass(struct rendition *rendition, struct bytes piece)
{
	size_t used = piece.len < rendition->passing ? piece.len : (size_t)rendition->passing;

	assert(used > 0);
	if (rendition->keeping)
		rendition_keep(rendition, rendition->position, used);
	rendition->passing -= used;
	rendition->position += used;
	return used;
}

static void read_head(struct rendition *rendition)
{
	switch (rendition->form) {
	case RENDITION_JPEG: rendition_read_jpeg(rendition); return;
	case RENDITION_PNG: rendition_read_png(rendition); return;
	case RENDITION_WEBP: rendition_read_webp(rendition); return;
	case RENDITION_NONE: break;
	}
	assert(false);
}

static size_t hold(struct rendition *rendition, struct bytes piece)
{
	size_t missing = rendition->wanted - rendition->held_len;
	size_t used = piece.len < missing ? piece.len : missing;

	assert(rendition->wanted > rendition->held_len && rendition->wanted <= RENDITION_HELD_MAX);
	memcpy(rendition->held + rendition->held_len, piece.ptr, used);
	rendition->held_len += used;
	rendition->position += used;
	if (rendition->held_len == rendition->wanted)
		read_head(rendition);
	return used;
}

void rendition_init(struct rendition *rendition, enum rendition_form form)
{
	static const size_t first[] = {
		[RENDITION_NONE] = 0, [RENDITION_JPEG] = 2, [RENDITION_PNG] = 8, [RENDITION_WEBP] = 12
	};

	memset(rendition, 0, offsetof(struct rendition, held));
	rendition->form = form;
	rendition->wanted = first[form];
	rendition->frames = 1;
	rendition->limit = UINT64_MAX;
	if (form == RENDITION_NONE)
		rendition->state = RENDITION_BROKEN;
}

void rendition_feed(struct rendition *rendition, struct bytes piece)
{
	while (piece.len > 0 && rendition->state == RENDITION_READING) {
		uint64_t left = rendition->limit - rendition->position;
		size_t used;

		if (left == 0)
			return;
		struct bytes part = { piece.ptr, piece.len < left ? piece.len : (size_t)left };
		if (rendition->passing > 0)
			used = pass(rendition, part);
		else if (rendition->scanning)
			used = rendition_scan_jpeg(rendition, part);
		else
			used = hold(rendition, part);
		assert(used > 0 && used <= part.len);
		piece = (struct bytes){ piece.ptr + used, piece.len - used };
	}
}

/* A picture that was cut off within its pixels still shows something; one cut off before them does not. */
static bool is_whole(const struct rendition *rendition)
{
	switch (rendition->form) {
	case RENDITION_JPEG: return rendition->scanning;
	case RENDITION_WEBP:
		return rendition->position == rendition->limit && rendition->held_len == 0 &&
		       rendition->passing == 0;
	case RENDITION_PNG:
	case RENDITION_NONE: break;
	}
	return false;
}

void rendition_finish(struct rendition *rendition)
{
	assert(rendition->position <= rendition->limit);
	if (rendition->state == RENDITION_READING && is_whole(rendition)) {
		/* a JPEG may end on the first byte of a marker that never came */
		rendition_take(rendition, true, 0, 0);
		rendition->state = RENDITION_DONE;
	}
	if (rendition->width == 0 || rendition->height == 0)
		rendition_break(rendition);
	if (rendition->state == RENDITION_DONE && rendition->form == RENDITION_WEBP)
		rendition_seal_webp(rendition);
	if (rendition->state != RENDITION_DONE)
		rendition_break(rendition);
}

uint64_t rendition_length(const struct rendition *rendition)
{
	uint64_t length = 0;

	assert(rendition->state != RENDITION_READING);
	for (size_t i = 0; i < rendition->span_count; i++)
		length += rendition->spans[i].length;
	return length;
}
