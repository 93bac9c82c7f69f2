#include "server/bundle_parts.h"

#include "core/evolve.h"
#include "core/json.h"
#include "crypto/encoding.h"
#include "server/pack_embed.h"
#include "server/pack_shelf.h"

#define KEYS_TEXT_MAX KIB(64)
#define JSON_TEXT_MAX MIB(4)

/* --- keys --- */

static void server_key_put(struct buf *buf, const char *purpose, const struct note_key *key)
{
	buf_putf(buf, "%s ", purpose);
	note_key_put(buf, key);
	buf_put_char(buf, '\n');
}

static bool text_contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	}
	return false;
}

/* "party buyer b-li <vkey>" of the key that signed the event, unless it stands there already. */
static enum status party_key_put(struct bundling *bundling, const struct event *event, struct buf *keys,
                                 struct error *err)
{
	struct buf name;
	struct buf line;
	struct bytes record;
	const struct node *node;

	buf_init(&name, bundling->arena, RECORD_KEY_MAX);
	buf_put(&name, actor_role_slug(event->actor.role));
	buf_put_char(&name, ' ');
	buf_put(&name, event->actor.party);
	size_t party_len = name.len;
	buf_put_char(&name, ' ');
	buf_put(&name, event->statement.key);
	TRY(buf_check(&name, err));
	TRY(archive_get(bundling->source->archive, RECORD_KEY, str_bytes(buf_str(&name)), bundling->arena,
	                &record, err));
	TRY(node_parse(bytes_str(record), bundling->arena, &node, err));

	buf_init(&line, bundling->arena, KIB(2));
	buf_put(&line, STR("party "));
	buf_put(&line, (struct str){ name.ptr, party_len });
	buf_put_char(&line, ' ');
	buf_put(&line, node_text(node, STR("vkey")));
	buf_put_char(&line, '\n');
	TRY(buf_check(&line, err));
	if (!text_contains(buf_str(keys), buf_str(&line)))
		buf_put(keys, buf_str(&line));
	return STATUS_OK;
}

enum status bundle_keys_write(struct bundling *bundling, struct error *err)
{
	struct buf keys;

	buf_init(&keys, bundling->arena, KEYS_TEXT_MAX);
	server_key_put(&keys, "log", &bundling->source->log_key);
	server_key_put(&keys, "registrar", &bundling->source->registrar_key);
	for (size_t i = 0; i < bundling->count; i++) {
		const struct event *event = &bundling->events[i].event;

		if (event->statement.present)
			TRY(party_key_put(bundling, event, &keys, err));
	}
	TRY(buf_check(&keys, err));
	return bag_put(&bundling->bag, STR(BUNDLE_KEYS), buf_str(&keys), err);
}

/* --- proposals --- */

static enum status node_write(struct bundling *bundling, struct str path, const struct node *node,
                              struct error *err)
{
	struct printer printer;
	struct buf buf;

	TRY(arena_check(bundling->arena, err));
	buf_init(&buf, bundling->arena, JSON_TEXT_MAX);
	printer_init(&printer, &buf);
	print_node(&printer, node);
	TRY(buf_check(&buf, err));
	return bag_put(&bundling->bag, path, buf_str(&buf), err);
}

/* The pack of that digest: what this program carries, else what the store has kept of earlier ones. */
static enum status pack_find(struct bundling *bundling, struct str sha256, struct pack_source *ret_source,
                             struct error *err)
{
	size_t count;
	const struct pack_source *sources = pack_sources(&count);
	uint8_t digest[DIGEST_BYTES];
	struct digest rules;
	struct bytes body;

	for (size_t i = 0; i < count; i++) {
		if (!str_eq(sources[i].sha256, sha256))
			continue;
		*ret_source = sources[i];
		return STATUS_OK;
	}
	TRY(hex_decode_exact(sha256, digest, sizeof(digest), err));
	if (archive_get(bundling->source->archive, RECORD_PACK, (struct bytes){ digest, sizeof(digest) },
	                bundling->arena, &body, err) != STATUS_OK)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE,
		            "the rule pack sha256:" STR_FMT " is neither in this program nor in the store",
		            STR_ARG(sha256));
	*ret_source = (struct pack_source){ .rules = bytes_str(body), .sha256 = sha256 };
	memcpy(rules.bytes, digest, sizeof digest);
	rules = pack_texts_key(&rules);
	if (archive_get(bundling->source->archive, RECORD_PACK, (struct bytes){ rules.bytes, DIGEST_BYTES },
	                bundling->arena, &body, err) == STATUS_OK)
		ret_source->texts = bytes_str(body);
	return arena_check(bundling->arena, err);
}

static struct str pack_path(struct bundling *bundling, const struct node *pack, const char *ending)
{
	struct buf path;

	buf_init(&path, bundling->arena, BAG_PATH_MAX);
	buf_put(&path, STR(BUNDLE_PACKS));
	buf_put(&path, node_text(pack, STR("id")));
	buf_put_char(&path, '@');
	buf_put(&path, node_text(pack, STR("version")));
	buf_put(&path, str_from_c(ending));
	return path.failed ? (struct str){ 0 } : buf_str(&path);
}

static enum status pack_write(struct bundling *bundling, const struct node *pack, struct error *err)
{
	struct str rules = pack_path(bundling, pack, ".json");
	struct str texts = pack_path(bundling, pack, ".texts.json");
	struct pack_source source;

	TRY(arena_check(bundling->arena, err));
	if (!bag_path_is_safe(rules) || !bag_path_is_safe(texts))
		return FAIL(err, PROBLEM_RECORD_CORRUPT,
		            "a proposal names a pack whose id or version is no plain word");
	if (bag_has(&bundling->bag, rules))
		return STATUS_OK;
	TRY(pack_find(bundling, node_text(pack, STR("sha256")), &source, err));
	TRY(bag_put(&bundling->bag, rules, source.rules, err));
	if (source.texts.len == 0)
		return STATUS_OK;
	return bag_put(&bundling->bag, texts, source.texts, err);
}

static enum status proposal_write(struct bundling *bundling, const struct proposed *proposal,
                                  struct error *err)
{
	struct arena *arena = bundling->arena;
	int64_t version = proposal->version;

	TRY(node_write(bundling, bundle_version_path(BUNDLE_FACTS, version, arena), proposal->facts, err));
	TRY(node_write(bundling, bundle_version_path(BUNDLE_PROPOSALS, version, arena), proposal->result,
	               err));
	for (size_t i = 0; i < proposal->packs->count; i++)
		TRY(pack_write(bundling, &proposal->packs->items[i], err));
	return STATUS_OK;
}

enum status bundle_proposals_write(struct bundling *bundling, struct error *err)
{
	struct dispute *dispute = ARENA_NEW(bundling->arena, struct dispute);

	TRY(arena_check(bundling->arena, err));
	for (size_t i = 0; i < bundling->count; i++) {
		const struct event *event = &bundling->events[i].event;

		evolve(dispute, event, bundling->arena);
		TRY(arena_check(bundling->arena, err));
		if (event->type == EVENT_PROPOSAL_COMPUTED)
			TRY(proposal_write(bundling, &dispute->proposal, err));
	}
	return STATUS_OK;
}

enum status bundle_ruling_write(struct bundling *bundling, struct error *err)
{
	for (size_t i = bundling->count; i-- > 0;) {
		const struct event *event = &bundling->events[i].event;

		if (event->type == EVENT_RULING_ISSUED)
			return node_write(bundling, STR(BUNDLE_RULING), event->data, err);
	}
	return STATUS_OK;
}
