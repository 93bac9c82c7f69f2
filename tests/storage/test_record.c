#include <criterion/criterion.h>

#include "storage/record.h"

Test(record, numbers_and_table_names_are_unique)
{
	for (uint32_t a = 1; a < RECORD_TABLES; a++) {
		if (record_table_name(a) == NULL)
			continue;
		for (uint32_t b = 1; b < a; b++)
			cr_assert(record_table_name(b) == NULL ||
			          strcmp(record_table_name(a), record_table_name(b)) != 0);
	}
	for (int a = RECORD_NONE + 1; a < RECORD_COUNT; a++) {
		for (int b = RECORD_NONE + 1; b < a; b++)
			cr_assert_neq(record_info((enum record_kind)a)->number,
			              record_info((enum record_kind)b)->number);
	}
}

Test(record, columns_and_indexes_of_a_kind_are_neighbours)
{
	for (int k = RECORD_NONE + 1; k < RECORD_COUNT; k++) {
		enum record_kind kind = (enum record_kind)k;
		for (uint32_t i = 0; i < record_column_count(kind); i++)
			cr_assert_eq(
				record_column_info((enum record_column)(record_first_column(kind) + i))->kind,
				kind);
		for (uint32_t i = 0; i < record_index_count(kind); i++) {
			const struct record_index_info *info =
				record_index_info((enum record_index)(record_first_index(kind) + i));
			cr_assert_eq(info->kind, kind);
			cr_assert_eq(record_column_info(info->first)->kind, kind);
		}
		cr_assert_eq(record_column_count(kind) == 0, record_first_column(kind) == COLUMN_NONE);
	}
	cr_assert_eq(record_index_count(RECORD_DISPUTE), 4);
	cr_assert_not(record_kind_is_valid(RECORD_NONE));
	cr_assert_not(record_kind_is_valid(RECORD_COUNT));
}
