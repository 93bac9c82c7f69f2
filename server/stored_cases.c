#include "server/stored_cases.h"

#include <stdlib.h>

#include "core/event.h"
#include "core/id.h"

#define ID_BYTES       16
#define EVENT_KEPT_MAX KIB(96)
#define HEAD_BYTES     256 /* an event's canonical text names its type within */

struct kept {
	size_t len;
	char text[EVENT_KEPT_MAX];
};

struct walk {
	struct simulator *simulator;
	stored_cases_progress *progress;
	void *ctx;
	uint64_t disputes;
	bool has_dispute;
	uint8_t dispute[ID_BYTES];
	struct kept submitted;
	struct kept proposed;
};

static bool is_of_type(struct str text, struct str type)
{
	size_t head = text.len < HEAD_BYTES ? text.len : HEAD_BYTES;

	for (size_t i = 0; i + type.len <= head; i++) {
		if (memcmp(text.ptr + i, type.ptr, type.len) == 0)
			return true;
	}
	return false;
}

static void keep(struct kept *kept, struct str text)
{
	kept->len = text.len <= EVENT_KEPT_MAX ? text.len : 0;
	memcpy(kept->text, text.ptr, kept->len);
}

static enum status end_dispute(struct walk *walk, struct error *err)
{
	char text[64];
	struct arena arena;
	struct id id;

	if (!walk->has_dispute)
		return STATUS_OK;
	walk->disputes++;
	if (walk->progress != NULL)
		walk->progress(walk->ctx, walk->disputes);
	if (walk->proposed.len == 0)
		return STATUS_OK;
	memcpy(id.bytes, walk->dispute, ID_BYTES);
	arena_init(&arena, text, sizeof text);
	struct simulator_case item = { .id = id_text(&arena, ID_DISPUTE, id),
		                       .submitted = { walk->submitted.text, walk->submitted.len },
		                       .proposed = { walk->proposed.text, walk->proposed.len } };
	return simulator_put(walk->simulator, &item, err);
}

static enum status visit(void *ctx, const struct store_row *row, struct error *err)
{
	struct walk *walk = ctx;
	struct str text = bytes_str(row->body);

	assert(row->key.len >= ID_BYTES);
	if (!walk->has_dispute || memcmp(walk->dispute, row->key.ptr, ID_BYTES) != 0) {
		TRY(end_dispute(walk, err));
		memcpy(walk->dispute, row->key.ptr, ID_BYTES);
		walk->has_dispute = true;
		walk->submitted.len = 0;
		walk->proposed.len = 0;
	}
	if (is_of_type(text, STR("\"type\":\"dispute.submitted\"")))
		keep(&walk->submitted, text);
	if (is_of_type(text, STR("\"type\":\"proposal.computed\"")))
		keep(&walk->proposed, text);
	return STATUS_OK;
}

enum status stored_cases_put(struct archive *archive, struct simulator *simulator,
                             stored_cases_progress *progress, void *ctx, struct error *err)
{
	struct archive_range range = { .kind = RECORD_EVENT };
	struct walk *walk = calloc(1, sizeof *walk);

	if (walk == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for a simulation");
	walk->simulator = simulator;
	walk->progress = progress;
	walk->ctx = ctx;
	enum status status = archive_walk(archive, &range, visit, walk, err);
	if (status == STATUS_OK)
		status = end_dispute(walk, err);
	free(walk);
	return status;
}

static enum status count_one(void *ctx, const struct store_row *row, struct error *err)
{
	uint64_t *count = ctx;

	(void)row;
	(void)err;
	(*count)++;
	return STATUS_OK;
}

enum status stored_cases_count(struct archive *archive, uint64_t *ret_count, struct error *err)
{
	struct archive_range range = { .kind = RECORD_DISPUTE };
	uint64_t count = 0;

	TRY(archive_walk(archive, &range, count_one, &count, err));
	*ret_count = count;
	return STATUS_OK;
}
