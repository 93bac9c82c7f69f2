/* record.h — the kinds of record there are, their columns and indexes, as the catalogue kinds.def lists them.
 *
 * Depends on: storage/outcome.h. Any thread; everything here is constant.
 */
#pragma once

#include "storage/outcome.h"

#define RECORD_KEY_MAX     200        /* bytes of a primary key */
#define RECORD_INDEX_MAX   240        /* bytes of an index row's whole sort tuple, so that it fits a cursor */
#define RECORD_COLUMN_MAX  96         /* bytes of a text column */
#define RECORD_BODY_MAX    MIB(1)     /* bytes of a body */
#define RECORD_COLUMNS_MAX 8          /* columns of one kind */
#define RECORD_INDEXES_MAX 4          /* indexes of one kind */
#define RECORD_SEQ_MAX     UINT32_MAX /* events of one dispute */

enum record_kind {
	RECORD_NONE,
#define KIND(name, number, table, key_min, key_max, rule, retention) RECORD_##name,
#define COLUMN(kind, name, type)
#define INDEX(kind, name, table, first, second)
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
	RECORD_COUNT
};

enum record_column {
	COLUMN_NONE,
#define KIND(name, number, table, key_min, key_max, rule, retention)
#define COLUMN(kind, name, type) COLUMN_##kind##_##name,
#define INDEX(kind, name, table, first, second)
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
	COLUMN_COUNT
};

enum record_index {
	INDEX_NONE, /* by the key itself */
#define KIND(name, number, table, key_min, key_max, rule, retention)
#define COLUMN(kind, name, type)
#define INDEX(kind, name, table, first, second) INDEX_##kind##_##name,
#include "storage/kinds.def"
#undef KIND
#undef COLUMN
#undef INDEX
	INDEX_COUNT
};

enum record_rule { RULE_CARD, RULE_JOURNAL, RULE_APPEND, RULE_PLAIN, RULE_OWN };
enum record_retention { RETENTION_DISPUTE, RETENTION_FOREVER, RETENTION_WORK };
enum record_type { TYPE_NUMBER, TYPE_TEXT };

struct record_info {
	const char *table;
	uint8_t number; /* stable, in cursors */
	size_t key_min;
	size_t key_max;
	enum record_rule rule;
	enum record_retention retention;
};

struct record_column_info {
	enum record_kind kind;
	enum record_type type;
};

struct record_index_info {
	const char *table;
	enum record_kind kind;
	enum record_column first;
	enum record_column second; /* COLUMN_NONE: one column only */
};

/* A column's value as the caller gives it: `text` or `number`, as the column's type says. */
struct record_value {
	enum record_column column;
	uint64_t number;
	struct str text;
};

/* Tables are numbered: the kinds first, then the indexes. Number 0 is no table. */
#define RECORD_TABLES (RECORD_COUNT + INDEX_COUNT)

uint32_t record_table(enum record_kind kind);
uint32_t record_index_table(enum record_index index);

/* The name on disk; NULL for a number that is no table. */
const char *record_table_name(uint32_t table);

bool record_kind_is_valid(enum record_kind kind);
const struct record_info *record_info(enum record_kind kind);

/* The columns of a kind are neighbours, as are its indexes: first, first + 1, ... Zero when it has none. */
enum record_column record_first_column(enum record_kind kind);
uint32_t record_column_count(enum record_kind kind);
enum record_index record_first_index(enum record_kind kind);
uint32_t record_index_count(enum record_kind kind);

const struct record_column_info *record_column_info(enum record_column column);
const struct record_index_info *record_index_info(enum record_index index);
