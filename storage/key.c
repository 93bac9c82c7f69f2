#include "storage/key.h"

void key_init(struct key *key)
{
	key->len = 0;
	key->failed = false;
}

void key_put_bytes(struct key *key, struct bytes bytes)
{
	assert(key->len <= KEY_MAX);
	if (key->failed || bytes.len > KEY_MAX - key->len) {
		key->failed = true;
		return;
	}
	if (bytes.len > 0)
		memcpy(key->bytes + key->len, bytes.ptr, bytes.len);
	key->len += bytes.len;
}

/* 00 01 ends a text and 00 FF stands for a 00 in it: the end sorts before everything that could follow. */
void key_put_text(struct key *key, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		key_put_u8(key, (uint8_t)text.ptr[i]);
		if (text.ptr[i] == '\0')
			key_put_u8(key, 0xFF);
	}
	key_put_u8(key, 0x00);
	key_put_u8(key, 0x01);
}

void key_put_u8(struct key *key, uint8_t number)
{
	key_put_bytes(key, (struct bytes){ &number, 1 });
}

void key_put_u32(struct key *key, uint32_t number)
{
	uint8_t digits[4];

	for (int i = 0; i < 4; i++)
		digits[i] = (uint8_t)(number >> (24 - 8 * i));
	key_put_bytes(key, (struct bytes){ digits, sizeof(digits) });
}

void key_put_u64(struct key *key, uint64_t number)
{
	uint8_t digits[8];

	for (int i = 0; i < 8; i++)
		digits[i] = (uint8_t)(number >> (56 - 8 * i));
	key_put_bytes(key, (struct bytes){ digits, sizeof(digits) });
}

void key_put_end(struct key *key)
{
	while (key->len > 0 && key->bytes[key->len - 1] == 0xFF)
		key->len--;
	if (key->len > 0)
		key->bytes[key->len - 1]++;
}

struct bytes key_bytes(const struct key *key)
{
	assert(key->len <= KEY_MAX);
	return (struct bytes){ key->bytes, key->len };
}

uint32_t key_read_u32(const uint8_t bytes[4])
{
	uint32_t number = 0;

	for (int i = 0; i < 4; i++)
		number = number << 8 | bytes[i];
	return number;
}

uint64_t key_read_u64(const uint8_t bytes[8])
{
	return (uint64_t)bytes[0] << 56 | (uint64_t)bytes[1] << 48 | (uint64_t)bytes[2] << 40 |
	       (uint64_t)bytes[3] << 32 | (uint64_t)bytes[4] << 24 | (uint64_t)bytes[5] << 16 |
	       (uint64_t)bytes[6] << 8 | bytes[7]; /* one load, written like this */
}
