#include "server/media_record.h"

#define FORM          1
#define HEAD_BYTES    13
#define SPAN_BYTES    17
#define FLAG_BEARABLE 1u
#define FLAG_PLACE    2u
#define FLAG_RENDERED 4u
#define BODY_MAX      (HEAD_BYTES + RENDITION_SPANS_MAX * SPAN_BYTES + RENDITION_MADE_MAX)

void media_record_take(const struct media_probe *probe, struct media_record *ret_record)
{
	const struct rendition *rendition = &probe->rendition;

	assert(rendition->state != RENDITION_READING);
	*ret_record = (struct media_record){ .family = probe->family,
		                             .bearable = media_probe_is_bearable(probe),
		                             .tells_place = media_probe_tells_place(probe),
		                             .size = probe->size };
	if (rendition->form == RENDITION_NONE || rendition->state != RENDITION_DONE)
		return;
	ret_record->has_rendition = true;
	ret_record->span_count = rendition->span_count;
	memcpy(ret_record->spans, rendition->spans, rendition->span_count * sizeof rendition->spans[0]);
	ret_record->made_len = rendition->made_len;
	memcpy(ret_record->made, rendition->made, rendition->made_len);
}

static uint8_t *put_number(uint8_t *at, uint64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		*at++ = (uint8_t)(number >> shift);
	return at;
}

static uint64_t read_number(const uint8_t *at)
{
	uint64_t number = 0;

	for (size_t i = 0; i < 8; i++)
		number = number << 8 | at[i];
	return number;
}

void media_record_put(const struct media_record *record, const struct digest *digest, struct change *change)
{
	uint8_t body[BODY_MAX];
	uint8_t *at = body;

	assert(record->span_count <= RENDITION_SPANS_MAX && record->made_len <= RENDITION_MADE_MAX);
	*at++ = FORM;
	*at++ = (uint8_t)record->family;
	*at++ = (uint8_t)((record->bearable ? FLAG_BEARABLE : 0) | (record->tells_place ? FLAG_PLACE : 0) |
	                  (record->has_rendition ? FLAG_RENDERED : 0));
	*at++ = (uint8_t)record->span_count;
	*at++ = (uint8_t)record->made_len;
	at = put_number(at, record->size);
	for (size_t i = 0; i < record->span_count; i++) {
		*at++ = record->spans[i].made;
		at = put_number(at, record->spans[i].offset);
		at = put_number(at, record->spans[i].length);
	}
	memcpy(at, record->made, record->made_len);
	at += record->made_len;
	assert(at <= body + sizeof body);
	change_apply(change, OP_PUT, RECORD_MEDIA, (struct bytes){ digest->bytes, DIGEST_BYTES },
	             (struct bytes){ body, (size_t)(at - body) });
}

static bool read_span(const uint8_t *at, const struct media_record *record, struct rendition_span *ret_span)
{
	*ret_span = (struct rendition_span){ .made = at[0] == 1,
		                             .offset = read_number(at + 1),
		                             .length = read_number(at + 9) };
	uint64_t whole = ret_span->made ? record->made_len : record->size;
	return at[0] <= 1 && ret_span->length > 0 && ret_span->offset <= whole &&
	       ret_span->length <= whole - ret_span->offset;
}

enum status media_record_decode(struct bytes body, struct media_record *ret_record, struct error *err)
{
	struct media_record record = { .family = MEDIA_FAMILY_OTHER };

	if (body.len < HEAD_BYTES || body.ptr[0] != FORM || body.ptr[1] >= MEDIA_FAMILY_COUNT ||
	    body.ptr[3] > RENDITION_SPANS_MAX || body.ptr[4] > RENDITION_MADE_MAX ||
	    body.len != HEAD_BYTES + (size_t)body.ptr[3] * SPAN_BYTES + body.ptr[4])
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "the record of a file's content has another form");
	record.family = (enum media_family)body.ptr[1];
	record.bearable = (body.ptr[2] & FLAG_BEARABLE) != 0;
	record.tells_place = (body.ptr[2] & FLAG_PLACE) != 0;
	record.has_rendition = (body.ptr[2] & FLAG_RENDERED) != 0;
	record.span_count = body.ptr[3];
	record.made_len = body.ptr[4];
	record.size = read_number(body.ptr + 5);
	for (size_t i = 0; i < record.span_count; i++) {
		if (!read_span(body.ptr + HEAD_BYTES + i * SPAN_BYTES, &record, &record.spans[i]))
			return FAIL(err, PROBLEM_RECORD_CORRUPT, "a rendition reaches beyond its file");
	}
	memcpy(record.made, body.ptr + HEAD_BYTES + record.span_count * SPAN_BYTES, record.made_len);
	if (record.has_rendition && media_record_rendition_length(&record) == 0)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "a rendition is empty");
	*ret_record = record;
	return STATUS_OK;
}

uint64_t media_record_rendition_length(const struct media_record *record)
{
	uint64_t length = 0;

	for (size_t i = 0; i < record->span_count; i++)
		length += record->spans[i].length;
	return length;
}
