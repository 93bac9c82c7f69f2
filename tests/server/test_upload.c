#include <criterion/criterion.h>
#include <stdio.h>

#include "server/upload.h"

static uint8_t block[KIB(256)];
static struct arena arena;
static struct config config;
static struct error err;
static const struct principal li = { .known = true, .role = ROLE_BUYER, .party = "b-li" };

#define DISPUTE "dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ"
#define SHA     "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

static void begin(void)
{
	struct config_sources none = { 0 };

	arena_init(&arena, block, sizeof block);
	cr_assert_eq(config_load(&none, &arena, &config, NULL, &err), STATUS_OK);
}

TestSuite(upload, .init = begin);

static enum status decode(const char *text, const struct principal *who, struct upload *ret_upload)
{
	return upload_decode(str_from_c(text), who, &config, &arena, ret_upload, &err);
}

static const char good[] =
	"{\"dispute\":\"" DISPUTE "\",\"name\":\"a b.png\",\"size\":5,\"type\":\"image/png\","
	"\"sha256\":\"" SHA "\"}";

Test(upload, what_is_announced_is_read)
{
	struct upload upload;

	cr_assert_eq(decode(good, &li, &upload), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(upload.by, STR("buyer b-li")));
	cr_assert(str_eq(upload.name, STR("a b.png")));
	cr_assert(str_eq(upload.type, STR("image/png")));
	cr_assert_eq(upload.size, 5);
	cr_assert_eq(upload.digest.bytes[0], 0x2c);
	cr_assert(str_eq(id_text(&arena, ID_DISPUTE, upload.dispute), STR(DISPUTE)));
	cr_assert_not(upload.complete);
}

Test(upload, the_same_bytes_of_the_same_party_are_the_same_upload)
{
	static const struct principal wang = { .known = true, .role = ROLE_BUYER, .party = "b-wang" };
	static const struct principal seller = { .known = true, .role = ROLE_SELLER, .party = "b-li" };
	struct upload first, again, other, opposite;

	cr_assert_eq(decode(good, &li, &first), STATUS_OK);
	cr_assert_eq(decode(good, &li, &again), STATUS_OK);
	cr_assert_eq(decode(good, &wang, &other), STATUS_OK);
	cr_assert_eq(decode(good, &seller, &opposite), STATUS_OK);
	cr_assert(id_eq(first.id, again.id));
	cr_assert_not(id_eq(first.id, other.id));
	cr_assert_not(id_eq(first.id, opposite.id), "the role is part of who it is");
}

Test(upload, what_is_printed_reads_back_the_same)
{
	struct upload upload, again;
	struct str text, twice;

	for (int complete = 0; complete < 2; complete++) {
		cr_assert_eq(decode(good, &li, &upload), STATUS_OK);
		upload.complete = complete;
		cr_assert_eq(upload_print(&upload, &arena, &text, &err), STATUS_OK);
		cr_assert_eq(upload_parse(str_bytes(text), &arena, &again, &err), STATUS_OK);
		cr_assert(id_eq(upload.id, again.id) && id_eq(upload.dispute, again.dispute));
		cr_assert_eq(again.complete, complete);
		cr_assert_eq(upload_print(&again, &arena, &twice, &err), STATUS_OK);
		cr_assert(str_eq(text, twice));
	}
}

Test(upload, each_member_that_is_wrong_is_named)
{
	static const struct {
		const char *change;
		const char *field;
		enum problem problem;
	} rows[] = {
		{ "\"dispute\":\"dsp_x\"", "/dispute", PROBLEM_INVALID_VALUE },
		{ "\"dispute\":\"evd_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\"", "/dispute", PROBLEM_INVALID_VALUE },
		{ "\"name\":\"\"", "/name", PROBLEM_INVALID_VALUE },
		{ "\"name\":7", "/name", PROBLEM_INVALID_VALUE },
		{ "\"size\":0", "/size", PROBLEM_INVALID_VALUE },
		{ "\"size\":-1", "/size", PROBLEM_INVALID_VALUE },
		{ "\"size\":\"5\"", "/size", PROBLEM_INVALID_VALUE },
		{ "\"size\":9007199254740993", "/size", PROBLEM_SIZE_EXCEEDED },
		{ "\"type\":\"text/html\"", "/type", PROBLEM_TYPE_NOT_ALLOWED },
		{ "\"type\":\"image/svg+xml\"", "/type", PROBLEM_TYPE_NOT_ALLOWED },
		{ "\"sha256\":\"\"", "/sha256", PROBLEM_INVALID_VALUE },
		{ "\"sha256\":\"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824\"",
		  "/sha256", PROBLEM_INVALID_VALUE },
	};
	static const char *const members[] = { "\"dispute\":\"" DISPUTE "\"", "\"name\":\"a.png\"",
		                               "\"size\":5", "\"type\":\"image/png\"",
		                               "\"sha256\":\"" SHA "\"" };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[512] = "{";
		struct upload upload = { .size = 77 };
		size_t name_len = (size_t)(strchr(rows[i].change, ':') - rows[i].change);
		for (size_t m = 0; m < COUNT_OF(members); m++) {
			bool is_changed = strncmp(members[m], rows[i].change, name_len + 1) == 0;
			strcat(text, is_changed ? rows[i].change : members[m]);
			strcat(text, m + 1 < COUNT_OF(members) ? "," : "}");
		}
		cr_assert_neq(decode(text, &li, &upload), STATUS_OK, "%s", text);
		cr_assert_eq(err.problem, rows[i].problem, "%s: %s", text, err.detail);
		cr_assert_str_eq(err.field, rows[i].field);
		cr_assert_eq(upload.size, 77, "nothing is written after a refusal");
	}
}

Test(upload, a_name_has_its_limit)
{
	char text[1024];
	char name[UPLOAD_NAME_MAX + 2] = { 0 };
	struct upload upload;

	for (size_t len = UPLOAD_NAME_MAX; len <= UPLOAD_NAME_MAX + 1; len++) {
		memset(name, 'n', len);
		snprintf(text, sizeof text,
		         "{\"dispute\":\"" DISPUTE
		         "\",\"name\":\"%s\",\"size\":5,\"type\":\"image/png\",\"sha256\":\"" SHA "\"}",
		         name);
		cr_assert_eq(decode(text, &li, &upload), len > UPLOAD_NAME_MAX ? STATUS_INVALID : STATUS_OK);
	}
}

Test(upload, films_may_be_larger_than_documents)
{
	static const char form[] = "{\"dispute\":\"" DISPUTE
				   "\",\"name\":\"a\",\"size\":%lld,\"type\":\"%s\",\"sha256\":\"" SHA "\"}";
	char text[512];
	struct upload upload;

	cr_assert_gt(config.video_max_bytes, config.document_max_bytes);
	snprintf(text, sizeof text, form, (long long)config.document_max_bytes, "application/pdf");
	cr_assert_eq(decode(text, &li, &upload), STATUS_OK);
	snprintf(text, sizeof text, form, (long long)config.document_max_bytes + 1, "application/pdf");
	cr_assert_eq(decode(text, &li, &upload), STATUS_LIMIT);
	snprintf(text, sizeof text, form, (long long)config.video_max_bytes, "video/mp4");
	cr_assert_eq(decode(text, &li, &upload), STATUS_OK);
	snprintf(text, sizeof text, form, (long long)config.video_max_bytes + 1, "video/mp4");
	cr_assert_eq(decode(text, &li, &upload), STATUS_LIMIT);
}

Test(upload, other_documents_are_refused)
{
	static const char *const texts[] = { "", "[]", "{}", "null", "{\"dispute\":\"" DISPUTE "\"}", "{" };
	struct upload upload;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		cr_assert_eq(decode(texts[i], &li, &upload), STATUS_INVALID, "%s", texts[i]);
	cr_assert_eq(decode("{\"dispute\":\"" DISPUTE
	                    "\",\"name\":\"a\",\"size\":5,\"type\":\"image/png\",\"sha256\":"
	                    "\"" SHA "\",\"more\":1}",
	                    &li, &upload),
	             STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_UNKNOWN_MEMBER);
}

Test(upload, a_row_that_is_no_upload_is_corrupt)
{
	static const char *const rows[] = { "", "{}", "[]", "{\"id\":\"upl_x\"}" };
	struct upload upload;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(upload_parse(str_bytes(str_from_c(rows[i])), &arena, &upload, &err),
		             STATUS_CORRUPT);
		cr_assert_eq(err.problem, PROBLEM_RECORD_CORRUPT);
	}
	cr_assert_eq(upload_parse(str_bytes(str_from_c(good)), &arena, &upload, &err), STATUS_CORRUPT,
	             "what is announced has no id yet");
}
