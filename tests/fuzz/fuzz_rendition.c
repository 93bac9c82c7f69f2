/* However a picture comes in pieces, its rendition is the same; a rendition lies within its original, and
 * read again it is its own rendition: nothing that was to go is left. */
#include "core/media_probe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void probe_run(struct media_probe *probe, struct bytes file, size_t step)
{
	media_probe_init(probe);
	for (size_t at = 0; at < file.len; at += step) {
		size_t left = file.len - at;
		media_probe_feed(probe, (struct bytes){ file.ptr + at, left < step ? left : step });
	}
	media_probe_finish(probe);
}

static struct bytes put_together(const struct rendition *rendition, struct bytes file, uint8_t *into)
{
	size_t len = 0;

	for (size_t i = 0; i < rendition->span_count; i++) {
		const struct rendition_span *span = &rendition->spans[i];
		const uint8_t *from = span->made ? rendition->made : file.ptr;
		assert(span->offset + span->length <= (span->made ? rendition->made_len : file.len));
		memcpy(into + len, from + span->offset, (size_t)span->length);
		len += (size_t)span->length;
	}
	return (struct bytes){ into, len };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct media_probe whole, pieces, again;
	static uint8_t made[1 << 20], twice[1 << 20];
	struct bytes file = { data, size };

	if (size + RENDITION_MADE_MAX > sizeof made)
		return 0;
	probe_run(&whole, file, size + 1);
	probe_run(&pieces, file, 7);
	assert(whole.family == pieces.family && whole.rendition.state == pieces.rendition.state);
	struct bytes rendition = put_together(&whole.rendition, file, made);
	assert(bytes_eq(rendition, put_together(&pieces.rendition, file, twice)));
	assert(rendition.len == rendition_length(&whole.rendition));
	if (whole.rendition.state != RENDITION_DONE || rendition.len < 16)
		return 0;
	probe_run(&again, rendition, rendition.len);
	assert(again.rendition.state == RENDITION_DONE);
	assert(bytes_eq(put_together(&again.rendition, rendition, twice), rendition));
	return 0;
}
