#include "server/proposing.h"

#include "core/casefile.h"
#include "core/counterfactual.h"
#include "core/ledger.h"
#include "crypto/digest.h"
#include "server/signed_ref.h"

#define PACKS_TEXT_MAX KIB(16)

/* The packs that were asked, so that a verifier can run the very same. */
static enum status list_packs(const struct packset *packs, struct arena *arena, const struct node **ret_packs,
                              struct error *err)
{
	struct printer printer;
	struct buf buf;

	buf_init(&buf, arena, PACKS_TEXT_MAX);
	printer_init(&printer, &buf);
	print_array_begin(&printer);
	for (size_t i = 0; i < packs->pack_count; i++) {
		print_object_begin(&printer);
		print_member_string(&printer, STR("id"), packs->packs[i].id);
		print_member_string(&printer, STR("version"), packs->packs[i].version);
		print_member_string(&printer, STR("sha256"), packs->packs[i].sha256);
		print_object_end(&printer);
	}
	print_array_end(&printer);
	TRY(buf_check(&buf, err));
	return node_parse(buf_str(&buf), arena, ret_packs, err);
}

enum status propose(const struct packset *packs, const struct dispute *dispute, int64_t at_ms,
                    struct arena *arena, struct proposing *ret_proposing, struct error *err)
{
	/* every pack of the place speaks; settings are the packs' own */
	struct configuration live = { .currency = str_from_c(dispute->order.currency.code),
		                      .foresight = COUNTERFACTUAL_RUNS_MAX };
	struct proposing proposing;

	TRY(ledger_print(dispute, at_ms, arena, &proposing.facts, err));
	TRY(node_parse(proposing.facts, arena, &proposing.facts_node, err));
	TRY(facts_evaluate(packs, &live, proposing.facts, arena, &proposing.text, err));
	TRY(node_parse(proposing.text, arena, &proposing.node, err));
	TRY(list_packs(packs, arena, &proposing.packs, err));
	struct digest digest = digest_of(str_bytes(proposing.text));
	proposing.sha256 = digest_hex(&digest, arena);
	TRY(arena_check(arena, err));
	*ret_proposing = proposing;
	return STATUS_OK;
}
