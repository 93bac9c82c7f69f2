#include <stdio.h>

#include "core/case_page.h"
#include "core/casefile.h"
#include "server/arguments.h"
#include "server/file.h"

#define CASES_BYTES_MAX MIB(128)
#define REGIMES_MAX     64

/* One page, and the regime it is about. */
struct page {
	struct str regime;
	struct buf buf;
};

struct pages {
	struct page items[REGIMES_MAX];
	size_t count;
	struct arena *arena;
};

static enum status page_for(struct pages *pages, struct str regime, struct page **ret_page, struct error *err)
{
	for (size_t i = 0; i < pages->count; i++) {
		*ret_page = &pages->items[i];
		if (str_eq(pages->items[i].regime, regime))
			return STATUS_OK;
	}
	if (pages->count == REGIMES_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "more than %d regimes", REGIMES_MAX);
	*ret_page = &pages->items[pages->count++];
	(*ret_page)->regime = regime;
	buf_init(&(*ret_page)->buf, pages->arena, CASE_PAGE_BYTES_MAX);
	case_page_begin(&(*ret_page)->buf, regime);
	return STATUS_OK;
}

static enum status pages_add(struct pages *pages, struct str line, struct error *err)
{
	const struct node *node;
	struct page *page;

	if (line.len == 0)
		return STATUS_OK;
	TRY(casefile_parse(line, pages->arena, &node, err));
	TRY(page_for(pages, node_text(node, STR("regime")), &page, err));
	case_page_put(&page->buf, node);
	return buf_check(&page->buf, err);
}

static enum status pages_make(struct pages *pages, struct str text, struct error *err)
{
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr);
		TRY(pages_add(pages, (struct str){ text.ptr, len }, err));
		len += end == NULL ? 0 : 1;
		text = (struct str){ text.ptr + len, text.len - len };
	}
	return STATUS_OK;
}

static struct str page_path(struct str directory, struct str regime, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, arena, KIB(4));
	buf_put(&buf, directory);
	buf_put_char(&buf, '/');
	buf_put(&buf, regime);
	buf_put(&buf, STR(".md"));
	buf_put_char(&buf, '\0');
	return buf.failed ? (struct str){ 0 } : (struct str){ buf.ptr, buf.len - 1 };
}

/* A page that differs from its cases, or is not there. */
static enum status page_check(const struct page *page, struct str path, struct arena *arena,
                              struct error *err)
{
	struct str present;

	TRY(file_read(path, CASE_PAGE_BYTES_MAX, arena, &present, err));
	if (str_eq(present, buf_str(&page->buf)))
		return STATUS_OK;
	return FAIL(err, PROBLEM_PACK_INVALID,
	            STR_FMT
	            ": differs from the case file; regenerate it with `sanbao pack cases`, or put the case "
	            "that was added here into the file",
	            STR_ARG(path));
}

enum status command_pack_cases(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct pages *pages = ARENA_NEW(arena, struct pages);
	struct str text;

	TRY(arena_check(arena, err));
	pages->arena = arena;
	TRY(file_read(argument_text(arguments, STR("cases")), CASES_BYTES_MAX, arena, &text, err));
	TRY(pages_make(pages, text, err));
	for (size_t i = 0; i < pages->count; i++) {
		const struct page *page = &pages->items[i];
		struct str path = page_path(argument_text(arguments, STR("out")), page->regime, arena);
		TRY(arena_check(arena, err));
		if (argument_is_set(arguments, STR("check")))
			TRY(page_check(page, path, arena, err));
		else
			TRY(file_write(path, FILE_PUBLIC, buf_str(&page->buf), err));
	}
	printf("%zu pages\n", pages->count);
	return fflush(stdout) == 0 ? STATUS_OK
	                           : FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
}
