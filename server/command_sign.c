#include "core/calendar.h"
#include "crypto/encoding.h"
#include "crypto/filename.h"
#include "crypto/note.h"
#include "crypto/random.h"
#include "crypto/signed_statement.h"
#include "server/file.h"
#include "server/file_digest.h"
#include "server/party_key.h"
#include "server/setup.h"

#define CONTENT_BYTES_MAX MIB(1)
#define BODY_BYTES_MAX    (MIB(4) + SIGNED_STATEMENT_BYTES_MAX)

/* The claimed media type of a file, by its name's end. The server judges the bytes by itself. */
static const struct file_ending {
	struct str ending;
	struct str type;
} endings[] = {
	{ STR_INIT(".jpg"), STR_INIT("image/jpeg") },
	{ STR_INIT(".jpeg"), STR_INIT("image/jpeg") },
	{ STR_INIT(".png"), STR_INIT("image/png") },
	{ STR_INIT(".webp"), STR_INIT("image/webp") },
	{ STR_INIT(".heic"), STR_INIT("image/heic") },
	{ STR_INIT(".pdf"), STR_INIT("application/pdf") },
	{ STR_INIT(".mp4"), STR_INIT("video/mp4") },
	{ STR_INIT(".webm"), STR_INIT("video/webm") },
	{ STR_INIT(".m4a"), STR_INIT("audio/mp4") },
	{ STR_INIT(".mp3"), STR_INIT("audio/mpeg") },
	{ STR_INIT(".ogg"), STR_INIT("audio/ogg") },
	{ STR_INIT(".txt"), STR_INIT("text/plain") },
	{ STR_INIT(".eml"), STR_INIT("message/rfc822") },
	{ STR_INIT(".csv"), STR_INIT("text/csv") },
	{ STR_INIT(".json"), STR_INIT("application/json") },
};

static enum status type_of(struct str name, struct str *ret_type, struct error *err)
{
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		struct str ending = endings[i].ending;
		struct str end = { name.ptr + name.len - ending.len, ending.len };

		if (name.len <= ending.len || !str_eq(end, ending))
			continue;
		*ret_type = endings[i].type;
		return STATUS_OK;
	}
	return FAIL(err, PROBLEM_TYPE_NOT_ALLOWED,
	            STR_FMT ": its name says no media type that is accepted; end it in .jpg, .png, .pdf, "
	                    ".mp4 or the like",
	            STR_ARG(name));
}

static struct str base_name(struct str path)
{
	size_t at = path.len;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	return (struct str){ path.ptr + at, path.len - at };
}

static enum status encode_name(struct str name, struct arena *arena, struct str *ret_encoded,
                               struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, FILENAME_ENCODED_MAX);
	filename_put(&buf, name);
	TRY(buf_check(&buf, err));
	*ret_encoded = buf_str(&buf);
	return STATUS_OK;
}

static enum status files_describe(const struct arguments *arguments, struct arena *arena,
                                  struct statement *statement, struct error *err)
{
	struct statement_content *files = ARENA_ARRAY(arena, struct statement_content, STATEMENT_FILES_MAX);
	struct str path;

	TRY(arena_check(arena, err));
	for (size_t n = 0; argument_nth(arguments, STR("file"), n, &path); n++) {
		struct statement_content *file = &files[n];

		if (n == STATEMENT_FILES_MAX)
			return FAIL(err, PROBLEM_USAGE, "a statement names at most %d files",
			            STATEMENT_FILES_MAX);
		TRY(file_digest(path, &file->digest, &file->size, err));
		TRY(type_of(base_name(path), &file->form, err));
		TRY(encode_name(base_name(path), arena, &file->encoded_name, err));
		statement->file_count = n + 1;
	}
	statement->files = files;
	return STATUS_OK;
}

/* --language, else the document's own word for it, else English. */
static struct str language_of(const struct arguments *arguments, const struct node *document)
{
	struct str language = argument_text(arguments, STR("language"));

	if (language.len == 0)
		language = node_text(document, STR("language"));
	return language.len == 0 ? STR("en") : language;
}

static enum status text_describe(const struct arguments *arguments, struct str content, struct arena *arena,
                                 struct statement *statement, struct error *err)
{
	struct statement_content *text = ARENA_NEW(arena, struct statement_content);
	const struct node *document;

	TRY(arena_check(arena, err));
	TRY(node_parse(content, arena, &document, err));
	*text = (struct statement_content){
		.digest = digest_of(str_bytes(content)),
		.size = (int64_t)content.len,
		.form = language_of(arguments, document),
		.encoded_name = STR("act.json"),
	};
	statement->texts = text;
	statement->text_count = 1;
	return STATUS_OK;
}

static enum status kind_find(struct str token, enum statement_kind *ret_kind, struct error *err)
{
	for (int i = 0; i < STATEMENT_KIND_COUNT; i++) {
		enum statement_kind kind = (enum statement_kind)i;

		if (!str_eq(statement_kind_token(kind), token) || !statement_kind_has_dispute(kind))
			continue;
		*ret_kind = kind;
		return STATUS_OK;
	}
	return FAIL(err, PROBLEM_USAGE, "--kind is filing, evidence, response, withdrawal or ruling");
}

static enum status scope_describe(const struct arguments *arguments, struct statement *statement,
                                  struct error *err)
{
	struct str head = argument_text(arguments, STR("head"));
	struct str time = argument_text(arguments, STR("time"));

	TRY(kind_find(argument_text(arguments, STR("kind")), &statement->kind, err));
	TRY(id_parse(ID_DISPUTE, argument_text(arguments, STR("dispute")), &statement->dispute, err));
	statement->service = argument_text(arguments, STR("service"));
	statement->role = argument_text(arguments, STR("role"));
	statement->party = argument_text(arguments, STR("party"));
	statement->time_ms = setup_now_ms() / 1000 * 1000;
	if (time.len > 0)
		TRY(instant_parse(time, &statement->time_ms, err));
	random_fill(statement->nonce, sizeof(statement->nonce));
	if (head.len == 0)
		return STATUS_OK;
	if (hex_decode_exact(head, statement->head.bytes, DIGEST_BYTES, err) != STATUS_OK)
		return FAIL(err, PROBLEM_USAGE, "--head is 64 lower-case hex digits, as the case shows them");
	return STATUS_OK;
}

/* What we print, we must be able to read: values that break the grammar are refused here, not by the server.
 */
static enum status statement_text(const struct statement *statement, struct arena *arena,
                                  struct str *ret_text, struct error *err)
{
	const struct statement *again;
	struct buf buf;

	buf_init(&buf, arena, STATEMENT_BYTES_MAX);
	statement_put(&buf, statement);
	TRY(buf_check(&buf, err));
	TRY(statement_parse(buf_str(&buf), arena, &again, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

static enum status body_print(struct str text, struct str content, const struct server_key *key,
                              struct arena *arena, struct error *err)
{
	struct printer printer;
	struct buf note;
	struct buf body;

	buf_init(&note, arena, SIGNED_STATEMENT_BYTES_MAX);
	note_put(&note, text, key->name, &key->signing);
	TRY(buf_check(&note, err));
	buf_init(&body, arena, BODY_BYTES_MAX);
	printer_init(&printer, &body);
	print_object_begin(&printer);
	print_member_string(&printer, STR("statement"), buf_str(&note));
	print_member_string(&printer, STR("content"), content);
	print_object_end(&printer);
	buf_put_char(&body, '\n');
	TRY(buf_check(&body, err));
	return file_print(buf_str(&body), err);
}

enum status command_sign(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct statement statement = { 0 };
	struct party_key key;
	struct str content;
	struct str text;

	TRY(scope_describe(arguments, &statement, err));
	TRY(file_read(argument_text(arguments, STR("content")), CONTENT_BYTES_MAX, arena, &content, err));
	TRY(text_describe(arguments, content, arena, &statement, err));
	TRY(files_describe(arguments, arena, &statement, err));
	TRY(statement_text(&statement, arena, &text, err));
	TRY(party_key_open(argument_text(arguments, STR("key")), &key, err));
	enum status status = body_print(text, content, &key.key, arena, err);
	party_key_close(&key);
	return status;
}
