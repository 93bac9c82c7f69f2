#include <criterion/criterion.h>

#include "crypto/encoding.h"
#include "crypto/signature.h"

static struct error err;

static void from_hex(const char *hex, uint8_t *ret_bytes, size_t len)
{
	cr_assert_eq(hex_decode_exact(str_from_c(hex), ret_bytes, len, &err), STATUS_OK, "%s", hex);
}

/* RFC 8032 section 7.1, tests 1 to 3. */
static const struct {
	const char *seed;
	const char *public_key;
	struct bytes message;
	const char *signature;
} vectors[] = {
	{ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
	  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	  { (const uint8_t *)"", 0 },
	  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd2"
	  "5bf5f0595bbe24"
	  "655141438e7a100b" },
	{ "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	  "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	  { (const uint8_t *)"\x72", 1 },
	  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c38"
	  "7b2eaeb4302aee"
	  "b00d291612bb0c00" },
	{ "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
	  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	  { (const uint8_t *)"\xaf\x82", 2 },
	  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a"
	  "7c15e9716ed28d"
	  "c027beceea1ec40a" },
};

Test(signature, the_vectors_of_rfc_8032_hold)
{
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		uint8_t seed[KEY_SEED_BYTES], expected[SIGNATURE_BYTES];
		struct public_key public_key;
		struct signing_key key;
		from_hex(vectors[i].seed, seed, sizeof seed);
		from_hex(vectors[i].public_key, public_key.bytes, sizeof public_key.bytes);
		from_hex(vectors[i].signature, expected, sizeof expected);
		signing_key_from_seed(&key, seed);
		cr_assert(public_key_eq(&key.public_key, &public_key));
		struct signature signature = signature_make(&key, vectors[i].message);
		cr_assert_arr_eq(signature.bytes, expected, sizeof expected);
		cr_assert(signature_is_valid(&signature, vectors[i].message, &public_key));
	}
}

Test(signature, any_changed_bit_is_noticed)
{
	uint8_t seed[KEY_SEED_BYTES] = { 1, 2, 3 };
	uint8_t message[] = "the parcel arrived empty";
	struct bytes text = { message, sizeof message };
	struct signing_key key;

	signing_key_from_seed(&key, seed);
	struct signature signature = signature_make(&key, text);
	for (size_t bit = 0; bit < SIGNATURE_BYTES * 8; bit++) {
		struct signature changed = signature;
		changed.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		cr_assert_not(signature_is_valid(&changed, text, &key.public_key), "bit %zu", bit);
	}
	for (size_t i = 0; i < sizeof message; i++) {
		message[i] ^= 1;
		cr_assert_not(signature_is_valid(&signature, text, &key.public_key));
		message[i] ^= 1;
	}
	cr_assert(signature_is_valid(&signature, text, &key.public_key));
}

/* With such a key A, the signature (R, S) = (A, 0) or (identity, 0) holds for messages that nobody signed. */
static const char *const small_order_keys[] = {
	"0100000000000000000000000000000000000000000000000000000000000000", /* order 1 */
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", /* order 2 */
	"0000000000000000000000000000000000000000000000000000000000000000", /* order 4 */
	"0000000000000000000000000000000000000000000000000000000000000080",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", /* order 8 */
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	"0100000000000000000000000000000000000000000000000000000000000080", /* the same points, not canonical
	                                                                     */
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

Test(signature, keys_of_small_order_sign_nothing)
{
	for (size_t i = 0; i < COUNT_OF(small_order_keys); i++) {
		for (size_t j = 0; j < COUNT_OF(small_order_keys); j++) {
			struct public_key key;
			struct signature signature = { 0 };
			from_hex(small_order_keys[i], key.bytes, sizeof key.bytes);
			from_hex(small_order_keys[j], signature.bytes, PUBLIC_KEY_BYTES);
			for (uint8_t c = 0; c < 16; c++)
				cr_assert_not(signature_is_valid(&signature, (struct bytes){ &c, 1 }, &key),
				              "key %zu, R %zu, message %u", i, j, c);
		}
	}
}

/* RFC 8032 section 5.1.7 wants S < L: else each signature had a second form. */
Test(signature, a_scalar_beyond_the_group_order_is_refused)
{
	static const char order[] = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
	uint8_t seed[KEY_SEED_BYTES] = { 9 };
	uint8_t group_order[32];
	struct signing_key key;

	from_hex(order, group_order, sizeof group_order);
	signing_key_from_seed(&key, seed);
	for (uint8_t c = 0; c < 50; c++) {
		struct bytes message = { &c, 1 };
		struct signature signature = signature_make(&key, message);
		unsigned carry = 0;
		cr_assert(signature_is_valid(&signature, message, &key.public_key));
		for (size_t i = 0; i < 32; i++) {
			carry += (unsigned)signature.bytes[32 + i] + group_order[i];
			signature.bytes[32 + i] = (uint8_t)carry;
			carry >>= 8;
		}
		cr_assert_not(signature_is_valid(&signature, message, &key.public_key));
	}
}

Test(signature, a_wiped_key_is_zero)
{
	static const struct signing_key zero;
	uint8_t seed[KEY_SEED_BYTES] = { 5 };
	struct signing_key key;

	signing_key_from_seed(&key, seed);
	cr_assert_arr_eq(key.secret, seed, sizeof seed, "libsodium's form begins with the seed");
	signing_key_wipe(&key);
	cr_assert_eq(memcmp(&key, &zero, sizeof key), 0);
}
