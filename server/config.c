#include "server/config.h"

#include <stdio.h>

#include "server/address.h"
#include "server/config_value.h"
#include "server/suggestion.h"

/* clang-format off */
#define OFFSET_WHOLE(name) offsetof(struct config, name)
#define OFFSET_SIZE(name)  offsetof(struct config, name##_bytes)
#define OFFSET_SPAN(name)  offsetof(struct config, name##_ms)
#define OFFSET_TEXT(name)  offsetof(struct config, name)
#define OFFSET_LEVEL(name) offsetof(struct config, name)

static const struct config_row rows[SETTING_COUNT] = {
#define SETTING(name, type, initial, min, max, unit, prose) \
	{ STR_INIT(#name), CONFIG_##type, STR_INIT(initial), min, max, STR_INIT(unit), STR_INIT(prose), \
	  OFFSET_##type(name) },
#include "server/config.def"
#undef SETTING
};

#undef OFFSET_WHOLE
#undef OFFSET_SIZE
#undef OFFSET_SPAN
#undef OFFSET_TEXT
#undef OFFSET_LEVEL
/* clang-format on */

static const struct str variable_prefix = STR_INIT("SANBAO_");

#define PLACE_MAX 160 /* of a file's name and a line, in messages; cut beyond */

/* What is being filled, and by whom. */
struct loading {
	struct arena *arena;
	struct config config;
	struct config_origin origins[SETTING_COUNT];
};

const struct config_row *config_rows(void)
{
	return rows;
}

const struct config_row *config_row_find(struct str name)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (str_eq(rows[i].name, name))
			return &rows[i];
	}
	return NULL;
}

struct str config_row_nearest(struct str name)
{
	struct suggestion suggestion;

	suggestion_init(&suggestion, name);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		suggestion_consider(&suggestion, rows[i].name);
	return suggestion.best;
}

/* The same error again, with the place in front of its detail. */
static enum status refused_at(const char *place, struct error *err)
{
	struct error inner = *err;

	return error_set(err, inner.problem, inner.where, NULL, "%s: %s", place, inner.detail);
}

static enum status setting_unknown(const char *place, struct str name, struct error *err)
{
	struct str nearest = config_row_nearest(name);
	int shown = name.len < 60 ? (int)name.len : 60;

	if (nearest.len == 0)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "%s: there is no setting \"%.*s\"", place, shown,
		            name.ptr);
	return FAIL(err, PROBLEM_CONFIG_INVALID,
	            "%s: there is no setting \"%.*s\"; did you mean \"" STR_FMT "\"?", place, shown, name.ptr,
	            STR_ARG(nearest));
}

static enum status setting_assign(struct loading *loading, const char *place, struct str name,
                                  struct str value, struct config_origin origin, struct error *err)
{
	const struct config_row *row = config_row_find(name);

	if (row == NULL)
		return setting_unknown(place, name, err);

	struct config_origin *known = &loading->origins[row - rows];
	if (origin.kind != ORIGIN_DEFAULT && known->kind == origin.kind)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "%s: " STR_FMT " is set twice; remove one", place,
		            STR_ARG(row->name));
	if (config_value_parse(row, value, loading->arena, &loading->config, err) != STATUS_OK)
		return refused_at(place, err);
	*known = origin;
	return STATUS_OK;
}

static struct str trimmed(struct str text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) {
		text.ptr++;
		text.len--;
	}
	while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t'))
		text.len--;
	return text;
}

/* A # begins a comment at the start of a line or after a blank; elsewhere it belongs to the value. */
static struct str without_comment(struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		bool opens = i == 0 || line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t';

		if (line.ptr[i] == '#' && opens)
			return trimmed((struct str){ line.ptr, i });
	}
	return trimmed(line);
}

static enum status line_load(struct loading *loading, const char *place, struct str line, int number,
                             struct error *err)
{
	struct str content = without_comment(line);
	const char *equals = content.len == 0 ? NULL : memchr(content.ptr, '=', content.len);

	if (content.len == 0)
		return STATUS_OK;
	if (equals == NULL)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "%s: a line is `name = value`, or begins with #",
		            place);

	size_t name_len = (size_t)(equals - content.ptr);
	struct str name = trimmed((struct str){ content.ptr, name_len });
	struct str value = trimmed((struct str){ equals + 1, content.len - name_len - 1 });
	return setting_assign(loading, place, name, value, (struct config_origin){ ORIGIN_FILE, number },
	                      err);
}

static enum status file_load(struct loading *loading, const struct config_sources *sources, struct error *err)
{
	struct str rest = sources->file_text;

	for (int number = 1; rest.len > 0; number++) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end == NULL ? rest.len : (size_t)(end - rest.ptr);
		char place[PLACE_MAX];

		(void)snprintf(place, sizeof(place), STR_FMT ":%d", STR_ARG(sources->file_name), number);
		TRY(line_load(loading, place, (struct str){ rest.ptr, len }, number, err));
		rest.ptr += len + (end == NULL ? 0 : 1);
		rest.len -= len + (end == NULL ? 0 : 1);
	}
	return STATUS_OK;
}

/* A variable that is no setting of ours belongs to somebody else, unless it is nearly one of ours. */
static enum status variable_load(struct loading *loading, struct str variable, struct error *err)
{
	const char *equals = memchr(variable.ptr, '=', variable.len);
	char name[SUGGESTION_WORD_MAX + 1] = { 0 };
	char place[sizeof(name) + 8] = "SANBAO_";

	if (equals == NULL || !str_has_prefix(variable, variable_prefix))
		return STATUS_OK;
	size_t len = (size_t)(equals - variable.ptr) - variable_prefix.len;
	if (len == 0 || len >= sizeof(name))
		return STATUS_OK;
	for (size_t i = 0; i < len; i++) {
		char c = variable.ptr[variable_prefix.len + i];

		name[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		place[variable_prefix.len + i] = c;
	}

	struct str lower = { name, len };
	if (config_row_find(lower) == NULL && config_row_nearest(lower).len == 0)
		return STATUS_OK;
	struct str value = { equals + 1, variable.len - (size_t)(equals - variable.ptr) - 1 };
	return setting_assign(loading, place, lower, value,
	                      (struct config_origin){ .kind = ORIGIN_ENVIRONMENT }, err);
}

static enum status flags_load(struct loading *loading, const struct config_sources *sources,
                              struct error *err)
{
	for (size_t i = 0; i < sources->flag_count; i++) {
		const struct config_flag *flag = &sources->flags[i];

		TRY(setting_assign(loading, "on the command line", flag->name, flag->value,
		                   (struct config_origin){ .kind = ORIGIN_FLAG }, err));
	}
	return STATUS_OK;
}

static bool service_is_name(struct str service)
{
	for (size_t i = 0; i < service.len; i++) {
		char c = service.ptr[i];
		bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (!alphanumeric && c != '.' && c != '-')
			return false;
	}
	return true;
}

/* What no single row can say. */
static enum status config_check(const struct config *config, struct error *err)
{
	struct address address;

	if (address_parse(config->listen, &address, err) != STATUS_OK)
		return refused_at("listen", err);
	if (!service_is_name(config->service))
		return FAIL(err, PROBLEM_CONFIG_INVALID,
		            "service: a name of lower-case letters, digits, '.' and '-', such as "
		            "disputes.shop.example");
	if (config->store_map_bytes > config->store_map_max_bytes)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "store_map: must not exceed store_map_max");
	if (config->blobs_map_bytes > config->blobs_map_max_bytes)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "blobs_map: must not exceed blobs_map_max");
	if (config->token_ttl_ms > config->token_ttl_max_ms)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "token_ttl: must not exceed token_ttl_max");
	return STATUS_OK;
}

enum status config_load(const struct config_sources *sources, struct arena *arena, struct config *ret_config,
                        struct config_origin *ret_origins, struct error *err)
{
	struct loading loading = { .arena = arena };

	for (size_t i = 0; i < SETTING_COUNT; i++)
		TRY(setting_assign(&loading, "default", rows[i].name, rows[i].initial,
		                   (struct config_origin){ 0 }, err));
	TRY(file_load(&loading, sources, err));
	for (char *const *at = sources->environment; at != NULL && *at != NULL; at++)
		TRY(variable_load(&loading, str_from_c(*at), err));
	TRY(flags_load(&loading, sources, err));
	TRY(config_check(&loading.config, err));

	*ret_config = loading.config;
	if (ret_origins != NULL)
		memcpy(ret_origins, loading.origins, sizeof(loading.origins));
	return STATUS_OK;
}

int64_t config_request_memory(const struct config *config, int64_t loops)
{
	assert(loops >= 1);
	return loops * config->exchanges_max * config->request_arena_bytes;
}

int64_t config_map_space(const struct config *config)
{
	return config->store_map_max_bytes + config->blobs_map_max_bytes;
}
