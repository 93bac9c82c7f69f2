/* pictures.h — the pictures that the fuzzer begins with, and renditions put together, for the tests. */
#pragma once

#include <criterion/criterion.h>
#include <stdio.h>

#include "core/media_probe.h"

#define PICTURE_MAX KIB(16)

static uint8_t picture_block[PICTURE_MAX];
static uint8_t rendition_block[PICTURE_MAX];
static struct media_probe probe;

static inline struct bytes picture_read(const char *name)
{
	char path[512];

	(void)snprintf(path, sizeof path, SOURCE_DIR "/tests/fuzz/corpus/fuzz_rendition/%s", name);
	FILE *file = fopen(path, "rb");
	cr_assert_not_null(file, "%s", path);
	size_t len = fread(picture_block, 1, sizeof picture_block, file);
	(void)fclose(file);
	return (struct bytes){ picture_block, len };
}

static inline void probe_run(struct bytes file)
{
	media_probe_init(&probe);
	for (size_t at = 0; at < file.len; at += 11) {
		size_t left = file.len - at;
		media_probe_feed(&probe, (struct bytes){ file.ptr + at, left < 11 ? left : 11 });
	}
	media_probe_finish(&probe);
}

static inline struct bytes rendition_of(struct bytes file)
{
	const struct rendition *rendition = &probe.rendition;
	size_t len = 0;

	probe_run(file);
	for (size_t i = 0; i < rendition->span_count; i++) {
		const struct rendition_span *span = &rendition->spans[i];
		const uint8_t *from = span->made ? rendition->made : file.ptr;
		memcpy(rendition_block + len, from + span->offset, (size_t)span->length);
		len += (size_t)span->length;
	}
	cr_assert_eq(len, rendition_length(rendition));
	return (struct bytes){ rendition_block, len };
}

static inline bool bytes_contain(struct bytes bytes, struct str text)
{
	for (size_t at = 0; at + text.len <= bytes.len; at++) {
		if (memcmp(bytes.ptr + at, text.ptr, text.len) == 0)
			return true;
	}
	return false;
}
