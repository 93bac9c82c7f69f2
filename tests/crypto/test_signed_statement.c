#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/json.h"
#include "crypto/encoding.h"
#include "crypto/signed_statement.h"
#include "crypto/sshsig.h"

static uint8_t block[1 << 21];
static struct arena arena;
static struct error err;
static const struct node *vectors;
static struct signing_key key;
static struct note_key known;
static struct str text;     /* the published statement */
static struct str envelope; /* and the same, signed */

static struct str read_file(const char *path)
{
	static char bytes[1 << 17];
	FILE *file = fopen(path, "rb");

	cr_assert_not_null(file, "%s", path);
	size_t len = fread(bytes, 1, sizeof bytes, file);
	cr_assert_lt(len, sizeof bytes);
	fclose(file);
	return arena_copy(&arena, (struct str){ bytes, len });
}

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES];

	arena_init(&arena, block, sizeof block);
	struct str json = read_file(SOURCE_DIR "/api-spec/vectors.json");
	cr_assert_eq(node_parse(json, &arena, &vectors, &err), STATUS_OK, "%s", err.detail);
	const struct node *published = node_find(vectors, STR("key"));
	const struct node *example = node_find(vectors, STR("signed"));
	cr_assert_eq(hex_decode_exact(node_text(published, STR("seed_hex")), seed, sizeof seed, &err),
	             STATUS_OK);
	signing_key_from_seed(&key, seed);
	cr_assert_eq(note_key_parse(node_text(published, STR("vkey")), &known, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert(public_key_eq(&known.public_key, &key.public_key));
	text = node_text(example, STR("text"));
	envelope = node_text(example, STR("envelope"));
}

TestSuite(signed_statement, .init = setup);

static enum status open_with(struct str submitted, const struct note_key *keys, size_t count,
                             struct signed_statement *opened)
{
	return signed_statement_open(submitted, keys, count, &arena, opened, &err);
}

Test(signed_statement, the_published_envelope_opens_and_leads_to_the_published_head)
{
	const struct node *example = node_find(vectors, STR("signed"));
	struct signed_statement opened;
	struct digest before, after;
	struct buf buf;

	cr_assert_eq(open_with(envelope, &known, 1, &opened), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(opened.text, text) && str_eq(opened.envelope, envelope));
	cr_assert_eq(opened.signers, 1);
	cr_assert_eq(opened.first_signer, 0);
	cr_assert_eq(opened.statement->kind, STATEMENT_FILING);
	buf_init(&buf, &arena, KIB(8));
	note_put(&buf, text, known.name, &key);
	cr_assert(str_eq(buf_str(&buf), envelope), "Ed25519 is deterministic");
	cr_assert_eq(digest_parse(node_text(example, STR("head_before")), &before, &err), STATUS_OK);
	cr_assert_eq(digest_parse(node_text(example, STR("head_after")), &after, &err), STATUS_OK);
	struct digest head = head_next(&before, envelope);
	cr_assert(digest_eq(&head, &after));
}

Test(signed_statement, the_page_shows_the_published_example)
{
	const struct node *published = node_find(vectors, STR("key"));
	struct str page = read_file(SOURCE_DIR "/api-spec/statement.md");
	struct str shown[] = { text, envelope, node_text(published, STR("vkey")) };

	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		size_t at = 0;
		while (at + shown[i].len <= page.len &&
		       !str_eq((struct str){ page.ptr + at, shown[i].len }, shown[i]))
			at++;
		cr_assert_leq(at + shown[i].len, page.len, "part %zu is missing", i);
	}
}

Test(signed_statement, any_changed_byte_has_an_error_of_the_right_kind)
{
	struct signed_statement opened;
	size_t mark = arena.used;

	for (size_t i = 0; i < envelope.len; i++) {
		char changed[KIB(4)];
		memcpy(changed, envelope.ptr, envelope.len);
		changed[i] ^= 1;
		arena.used = mark;
		cr_assert_eq(open_with((struct str){ changed, envelope.len }, &known, 1, &opened),
		             STATUS_INVALID, "byte %zu", i);
		bool of_statement = err.problem == PROBLEM_STATEMENT_MALFORMED ||
		                    err.problem == PROBLEM_STATEMENT_UNKNOWN_LINE ||
		                    err.problem == PROBLEM_BAD_SIGNATURE ||
		                    err.problem == PROBLEM_MALFORMED_REQUEST;
		bool of_signature =
			err.problem == PROBLEM_BAD_SIGNATURE || err.problem == PROBLEM_KEY_UNKNOWN ||
			err.problem == PROBLEM_MALFORMED_REQUEST || err.problem == PROBLEM_INVALID_VALUE;
		cr_assert(i < text.len ? of_statement : of_signature, "byte %zu: %s", i, err.detail);
	}
}

Test(signed_statement, without_a_known_key_it_stays_closed)
{
	struct note_key other = known;
	struct signed_statement opened;

	cr_assert_eq(open_with(envelope, NULL, 0, &opened), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN);
	other.name = STR("someone/else");
	cr_assert_eq(open_with(envelope, &other, 1, &opened), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN);
}

Test(signed_statement, two_arbiters_are_both_named)
{
	uint8_t seed[KEY_SEED_BYTES] = { 77 };
	struct signing_key second;
	struct signed_statement opened;
	struct buf buf;

	signing_key_from_seed(&second, seed);
	struct note_key keys[] = { note_key_make(STR("x"), &key.public_key),
		                   note_key_make(STR("arbiter/2"), &second.public_key), known };
	buf_init(&buf, &arena, KIB(8));
	buf_put(&buf, envelope);
	note_put_signature(&buf, text, STR("arbiter/2"), &second);
	cr_assert_eq(open_with(buf_str(&buf), keys, 3, &opened), STATUS_OK, "%s", err.detail);
	cr_assert_eq(opened.signers, 6);
	cr_assert_eq(opened.first_signer, 1);
}

Test(signed_statement, a_statement_signed_as_part_of_another_text_is_refused)
{
	struct signed_statement opened;
	struct buf longer, note;

	buf_init(&longer, &arena, KIB(8));
	buf_put(&longer, text);
	buf_put(&longer, STR("\nand something else\n"));
	buf_init(&note, &arena, KIB(8));
	note_put(&note, buf_str(&longer), known.name, &key);
	cr_assert_eq(open_with(buf_str(&note), &known, 1, &opened), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_MALFORMED_REQUEST);
}

Test(signed_statement, a_peek_tells_who_claims_to_speak)
{
	const struct statement *statement = NULL;

	cr_assert_eq(signed_statement_peek(envelope, &arena, &statement, &err), STATUS_OK);
	cr_assert(str_eq(statement->party, STR("b-7f3a9c")));
	cr_assert_eq(signed_statement_peek(text, &arena, &statement, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_MALFORMED_REQUEST);
}

Test(signed_statement, too_large_an_envelope_is_a_limit)
{
	static char large[SIGNED_STATEMENT_BYTES_MAX + 1];
	struct signed_statement opened;

	memset(large, '\n', sizeof large);
	cr_assert_eq(open_with((struct str){ large, sizeof large }, &known, 1, &opened), STATUS_LIMIT);
}

/* Runs the shell lines that the page publishes, those of the block that has `command` in it. */
static void run_published(const char *command, const char *prepare)
{
	struct str page = read_file(SOURCE_DIR "/api-spec/statement.md");
	char script[KIB(4)];
	char page_text[KIB(32)];

	cr_assert_lt(page.len, sizeof page_text);
	memcpy(page_text, page.ptr, page.len);
	page_text[page.len] = 0;
	char *start = strstr(page_text, "```sh\n");
	while (start != NULL) {
		char *end = strstr(start + 6, "```");
		cr_assert_not_null(end);
		*end = 0;
		if (strstr(start, command) != NULL)
			break;
		start = strstr(end + 3, "```sh\n");
	}
	cr_assert_not_null(start, "no block has %s", command);
	snprintf(script, sizeof script, "set -eu\n%s\n%s", prepare, start + 6);
	FILE *file = fopen("script.sh", "wb");
	cr_assert_not_null(file);
	cr_assert_eq(fwrite(script, 1, strlen(script), file), strlen(script));
	fclose(file);
	cr_assert_eq(system("sh script.sh > log 2>&1 || { cat log; exit 1; }"), 0);
}

static void enter_folder(char *folder)
{
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	FILE *file = fopen("statement.txt", "wb");
	cr_assert_not_null(file);
	cr_assert_eq(fwrite(text.ptr, 1, text.len, file), text.len);
	fclose(file);
}

static void leave_folder(const char *folder)
{
	char command[128];

	cr_assert_eq(chdir("/"), 0);
	snprintf(command, sizeof command, "rm -r %s", folder);
	cr_assert_eq(system(command), 0);
}

Test(signed_statement, the_published_openssl_lines_sign_what_we_accept)
{
	char folder[] = "/tmp/sanbao-openssl-XXXXXX";
	struct signed_statement opened;
	struct note_key vkey;

	enter_folder(folder);
	run_published("openssl pkeyutl", "name=disputes.shop.example/buyer/b-7f3a9c\n"
	                                 "openssl genpkey -algorithm ed25519 -out key.pem\n");
	struct str line = read_file("key.vkey");
	line.len--;
	cr_assert_eq(note_key_parse(line, &vkey, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(open_with(read_file("statement.note"), &vkey, 1, &opened), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(opened.text, text));
	leave_folder(folder);
}

Test(signed_statement, the_published_ssh_lines_sign_what_we_accept)
{
	char folder[] = "/tmp/sanbao-ssh-XXXXXX";
	struct signed_statement opened;
	struct public_key public_key;

	enter_folder(folder);
	run_published("ssh-keygen -Y sign", "kind=filing\nservice=disputes.shop.example\n"
	                                    "ssh-keygen -q -t ed25519 -N '' -C li -f key\n");
	cr_assert_eq(ssh_key_parse(read_file("key.pub"), &arena, &public_key, &err), STATUS_OK);
	struct note_key keys[] = { known, note_key_make(STR("ssh"), &public_key) };
	struct str submitted = read_file("statement.note");
	cr_assert_eq(open_with(submitted, keys, 2, &opened), STATUS_OK, "%s", err.detail);
	cr_assert_eq(opened.signers, 2);
	cr_assert_eq(opened.first_signer, 1);
	cr_assert_eq(open_with(submitted, keys, 1, &opened), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN);
	leave_folder(folder);
}
