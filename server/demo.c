#include "server/demo.h"

#include <stdlib.h>

#include "core/calendar.h"
#include "core/evolve.h"
#include "core/order.h"
#include "crypto/filename.h"
#include "crypto/random.h"
#include "server/case_run.h"
#include "server/datadir.h"
#include "server/demo_world.h"
#include "server/embedded.h"
#include "server/file.h"
#include "server/signed_ref.h"

#define MARKETPLACE    STR("deploy/demo/marketplace.json")
#define SCENARIO_BYTES MIB(4)
#define DAY_MS         INT64_C(86400000)
#define MINUTE_MS      INT64_C(60000)
#define ACT_FILES_MAX  8
#define ZONE_MINUTES   480

/* One dispute while its acts are carried out. */
struct telling {
	struct demo_world *world;
	struct arena *arena; /* of the whole scenario */
	int64_t now_ms;
	struct dispute *dispute;
	struct id id;
	const struct node *order;
};

/* Who acts, with the key that their name gives. */
struct person {
	struct principal who;
	struct signing_key key;
	struct note_key public_key;
	struct str text; /* "buyer b-li" */
};

/* --- the scenario's text: "@day-5" is the day five days before now --- */

static enum status fill_days(struct str text, int64_t now_ms, struct arena *arena, struct str *ret_text,
                             struct error *err)
{
	struct str mark = STR("@day-");
	struct buf buf;

	buf_init(&buf, arena, SCENARIO_BYTES / 4);
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = { text.ptr + i, text.len - i };
		if (!str_has_prefix(rest, mark)) {
			buf_put_char(&buf, text.ptr[i]);
			continue;
		}
		int32_t days = 0;
		for (i += mark.len; text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
			days = days * 10 + (text.ptr[i] - '0');
		date_put(&buf, date_add_days(date_from_instant(now_ms, ZONE_MINUTES), -days));
		i--;
	}
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

/* --- people --- */

static enum status person_read(struct str text, struct arena *arena, struct person *ret_person,
                               struct error *err)
{
	const char *space = memchr(text.ptr, ' ', text.len);
	struct buf name;

	if (space == NULL)
		return FAIL(err, PROBLEM_INVALID_VALUE, "the demo names a person without a role");
	size_t role_len = (size_t)(space - text.ptr);
	struct str party = { space + 1, text.len - role_len - 1 };
	TRY(role_parse((struct str){ text.ptr, role_len }, &ret_person->who.role, err));
	if (!party_is_valid(party))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the demo names a party that cannot be");
	memcpy(ret_person->who.party, party.ptr, party.len);
	ret_person->who.party[party.len] = 0;
	ret_person->who.known = true;
	ret_person->text = text;

	buf_init(&name, arena, 128);
	buf_put(&name, STR("demo/"));
	buf_put(&name, party);
	struct digest seed = digest_of_pair(str_bytes(STR("sanbao demo key ")), str_bytes(text));
	signing_key_from_seed(&ret_person->key, seed.bytes);
	ret_person->public_key = note_key_make(buf_str(&name), &ret_person->key.public_key);
	return buf_check(&name, err);
}

static enum status register_person(struct demo_world *world, struct str text, int64_t at_ms,
                                   struct error *err)
{
	struct arena *arena = &world->arena;
	struct person person = { 0 };
	struct change *change;
	struct printer printer;
	struct buf name, record, vkey, time;

	TRY(person_read(text, arena, &person, err));
	buf_init(&name, arena, 128);
	buf_putf(&name, STR_FMT " " STR_FMT "+%08x", STR_ARG(text), STR_ARG(person.public_key.name),
	         (unsigned)person.public_key.id);
	buf_init(&vkey, arena, VKEY_TEXT_MAX);
	note_key_put(&vkey, &person.public_key);
	buf_init(&time, arena, 32);
	instant_put(&time, at_ms);
	buf_init(&record, arena, KIB(1));
	printer_init(&printer, &record);
	print_object_begin(&printer);
	print_member_string(&printer, STR("vkey"), buf_str(&vkey));
	print_member_string(&printer, STR("registered_at"), buf_str(&time));
	print_member_string(&printer, STR("assurance"), STR("A1"));
	print_object_end(&printer);
	TRY(change_new(arena, &change, err));
	change_column_text(change, COLUMN_KEY_PARTY, text);
	change_apply(change, OP_PUT, RECORD_KEY, str_bytes(buf_str(&name)), str_bytes(buf_str(&record)));
	return demo_world_commit(world, change, err);
}

/* --- orders --- */

static enum status record_order(struct demo_world *world, const struct node *node, struct error *err)
{
	struct order order;
	struct change *change;
	struct printer printer;
	struct buf text;

	TRY(order_decode(node, &world->arena, &order, err));
	buf_init(&text, &world->arena, KIB(64));
	printer_init(&printer, &text);
	print_node(&printer, node);
	TRY(buf_check(&text, err));
	TRY(change_new(&world->arena, &change, err));
	change_column_text(change, COLUMN_ORDER_BUYER, order.buyer);
	change_column_text(change, COLUMN_ORDER_SELLER, order.seller);
	change_apply(change, OP_PUT, RECORD_ORDER, str_bytes(order.ref), str_bytes(buf_str(&text)));
	return demo_world_commit(world, change, err);
}

/* --- one act --- */

/* What an act is about: "offer" is the one that the other side left open, "obligation" the first that is due.
 */
static struct id find_target(const struct dispute *dispute, struct str what)
{
	for (size_t i = 0; str_eq(what, STR("offer")) && i < dispute->offer_count; i++) {
		if (dispute->offers[i].state == OFFER_OPEN)
			return dispute->offers[i].id;
	}
	for (size_t i = 0; str_eq(what, STR("obligation")) && i < dispute->obligation_count; i++) {
		enum obligation_state state = dispute->obligations[i].state;
		if (state == OBLIGATION_DUE || state == OBLIGATION_REPORTED)
			return dispute->obligations[i].id;
	}
	return (struct id){ 0 };
}

/* The scenario cannot know a proposal's digest: "@proposal" stands for that of the case's latest. */
static enum status content_text(const struct telling *telling, const struct node *content,
                                struct str *ret_text, struct error *err)
{
	struct arena *arena = telling->arena;
	struct str mark = STR("@proposal");
	struct printer printer;
	struct buf printed, filled;

	buf_init(&printed, arena, KIB(256));
	printer_init(&printer, &printed);
	print_node(&printer, content);
	TRY(buf_check(&printed, err));
	struct str text = buf_str(&printed);
	buf_init(&filled, arena, KIB(256));
	for (size_t i = 0; i < text.len; i++) {
		if (!str_has_prefix((struct str){ text.ptr + i, text.len - i }, mark)) {
			buf_put_char(&filled, text.ptr[i]);
			continue;
		}
		buf_put(&filled, telling->dispute->proposal.sha256);
		i += mark.len - 1;
	}
	TRY(buf_check(&filled, err));
	*ret_text = buf_str(&filled);
	return STATUS_OK;
}

/* Stores the files of an act and makes their upload records. */
static enum status attach(struct telling *telling, const struct person *person, const struct node *files,
                          struct attachment *attachments, struct statement_content *lines, struct error *err)
{
	for (size_t i = 0; files != NULL && i < files->count; i++) {
		struct str name = node_text(&files->items[i], STR("name"));
		const struct embedded *file = embedded_find(node_text(&files->items[i], STR("from")));
		struct buf encoded;

		if (file == NULL || i == ACT_FILES_MAX)
			return FAIL(err, PROBLEM_INVALID_VALUE,
			            "the demo names a file that was not built in");
		struct digest digest = digest_of(file->bytes);
		TRY(demo_world_store(telling->world, file->bytes, err));
		buf_init(&encoded, telling->arena, FILENAME_ENCODED_MAX);
		filename_put(&encoded, name);
		attachments[i] = (struct attachment){ .name = name,
			                              .type = node_text(&files->items[i], STR("type")),
			                              .size = (int64_t)file->bytes.len,
			                              .sha256 = digest_hex(&digest, telling->arena) };
		lines[i] = (struct statement_content){ .digest = digest,
			                               .size = (int64_t)file->bytes.len,
			                               .form = attachments[i].type,
			                               .encoded_name = buf_str(&encoded),
			                               .name = name };
	}
	(void)person;
	return arena_check(telling->arena, err);
}

static enum status kind_of(enum command_kind command, enum statement_kind *ret_kind)
{
	for (unsigned i = 0; i < STATEMENT_KIND_COUNT; i++) {
		if (str_eq(statement_kind_token((enum statement_kind)i),
		           statement_slug(command_statement(command)))) {
			*ret_kind = (enum statement_kind)i;
			return STATUS_OK;
		}
	}
	return STATUS_UNSUPPORTED;
}

struct signing {
	const struct telling *telling;
	const struct person *person;
	struct str content;
	const struct statement_content *files;
	size_t file_count;
	int64_t at_ms;
};

static enum status sign(const struct signing *signing, enum statement_kind kind, struct str *ret_note,
                        struct statement_ref *ret_ref, struct error *err)
{
	struct arena *arena = signing->telling->arena;
	struct digest content = digest_of(str_bytes(signing->content));
	struct statement_content text = { .digest = content,
		                          .size = (int64_t)signing->content.len,
		                          .form = STR("zh-CN"),
		                          .encoded_name = STR("act.json"),
		                          .name = STR("act.json") };
	struct statement statement = { .kind = kind,
		                       .service = signing->telling->world->config->service,
		                       .dispute = signing->telling->id,
		                       .role = role_text(signing->person->who.role),
		                       .party = str_from_c(signing->person->who.party),
		                       .time_ms = signing->at_ms,
		                       .file_count = signing->file_count,
		                       .files = signing->files,
		                       .text_count = 1,
		                       .texts = &text };
	struct str head = dispute_head(signing->telling->dispute);
	struct buf head_text, body, note;

	buf_init(&head_text, arena, DIGEST_TEXT_LEN);
	buf_putf(&head_text, "sha256:" STR_FMT, STR_ARG(head));
	TRY(digest_parse(buf_str(&head_text), &statement.head, err));
	struct digest nonce = digest_of_pair(str_bytes(head), str_bytes(signing->content));
	memcpy(statement.nonce, nonce.bytes, STATEMENT_NONCE_BYTES);
	buf_init(&body, arena, STATEMENT_BYTES_MAX);
	statement_put(&body, &statement);
	buf_init(&note, arena, NOTE_BYTES_MAX);
	note_put(&note, buf_str(&body), signing->person->public_key.name, &signing->person->key);
	TRY(buf_check(&note, err));
	*ret_note = buf_str(&note);
	struct signed_act act = { *ret_note, &statement, &signing->person->public_key, head };
	return signed_ref_make(&act, arena, ret_ref, err);
}

static enum status commit_run(struct telling *telling, struct case_run *run, const struct carried *carried,
                              struct error *err)
{
	struct leaf_salt salts[CASE_RUN_EVENTS_MAX];
	struct change *change;

	random_fill(salts, sizeof salts);
	TRY(change_new(telling->arena, &change, err));
	TRY(case_run_put(run, carried, salts, change, err));
	return demo_world_commit(telling->world, change, err);
}

static enum status perform(struct telling *telling, const struct node *act, int64_t at_ms, struct error *err)
{
	struct arena *arena = telling->arena;
	struct case_run *run = ARENA_NEW(arena, struct case_run);
	struct attachment files[ACT_FILES_MAX];
	struct statement_content lines[ACT_FILES_MAX] = { 0 };
	const struct node *file_nodes = node_find(act, STR("files"));
	struct person person = { 0 };
	struct carried carried = { 0 };
	struct command command = { .dispute = telling->id, .at_ms = at_ms, .order = telling->order };
	enum statement_kind kind;

	TRY(arena_check(arena, err));
	TRY(person_read(node_text(act, STR("by")), arena, &person, err));
	if (!command_find(node_text(act, STR("command")), &command.kind))
		return FAIL(err, PROBLEM_INVALID_VALUE, "the demo has an act that no command knows");
	TRY(content_text(telling, node_find(act, STR("content")), &carried.content, err));
	TRY(node_parse(carried.content, arena, &command.content, err));
	TRY(attach(telling, &person, file_nodes, files, lines, err));
	command.actor = actor_of(&person.who);
	command.actor.party =
		arena_copy(arena, command.actor.party); /* the dispute keeps it, the person goes */
	TRY(arena_check(arena, err));
	command.files = files;
	command.file_count = file_nodes == NULL ? 0 : file_nodes->count;
	command.ids = fresh_ids(arena, at_ms);
	command.id_count = COMMAND_IDS;
	command.target = find_target(telling->dispute, node_text(act, STR("target")));
	struct signing signing = { telling, &person, carried.content, lines, command.file_count, at_ms };
	if (kind_of(command.kind, &kind) == STATUS_OK)
		TRY(sign(&signing, kind, &carried.note, &command.statement, err));
	TRY(case_run_init(run, telling->world->packs, telling->dispute, telling->id, arena, err));
	TRY(case_run_command(run, &command, err));
	return commit_run(telling, run, &carried, err);
}

/* --- one dispute --- */

static const struct node *find_order(const struct node *orders, struct str ref)
{
	for (size_t i = 0; orders != NULL && i < orders->count; i++) {
		if (str_eq(node_text(&orders->items[i], STR("ref")), ref))
			return &orders->items[i];
	}
	return NULL;
}

static enum status tell(struct telling *telling, const struct node *story, struct error *err)
{
	const struct node *acts = node_find(story, STR("acts"));
	int64_t start_ms = telling->now_ms - node_int(story, STR("days_ago"), 1) * DAY_MS;
	struct digest seed = digest_of_pair(str_bytes(STR("sanbao demo dispute ")),
	                                    str_bytes(node_text(story, STR("order"))));

	telling->dispute = ARENA_NEW(telling->arena, struct dispute);
	TRY(arena_check(telling->arena, err));
	telling->id = id_make(start_ms, 0, (uint16_t)(seed.bytes[8] << 4), seed.bytes);
	for (size_t i = 0; acts != NULL && i < acts->count; i++) {
		const struct node *act = &acts->items[i];
		int64_t at_ms = start_ms + node_int(act, STR("minute"), 0) * MINUTE_MS;
		TRY(perform(telling, act, at_ms, err));
	}
	return STATUS_OK;
}

static enum status load(struct demo_world *world, struct str data_dir, int64_t now_ms, struct error *err)
{
	struct arena *arena = &world->arena;
	const struct embedded *file = embedded_find(MARKETPLACE);
	const struct node *scenario;
	struct printer printer;
	struct buf people_text;
	struct str text;

	assert(file != NULL);
	TRY(fill_days(bytes_str(file->bytes), now_ms, arena, &text, err));
	TRY(node_parse(text, arena, &scenario, err));
	const struct node *orders = node_find(scenario, STR("orders"));
	const struct node *people = node_find(scenario, STR("people"));
	const struct node *stories = node_find(scenario, STR("disputes"));
	for (size_t i = 0; i < orders->count; i++)
		TRY(record_order(world, &orders->items[i], err));
	for (size_t i = 0; i < people->count; i++)
		TRY(register_person(world, people->items[i].string, now_ms, err));
	size_t kept = arena->used;
	for (size_t i = 0; i < stories->count; i++) {
		struct telling telling = { .world = world, .arena = arena, .now_ms = now_ms };
		telling.order = find_order(orders, node_text(&stories->items[i], STR("order")));
		TRY(tell(&telling, &stories->items[i], err));
		arena->used = kept;
	}
	buf_init(&people_text, arena, KIB(4));
	printer_init(&printer, &people_text);
	print_node(&printer, node_find(scenario, STR("links")));
	buf_put_char(&people_text, '\n');
	TRY(buf_check(&people_text, err));
	return file_write(datadir_path(data_dir, DATADIR_DEMO, arena), FILE_PUBLIC, buf_str(&people_text),
	                  err);
}

enum status demo_load(const struct config *config, struct str data_dir, int64_t now_ms, struct error *err)
{
	struct demo_world *world = calloc(1, sizeof *world); /* too large for a stack */

	if (world == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for the demo");
	enum status status = demo_world_open(world, config, data_dir, err);
	if (status == STATUS_OK)
		status = load(world, data_dir, now_ms, err);
	demo_world_close(world);
	free(world);
	return status;
}
