#include "server/bundle_read.h"

#define EVENT_COUNT_MAX BUNDLE_EVENTS_MAX

const struct bag_file *bundle_use_file(struct bundle_read *bundle, struct str path)
{
	const struct bag_file *file = bag_find(&bundle->bag, path);

	if (file != NULL)
		bundle->used[file - bundle->bag.files] = true;
	return file;
}

bool bundle_read_file(struct bundle_read *bundle, struct str path, struct str *ret_text)
{
	struct error err;

	if (bundle_use_file(bundle, path) == NULL) {
		report_failed(bundle->report, STR_FMT ": it is missing", STR_ARG(path));
		return false;
	}
	if (bag_read(&bundle->bag, path, bundle->arena, ret_text, &err) != STATUS_OK) {
		report_failed(bundle->report, STR_FMT ": %s", STR_ARG(path), err.detail);
		return false;
	}
	return true;
}

static struct str line_take(struct str *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr);
	struct str line = { rest->ptr, len };

	rest->ptr += len + (end == NULL ? 0 : 1);
	rest->len -= len + (end == NULL ? 0 : 1);
	return line;
}

static struct str word_take(struct str *rest)
{
	const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, ' ', rest->len);
	size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr);
	struct str word = { rest->ptr, len };

	rest->ptr += len + (end == NULL ? 0 : 1);
	rest->len -= len + (end == NULL ? 0 : 1);
	return word;
}

/* --- keys --- */

static bool party_key_parse(struct bundle_read *bundle, struct str rest, struct error *err)
{
	struct bundle_party_key *key = &bundle->keys[bundle->key_count];
	struct buf label;

	if (bundle->key_count == BUNDLE_KEYS_MAX)
		return false;
	key->role = word_take(&rest);
	key->party = word_take(&rest);
	if (note_key_parse(rest, &key->key, err) != STATUS_OK)
		return false;
	buf_init(&label, bundle->arena, VKEY_TEXT_MAX);
	buf_put(&label, key->key.name);
	buf_putf(&label, "+%08x", (unsigned)key->key.id);
	if (label.failed)
		return false;
	key->label = buf_str(&label);
	bundle->key_count++;
	return true;
}

/* "log <vkey>", "registrar <vkey>", "party <role> <id> <vkey>" */
static bool key_line_parse(struct bundle_read *bundle, struct str line, struct error *err)
{
	struct str what = word_take(&line);
	struct note_key key;

	if (str_eq(what, STR("party")))
		return party_key_parse(bundle, line, err);
	if (note_key_parse(line, &key, err) != STATUS_OK)
		return false;
	if (str_eq(what, STR("registrar")))
		return true;
	if (!str_eq(what, STR("log")))
		return false;
	if (!bundle->has_log_key)
		bundle->log_key = key;
	bundle->has_log_key = true;
	return true;
}

bool bundle_read_keys(struct bundle_read *bundle)
{
	struct error err = { 0 };
	struct str text;

	bundle->keys = ARENA_ARRAY(bundle->arena, struct bundle_party_key, BUNDLE_KEYS_MAX);
	if (bundle->keys == NULL || !bundle_read_file(bundle, STR(BUNDLE_KEYS), &text))
		return false;
	while (text.len > 0) {
		if (key_line_parse(bundle, line_take(&text), &err))
			continue;
		report_failed(bundle->report, BUNDLE_KEYS ": a line is no key: %s", err.detail);
		return false;
	}
	if (!bundle->has_log_key) {
		report_failed(bundle->report, BUNDLE_KEYS ": the log's key is missing");
		return false;
	}
	report_ok(bundle->report, BUNDLE_KEYS ": %zu keys of parties", bundle->key_count);
	return true;
}

/* --- events --- */

static bool id_is_new(const struct bundle_read *bundle, struct id id)
{
	for (size_t i = 0; i < bundle->event_count; i++) {
		if (id_eq(bundle->events[i].event.id, id))
			return false;
	}
	return true;
}

/* NULL when the event is what must come next, else what is wrong with it. */
static const char *event_fault(const struct bundle_read *bundle, const struct event *event)
{
	if (event->seq != bundle->event_count + 1)
		return "not the event that comes next: events are missing, doubled or exchanged";
	if (!id_is_new(bundle, event->id))
		return "its id was used before";
	if (bundle->event_count > 0 && !id_eq(event->dispute, bundle->dispute))
		return "it belongs to another dispute";
	if (bundle->event_count > 0 && event->at_ms < bundle->events[bundle->event_count - 1].event.at_ms)
		return "it is older than the one before it";
	return NULL;
}

static bool event_take(struct bundle_read *bundle, struct str line)
{
	struct bundle_event *next = &bundle->events[bundle->event_count];
	struct error err = { 0 };

	if (bundle->event_count == EVENT_COUNT_MAX) {
		report_failed(bundle->report, BUNDLE_EVENTS ": more than %d events", EVENT_COUNT_MAX);
		return false;
	}
	next->text = line;
	if (event_parse(line, bundle->arena, &next->event, &err) != STATUS_OK) {
		report_failed(bundle->report, BUNDLE_EVENTS ": line %zu: %s", bundle->event_count + 1,
		              err.detail);
		return false;
	}
	const char *fault = event_fault(bundle, &next->event);
	if (fault != NULL) {
		report_failed(bundle->report, BUNDLE_EVENTS ": line %zu: %s", bundle->event_count + 1, fault);
		return false;
	}
	bundle->dispute = next->event.dispute;
	bundle->event_count++;
	return true;
}

bool bundle_read_events(struct bundle_read *bundle)
{
	struct str text;

	bundle->events = ARENA_ARRAY(bundle->arena, struct bundle_event, EVENT_COUNT_MAX);
	if (bundle->events == NULL || !bundle_read_file(bundle, STR(BUNDLE_EVENTS), &text))
		return false;
	if (text.len == 0 || text.ptr[text.len - 1] != '\n') {
		report_failed(bundle->report, BUNDLE_EVENTS ": it does not end with a whole line");
		return false;
	}
	while (text.len > 0) {
		if (!event_take(bundle, line_take(&text)))
			return false;
	}
	report_ok(bundle->report, BUNDLE_EVENTS ": %zu events, in sequence, each with its own id",
	          bundle->event_count);
	return true;
}
