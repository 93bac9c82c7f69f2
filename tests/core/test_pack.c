#define _GNU_SOURCE /* memmem */
#include "loaded_packs.h"

static enum status load_text(const char *text, struct error *err)
{
	struct pack_source source = { .rules = str_from_c(text) };
	struct arena arena;
	const struct packset *packset = NULL;

	arena_take(&arena, MIB(1));
	return packset_load(&source, 1, &arena, &packset, err);
}

Test(pack, the_shipped_packs_load)
{
	const struct packset *packset = load_shipped();

	cr_assert_eq(packset->pack_count, COUNT_OF(shipped_packs));
	cr_assert_gt(packset->rule_count, 60);
	for (size_t i = 1; i < packset->rule_count; i++)
		cr_assert_lt(str_compare(packset->rules[i - 1].id, packset->rules[i].id), 0);
}

Test(pack, a_pack_without_its_header_is_refused)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{}",
		"{\"pack\":\"A\"}",
		"{\"pack\":\"A\",\"version\":\"1\"}",
		"{\"pack\":\"A\",\"version\":\"1\",\"rank\":\"law\",\"regimes\":\"X\"}",
		"{\"pack\":\"A\",\"version\":\"1\",\"rank\":\"law\",\"requires\":[\"B\"]}",
		"{\"pack\":\"A\",\"version\":\"1\",\"rank\":\"law\"}",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct error err = { 0 };
		cr_assert_eq(load_text(texts[i], &err), STATUS_INVALID, "%s", texts[i]);
		cr_assert_gt(strlen(err.detail), 10);
	}
}

Test(pack, the_same_pack_twice_is_refused)
{
	struct pack_source source = small_pack("");
	struct pack_source sources[] = { source, source };
	struct arena arena;
	struct error err;
	const struct packset *packset = NULL;

	arena_take(&arena, MIB(1));
	cr_assert_eq(packset_load(sources, 2, &arena, &packset, &err), STATUS_INVALID);
	cr_assert_eq(packset_load(sources, 0, &arena, &packset, &err), STATUS_INVALID);
	cr_assert_null(packset);
}

Test(pack, a_regime_selects_who_speaks)
{
	const struct packset *packset = load_shipped();
	size_t speakers = 0;
	size_t libraries = 0;

	cr_assert(packset_covers(packset, STR("CN.7D")));
	cr_assert(packset_covers(packset, STR("CN.META")));
	cr_assert_not(packset_covers(packset, STR("XX.NONE")));
	for (size_t i = 0; i < packset->pack_count; i++) {
		speakers += pack_speaks(&packset->packs[i], STR("CN.7D")) ? 1 : 0;
		libraries += packset->packs[i].is_library ? 1 : 0;
	}
	cr_assert_eq(speakers, 1 + libraries, "its own pack and the libraries");
	for (size_t i = 0; i < packset->pack_count; i++)
		cr_assert(pack_speaks(&packset->packs[i], STR("")));
}

Test(pack, remedies_are_found_by_name)
{
	const struct packset *packset = load_shipped();

	cr_assert_neq(packset_remedy(packset, STR("REFUND_FULL")), SIZE_MAX);
	cr_assert_eq(packset_remedy(packset, STR("MONEY")), SIZE_MAX);
}

Test(pack, a_small_arena_gives_a_limit_and_never_a_crash)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];
	void *block = malloc(MIB(8));
	const struct packset *packset = NULL;
	enum status status = STATUS_LIMIT;

	read_packs(sources);
	for (size_t size = 0; status != STATUS_OK; size += 4093 + size / 16) {
		struct arena arena;
		struct error err;
		arena_init(&arena, block, size);
		status = packset_load(sources, COUNT_OF(sources), &arena, &packset, &err);
		cr_assert(status == STATUS_OK || status == STATUS_LIMIT, "%s: %s", err.field, err.detail);
		cr_assert(status == STATUS_OK || packset == NULL);
	}
	cr_assert_not_null(packset);
}

Test(pack, chinese_texts_never_claim_to_be_an_arbitral_award)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];

	read_packs(sources);
	for (size_t i = 0; i < COUNT_OF(sources); i++)
		cr_assert_null(
			memmem(sources[i].rules.ptr, sources[i].rules.len, "仲裁裁决", strlen("仲裁裁决")));
}

Test(pack, the_texts_are_those_of_the_shared_collection)
{
	const struct packset *packset = load_shipped();
	struct str text = read_file(LAW_DIR "texts.jsonl");
	struct arena arena;
	size_t from = 0;
	size_t same = 0;

	arena_take(&arena, KIB(256));
	for (size_t i = 0; i < text.len; i++) {
		const struct node *node;
		struct error err;
		if (text.ptr[i] != '\n')
			continue;
		arena_reset(&arena);
		cr_assert_eq(node_parse((struct str){ text.ptr + from, i - from }, &arena, &node, &err),
		             STATUS_OK);
		from = i + 1;
		for (size_t k = 0; k < packset->article_count; k++) {
			if (!str_eq(packset->articles[k].id, node_text(node, STR("id"))))
				continue;
			cr_assert(str_eq(packset->articles[k].text, node_text(node, STR("text"))));
			cr_assert(str_eq(packset->articles[k].sha256, node_text(node, STR("sha256"))));
			same++;
		}
	}
	cr_assert_gt(same, 60);
}

Test(pack, two_versions_that_hold_on_the_same_day_are_refused)
{
	static const struct {
		const char *first;
		const char *second;
	} rows[] = {
		{ "\"1\",\"legal_valid\":[null,\"2024-07-01\"]",
		  "\"2\",\"legal_valid\":[\"2024-06-30\",null]" },
		{ "\"1\",\"legal_valid\":[null,null]", "\"2\",\"legal_valid\":[\"2024-06-30\",null]" },
		{ "\"1\",\"legal_valid\":[null,\"2024-07-01\"]",
		  "\"1\",\"legal_valid\":[\"2024-07-01\",null]" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char first[256], second[256];
		struct pack_source sources[3] = { small_pack("") };
		struct arena arena;
		struct error err = { 0 };
		const struct packset *packset = NULL;

		(void)snprintf(first, sizeof first, "{\"pack\":\"V\",\"rank\":\"law\",\"version\":%s}",
		               rows[i].first);
		(void)snprintf(second, sizeof second, "{\"pack\":\"V\",\"rank\":\"law\",\"version\":%s}",
		               rows[i].second);
		sources[1].rules = str_from_c(first);
		sources[2].rules = str_from_c(second);
		arena_take(&arena, MIB(1));
		cr_assert_eq(packset_load(sources, 3, &arena, &packset, &err), STATUS_INVALID, "row %zu", i);
	}
}
