#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "crypto/encoding.h"
#include "crypto/sshsig.h"

static uint8_t block[1 << 16];
static struct arena arena;
static struct error err;
static char folder[] = "/tmp/sanbao-sshsig-XXXXXX";
static const struct str message = STR_INIT("sanbao-statement/v1 evidence\nservice disputes.shop.example\n");
static const struct str name_space = STR_INIT("evidence@disputes.shop.example");

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	FILE *file = fopen("st.txt", "wb");
	cr_assert_not_null(file);
	cr_assert_eq(fwrite(message.ptr, 1, message.len, file), message.len);
	fclose(file);
}

static void teardown(void)
{
	char command[64];

	cr_assert_eq(chdir("/"), 0);
	snprintf(command, sizeof command, "rm -r %s", folder);
	cr_assert_eq(system(command), 0);
}

TestSuite(sshsig, .init = setup, .fini = teardown);

static void run(const char *command)
{
	cr_assert_eq(system(command), 0, "this test needs openssh-client: %s", command);
}

static struct str read_file(const char *path)
{
	char text[KIB(8)];
	FILE *file = fopen(path, "rb");

	cr_assert_not_null(file, "%s", path);
	size_t len = fread(text, 1, sizeof text, file);
	fclose(file);
	return arena_copy(&arena, (struct str){ text, len });
}

static struct str sign(const char *options)
{
	char command[256];

	snprintf(command, sizeof command,
	         "rm -f st.txt.sig; ssh-keygen -q -Y sign -f key %s st.txt 2>log || (cat log; exit 1)",
	         options);
	run(command);
	return read_file("st.txt.sig");
}

static struct public_key make_key(void)
{
	struct public_key key;

	run("ssh-keygen -q -t ed25519 -N '' -C 'li ming' -f key");
	cr_assert_eq(ssh_key_parse(read_file("key.pub"), &arena, &key, &err), STATUS_OK, "%s", err.detail);
	return key;
}

Test(sshsig, what_ssh_keygen_signs_verifies_with_both_hashes)
{
	static const char *const options[] = {
		"-n evidence@disputes.shop.example",
		"-n evidence@disputes.shop.example -O hashalg=sha256",
	};
	struct public_key key = make_key();

	for (size_t i = 0; i < COUNT_OF(options); i++) {
		struct public_key claimed;
		struct str armor = sign(options[i]);
		cr_assert_eq(sshsig_verify(armor, message, name_space, &key, &arena, &err), STATUS_OK, "%s",
		             err.detail);
		cr_assert_eq(sshsig_key(armor, &arena, &claimed, &err), STATUS_OK);
		cr_assert(public_key_eq(&claimed, &key));
	}
}

Test(sshsig, another_namespace_key_or_message_is_a_bad_signature)
{
	struct public_key key = make_key();
	struct public_key other = key;
	struct str armor = sign("-n file");

	cr_assert_eq(sshsig_verify(armor, message, name_space, &key, &arena, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_BAD_SIGNATURE);
	armor = sign("-n evidence@disputes.shop.example");
	other.bytes[5] ^= 1;
	cr_assert_eq(sshsig_verify(armor, message, name_space, &other, &arena, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_BAD_SIGNATURE);
	struct str shorter = { message.ptr, message.len - 1 };
	cr_assert_eq(sshsig_verify(armor, shorter, name_space, &key, &arena, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_BAD_SIGNATURE);
}

Test(sshsig, any_changed_byte_of_the_block_is_refused)
{
	struct public_key key = make_key();
	struct str armor = sign("-n evidence@disputes.shop.example");
	size_t mark = arena.used;

	for (size_t i = 0; i < armor.len; i++) {
		char text[KIB(2)];
		cr_assert_lt(armor.len, sizeof text);
		memcpy(text, armor.ptr, armor.len);
		text[i] ^= 1;
		arena.used = mark;
		enum status code = sshsig_verify((struct str){ text, armor.len }, message, name_space, &key,
		                                 &arena, &err);
		cr_assert_eq(code, STATUS_INVALID, "byte %zu", i);
		bool expected =
			err.problem == PROBLEM_BAD_SIGNATURE || err.problem == PROBLEM_MALFORMED_REQUEST;
		cr_assert(expected, "byte %zu: %s", i, err.detail);
	}
}

Test(sshsig, what_is_no_block_is_malformed)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\n"),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"),
		STR_INIT(
			"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n"),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\n!!!!\n-----END SSH SIGNATURE-----\n"),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH-----END SSH SIGNATURE-----\n"),
		STR_INIT("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----"),
	};
	struct public_key key = { { 1 } };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		cr_assert_eq(sshsig_verify(bad[i], message, name_space, &key, &arena, &err), STATUS_INVALID,
		             "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_MALFORMED_REQUEST, "row %zu: %s", i, err.detail);
	}
}

Test(sshsig, public_keys_of_other_types_are_refused)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("ssh-ed25519"),
		STR_INIT("ssh-ed25519 "),
		STR_INIT("ssh-ed25519 AAAA"),
		STR_INIT("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"),
		STR_INIT("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4"),
		STR_INIT("ssh-ed25519 AAAAC3NzaC1lZDI1NTE6AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"),
	};
	struct public_key key;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		cr_assert_eq(ssh_key_parse(bad[i], &arena, &key, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_KEY_MALFORMED, "row %zu", i);
	}
	cr_assert_eq(
		ssh_key_parse(STR("ssh-ed25519 "
	                          "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"),
	                      &arena, &key, &err),
		STATUS_OK, "%s", err.detail);
	cr_assert_eq(key.bytes[31], 31);
}
