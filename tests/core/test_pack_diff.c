#include "core/pack_diff.h"
#include "tests/core/loaded_packs.h"

static struct pack_difference diff_of(const char *before, const char *after, const char **ret_text)
{
	const struct node *old;
	const struct node *new;
	struct arena arena;
	struct error err;
	struct buf buf;

	arena_take(&arena, KIB(256));
	cr_assert_eq(node_parse(str_from_c(before), &arena, &old, &err), STATUS_OK);
	cr_assert_eq(node_parse(str_from_c(after), &arena, &new, &err), STATUS_OK);
	buf_init(&buf, &arena, KIB(64));
	struct pack_difference difference = pack_diff_put(&buf, old, new);
	buf_put_char(&buf, '\0');
	*ret_text = buf.ptr;
	return difference;
}

Test(pack_diff, entries_are_matched_by_their_ids_and_members_one_by_one)
{
	const char *text;
	struct pack_difference difference = diff_of(
		"{\"version\":\"1\",\"rules\":[{\"id\":\"A\",\"when\":{\"all\":[1,2]}},{\"id\":\"B\"}]}",
		"{\"version\":\"2\",\"rules\":[{\"id\":\"C\"},{\"when\":{\"all\":[1,3]},\"id\":\"A\","
		"\"flag\":\"f\"}]}",
		&text);

	cr_assert_str_eq(text, "~ version : \"1\" -> \"2\"\n"
	                       "~ rules A when.all[1]: 2 -> 3\n"
	                       "~ rules A flag: null -> \"f\"\n"
	                       "- rules B\n"
	                       "+ rules C\n");
	cr_assert_eq(difference.added, 1);
	cr_assert_eq(difference.removed, 1);
	cr_assert_eq(difference.changed, 3);
}

Test(pack_diff, the_order_of_entries_and_of_members_is_no_difference)
{
	const char *text;
	struct pack_difference difference =
		diff_of("{\"rules\":[{\"id\":\"A\",\"x\":1,\"y\":2},{\"id\":\"B\"}]}",
	                "{\"rules\":[{\"id\":\"B\"},{\"y\":2,\"x\":1,\"id\":\"A\"}]}", &text);

	cr_assert_str_eq(text, "");
	cr_assert_eq(difference.added + difference.removed + difference.changed, 0);
}

Test(pack_diff, a_section_that_appears_is_all_new)
{
	const char *text;
	struct pack_difference difference = diff_of("{}", "{\"guards\":[{\"id\":\"G\"}]}", &text);

	cr_assert_str_eq(text, "+ guards G\n");
	cr_assert_eq(difference.added, 1);
}
