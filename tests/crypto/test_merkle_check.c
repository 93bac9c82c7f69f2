#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>

#include "core/json.h"
#include "crypto/encoding.h"
#include "crypto/merkle.h"

#define VECTORS SOURCE_DIR "/../shared/vectors/merkle/"

static uint8_t block[1 << 17];
static struct arena arena;
static struct error err;

/* The hashes of a vector's proof; false when one has not 32 bytes, which no proof of ours can hold. */
static bool read_proof(const struct node *vector, struct merkle_proof *proof)
{
	const struct node *list = node_find(vector, STR("proof"));

	proof->count = 0;
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (base64_decode_exact(list->items[i].string, proof->hashes[i].bytes, DIGEST_BYTES, &err) !=
		    STATUS_OK)
			return false;
		proof->count++;
	}
	return true;
}

static bool read_hash(const struct node *vector, struct str name, struct digest *hash)
{
	return base64_decode_exact(node_text(vector, name), hash->bytes, DIGEST_BYTES, &err) == STATUS_OK;
}

static bool inclusion_holds(const struct node *vector)
{
	struct merkle_proof proof;
	struct digest leaf;
	struct tree_head head = { .size = (uint64_t)node_int(vector, STR("treeSize"), 0) };

	if (!read_proof(vector, &proof) || !read_hash(vector, STR("leafHash"), &leaf) ||
	    !read_hash(vector, STR("root"), &head.root))
		return false;
	uint64_t index = (uint64_t)node_int(vector, STR("leafIdx"), 0);
	return merkle_check_inclusion(&leaf, index, &head, proof.hashes, proof.count, &err) == STATUS_OK;
}

static bool consistency_holds(const struct node *vector)
{
	struct merkle_proof proof;
	struct tree_head old_head = { .size = (uint64_t)node_int(vector, STR("size1"), 0) };
	struct tree_head head = { .size = (uint64_t)node_int(vector, STR("size2"), 0) };

	if (!read_proof(vector, &proof) || !read_hash(vector, STR("root1"), &old_head.root) ||
	    !read_hash(vector, STR("root2"), &head.root))
		return false;
	return merkle_check_consistency(&old_head, &head, proof.hashes, proof.count, &err) == STATUS_OK;
}

static size_t check_folder(const char *folder, bool (*holds)(const struct node *vector))
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	cr_assert_not_null(dir, "%s", folder);
	for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		char path[1024], text[1 << 15];
		const struct node *vector = NULL;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		FILE *file = fopen(path, "rb");
		cr_assert_not_null(file, "%s", path);
		size_t len = fread(text, 1, sizeof text, file);
		fclose(file);
		arena_init(&arena, block, sizeof block);
		cr_assert_lt(len, sizeof text);
		text[len] = 0;
		/* One vector has an index beyond int64: our reader refuses it, which is the verdict it wants.
		 */
		bool accepted = node_parse((struct str){ text, len }, &arena, &vector, &err) == STATUS_OK &&
		                holds(vector);
		cr_assert_eq(accepted, strstr(text, "\"wantErr\": false") != NULL, "%s", path);
		count++;
	}
	closedir(dir);
	return count;
}

Test(merkle_check, every_published_inclusion_vector_has_its_verdict)
{
	size_t count = 0;

	for (int folder = 0; folder < 3; folder++) {
		char path[512];
		snprintf(path, sizeof path, VECTORS "inclusion/%d", folder);
		count += check_folder(path, inclusion_holds);
	}
	cr_assert_geq(count, 49);
}

Test(merkle_check, every_published_consistency_vector_has_its_verdict)
{
	size_t count = 0;

	for (int folder = 0; folder < 3; folder++) {
		char path[512];
		snprintf(path, sizeof path, VECTORS "consistency/%d", folder);
		count += check_folder(path, consistency_holds);
	}
	cr_assert_geq(count, 40);
}

Test(merkle_check, trees_of_one_size_need_no_proof_and_one_root)
{
	struct tree_head a = { .size = 5, .root = merkle_leaf_hash(str_bytes(STR("a"))) };
	struct tree_head b = { .size = 5, .root = merkle_leaf_hash(str_bytes(STR("b"))) };
	struct tree_head empty = { 0 };

	cr_assert_eq(merkle_check_consistency(&a, &a, NULL, 0, &err), STATUS_OK);
	cr_assert_eq(merkle_check_consistency(&a, &b, NULL, 0, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
	cr_assert_eq(merkle_check_consistency(&a, &a, &a.root, 1, &err), STATUS_INVALID);
	cr_assert_eq(merkle_check_consistency(&empty, &a, NULL, 0, &err), STATUS_OK);
	cr_assert_eq(merkle_check_consistency(&empty, &a, &a.root, 1, &err), STATUS_INVALID);
	cr_assert_eq(merkle_check_consistency(&a, &empty, NULL, 0, &err), STATUS_INVALID);
}

Test(merkle_check, an_empty_tree_includes_nothing)
{
	struct tree_head empty = { .root = digest_of((struct bytes){ 0 }) };

	cr_assert_eq(merkle_check_inclusion(&empty.root, 0, &empty, NULL, 0, &err), STATUS_INVALID);
}
