#include "server/zip_format.h"

#define LOCAL_MAGIC   0x04034b50u
#define CENTRAL_MAGIC 0x02014b50u
#define END_MAGIC     0x06054b50u

#define VERSION       20     /* 2.0: folders and stored files */
#define MADE_BY_UNIX  0x0300 /* the upper half of `version made by` */
#define DAY_1980      0x0021 /* 1980-01-01, the earliest that the format has */
#define MODE_FILE     (0100644u << 16)

/* Four bits at a time: sixteen constants instead of a table that has to be filled. */
uint32_t zip_crc(uint32_t crc, struct bytes bytes)
{
	static const uint32_t table[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
		0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};

	crc = ~crc;
	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= bytes.ptr[i];
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return ~crc;
}

static void put_u16(struct buf *buf, uint32_t value)
{
	assert(value <= UINT16_MAX);
	buf_put_char(buf, (char)(value & 0xff));
	buf_put_char(buf, (char)(value >> 8));
}

static void put_u32(struct buf *buf, uint32_t value)
{
	put_u16(buf, value & 0xffff);
	put_u16(buf, value >> 16);
}

/* What both headers have in common: from `version needed` to the length of the name. */
static void description_put(struct buf *buf, const struct zip_entry *entry)
{
	put_u16(buf, VERSION);
	put_u16(buf, 0); /* flags: names are ASCII, sizes stand here */
	put_u16(buf, 0); /* stored */
	put_u16(buf, 0); /* midnight */
	put_u16(buf, DAY_1980);
	put_u32(buf, entry->crc);
	put_u32(buf, entry->size);
	put_u32(buf, entry->size);
	put_u16(buf, (uint32_t)entry->name.len);
	put_u16(buf, 0); /* no extra field */
}

void zip_local_put(struct buf *buf, const struct zip_entry *entry)
{
	put_u32(buf, LOCAL_MAGIC);
	description_put(buf, entry);
	buf_put(buf, entry->name);
}

void zip_central_put(struct buf *buf, const struct zip_entry *entry)
{
	put_u32(buf, CENTRAL_MAGIC);
	put_u16(buf, MADE_BY_UNIX | VERSION);
	description_put(buf, entry);
	put_u16(buf, 0); /* no remark */
	put_u16(buf, 0); /* on the first disk */
	put_u16(buf, 0); /* internal attributes */
	put_u32(buf, MODE_FILE);
	put_u32(buf, entry->at);
	buf_put(buf, entry->name);
}

void zip_end_put(struct buf *buf, const struct zip_end *end)
{
	put_u32(buf, END_MAGIC);
	put_u32(buf, 0); /* this disk is the first and only one */
	put_u16(buf, end->count);
	put_u16(buf, end->count);
	put_u32(buf, end->directory_len);
	put_u32(buf, end->directory_at);
	put_u16(buf, 0); /* no remark */
}

static uint16_t read_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t read_u32(const uint8_t *at)
{
	return read_u16(at) | (uint32_t)read_u16(at + 2) << 16;
}

/* `at` points to the flags, which both headers have before the same ten fields. */
static struct zip_entry description_read(const uint8_t *at)
{
	return (struct zip_entry){
		.flags = read_u16(at),
		.method = read_u16(at + 2),
		.crc = read_u32(at + 8),
		.packed = read_u32(at + 12),
		.size = read_u32(at + 16),
		.name = { NULL, read_u16(at + 20) },
		.extra_len = read_u16(at + 22),
	};
}

bool zip_local_read(const uint8_t record[ZIP_LOCAL_BYTES], struct zip_entry *ret_entry)
{
	if (read_u32(record) != LOCAL_MAGIC)
		return false;
	*ret_entry = description_read(record + 6);
	return true;
}

bool zip_central_read(const uint8_t record[ZIP_CENTRAL_BYTES], struct zip_entry *ret_entry)
{
	if (read_u32(record) != CENTRAL_MAGIC || read_u16(record + 34) != 0)
		return false;
	*ret_entry = description_read(record + 8);
	ret_entry->remark_len = read_u16(record + 32);
	ret_entry->at = read_u32(record + 42);
	return true;
}

bool zip_end_read(const uint8_t record[ZIP_END_BYTES], struct zip_end *ret_end)
{
	bool whole = read_u32(record) == END_MAGIC && read_u32(record + 4) == 0 &&
	             read_u16(record + 8) == read_u16(record + 10) && read_u16(record + 20) == 0;

	if (!whole)
		return false;
	*ret_end = (struct zip_end){ .count = read_u16(record + 10),
		                     .directory_len = read_u32(record + 12),
		                     .directory_at = read_u32(record + 16) };
	return true;
}
