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

/* "standards": {fact: standard}: what the rule needs of facts beyond what all rules need. */
enum status loader_needs(struct loader *loader, const struct node *node, struct rule *rule, struct error *err)
{
	size_t count = node == NULL ? 0 : node->count;
	struct need *needs = ARENA_ARRAY(loader->arena, struct need, count);
	TRY(arena_check(loader->arena, err));

	for (size_t i = 0; i < count; i++) {
		if (node->kind != NODE_OBJECT || !fact_find(node->members[i].name, &needs[i].fact) ||
		    !standard_find(node->members[i].value.string, &needs[i].standard))
			return loader_refuse(loader,
			                     "\"standards\" gives facts probable, high_probability or "
			                     "beyond_reasonable_doubt",
			                     err);
	}
	rule->needs = needs;
	rule->need_count = count;
	return STATUS_OK;
}

enum status loader_may_except(const struct loader *loader, const struct entry *entry,
                              const struct entry *parent, struct error *err)
{
	assert(entry != NULL && parent != NULL);

	const struct pack *pack = &loader->packset->packs[entry->pack];
	const struct pack *other = &loader->packset->packs[parent->pack];
	const struct node *allowed = node_find(entry->node, STR("allowed_by"));
	const size_t *articles;
	size_t count;

	if (!str_eq(pack->jurisdiction, other->jurisdiction) || !rank_is_higher(other->norm, pack->norm))
		return STATUS_OK;
	TRY(loader_cites(loader, allowed, &articles, &count, err));
	if (count == 0)
		return loader_refuse(
			loader,
			"a norm is no exception to one of a higher rank, unless \"allowed_by\" names "
			"the article by which it is",
			err);
	return STATUS_OK;
}
