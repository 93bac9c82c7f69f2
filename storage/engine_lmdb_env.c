/* engine_lmdb_env.c — how an environment comes to be, is opened, and grows.
 *
 * LMDB cannot survive a crash during its very first write, and never syncs a directory. So a new environment
 * is made beside its place, committed with its format record, synced, and renamed into place.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/checksum.h"
#include "storage/directory.h"
#include "storage/engine_lmdb.h"
#include "storage/key.h"

#define FORMAT_TABLE  "format"
#define FORMAT_KEY    "version"
#define TIGHT_PERCENT 70

static MDB_val val_from(struct bytes bytes)
{
	return (MDB_val){ .mv_size = bytes.len, .mv_data = (void *)(uintptr_t)bytes.ptr };
}

static enum status env_fail(struct error *err, const char *what, int code)
{
	if (code == MDB_INVALID || code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND ||
	    code == MDB_VERSION_MISMATCH)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "%s: %s: restore the data directory from a backup",
		            what, mdb_strerror(code));
	return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "%s: %s", what, mdb_strerror(code));
}

/* The format record: the version and its checksum, so that a damaged one is not taken for a newer one. */
static void format_write(uint32_t version, uint8_t ret_value[12])
{
	struct key key;

	key_init(&key);
	key_put_u32(&key, version);
	key_put_u64(&key, checksum((struct bytes){ key.bytes, 4 }, 0));
	assert(!key.failed && key.len == 12);
	memcpy(ret_value, key.bytes, 12);
}

static enum status format_check(MDB_txn *txn, uint32_t ours, struct error *err)
{
	MDB_dbi dbi = 0;
	MDB_val key = val_from(str_bytes(STR(FORMAT_KEY)));
	MDB_val value;
	uint8_t expected[12];
	int code = mdb_dbi_open(txn, FORMAT_TABLE, 0, &dbi);

	if (code == 0)
		code = mdb_get(txn, dbi, &key, &value);
	if (code != 0)
		return env_fail(err, "the store has no format record",
		                code == MDB_NOTFOUND ? MDB_INVALID : code);
	if (value.mv_size != sizeof(expected))
		return env_fail(err, "the store's format record is damaged", MDB_CORRUPTED);
	uint32_t version = key_read_u32(value.mv_data);
	format_write(version, expected);
	if (memcmp(expected, value.mv_data, sizeof(expected)) != 0)
		return env_fail(err, "the store's format record is damaged", MDB_CORRUPTED);
	if (version > ours)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
		            "the store has format %u and this program knows up to %u: run the newer program",
		            version, ours);
	return STATUS_OK;
}

/* A created environment with nothing in it yet; the caller closes it. */
static int env_start(const struct engine_config *config, const char *path, size_t map_bytes,
                     MDB_env **ret_env)
{
	MDB_env *env = NULL;
	int code = mdb_env_create(&env);

	assert(config->table_count <= LMDB_TABLES_MAX);
	if (code != 0)
		return code;
	code = mdb_env_set_maxdbs(env, config->table_count + 1);
	if (code == 0)
		code = mdb_env_set_maxreaders(env, LMDB_READERS);
	if (code == 0 && map_bytes > 0)
		code = mdb_env_set_mapsize(env, map_bytes);
	unsigned flags = MDB_NOTLS | (config->read_only ? MDB_RDONLY : 0);
	if (code == 0)
		code = mdb_env_open(env, path, flags, 0600);
	if (code != 0) {
		mdb_env_close(env);
		return code;
	}
	*ret_env = env;
	return 0;
}

static int format_put(MDB_env *env, uint32_t version)
{
	MDB_txn *txn = NULL;
	MDB_dbi dbi = 0;
	uint8_t bytes[12];
	MDB_val key = val_from(str_bytes(STR(FORMAT_KEY)));
	MDB_val value = val_from((struct bytes){ bytes, sizeof(bytes) });
	int code = mdb_txn_begin(env, NULL, 0, &txn);

	if (code != 0)
		return code;
	format_write(version, bytes);
	code = mdb_dbi_open(txn, FORMAT_TABLE, MDB_CREATE, &dbi);
	if (code == 0)
		code = mdb_put(txn, dbi, &key, &value, 0);
	if (code != 0) {
		mdb_txn_abort(txn);
		return code;
	}
	return mdb_txn_commit(txn);
}

/* What an interrupted creation left. Only files that LMDB makes are removed. */
static enum status leftovers_remove(const char *path, struct error *err)
{
	char file[DIRECTORY_PATH_MAX];

	TRY(directory_join(path, "data.mdb", file, err));
	(void)unlink(file);
	TRY(directory_join(path, "lock.mdb", file, err));
	(void)unlink(file);
	if (rmdir(path) != 0 && errno != ENOENT)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
		            "the remains of an interrupted start cannot be removed: %s", strerror(errno));
	return STATUS_OK;
}

enum status lmdb_env_create(const struct engine_config *config, const char *path, struct error *err)
{
	char fresh[DIRECTORY_PATH_MAX];
	struct stat info;
	MDB_env *env = NULL;

	if (stat(path, &info) == 0)
		return STATUS_OK;
	if (snprintf(fresh, sizeof(fresh), "%s.new", path) >= (int)sizeof(fresh))
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the data directory's path is too long");
	TRY(leftovers_remove(fresh, err));
	if (mkdir(fresh, 0700) != 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the store's directory cannot be made: %s",
		            strerror(errno));
	int code = env_start(config, fresh, config->map_initial, &env);
	if (code != 0)
		return env_fail(err, "the store cannot be made", code);
	code = format_put(env, config->format);
	if (code == 0)
		code = mdb_env_sync(env, 1);
	mdb_env_close(env);
	if (code != 0)
		return env_fail(err, "the store cannot be made", code);
	TRY(directory_sync(fresh, err));
	if (rename(fresh, path) != 0)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the store cannot be put in place: %s",
		            strerror(errno));
	return directory_sync(config->directory, err);
}

static int tables_open(MDB_env *env, const struct engine_config *config, MDB_dbi ret_tables[LMDB_TABLES_MAX])
{
	MDB_txn *txn = NULL;
	int code = mdb_txn_begin(env, NULL, config->read_only ? MDB_RDONLY : 0, &txn);

	if (code != 0)
		return code;
	for (uint32_t table = 0; table < config->table_count && code == 0; table++) {
		const char *name = config->table_name(table);
		if (name != NULL)
			code = mdb_dbi_open(txn, name, config->read_only ? 0 : MDB_CREATE,
			                    &ret_tables[table]);
	}
	if (code != 0) {
		mdb_txn_abort(txn);
		return code;
	}
	return mdb_txn_commit(txn);
}

/* The format is read before anything is written, tables of new kinds included. */
static enum status env_admit(MDB_env *env, const struct engine_config *config, struct error *err)
{
	MDB_txn *txn = NULL;
	int code = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);

	if (code != 0)
		return env_fail(err, "the store cannot be read", code);
	enum status status = format_check(txn, config->format, err);
	mdb_txn_abort(txn);
	return status;
}

enum status lmdb_env_open(const struct engine_config *config, const char *path, MDB_env **ret_env,
                          MDB_dbi ret_tables[LMDB_TABLES_MAX], struct error *err)
{
	MDB_env *env = NULL;
	MDB_envinfo info;
	int code = env_start(config, path, 0, &env); /* 0: the size that is stored in it */

	if (code != 0)
		return env_fail(err, "the store cannot be opened", code);
	enum status status = env_admit(env, config, err);
	if (status != STATUS_OK) {
		mdb_env_close(env);
		return status;
	}
	(void)mdb_env_info(env, &info);
	if (!config->read_only && info.me_mapsize < config->map_initial)
		code = mdb_env_set_mapsize(env, config->map_initial);
	if (code == 0)
		code = tables_open(env, config, ret_tables);
	if (code != 0) {
		mdb_env_close(env);
		return env_fail(err, "the store cannot be opened", code);
	}
	*ret_env = env;
	return STATUS_OK;
}

bool lmdb_map_is_tight(const struct engine_lmdb *engine)
{
	MDB_envinfo info;
	MDB_stat stat;

	(void)mdb_env_info(engine->env, &info);
	(void)mdb_env_stat(engine->env, &stat);
	return (info.me_last_pgno + 1) * stat.ms_psize > info.me_mapsize / 100 * TIGHT_PERCENT;
}

enum store_status lmdb_map_grow(struct engine_lmdb *engine)
{
	MDB_envinfo info;

	(void)mdb_env_info(engine->env, &info);
	if (info.me_mapsize >= engine->map_max)
		return STORE_FULL;
	size_t bytes = info.me_mapsize > engine->map_max / 2 ? engine->map_max : info.me_mapsize * 2;
	assert(bytes > info.me_mapsize && bytes <= engine->map_max);
	gate_close(&engine->gate);
	int code = mdb_env_set_mapsize(engine->env, bytes);
	gate_open(&engine->gate);
	return code == 0 ? STORE_OK : STORE_FULL;
}
