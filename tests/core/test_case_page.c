#include "core/case_page.h"
#include "tests/core/loaded_packs.h"

static struct arena arena;

static void begin(void)
{
	arena_take(&arena, MIB(64));
}

TestSuite(case_page, .init = begin);

static struct buf page_of(const char *json)
{
	const struct node *node;
	struct error err;
	struct buf buf;

	cr_assert_eq(node_parse(str_from_c(json), &arena, &node, &err), STATUS_OK, "%s", err.detail);
	buf_init(&buf, &arena, CASE_PAGE_BYTES_MAX);
	case_page_begin(&buf, STR("CN.7D"));
	case_page_put(&buf, node);
	return buf;
}

static struct str read_back(struct str page)
{
	struct error err;
	struct buf lines;

	buf_init(&lines, &arena, CASE_PAGE_BYTES_MAX);
	cr_assert_eq(case_page_read(page, &lines, &err), STATUS_OK, "%s", err.detail);
	return buf_str(&lines);
}

#define CASE                                                                                             \
	"{\"id\":\"N01\",\"regime\":\"CN.7D\",\"facts\":{\"jurisdiction\":\"CN\",\"goods.intact\":true," \
	"\"buyer.qty\":3,\"x\":\"12\",\"y\":\"a|b\",\"z\":[\"p\",\"q\"],\"e\":\"\",\"n\":null},"         \
	"\"expected\":{\"outcome\":\"grant\"}}"

Test(case_page, a_case_reads_like_a_table_and_comes_back_the_same)
{
	struct buf page = page_of(CASE);

	cr_assert(str_eq(read_back(buf_str(&page)), STR(CASE "\n")), STR_FMT,
	          STR_ARG(read_back(buf_str(&page))));
	buf_put_char(&page, '\0');
	cr_assert_not_null(strstr(page.ptr, "## N01\n"));
	cr_assert_not_null(strstr(page.ptr, "| jurisdiction | CN |\n"));
	cr_assert_not_null(strstr(page.ptr, "| x | \"12\" |\n"), "a text that looks like a number");
	cr_assert_not_null(strstr(page.ptr, "| y | a\\|b |\n"));
}

Test(case_page, what_people_write_around_the_tables_is_theirs)
{
	struct str line =
		read_back(STR("# Worked cases: R\n\nhello\n\n## A\nsome words\n| fact | value |\n|---|---|\n"
	                      "| f | true |\n\n| expected | value |\n|---|---|\n| outcome | reject |\n"
	                      "bye\n"));

	cr_assert(
		str_eq(line,
	               STR("{\"id\":\"A\",\"regime\":\"R\",\"facts\":{\"f\":true},\"expected\":{\"outcome\":"
	                   "\"reject\"}}\n")),
		STR_FMT, STR_ARG(line));
}

Test(case_page, a_page_that_is_no_page_is_refused_with_its_line)
{
	static const struct {
		const char *page;
		const char *detail;
	} rows[] = {
		{ "| a | b |\n", "line 1" },
		{ "## A\n| fact | value |\n| a |\n", "line 3" },
		{ "## A\n| fact | value |\n| a | b | c |\n", "line 3" },
		{ "## A\n| fact | value |\n\n## B\n", "before line 4" },
		{ "| fact | value |\n", "line 1" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err;
		struct buf lines;

		buf_init(&lines, &arena, KIB(64));
		cr_assert_eq(case_page_read(str_from_c(rows[i].page), &lines, &err), STATUS_INVALID, "%s",
		             rows[i].page);
		cr_assert_not_null(strstr(err.detail, rows[i].detail), "%s: %s", rows[i].page, err.detail);
	}
}

/* All the law's visible cases: what is on the page decides as the line does. */
Test(case_page, every_worked_case_comes_back_with_the_same_facts)
{
	struct str text = read_file(LAW_DIR "cases.jsonl");
	size_t count = 0;

	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr);
		const struct node *before;
		const struct node *after;
		struct printer printer;
		struct buf page;
		struct buf facts[2];
		struct error err;

		arena_reset(&arena);
		cr_assert_eq(casefile_parse((struct str){ text.ptr, len }, &arena, &before, &err), STATUS_OK);
		buf_init(&page, &arena, CASE_PAGE_BYTES_MAX);
		case_page_begin(&page, STR("R"));
		case_page_put(&page, before);
		cr_assert_eq(casefile_parse(read_back(buf_str(&page)), &arena, &after, &err), STATUS_OK, "%s",
		             err.detail);
		for (size_t i = 0; i < 2; i++) {
			buf_init(&facts[i], &arena, KIB(64));
			printer_init(&printer, &facts[i]);
			print_node(&printer, node_find(i == 0 ? before : after, STR("facts")));
			print_node(&printer, node_find(i == 0 ? before : after, STR("expected")));
		}
		cr_assert(str_eq(buf_str(&facts[0]), buf_str(&facts[1])), STR_FMT, STR_ARG(buf_str(&page)));
		count++;
		len += end == NULL ? 0 : 1;
		text = (struct str){ text.ptr + len, text.len - len };
	}
	cr_assert(count > 100);
}
