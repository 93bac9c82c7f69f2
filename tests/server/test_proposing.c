#include "server/proposing.h"
#include "server/signed_ref.h"
#include "tests/server/docket.h"

TestSuite(proposing, .init = docket_begin, .fini = docket_end);

static struct proposing propose_now(void)
{
	struct proposing proposing = { 0 };
	struct life *life = &docket.life;

	cr_assert_eq(
		propose(docket.packs, &life->dispute, life->now_ms, &life->arena, &proposing, &life->err),
		STATUS_OK, "%s", life->err.detail);
	return proposing;
}

Test(proposing, the_same_case_gives_the_same_bytes_twice)
{
	docket_to_evidence();
	struct proposing first = propose_now();
	struct proposing second = propose_now();
	cr_assert(str_eq(first.facts, second.facts));
	cr_assert(str_eq(first.text, second.text));
	cr_assert(str_eq(first.sha256, second.sha256));
	cr_assert_gt(first.text.len, 2);
}

/* A machine that reads the recorded events comes to the same bytes as the one that wrote them. */
Test(proposing, a_replayed_case_gives_the_same_bytes)
{
	struct life *life = &docket.life;
	struct str texts[DOCKET_ENTRIES];
	struct dispute again;
	struct proposing proposing;

	docket_to_evidence();
	struct proposing live = propose_now();
	for (uint32_t i = 0; i < life->dispute.version; i++) {
		struct key key = case_seq_key(life->id, i + 1);
		texts[i] = docket_row(RECORD_EVENT, key_bytes(&key))->body;
	}
	cr_assert_eq(dispute_replay(texts, life->dispute.version, &life->arena, &again, &life->err),
	             STATUS_OK);
	cr_assert_eq(propose(docket.packs, &again, life->now_ms, &life->arena, &proposing, &life->err),
	             STATUS_OK);
	cr_assert(str_eq(live.facts, proposing.facts));
	cr_assert(str_eq(live.text, proposing.text));
}

Test(proposing, the_digest_is_that_of_the_result)
{
	docket_to_evidence();
	struct proposing proposing = propose_now();
	struct digest digest = digest_of(str_bytes(proposing.text));

	cr_assert(str_eq(proposing.sha256, digest_hex(&digest, &docket.life.arena)));
	cr_assert_eq(proposing.sha256.len, 64);
}

Test(proposing, the_nodes_are_the_texts_read)
{
	struct printer printer;
	struct buf buf;

	docket_to_evidence();
	struct proposing proposing = propose_now();
	buf_init(&buf, &docket.life.arena, MIB(1));
	printer_init(&printer, &buf);
	print_node(&printer, proposing.node);
	cr_assert(str_eq(buf_str(&buf), proposing.text), "the result is canonical");
	cr_assert_gt(node_text(proposing.node, STR("outcome")).len, 0);
	cr_assert(str_eq(node_text(proposing.facts_node, STR("jurisdiction")), STR("CN")));
}

Test(proposing, another_fact_gives_another_digest_of_the_facts)
{
	docket_to_negotiation();
	struct proposing before = propose_now();
	docket_do(COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	struct proposing after = propose_now();
	struct digest a = digest_of(str_bytes(before.facts));
	struct digest b = digest_of(str_bytes(after.facts));

	cr_assert_neq(memcmp(a.bytes, b.bytes, DIGEST_BYTES), 0);
}

Test(proposing, every_pack_that_was_asked_is_listed_with_its_digest)
{
	docket_to_evidence();
	struct proposing proposing = propose_now();

	cr_assert_gt(docket.packs->pack_count, 0);
	cr_assert_eq(proposing.packs->count, docket.packs->pack_count);
	for (size_t i = 0; i < proposing.packs->count; i++) {
		const struct node *pack = &proposing.packs->items[i];
		cr_assert(str_eq(node_text(pack, STR("id")), docket.packs->packs[i].id));
		cr_assert(str_eq(node_text(pack, STR("version")), docket.packs->packs[i].version));
		cr_assert_eq(node_text(pack, STR("sha256")).len, 64);
	}
}

Test(proposing, an_exhausted_arena_is_told_and_nothing_is_written)
{
	struct life *life = &docket.life;
	static uint8_t block[MIB(8)];
	enum status status = STATUS_LIMIT;
	struct proposing proposing = { 0 };
	struct arena arena;
	size_t size = KIB(1);

	docket_to_evidence();
	for (; size <= sizeof block && status != STATUS_OK; size *= 2) {
		arena_init(&arena, block, size);
		status = propose(docket.packs, &life->dispute, life->now_ms, &arena, &proposing, &life->err);
		cr_assert(status == STATUS_OK || status == STATUS_LIMIT, "%s", life->err.detail);
		cr_assert(status == STATUS_OK || proposing.text.ptr == NULL);
	}
	cr_assert_eq(status, STATUS_OK);
}
