#include "core/loader.h"

/* Why apart from pack_rules.c: these are limits that the law puts on whoever writes rules, not their form. */

/* 令116 art 27: no merchant is made to refund without a return, unless for one of these reasons. */
static bool is_refund_basis(struct str basis)
{
	static const struct str bases[] = { STR_INIT("seller_consent"), STR_INIT("return_impossible"),
		                            STR_INIT("unsuitable"), STR_INIT("agreement") };

	for (size_t i = 0; i < COUNT_OF(bases); i++) {
		if (str_eq(bases[i], basis))
			return true;
	}
	return false;
}

/* What a rule may not do whatever its condition: PL.116, and a policy below the law. */
enum status loader_limits(struct loader *loader, const struct node *node, struct rule *rule,
                          struct error *err)
{
	assert(rule->pack < loader->packset->pack_count);

	size_t no_return = packset_remedy(loader->packset, STR("REFUND_NO_RETURN"));
	bool takes_goods = no_return != SIZE_MAX && (rule->opens >> no_return & 1) != 0;

	TRY(loader_cites(loader, node_find(node, STR("floor")), &rule->floor, &rule->floor_count, err));
	if (rule->is_guard)
		return STATUS_OK;
	if (takes_goods && !is_refund_basis(node_text(node, STR("basis"))))
		return loader_refuse(loader,
		                     "who opens REFUND_NO_RETURN says on what \"basis\": seller_consent, "
		                     "return_impossible, unsuitable or agreement",
		                     err);
	if (loader->packset->packs[rule->pack].is_policy && rule->floor_count == 0)
		return loader_refuse(
			loader, "a policy's rule names its \"floor\": articles it may not undercut", err);
	return STATUS_OK;
}

/* META.FLOOR: what ranks below the law may add to it, never take away. */
bool loader_undercuts(const struct loader *loader, size_t exception, size_t parent)
{
	const struct pack *packs = loader->packset->packs;
	const struct entry *entries = loader->rules.items;

	return packs[entries[exception].pack].is_policy && !packs[entries[parent].pack].is_policy;
}
