/*~ What the rules say: the facts folded anew from the events, the proposal computed anew from the facts. */
#include "core/evolve.h"
#include "core/object.h"
#include "core/pack.h"
#include "server/bundle_read.h"
#include "server/proposing.h"
#include "server/signed_ref.h"

#define JSON_TEXT_MAX MIB(4)

static struct str path_of_pack(struct bundle_read *bundle, const struct node *pack, const char *ending)
{
	struct buf path;

	buf_init(&path, bundle->arena, BAG_PATH_MAX);
	buf_put(&path, STR(BUNDLE_PACKS));
	buf_put(&path, node_text(pack, STR("id")));
	buf_put_char(&path, '@');
	buf_put(&path, node_text(pack, STR("version")));
	buf_put(&path, str_from_c(ending));
	return path.failed ? (struct str){ 0 } : buf_str(&path);
}

static enum status pack_read(struct bundle_read *bundle, const struct node *pack,
                             struct pack_source *ret_source, struct error *err)
{
	struct str rules = path_of_pack(bundle, pack, ".json");
	struct str texts = path_of_pack(bundle, pack, ".texts.json");

	TRY(arena_check(bundle->arena, err));
	if (bundle_use_file(bundle, rules) == NULL)
		return FAIL(err, PROBLEM_PACK_INVALID, STR_FMT " is missing", STR_ARG(rules));
	TRY(bag_read(&bundle->bag, rules, bundle->arena, &ret_source->rules, err));
	if (bundle_use_file(bundle, texts) != NULL)
		TRY(bag_read(&bundle->bag, texts, bundle->arena, &ret_source->texts, err));

	struct digest digest = digest_of(str_bytes(ret_source->rules));
	ret_source->sha256 = digest_hex(&digest, bundle->arena);
	if (!str_eq(ret_source->sha256, node_text(pack, STR("sha256"))))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, STR_FMT " is not the pack that spoke",
		            STR_ARG(rules));
	return STATUS_OK;
}

static enum status packs_load(struct bundle_read *bundle, const struct node *packs,
                              const struct packset **ret_packset, struct error *err)
{
	struct pack_source sources[PACKS_MAX] = { 0 };

	if (packs == NULL || packs->count == 0 || packs->count > PACKS_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "the event does not name the packs that spoke");
	for (size_t i = 0; i < packs->count; i++)
		TRY(pack_read(bundle, &packs->items[i], &sources[i], err));
	return packset_load(sources, packs->count, bundle->arena, ret_packset, err);
}

static enum status printed(struct bundle_read *bundle, const struct node *node, struct str *ret_text,
                           struct error *err)
{
	struct printer printer;
	struct buf buf;

	if (node == NULL)
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, "the event records none");
	buf_init(&buf, bundle->arena, JSON_TEXT_MAX);
	printer_init(&printer, &buf);
	print_node(&printer, node);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

/* The event's record, the file, and what was computed anew: all three the same bytes. */
static enum status bytes_check(struct bundle_read *bundle, struct str path, const struct node *recorded,
                               struct str computed, struct error *err)
{
	struct str file = { 0 };
	struct str record = { 0 };

	if (bundle_use_file(bundle, path) == NULL)
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, STR_FMT " is missing", STR_ARG(path));
	TRY(bag_read(&bundle->bag, path, bundle->arena, &file, err));
	TRY(printed(bundle, recorded, &record, err));
	if (!str_eq(file, record))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, STR_FMT " is not what the event records",
		            STR_ARG(path));
	if (!str_eq(file, computed))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH,
		            STR_FMT " is not what follows when it is computed anew", STR_ARG(path));
	return STATUS_OK;
}

/* `before` is the dispute as the event found it. */
static enum status proposal_check(struct bundle_read *bundle, const struct dispute *before,
                                  const struct event *event, int64_t version, struct error *err)
{
	const struct packset *packset;
	struct proposing proposing;

	TRY(packs_load(bundle, node_array(event->data, STR("packs")), &packset, err));
	TRY(propose(packset, before, event->at_ms, bundle->arena, &proposing, err));
	TRY(bytes_check(bundle, bundle_version_path(BUNDLE_FACTS, version, bundle->arena),
	                node_find(event->data, STR("facts")), proposing.facts, err));
	TRY(bytes_check(bundle, bundle_version_path(BUNDLE_PROPOSALS, version, bundle->arena),
	                node_find(event->data, STR("proposal")), proposing.text, err));
	if (!str_eq(node_text(event->data, STR("sha256")), proposing.sha256))
		return FAIL(err, PROBLEM_DIGEST_MISMATCH, "the event names another digest of the proposal");
	return STATUS_OK;
}

static bool is_decision(enum event_type type)
{
	return type == EVENT_DECISION_CONFIRMED || type == EVENT_DECISION_AMENDED ||
	       type == EVENT_DECISION_REJECTED;
}

static void decision_check(struct bundle_read *bundle, const struct dispute *before,
                           const struct event *event)
{
	bool about = node_int(event->data, STR("proposal_version"), 0) == before->proposal.version &&
	             str_eq(node_text(event->data, STR("proposal_sha256")), before->proposal.sha256);

	if (!about)
		report_failed(bundle->report,
		              BUNDLE_EVENTS ": line %u: the decision is about another proposal",
		              (unsigned)event->seq);
	else if (!event->statement.present || event->actor.role != ACTOR_ARBITER)
		report_failed(bundle->report,
		              BUNDLE_EVENTS ": line %u: the decision is not signed by an arbiter",
		              (unsigned)event->seq);
	else
		report_ok(bundle->report, "decision: " STR_FMT " of proposal %lld, signed by " STR_FMT,
		          STR_ARG(node_text(event->data, STR("decision"))),
		          (long long)before->proposal.version, STR_ARG(event->actor.party));
}

static void ruling_check(struct bundle_read *bundle, const struct event *event)
{
	struct error err = { 0 };
	struct str recorded;
	struct str file;

	if (!bundle_read_file(bundle, STR(BUNDLE_RULING), &file))
		return;
	if (printed(bundle, event->data, &recorded, &err) != STATUS_OK || !str_eq(recorded, file))
		report_failed(bundle->report,
		              BUNDLE_RULING ": it is not the ruling that the last such event records");
	else
		report_ok(bundle->report, BUNDLE_RULING ": as recorded");
}

static void event_check(struct bundle_read *bundle, const struct dispute *before, const struct event *event)
{
	struct error err = { 0 };

	if (event->type == EVENT_PROPOSAL_COMPUTED) {
		int64_t version = before->proposal.version + 1;

		if (proposal_check(bundle, before, event, version, &err) == STATUS_OK)
			report_ok(bundle->report,
			          "proposal %lld: facts and proposal follow anew, byte for byte",
			          (long long)version);
		else
			report_failed(bundle->report, "proposal %lld: %s", (long long)version, err.detail);
	}
	if (is_decision(event->type))
		decision_check(bundle, before, event);
	if (event->type == EVENT_DECISION_COSIGNED && !event->statement.present)
		report_failed(bundle->report, BUNDLE_EVENTS ": line %u: the second signature is not there",
		              (unsigned)event->seq);
	if (event->type == EVENT_RULING_ISSUED)
		bundle_check_ruling(bundle, before, event);
}

void bundle_check_rules(struct bundle_read *bundle)
{
	struct dispute *dispute = ARENA_NEW(bundle->arena, struct dispute);
	const struct event *ruling = NULL;

	for (size_t i = 0; dispute != NULL && i < bundle->event_count; i++) {
		const struct event *event = &bundle->events[i].event;

		event_check(bundle, dispute, event);
		evolve(dispute, event, bundle->arena);
		if (event->type == EVENT_RULING_ISSUED)
			ruling = event;
	}
	if (ruling != NULL)
		ruling_check(bundle, ruling);
}
