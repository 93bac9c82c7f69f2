#include <stdio.h>

#include "core/casefile.h"
#include "core/explain.h"
#include "core/pack_diff.h"
#include "core/pack_page.h"
#include "server/arguments.h"
#include "server/explanation_page.h"
#include "server/file.h"
#include "server/pack_files.h"

#define FACTS_BYTES_MAX MIB(1)
#define CASES_BYTES_MAX MIB(128)
#define PAGE_BYTES_MAX  MIB(1)

static enum status language_read(const struct arguments *arguments, enum language *ret_language,
                                 struct error *err)
{
	struct str tag = argument_text(arguments, STR("lang"));

	*ret_language = LANGUAGE_EN;
	if (tag.len > 0 && !language_find(tag, ret_language))
		return FAIL(err, PROBLEM_USAGE, "--lang is zh-CN, en, bg, pl or hu");
	return STATUS_OK;
}

static enum status files_read(const struct arguments *arguments, struct arena *arena,
                              struct pack_files **ret_files, struct error *err)
{
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);
	struct str path;

	TRY(arena_check(arena, err));
	TRY(pack_files_embedded(arena, files, err));
	for (size_t n = 0; argument_nth(arguments, STR("pack"), n, &path); n++)
		TRY(pack_files_add(files, path, arena, err));
	*ret_files = files;
	return STATUS_OK;
}

static enum status print_buf(const struct buf *buf, struct error *err)
{
	TRY(buf_check(buf, err));
	return file_print(buf_str(buf), err);
}

/* --- show --- */

/* A pack is named by its id, its digest or its file. */
static enum status pack_named(struct pack_files *files, struct str name, struct arena *arena,
                              const struct pack_file **ret_file, struct error *err)
{
	*ret_file = pack_files_find(files, name);
	if (*ret_file != NULL)
		return STATUS_OK;
	if (!file_exists(name))
		return FAIL(err, PROBLEM_USAGE,
		            "there is no pack and no file \"" STR_FMT "\"; see `sanbao pack list`",
		            STR_ARG(name));
	TRY(pack_files_add(files, name, arena, err));
	for (size_t i = 0; i < files->count; i++) {
		if (str_eq(files->items[i].name, name))
			*ret_file = &files->items[i];
	}
	assert(*ret_file != NULL);
	return STATUS_OK;
}

static size_t pack_index(const struct packset *packs, struct str id)
{
	size_t at = 0;

	while (at < packs->pack_count && !str_eq(packs->packs[at].id, id))
		at++;
	return at;
}

enum status command_pack_show(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	const struct pack_file *file;
	const struct packset *packs;
	const struct node *root;
	struct pack_files *files;
	enum language language;
	struct buf buf;

	TRY(language_read(arguments, &language, err));
	TRY(files_read(arguments, arena, &files, err));
	TRY(pack_named(files, arguments->operands[0], arena, &file, err));
	TRY(pack_files_load(files, arena, &packs, err));
	TRY(node_parse(file->source.rules, arena, &root, err));
	buf_init(&buf, arena, PACK_PAGE_BYTES_MAX);
	pack_page_put(&buf, packs, pack_index(packs, file->id), root, language);
	return print_buf(&buf, err);
}

/* --- diff --- */

static enum status pack_parse(struct str name, struct arena *arena, const struct node **ret_root,
                              const struct node **ret_texts, struct error *err)
{
	static const struct node none = { .kind = NODE_ARRAY };
	struct pack_files *files = ARENA_NEW(arena, struct pack_files);
	const struct pack_file *file;

	TRY(arena_check(arena, err));
	TRY(pack_files_embedded(arena, files, err));
	TRY(pack_named(files, name, arena, &file, err));
	if (node_parse(file->source.rules, arena, ret_root, err) != STATUS_OK) {
		struct error inner = *err;
		return FAIL(err, PROBLEM_PACK_INVALID, STR_FMT ": %s", STR_ARG(name), inner.detail);
	}
	*ret_texts = &none;
	return file->source.texts.len == 0 ? STATUS_OK
	                                   : node_parse(file->source.texts, arena, ret_texts, err);
}

enum status command_pack_diff(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	const struct node *before;
	const struct node *before_texts;
	const struct node *after;
	const struct node *after_texts;
	struct buf buf;

	TRY(pack_parse(arguments->operands[0], arena, &before, &before_texts, err));
	TRY(pack_parse(arguments->operands[1], arena, &after, &after_texts, err));
	buf_init(&buf, arena, PACK_DIFF_BYTES_MAX);
	struct pack_difference rules = pack_diff_put(&buf, before, after);
	struct pack_difference texts = pack_diff_articles_put(&buf, before_texts, after_texts);
	buf_putf(&buf, "%zu added, %zu removed, %zu members changed\n", rules.added + texts.added,
	         rules.removed + texts.removed, rules.changed + texts.changed);
	return print_buf(&buf, err);
}

/* --- explain --- */

/* The line of the worked case with that id; its facts and its regime. */
static enum status case_find(struct str text, struct str id, struct arena *arena,
                             const struct node **ret_case, struct error *err)
{
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr);
		const struct node *node;
		if (len > 0 &&
		    casefile_parse((struct str){ text.ptr, len }, arena, &node, err) == STATUS_OK &&
		    str_eq(node_text(node, STR("id")), id)) {
			*ret_case = node;
			return STATUS_OK;
		}
		text = (struct str){ text.ptr + len + (end == NULL ? 0 : 1),
			             text.len - len - (end == NULL ? 0 : 1) };
	}
	return FAIL(err, PROBLEM_USAGE, "the file has no case \"" STR_FMT "\"", STR_ARG(id));
}

static enum status facts_find(const struct arguments *arguments, struct arena *arena,
                              struct configuration *ret_configuration, const struct node **ret_facts,
                              struct error *err)
{
	struct str cases = argument_text(arguments, STR("cases"));
	const struct node *found;
	struct str text;

	if (cases.len > 0) {
		TRY(file_read(cases, CASES_BYTES_MAX, arena, &text, err));
		TRY(case_find(text, arguments->operands[0], arena, &found, err));
		*ret_configuration = casefile_configuration(node_text(found, STR("regime")));
		*ret_facts = node_find(found, STR("facts"));
		return STATUS_OK;
	}
	TRY(file_read(arguments->operands[0], FACTS_BYTES_MAX, arena, &text, err));
	*ret_configuration = casefile_configuration((struct str){ 0 });
	return node_parse(text, arena, ret_facts, err);
}

enum status command_pack_explain(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct facts *facts = ARENA_NEW(arena, struct facts);
	struct configuration configuration;
	const struct proposal *proposal;
	const struct packset *packs;
	const struct node *node;
	struct pack_files *files;
	struct telling telling = { .depth = EXPLANATION_DEPTH };
	struct str text;
	struct buf buf;

	TRY(arena_check(arena, err));
	TRY(language_read(arguments, &telling.language, err));
	TRY(files_read(arguments, arena, &files, err));
	TRY(pack_files_load(files, arena, &packs, err));
	TRY(facts_find(arguments, arena, &configuration, &node, err));
	TRY(facts_decode(node, arena, facts, err));
	TRY(evaluate(packs, &configuration, facts, arena, &proposal, err));
	TRY(explanation_text(proposal, telling, arena, &text, err));
	buf_init(&buf, arena, PAGE_BYTES_MAX);
	if (argument_is_set(arguments, STR("json"))) {
		buf_put(&buf, text);
		buf_put_char(&buf, '\n');
		return print_buf(&buf, err);
	}
	TRY(node_parse(text, arena, &node, err));
	explanation_page_put(&buf, node);
	return print_buf(&buf, err);
}
