/* The pages: static files that the program carries, under a policy that lets nothing else in. */
#include "server/app.h"
#include "server/operations.h"
#include "server/web_assets.h"

static const struct str page_policy =
	STR_INIT("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src "
                 "'self' blob:; "
                 "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                 "require-trusted-types-for 'script'");

/* Named, and not refused with a weight of zero. */
static bool accepts_gzip(const struct http_request *request)
{
	struct str header = http_request_find(request, STR("Accept-Encoding"));
	const char *at = header.len == 0 ? NULL : memmem(header.ptr, header.len, "gzip", 4);

	if (at == NULL)
		return false;
	size_t rest = header.len - (size_t)(at - header.ptr);
	return rest < 8 || memcmp(at, "gzip;q=0", 8) != 0 || (rest > 8 && at[8] == '.');
}

/* Pages and assets alike lie under their address. */
void op_get_page(struct call *call)
{
	const struct web_asset *asset = web_asset_find(call->exchange->request.path);
	struct http_response response;

	if (asset == NULL) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "there is no such page");
		return;
	}
	http_response_init(&response, 200);
	http_response_add(&response, STR("Content-Type"), asset->type);
	http_response_add(&response, STR("Cache-Control"),
	                  asset->immutable ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
	http_response_add(&response, STR("Content-Security-Policy"), page_policy);
	bool packed = asset->gzip.len > 0 && accepts_gzip(&call->exchange->request);
	if (packed)
		http_response_add(&response, STR("Content-Encoding"), STR("gzip"));
	http_response_add(&response, STR("Vary"), STR("Accept-Encoding"));
	response.body = packed ? asset->gzip : asset->bytes;
	response.body_is_kept = true;
	call_reply(call, &response);
}
