#include "server/file.h"
#include "server/party_key.h"
#include "server/possession.h"
#include "server/principal.h"
#include "server/setup.h"

#define BODY_BYTES_MAX KIB(8)

static enum status vkey_text(const struct note_key *key, struct arena *arena, struct str *ret_text,
                             struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, VKEY_TEXT_MAX);
	note_key_put(&buf, key);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

static enum status line_print(struct str text, struct arena *arena, struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, text.len + 1);
	buf_put(&buf, text);
	buf_put_char(&buf, '\n');
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}

static enum status vkey_print(const struct note_key *key, struct arena *arena, struct error *err)
{
	struct str text;

	TRY(vkey_text(key, arena, &text, err));
	return line_print(text, arena, err);
}

enum status command_key_new(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct party_key key;

	TRY(party_key_create(arguments->operands[0], argument_text(arguments, STR("name")), &key, err));
	struct note_key public = server_key_public(&key.key);
	enum status status = vkey_print(&public, arena, err);
	party_key_close(&key);
	return status;
}

/* "buyer b-li" */
static enum status party_text(const struct arguments *arguments, struct arena *arena, struct str *ret_text,
                              struct error *err)
{
	struct str party = argument_text(arguments, STR("party"));
	struct buf buf;
	enum role role;

	TRY(role_parse(argument_text(arguments, STR("role")), &role, err));
	if (!party_is_valid(party))
		return FAIL(err, PROBLEM_USAGE, "--party has letters, digits, '-', '_', '.' and ':' only");
	buf_init(&buf, arena, 2 * PRINCIPAL_PARTY_MAX);
	buf_put(&buf, role_text(role));
	buf_put_char(&buf, ' ');
	buf_put(&buf, party);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

static enum status possession_print(const struct arguments *arguments, const struct server_key *key,
                                    struct arena *arena, struct error *err)
{
	struct possession possession = { .service = argument_text(arguments, STR("service")),
		                         .now_ms = setup_now_ms() };
	struct note_key public = server_key_public(key);
	struct printer printer;
	struct str vkey;
	struct buf text;
	struct buf note;
	struct buf body;

	TRY(party_text(arguments, arena, &possession.party, err));
	TRY(vkey_text(&public, arena, &vkey, err));
	buf_init(&text, arena, BODY_BYTES_MAX);
	possession_put(&text, &possession, vkey);
	TRY(buf_check(&text, err));
	buf_init(&note, arena, BODY_BYTES_MAX);
	note_put(&note, buf_str(&text), key->name, &key->signing);
	TRY(buf_check(&note, err));

	buf_init(&body, arena, BODY_BYTES_MAX);
	printer_init(&printer, &body);
	print_object_begin(&printer);
	print_member_string(&printer, STR("vkey"), vkey);
	print_member_string(&printer, STR("proof"), buf_str(&note));
	print_object_end(&printer);
	TRY(buf_check(&body, err));
	return line_print(buf_str(&body), arena, err);
}

enum status command_key_possess(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct party_key key;

	TRY(party_key_open(arguments->operands[0], &key, err));
	enum status status = possession_print(arguments, &key.key, arena, err);
	party_key_close(&key);
	return status;
}

enum status command_key_list(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct keystore keystore;
	struct setup setup;
	enum status status = STATUS_OK;

	TRY(setup_keys(arguments, arena, &setup, &keystore, err));
	for (int i = 0; i < KEYSTORE_KEYS && status == STATUS_OK; i++) {
		struct note_key key = keystore_public(&keystore, (enum key_purpose)i);

		status = vkey_print(&key, arena, err);
	}
	keystore_close(&keystore);
	return status;
}
