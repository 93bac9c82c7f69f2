/* The table of pages: whatever was built in is found under its path, and nothing else is. */
#include <criterion/criterion.h>

#include "server/web_assets.h"

Test(web_assets, every_asset_is_found_under_its_own_name)
{
	for (size_t i = 0; i < web_asset_count; i++)
		cr_assert_eq(web_asset_find(web_assets[i].name), &web_assets[i]);
	cr_assert(true, "an API-only build has no assets");
}

Test(web_assets, names_are_sorted_so_that_the_search_is_sound)
{
	for (size_t i = 1; i < web_asset_count; i++) {
		struct str a = web_assets[i - 1].name;
		struct str b = web_assets[i].name;
		size_t len = a.len < b.len ? a.len : b.len;
		int order = memcmp(a.ptr, b.ptr, len);
		cr_assert(order < 0 || (order == 0 && a.len < b.len));
	}
	cr_assert_null(web_asset_find(STR("")));
}

Test(web_assets, a_neighbouring_name_is_not_found)
{
	static const struct str others[] = {
		STR_INIT("/buye"),    STR_INIT("/buyerr"), STR_INIT("/buyer/"),
		STR_INIT("/assets/"), STR_INIT("/~"),
	};

	for (size_t i = 0; i < COUNT_OF(others); i++)
		cr_assert_null(web_asset_find(others[i]));
}

Test(web_assets, pages_may_change_and_hashed_files_may_be_kept)
{
	static const struct str pages[] = { STR_INIT("/"), STR_INIT("/buyer"), STR_INIT("/seller"),
		                            STR_INIT("/console") };

	for (size_t i = 0; i < COUNT_OF(pages); i++) {
		const struct web_asset *page = web_asset_find(pages[i]);
		if (web_asset_count == 0) {
			cr_assert_null(page);
			continue;
		}
		cr_assert_not_null(page);
		cr_assert_not(page->immutable);
	}
	for (size_t i = 0; i < web_asset_count; i++) {
		bool is_hashed =
			web_assets[i].name.len > 8 && memcmp(web_assets[i].name.ptr, "/assets/", 8) == 0;
		cr_assert_eq(web_assets[i].immutable, is_hashed);
	}
}

Test(web_assets, every_asset_has_bytes_a_type_and_a_gzipped_twin)
{
	for (size_t i = 0; i < web_asset_count; i++) {
		cr_assert_gt(web_assets[i].bytes.len, 0);
		cr_assert_gt(web_assets[i].type.len, 0);
		cr_assert_gt(web_assets[i].gzip.len, 10);
		cr_assert_eq(web_assets[i].gzip.ptr[0], 0x1f);
		cr_assert_eq(web_assets[i].gzip.ptr[1], 0x8b);
	}
	cr_assert_eq(web_asset_count == 0, web_asset_find(STR("/")) == NULL);
}
