/* loaded_packs.h — the shipped packs, small packs written in a test, and files, for the tests of core.
 *
 * Memory comes from malloc once for each test process and is never given back: a test process is short.
 */
#pragma once

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/casefile.h"

/* A sentence in all five languages, for rules whose words do not matter. */
#define SAY     "\"say\":{\"zh\":\"a\",\"en\":\"a\",\"bg\":\"a\",\"pl\":\"a\",\"hu\":\"a\"}"

#define LAW_DIR SOURCE_DIR "/../shared/law/"

/* What was taken stays reachable, so that the leak checker speaks only of the product's memory. */
static void *taken_last;

static inline void *take(size_t size)
{
	void **block = malloc(sizeof(max_align_t) + size);

	cr_assert_not_null(block);
	*block = taken_last;
	taken_last = block;
	return (char *)block + sizeof(max_align_t);
}

static inline struct str read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	cr_assert_not_null(file, "cannot open %s", path);
	cr_assert_eq(fseek(file, 0, SEEK_END), 0);
	long size = ftell(file);
	rewind(file);
	char *text = take((size_t)size + 1);
	cr_assert_not_null(text);
	cr_assert_eq(fread(text, 1, (size_t)size, file), (size_t)size);
	fclose(file);
	return (struct str){ text, (size_t)size };
}

static inline void arena_take(struct arena *arena, size_t size)
{
	void *block = take(size);
	cr_assert_not_null(block);
	arena_init(arena, block, size);
}

/* clang-format off */
static const char *const shipped_packs[] = {
	"BG.ZPCSCUPS", "CN-SH", "CN-ZJ",
	"CN.3B", "CN.3B.AGRI", "CN.3B.AUTO", "CN.3B.AV", "CN.3B.FIX", "CN.3B.GEN", "CN.3B.MOB", "CN.3B.PC",
	"CN.7D", "CN.CORE", "CN.CPL", "CN.FOOD", "CN.PLAT", "CN.PREPAY", "CN.PUN",
	"EU.CRD", "EU.SGD", "GB.CCR", "GB.CRA", "HU.151",
	"PL.UPK", "PLAT.CORE", "PLAT.JD", "PLAT.TB", "PLAT.WX",
	"US.703", "US.MITOR", "US.MMWA", "US.REGZ", "US.UCC", "WORLD.CORE",
};
/* clang-format on */

static inline void read_packs(struct pack_source sources[COUNT_OF(shipped_packs)])
{
	char path[512];

	for (size_t i = 0; i < COUNT_OF(shipped_packs); i++) {
		(void)snprintf(path, sizeof path, SOURCE_DIR "/core/packs/%s.json", shipped_packs[i]);
		sources[i] = (struct pack_source){ .rules = read_file(path) };
		(void)snprintf(path, sizeof path, SOURCE_DIR "/core/packs/%s.texts.json", shipped_packs[i]);
		FILE *texts = fopen(path, "rb");
		if (texts == NULL)
			continue; /* a pack that cites the common texts alone has no file of its own */
		fclose(texts);
		sources[i].texts = read_file(path);
	}
}

static inline const struct packset *load_sources(const struct pack_source *sources, size_t count)
{
	struct arena arena;
	struct error err = { 0 };
	const struct packset *packset = NULL;

	arena_take(&arena, MIB(8));
	enum status status = packset_load(sources, count, &arena, &packset, &err);
	cr_assert_eq(status, STATUS_OK, "%s: %s", err.field, err.detail);
	return packset;
}

static inline const struct packset *load_shipped(void)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];

	read_packs(sources);
	return load_sources(sources, COUNT_OF(shipped_packs));
}

/* A pack in which a test says only what it is about: `sections` is JSON, "\"rules\":[...],...". */
static inline struct pack_source small_pack(const char *sections)
{
	static const char *const head = "{\"pack\":\"T\",\"version\":\"1\",\"rank\":\"law\",\"library\":true,"
					"\"connecting_date\":\"fact:order.concluded_at\","
					"\"remedies\":["
					"{\"id\":\"REFUND_FULL\",\"head\":\"main\",\"rank\":1},"
					"{\"id\":\"REPAIR_FREE\",\"head\":\"main\",\"rank\":5},"
					"{\"id\":\"ORDER_INSPECTION\",\"head\":\"process\",\"rank\":20},"
					"{\"id\":\"PUNITIVE\",\"head\":\"additional\",\"rank\":8},"
					"{\"id\":\"REJECT_CLAIM\",\"head\":\"fallback\",\"rank\":9}]";
	static const char *const texts =
		"[{\"id\":\"A.1\",\"text\":\"one two three\",\"verified\":\"text read\"}]";
	size_t size = strlen(head) + strlen(sections) + 3;
	char *text = take(size);

	cr_assert_not_null(text);
	int len = snprintf(text, size, "%s%s%s}", head, sections[0] == 0 ? "" : ",", sections);
	return (struct pack_source){ .rules = { text, (size_t)len }, .texts = str_from_c(texts) };
}

/* Loads a small pack that must be refused; gives the error. */
static inline struct error refused_pack(const char *sections)
{
	struct pack_source source = small_pack(sections);
	struct arena arena;
	struct error err = { 0 };
	const struct packset *packset = NULL;

	arena_take(&arena, MIB(1));
	enum status status = packset_load(&source, 1, &arena, &packset, &err);
	cr_assert_eq(status, STATUS_INVALID, "accepted: %s", sections);
	cr_assert_null(packset);
	return err;
}

/* Evaluates facts, written as JSON, as a worked case or live. */
static inline const struct proposal *propose(const struct packset *packset, const char *facts_json,
                                             bool is_live)
{
	struct arena *arena = take(sizeof *arena); /* the proposal keeps using it */
	struct error err = { 0 };
	const struct node *node;
	const struct proposal *proposal = NULL;
	struct facts *facts = take(sizeof *facts);
	struct configuration *configuration = memset(take(sizeof *configuration), 0, sizeof *configuration);

	arena_take(arena, MIB(2));
	configuration->is_worked_case = !is_live;
	cr_assert_eq(node_parse(str_from_c(facts_json), arena, &node, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(facts_decode(node, arena, facts, &err), STATUS_OK, "%s", err.detail);
	enum status status = evaluate(packset, configuration, facts, arena, &proposal, &err);
	cr_assert_eq(status, STATUS_OK, "%s", err.detail);
	return proposal;
}

/* The value of an expression for some facts, as canonical JSON. */
static inline struct str value_of(const char *expression, const char *facts_json)
{
	char sections[2048];
	struct arena arena;
	struct buf buf;
	struct printer printer;

	(void)snprintf(
		sections, sizeof sections,
		"\"tables\":[{\"id\":\"GOODS\",\"columns\":[\"whole\",\"rate\"],\"rows\":["
		"{\"key\":\"bicycle\",\"whole\":\"P1Y\",\"rate\":500},{\"key\":\"bag\"}]}],"
		"\"parameters\":[{\"id\":\"WEEK\",\"unit\":\"day\",\"values\":["
		"{\"from\":\"2000-01-01\",\"to\":\"2020-01-01\",\"value\":7,\"verified\":\"text read\"},"
		"{\"from\":\"2020-01-01\",\"value\":8,\"verified\":\"text read\"}]},"
		"{\"id\":\"HALF\",\"unit\":\"month\",\"count\":\"with\",\"values\":["
		"{\"from\":\"2000-01-01\",\"value\":6,\"verified\":\"text read\"}]}],"
		"\"settings\":[{\"id\":\"mode\",\"default\":\"ask\"}],"
		"\"definitions\":[{\"id\":\"X\",\"value\":%s}]",
		expression);
	struct pack_source source = small_pack(sections);
	const struct packset *packset = load_sources(&source, 1);
	const struct proposal *proposal = propose(packset, facts_json, false);

	arena_take(&arena, KIB(64));
	buf_init(&buf, &arena, KIB(16));
	printer_init(&printer, &buf);
	print_value(&printer, reckon_definition(proposal->reckoner, 0));
	return buf_str(&buf);
}
