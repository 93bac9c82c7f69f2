#include "crypto/foreign.h"

/* The one-shot hash below is deprecated in favour of EVP, which allocates a context for each of the tree's
 * nodes: three times the cost of hashing them. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <threads.h>

/* Looking an algorithm up takes longer than hashing a tree node: once per process is enough. */
static once_flag sha256_once = ONCE_FLAG_INIT;
static EVP_MD *sha256_found;

static void find_sha256(void)
{
	sha256_found = EVP_MD_fetch(NULL, "SHA256", NULL);
}

static const EVP_MD *sha256(void)
{
	call_once(&sha256_once, find_sha256);
	assert(sha256_found != NULL);
	return sha256_found;
}

static EVP_MD_CTX *context_open(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	assert(context != NULL);
	int done = EVP_DigestInit_ex2(context, sha256(), NULL);
	assert(done == 1);
	return context;
}

static void context_add(EVP_MD_CTX *context, struct bytes bytes)
{
	int done = EVP_DigestUpdate(context, bytes.ptr, bytes.len);
	assert(done == 1);
}

void foreign_sha256(struct bytes first, struct bytes second, uint8_t ret_digest[32])
{
	SHA256_CTX context;
	int done = SHA256_Init(&context) & SHA256_Update(&context, first.ptr, first.len) &
	           SHA256_Update(&context, second.ptr, second.len) & SHA256_Final(ret_digest, &context);

	assert(done == 1);
}

void *foreign_stream_open(void)
{
	return context_open();
}

void foreign_stream_add(void *stream, struct bytes bytes)
{
	assert(stream != NULL);
	context_add(stream, bytes);
}

/* Finishes a copy, so that the stream itself can go on. */
void foreign_stream_peek(const void *stream, uint8_t ret_digest[32])
{
	assert(stream != NULL);

	EVP_MD_CTX *copy = EVP_MD_CTX_new();
	assert(copy != NULL);
	int copied = EVP_MD_CTX_copy_ex(copy, stream);
	assert(copied == 1);
	int done = EVP_DigestFinal_ex(copy, ret_digest, NULL);
	assert(done == 1);
	EVP_MD_CTX_free(copy);
}

void foreign_stream_close(void *stream)
{
	EVP_MD_CTX_free(stream);
}
