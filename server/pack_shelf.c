#include "server/pack_shelf.h"

#include "server/call_store.h"

#define WAIT_MS 1000

struct digest pack_texts_key(const struct digest *rules)
{
	return digest_of_pair(str_bytes(STR("sanbao-pack/v1 texts\n")),
	                      (struct bytes){ rules->bytes, DIGEST_BYTES });
}

struct putting {
	struct store_client *client;
	struct store_commit commit;
	struct store_op op;
	enum store_status status;
	bool is_done;
};

static void on_due(void *ctx)
{
	(void)ctx; /* we wait in store_client_wait() */
}

static void on_put(struct store_request *request, enum store_status status)
{
	struct putting *putting = request->user;

	putting->status = status;
	putting->is_done = true;
}

/* INSERT, so that a row is written once: the same digest has the same bytes. */
static enum status put_row(struct store_client *client, const struct digest *key, struct str body,
                           struct error *err)
{
	struct putting putting = { .client = client };

	putting.op = (struct store_op){ .verb = OP_INSERT,
		                        .kind = RECORD_PACK,
		                        .key = { key->bytes, DIGEST_BYTES },
		                        .body = str_bytes(body) };
	putting.commit = (struct store_commit){ .base = { .done = on_put, .user = &putting },
		                                .ops = &putting.op,
		                                .op_count = 1 };
	store_commit(client, &putting.commit);
	while (!putting.is_done)
		(void)store_client_wait(client, WAIT_MS);
	if (putting.status == STORE_OK || putting.status == STORE_EXISTS)
		return STATUS_OK;
	return store_error(putting.status, err);
}

static enum status put_pack(struct store_client *client, const struct pack_source *source, struct error *err)
{
	struct digest rules = digest_of(str_bytes(source->rules));
	struct digest texts = pack_texts_key(&rules);

	TRY(put_row(client, &rules, source->rules, err));
	return source->texts.len == 0 ? STATUS_OK : put_row(client, &texts, source->texts, err);
}

enum status pack_shelf_keep(struct store *store, const struct pack_source *sources, size_t count,
                            struct error *err)
{
	struct store_client *client;
	enum status status = STATUS_OK;

	assert(store != NULL && (sources != NULL || count == 0));
	TRY(store_client_open(store, on_due, NULL, &client, err));
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = put_pack(client, &sources[i], err);
	store_client_close(client);
	return status;
}
