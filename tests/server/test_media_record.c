#include "../core/pictures.h"
#include "server/media_record.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;
static const struct digest digest = { { 7 } };

static struct bytes body_of(const char *name, struct media_record *ret_record)
{
	struct change *change;

	arena_init(&arena, block, sizeof block);
	probe_run(picture_read(name));
	media_record_take(&probe, ret_record);
	cr_assert_eq(change_new(&arena, &change, &err), STATUS_OK);
	media_record_put(ret_record, &digest, change);
	cr_assert_eq(change_check(change, &err), STATUS_OK);
	return change->ops[0].body;
}

Test(media_record, what_was_put_is_read_again)
{
	static const char *const names[] = { "located.jpg", "located.png", "plain.webp" };
	struct media_record put;
	struct media_record read;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct bytes body = body_of(names[i], &put);
		cr_assert_eq(media_record_decode(body, &read, &err), STATUS_OK, "%s", err.detail);
		cr_assert_eq(read.family, put.family);
		cr_assert(read.has_rendition && read.bearable && !read.tells_place);
		cr_assert_eq(read.size, put.size);
		cr_assert_eq(read.span_count, put.span_count);
		cr_assert_eq(media_record_rendition_length(&read), rendition_length(&probe.rendition));
		cr_assert_eq(memcmp(read.made, put.made, put.made_len), 0);
	}
}

Test(media_record, a_body_of_another_form_is_corrupt)
{
	static const struct {
		size_t at;
		uint8_t byte;
	} cases[] = { { 0, 2 }, { 1, 200 }, { 3, 65 }, { 4, 97 }, { 5, 255 }, { 13, 2 }, { 14, 255 } };
	struct media_record record;
	struct bytes body = body_of("located.jpg", &record);
	uint8_t copy[KIB(4)];

	cr_assert_leq(body.len, sizeof copy);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bytes altered = { copy, body.len };
		memcpy(copy, body.ptr, body.len);
		copy[cases[i].at] = cases[i].byte;
		bool harmless = cases[i].at == 5; /* a larger file: its spans fit */
		cr_assert_eq(media_record_decode(altered, &record, &err) == STATUS_OK, harmless, "case %zu",
		             i);
	}
	for (size_t len = 0; len < body.len; len++)
		cr_assert_eq(media_record_decode((struct bytes){ body.ptr, len }, &record, &err),
		             STATUS_CORRUPT);
}

Test(media_record, a_broken_picture_has_no_rendition_and_may_tell_its_place)
{
	struct bytes whole = picture_read("located.jpg");
	struct media_record record;

	probe_run((struct bytes){ whole.ptr, 300 });
	media_record_take(&probe, &record);
	cr_assert_not(record.has_rendition);
	cr_assert(record.tells_place);
}
