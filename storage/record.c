#include "storage/record.h"

#define KIND(name, number, table, key_min, key_max, rule, retention) \
	_Static_assert((key_max) <= 240 && (key_min) >= 1, "a key has to fit its index rows and cursors");
#define COLUMN(kind, name, type)
#define INDEX(kind, name, table, first, second)
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX

static const struct record_column_info columns[COLUMN_COUNT] = {
#define KIND(name, number, table, key_min, key_max, rule, retention)
#define COLUMN(kind, name, type) [COLUMN_##kind##_##name] = { RECORD_##kind, TYPE_##type },
#define INDEX(kind, name, table, first, second)
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
};

static const struct record_index_info indexes[INDEX_COUNT] = {
#define KIND(name, number, table, key_min, key_max, rule, retention)
#define COLUMN(kind, name, type)
#define INDEX(kind, name, table, first, second) \
	[INDEX_##kind##_##name] = { table, RECORD_##kind, first, second },
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
};

static const struct record_info kinds[RECORD_COUNT] = {
#define KIND(name, number, table, key_min, key_max, rule, retention) \
	[RECORD_##name] = { table, number, key_min, key_max, RULE_##rule, RETENTION_##retention },
#define COLUMN(kind, name, type)
#define INDEX(kind, name, table, first, second)
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
};

uint32_t record_table(enum record_kind kind)
{
	assert(record_kind_is_valid(kind));
	return (uint32_t)kind;
}

uint32_t record_index_table(enum record_index index)
{
	assert(index > INDEX_NONE && index < INDEX_COUNT);
	return (uint32_t)RECORD_COUNT + (uint32_t)index;
}

const char *record_table_name(uint32_t table)
{
	assert(table < RECORD_TABLES);
	if (table < RECORD_COUNT)
		return kinds[table].table;
	return indexes[table - RECORD_COUNT].table;
}

bool record_kind_is_valid(enum record_kind kind)
{
	return kind > RECORD_NONE && kind < RECORD_COUNT;
}

const struct record_info *record_info(enum record_kind kind)
{
	assert(record_kind_is_valid(kind));
	return &kinds[kind];
}

enum record_column record_first_column(enum record_kind kind)
{
	for (int column = COLUMN_NONE + 1; column < COLUMN_COUNT; column++) {
		if (columns[column].kind == kind)
			return (enum record_column)column;
	}
	return COLUMN_NONE;
}

uint32_t record_column_count(enum record_kind kind)
{
	uint32_t count = 0;

	for (int column = COLUMN_NONE + 1; column < COLUMN_COUNT; column++)
		count += columns[column].kind == kind;
	assert(count <= RECORD_COLUMNS_MAX);
	return count;
}

enum record_index record_first_index(enum record_kind kind)
{
	for (int index = INDEX_NONE + 1; index < INDEX_COUNT; index++) {
		if (indexes[index].kind == kind)
			return (enum record_index)index;
	}
	return INDEX_NONE;
}

uint32_t record_index_count(enum record_kind kind)
{
	uint32_t count = 0;

	for (int index = INDEX_NONE + 1; index < INDEX_COUNT; index++)
		count += indexes[index].kind == kind;
	assert(count <= RECORD_INDEXES_MAX);
	return count;
}

const struct record_column_info *record_column_info(enum record_column column)
{
	assert(column > COLUMN_NONE && column < COLUMN_COUNT);
	return &columns[column];
}

const struct record_index_info *record_index_info(enum record_index index)
{
	assert(index > INDEX_NONE && index < INDEX_COUNT);
	return &indexes[index];
}
