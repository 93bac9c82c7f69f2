/* sshsig.h — signatures made by `ssh-keygen -Y sign`, for people who have a shell and no SDK.
 *
 * OpenSSH PROTOCOL.sshsig, version 1, narrowed to ssh-ed25519 keys with sha512 or sha256 of the message.
 * What is signed begins with "SSHSIG" and names its namespace; ours is `<kind>@<service>`, so that
 * a signature made for a file, for git or for another service is never one of ours.
 * Limits: an armoured block of at most SSHSIG_ARMOR_MAX bytes.
 */
#pragma once

#include "core/arena.h"
#include "crypto/signature.h"

#define SSHSIG_ARMOR_MAX KIB(4)

/* `ssh-ed25519 AAAA... [comment]`, the line of a .pub file. KEY_MALFORMED: another type or form. */
NODISCARD enum status ssh_key_parse(struct str line, struct arena *arena, struct public_key *ret_key,
                                    struct error *err);

/* Who claims to have signed, without verifying anything. MALFORMED_REQUEST: not such a block. */
NODISCARD enum status sshsig_key(struct str armor, struct arena *arena, struct public_key *ret_key,
                                 struct error *err);

/* MALFORMED_REQUEST: not such a block. BAD_SIGNATURE: another namespace, another key, or a signature that
 * does not verify. */
NODISCARD enum status sshsig_verify(struct str armor, struct str message, struct str name_space,
                                    const struct public_key *key, struct arena *arena, struct error *err);
