#include "tests/storage/conformance.h"

static int ended;
static enum store_status ended_as;

static void note(struct blob_request *request, enum store_status status)
{
	(void)request;
	ended++;
	ended_as = status;
}

static enum store_status await(struct blobs_client *client)
{
	cr_assert_eq(ended, 0);
	while (ended == 0)
		cr_assert(blobs_client_wait(client, PATIENCE_MS));
	ended = 0;
	return ended_as;
}

Test(blobs_client, steps_out_of_turn_and_pieces_too_large_are_refused)
{
	static uint8_t piece[BLOB_PIECE_MAX + 1];
	struct store_config config = { .engine = STORE_ENGINE_MEMORY };
	struct blob_put put = { .base = { .done = note }, .size = BLOB_SIZE_MAX + 1 };
	struct blobs *blobs = NULL;
	struct blobs_client *client = NULL;
	struct error err;

	cr_assert_eq(blobs_open(&config, &blobs, &err), STATUS_OK);
	cr_assert_eq(blobs_client_open(blobs, NULL, NULL, &client, &err), STATUS_OK);
	blob_put(client, &put);
	cr_assert_eq(await(client), STORE_TOO_LARGE);
	blob_write(client, &put, text("x"));
	cr_assert_eq(await(client), STORE_INVALID);
	put.size = sizeof(piece);
	blob_put(client, &put);
	cr_assert_eq(await(client), STORE_OK);
	blob_write(client, &put, (struct bytes){ piece, sizeof(piece) });
	cr_assert_eq(await(client), STORE_TOO_LARGE);
	blob_abort(client, &put);
	cr_assert(await(client) == STORE_OK);
	blob_finish(client, &put, put.digest);
	cr_assert_eq(await(client), STORE_INVALID);
	blobs_client_close(client);
	blobs_close(blobs);
}
