#include <criterion/criterion.h>

#include "server/zip_format.h"

static uint8_t block[KIB(4)];
static struct arena arena;

Test(zip_format, the_checksum_is_that_of_the_catalogue)
{
	/* CRC-32/ISO-HDLC in the catalogue of parametrised algorithms: check value of "123456789" */
	cr_assert_eq(zip_crc(0, str_bytes(STR("123456789"))), 0xcbf43926);
	cr_assert_eq(zip_crc(0, str_bytes(STR(""))), 0);
	cr_assert_eq(zip_crc(zip_crc(0, str_bytes(STR("1234"))), str_bytes(STR("56789"))), 0xcbf43926);
}

Test(zip_format, what_is_put_is_read_again)
{
	struct zip_entry entry = {
		.name = STR_INIT("a/b"), .crc = 0xdeadbeef, .size = 70000, .at = 0x01020304
	};
	struct zip_end end = { .count = 300, .directory_len = 99999, .directory_at = 0xfffffff0 };
	struct zip_entry got;
	struct zip_end got_end;
	struct buf buf;

	arena_init(&arena, block, sizeof(block));
	buf_init(&buf, &arena, KIB(1));
	zip_local_put(&buf, &entry);
	cr_assert_eq(buf.len, ZIP_LOCAL_BYTES + 3);
	cr_assert(zip_local_read((const uint8_t *)buf.ptr, &got));
	cr_assert(got.crc == entry.crc && got.size == 70000 && got.packed == 70000 && got.name.len == 3);

	buf_init(&buf, &arena, KIB(1));
	zip_central_put(&buf, &entry);
	cr_assert_eq(buf.len, ZIP_CENTRAL_BYTES + 3);
	cr_assert(zip_central_read((const uint8_t *)buf.ptr, &got));
	cr_assert(got.at == entry.at && got.crc == entry.crc && got.extra_len == 0 && got.remark_len == 0);
	cr_assert_not(zip_local_read((const uint8_t *)buf.ptr, &got));

	buf_init(&buf, &arena, KIB(1));
	zip_end_put(&buf, &end);
	cr_assert_eq(buf.len, ZIP_END_BYTES);
	cr_assert(zip_end_read((const uint8_t *)buf.ptr, &got_end));
	cr_assert(got_end.count == 300 && got_end.directory_len == 99999 &&
	          got_end.directory_at == 0xfffffff0);
	buf.ptr[4] = 1; /* a second disk */
	cr_assert_not(zip_end_read((const uint8_t *)buf.ptr, &got_end));
}
