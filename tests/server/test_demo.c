#include "core/evolve.h"
#include "crypto/encoding.h"
#include "crypto/receipt.h"
#include "server/case_records.h"
#include "server/case_view.h"
#include "server/receipt_maker.h"
#include "tests/server/bundle_fixture.h"

TestSuite(demo, .init = fixture_begin, .fini = fixture_end);

#define EVENTS_MAX 200

/* The marketplace as it lies in a directory: every event, in the order of the log. */
struct loaded {
	struct archive archive;
	struct archive_event rows[EVENTS_MAX];
	struct event events[EVENTS_MAX];
	size_t count;
};

static struct loaded loaded;

static void load_events(const char *name)
{
	memset(&loaded, 0, sizeof loaded);
	cr_assert_eq(archive_open(&loaded.archive, fixture_path(name), &fixture_arena, &fixture_err),
	             STATUS_OK, "%s", fixture_err.detail);
	for (size_t got = 1; got > 0; loaded.count += got) {
		cr_assert_leq(loaded.count + ARCHIVE_PAGE, EVENTS_MAX);
		cr_assert_eq(archive_feed(&loaded.archive, loaded.count + 1, &fixture_arena,
		                          &loaded.rows[loaded.count], &got, &fixture_err),
		             STATUS_OK);
	}
	for (size_t i = 0; i < loaded.count; i++)
		cr_assert_eq(
			event_parse(loaded.rows[i].text, &fixture_arena, &loaded.events[i], &fixture_err),
			STATUS_OK);
	cr_assert_gt(loaded.count, 0);
}

static void close_events(void)
{
	archive_close(&loaded.archive);
}

/* Loads another marketplace beside the first. */
static void load_beside(const char *name, int64_t now_ms)
{
	struct str data = fixture_path(name);

	cr_assert_eq(file_make_directory(data, &fixture_err), STATUS_OK);
	cr_assert_eq(keystore_create(data, fixture_config.service, &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(demo_load(&fixture_config, data, now_ms, &fixture_err), STATUS_OK, "%s",
	             fixture_err.detail);
}

static const struct node *view_of(enum phase phase, enum side side)
{
	const struct node *view = NULL;
	struct key key = case_key(fixture_find(&loaded.archive, phase));
	struct case_view seen;
	struct str text;
	struct bytes body;

	cr_assert_eq(archive_get(&loaded.archive, RECORD_VIEW, key_bytes(&key), &fixture_arena, &body,
	                         &fixture_err),
	             STATUS_OK, "%s", phase_slug(phase).ptr);
	cr_assert_eq(case_view_decode(body, side, &seen, &fixture_err), STATUS_OK);
	cr_assert_eq(case_view_text(&seen, &fixture_arena, &text, &fixture_err), STATUS_OK);
	cr_assert_eq(node_parse(text, &fixture_arena, &view, &fixture_err), STATUS_OK);
	return view;
}

Test(demo, there_is_a_dispute_in_every_phase)
{
	static const enum phase phases[] = { PHASE_DRAFT,  PHASE_NEGOTIATION, PHASE_EVIDENCE,
		                             PHASE_REVIEW, PHASE_PERFORMANCE, PHASE_CLOSED };

	load_events("data");
	for (size_t i = 0; i < COUNT_OF(phases); i++)
		cr_assert_not(id_is_zero(fixture_find(&loaded.archive, phases[i])));
	close_events();
}

Test(demo, every_dispute_stands_where_its_story_ends)
{
	load_events("data");
	const struct node *open = view_of(PHASE_NEGOTIATION, SIDE_BUYER);
	const struct node *offers = node_find(open, STR("offers"));
	cr_assert_eq(offers->count, 1);
	cr_assert(str_eq(node_text(&offers->items[0], STR("state")), STR("open")));
	cr_assert_gt(node_find(open, STR("evidence"))->count, 0);
	cr_assert_eq(node_find(view_of(PHASE_REVIEW, SIDE_STAFF), STR("proposal"))->kind, NODE_OBJECT);
	const struct node *ruled = view_of(PHASE_PERFORMANCE, SIDE_SELLER);
	cr_assert_eq(node_find(ruled, STR("ruling"))->kind, NODE_OBJECT);
	cr_assert_gt(node_find(ruled, STR("obligations"))->count, 0);
	const struct node *closed = view_of(PHASE_CLOSED, SIDE_BUYER);
	cr_assert(str_eq(node_text(closed, STR("closed_reason")), STR("performed")));
	close_events();
}

Test(demo, the_same_start_gives_the_same_disputes)
{
	static enum event_type types[EVENTS_MAX];
	static struct id disputes[EVENTS_MAX];
	static int64_t times[EVENTS_MAX];

	load_events("data");
	size_t count = loaded.count;
	for (size_t i = 0; i < count; i++) {
		types[i] = loaded.events[i].type;
		disputes[i] = loaded.events[i].dispute;
		times[i] = loaded.events[i].at_ms;
	}
	close_events();
	load_beside("again", FIXTURE_NOW_MS);
	load_events("again");
	cr_assert_eq(loaded.count, count);
	for (size_t i = 0; i < count; i++) {
		cr_assert_eq(loaded.events[i].type, types[i], "event %zu", i);
		cr_assert(id_eq(loaded.events[i].dispute, disputes[i]), "event %zu", i);
		cr_assert_eq(loaded.events[i].at_ms, times[i], "event %zu", i);
	}
	close_events();
}

/* Days are civil days in the case's zone: no hour of the day at which the demo is started may tip a story. */
Test(demo, the_hour_of_the_start_does_not_matter)
{
	static const int hours[] = { 1, 15, 16, 23 };
	static enum event_type types[EVENTS_MAX];
	char name[16];

	load_events("data");
	size_t count = loaded.count;
	for (size_t i = 0; i < count; i++)
		types[i] = loaded.events[i].type;
	close_events();
	for (size_t k = 0; k < COUNT_OF(hours); k++) {
		snprintf(name, sizeof name, "at-%d", hours[k]);
		load_beside(name, FIXTURE_NOW_MS + hours[k] * INT64_C(3600000));
		load_events(name);
		cr_assert_eq(loaded.count, count, "at %d h", hours[k]);
		for (size_t i = 0; i < count; i++)
			cr_assert_eq(loaded.events[i].type, types[i], "at %d h, event %zu", hours[k], i);
		close_events();
	}
}

Test(demo, nothing_lies_in_the_future_and_nothing_is_overdue)
{
	struct str texts[EVENTS_MAX];
	struct dispute dispute;

	load_events("data");
	for (size_t i = 0; i < loaded.count; i++) {
		cr_assert_leq(loaded.events[i].at_ms, FIXTURE_NOW_MS);
		if (loaded.events[i].seq > 1)
			continue;
		size_t length = 0;
		for (size_t k = i; k < loaded.count; k++) {
			if (id_eq(loaded.events[k].dispute, loaded.events[i].dispute))
				texts[length++] = loaded.rows[k].text;
		}
		cr_assert_eq(dispute_replay(texts, length, &fixture_arena, &dispute, &fixture_err),
		             STATUS_OK);
		const struct duty *duty = dispute_next_due(&dispute);
		cr_assert(duty == NULL || duty->due_at_ms > FIXTURE_NOW_MS + HOUR_MS,
		          "%s would leave its phase", phase_slug(dispute.phase).ptr);
	}
	close_events();
}

/* --- receipts --- */

static struct str receipt;
static enum store_status receipt_status;
static bool receipt_is_made;

static void on_receipt(void *user, enum store_status status, struct str text, struct error *err)
{
	(void)user;
	(void)err;
	receipt = text;
	receipt_status = status;
	receipt_is_made = true;
}

static void make_receipt(size_t index, const struct leaf_salt *salt)
{
	static struct receipt_maker maker;

	maker = (struct receipt_maker){ .index = index, .salt = *salt, .done = on_receipt };
	receipt_is_made = false;
	receipt_maker_start(&maker, loaded.archive.client, &fixture_arena);
	while (!receipt_is_made)
		cr_assert(store_client_wait(loaded.archive.client, 20000));
	cr_assert_eq(receipt_status, STORE_OK);
}

Test(demo, every_receipt_verifies)
{
	struct note_key log = keystore_public(&fixture_keys, KEY_PURPOSE_LOG);
	struct checkpoint checkpoint;

	load_events("data");
	for (size_t i = 0; i < loaded.count; i++) {
		const struct event *event = &loaded.events[i];
		struct key key = case_seq_key(event->dispute, event->seq);
		const struct node *row;
		struct leaf_salt salt;
		struct bytes body;
		cr_assert_eq(archive_get(&loaded.archive, RECORD_STATEMENT, key_bytes(&key), &fixture_arena,
		                         &body, &fixture_err),
		             STATUS_OK);
		cr_assert_eq(node_parse(bytes_str(body), &fixture_arena, &row, &fixture_err), STATUS_OK);
		cr_assert_eq(hex_decode_exact(node_text(row, STR("salt")), salt.bytes, sizeof salt.bytes,
		                              &fixture_err),
		             STATUS_OK);
		make_receipt(i, &salt);
		struct str content =
			event->statement.present ? node_text(row, STR("note")) : loaded.rows[i].text;
		struct receipt_subject subject = { event_slug(event->type), event->at_ms,
			                           str_bytes(content) };
		cr_assert_eq(
			receipt_verify(receipt, &subject, &log, &fixture_arena, &checkpoint, &fixture_err),
			STATUS_OK, "event %zu: %s", i, fixture_err.detail);
		cr_assert_eq(checkpoint.head.size, loaded.count);
	}
	close_events();
}

Test(demo, it_tells_who_can_be_tried)
{
	static const char *const roles[] = { "buyer", "seller", "arbiter", "platform" };
	const struct node *links;
	struct str text;

	cr_assert_eq(file_read(fixture_path("data/demo.json"), KIB(4), &fixture_arena, &text, &fixture_err),
	             STATUS_OK);
	cr_assert_eq(node_parse(text, &fixture_arena, &links, &fixture_err), STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(roles); i++)
		cr_assert(party_is_valid(node_text(links, str_from_c(roles[i]))), "%s", roles[i]);
}

Test(demo, a_directory_without_keys_is_refused)
{
	struct str empty = fixture_path("empty");

	cr_assert_eq(file_make_directory(empty, &fixture_err), STATUS_OK);
	cr_assert_eq(demo_load(&fixture_config, empty, FIXTURE_NOW_MS, &fixture_err), STATUS_UNAVAILABLE);
}
