/* What anybody may know: whether we live, what we count, which words, limits, keys and packs there are. */
#include "core/dispute.h"
#include "core/evidence_kind.h"
#include "core/holidays.h"
#include "core/json.h"
#include "core/language.h"
#include "core/lifecycle.h"
#include "core/machine.h"
#include "core/pack.h"
#include "core/reason.h"
#include "core/remedy.h"
#include "core/schema.h"
#include "crypto/encoding.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/embedded.h"
#include "server/http_refusal.h"
#include "server/media_type.h"
#include "server/operations.h"
#include "server/pack_shelf.h"
#include "server/problem.h"

#define METRICS_TEXT_MAX KIB(256)

/* --- the program itself --- */

void op_get_liveness(struct call *call)
{
	call_reply_json(call, 200, STR("{\"live\":true}"), 0);
}

/* Ready: the store answers, and we are not about to stop. */
static void on_ready(struct call *call, const struct store_row *rows, uint32_t count)
{
	(void)rows;
	(void)count;
	call_reply_json(call, 200, STR("{\"ready\":true}"), 0);
}

void op_get_readiness(struct call *call)
{
	struct store_key key = { RECORD_CHECKPOINT, sealer_latest_key() };

	if (atomic_load(&call->app->stopping) || atomic_load(&call->app->failed))
		call_refuse(call, PROBLEM_STORE_UNAVAILABLE, NULL, "the server is stopping");
	else
		call_get(call, &key, 1, on_ready);
}

void op_get_metrics(struct call *call)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), METRICS_TEXT_MAX);
	metrics_put(&buf, &call->app->metrics);
	if (buf_check(&buf, &call->err) != STATUS_OK)
		call_fail(call);
	else
		call_reply_text(call, 200, STR("text/plain; version=0.0.4; charset=utf-8"), buf_str(&buf));
}

void op_get_openapi(struct call *call)
{
	const struct embedded *file = embedded_find(STR("api-spec/openapi.yaml"));

	assert(file != NULL);
	call_reply_text(call, 200, STR("application/yaml"), bytes_str(file->bytes));
}

/* The application's problems and the transport's refusals are two tables and one kind of page. */
static bool find_problem(struct str slug, struct http_refusal_info *ret_info)
{
	enum problem problem;

	if (problem_find(slug, &problem)) {
		const struct problem_info *info = problem_info(problem);
		*ret_info = (struct http_refusal_info){ problem_http_code(problem), info->slug, info->title,
			                                info->remedy };
		return true;
	}
	for (unsigned i = REFUSAL_NONE + 1; i < REFUSAL_COUNT; i++) {
		*ret_info = *http_refusal_info((enum http_refusal)i);
		if (str_eq(slug, str_from_c(ret_info->slug)))
			return true;
	}
	return false;
}

/* Where a problem's type leads: what it means and what to do about it. */
void op_get_problem_page(struct call *call)
{
	struct http_refusal_info info;
	struct printer printer;
	struct buf buf;

	if (!find_problem(call_param(call, 0), &info)) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no problem of that name");
		return;
	}
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("code"), str_from_c(info.slug));
	print_member_int(&printer, STR("status"), info.status);
	print_member_string(&printer, STR("title"), str_from_c(info.title));
	print_member_string(&printer, STR("remedy"), str_from_c(info.remedy));
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

/* --- words and limits, from the tables that the program itself runs on --- */

typedef void catalogue_print(struct printer *printer);

static void reply_catalogue(struct call *call, catalogue_print *print)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

/* The same for what prints an array. */
static void reply_list(struct call *call, void (*print)(struct printer *printer))
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_name(&printer, STR("items"));
	print(&printer);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

void op_get_machine(struct call *call)
{
	reply_catalogue(call, machine_print);
}

void op_list_reasons(struct call *call)
{
	reply_catalogue(call, reasons_print);
}

void op_list_evidence_kinds(struct call *call)
{
	reply_list(call, evidence_kinds_print);
}

void op_list_remedies(struct call *call)
{
	reply_list(call, remedies_print);
}

void op_list_locales(struct call *call)
{
	reply_catalogue(call, locales_print);
}

/* Of the packs in force: another may bring other days. */
void op_list_calendars(struct call *call)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	calendars_print(&printer, call->app->packs);
	call_reply_printed(call, 200, &buf, 0);
}

void op_get_limits(struct call *call)
{
	const struct config *config = call->app->config;
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_int(&printer, STR("document_bytes"), config->document_max_bytes);
	print_member_int(&printer, STR("video_bytes"), config->video_max_bytes);
	print_member_int(&printer, STR("files_per_case"), DISPUTE_EVIDENCE_MAX);
	print_member_int(&printer, STR("bytes_per_case"), DISPUTE_BYTES_MAX);
	print_member_int(&printer, STR("files_per_statement"), COMMAND_FILES_MAX);
	print_member_int(&printer, STR("text_chars"), TEXT_CHARS_MAX);
	print_member_int(&printer, STR("facts_per_case"), DISPUTE_FACTS_MAX);
	print_member_int(&printer, STR("events_per_case"), DISPUTE_EVENTS_MAX);
	print_name(&printer, STR("media_types"));
	media_types_print(&printer);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

/* --- what proofs are checked against --- */

static void print_server_key(struct printer *printer, struct call *call, enum key_purpose purpose)
{
	struct note_key key = keystore_public(&call->app->keystore, purpose);
	struct buf vkey;

	buf_init(&vkey, call_arena(call), VKEY_TEXT_MAX);
	note_key_put(&vkey, &key);
	print_object_begin(printer);
	print_member_string(printer, STR("purpose"), key_purpose_token(purpose));
	print_member_string(printer, STR("vkey"), buf_str(&vkey));
	print_object_end(printer);
}

void op_list_server_keys(struct call *call)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("service"), call->app->service);
	print_name(&printer, STR("keys"));
	print_array_begin(&printer);
	for (unsigned i = 0; i < KEYSTORE_KEYS; i++)
		print_server_key(&printer, call, (enum key_purpose)i);
	print_array_end(&printer);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

static void print_pack(struct printer *printer, const struct pack *pack)
{
	print_object_begin(printer);
	print_member_string(printer, STR("id"), pack->id);
	print_member_string(printer, STR("version"), pack->version);
	print_member_string(printer, STR("rank"), pack->rank);
	print_member_string(printer, STR("jurisdiction"), pack->jurisdiction);
	print_member_string(printer, STR("sha256"), pack->sha256);
	print_name(printer, STR("title"));
	print_wording(printer, &pack->title);
	print_object_end(printer);
}

void op_list_packs(struct call *call)
{
	const struct packset *packs = call->app->packs;
	struct printer printer;
	struct buf buf;

	call_items_begin(call, &printer, &buf);
	for (size_t i = 0; i < packs->pack_count; i++)
		print_pack(&printer, &packs->packs[i]);
	call_reply_items(call, &printer, &buf);
}

/* --- one pack: whatever was ever in force here, verbatim --- */

static void on_pack(struct call *call, const struct store_row *rows, uint32_t count)
{
	assert(count == 1);
	if (rows[0].found)
		call_reply_borrowed(call, bytes_str(rows[0].body), 0);
	else
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no pack of that digest was in force here");
}

/* The key is in the arena; false: the path names no digest, and the call is answered. */
static bool read_digest(struct call *call, struct digest **ret_digest)
{
	struct str text = call_param(call, 0);
	struct error unused;

	*ret_digest = ARENA_NEW(call_arena(call), struct digest);
	if (*ret_digest != NULL &&
	    hex_decode_exact(text, (*ret_digest)->bytes, DIGEST_BYTES, &unused) == STATUS_OK)
		return true;
	call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL,
	            "a pack is named by the 64 hex digits of its SHA-256");
	return false;
}

void op_get_pack(struct call *call)
{
	struct digest *digest;

	if (!read_digest(call, &digest))
		return;
	struct store_key key = { RECORD_PACK, { digest->bytes, DIGEST_BYTES } };
	call_get(call, &key, 1, on_pack);
}

void op_get_pack_texts(struct call *call)
{
	struct digest *digest;

	if (!read_digest(call, &digest))
		return;
	*digest = pack_texts_key(digest);
	struct store_key key = { RECORD_PACK, { digest->bytes, DIGEST_BYTES } };
	call_get(call, &key, 1, on_pack);
}
