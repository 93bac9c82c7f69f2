#include "server/address.h"

#include <arpa/inet.h>

static enum status path_parse(struct str path, struct address *ret_address, struct error *err)
{
	if (path.len == 0 || path.len >= ADDRESS_PATH_MAX)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "the path after unix: must have 1 to %d bytes",
		            ADDRESS_PATH_MAX - 1);
	*ret_address = (struct address){ 0 };
	memcpy(ret_address->unix_path, path.ptr, path.len);
	return STATUS_OK;
}

static enum status port_parse(struct str text, unsigned *ret_port, struct error *err)
{
	unsigned port = 0;

	for (size_t i = 0; i < text.len && i < 5; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return FAIL(err, PROBLEM_CONFIG_INVALID,
			            "the port after the last ':' must be a number");
		port = port * 10 + (unsigned)(text.ptr[i] - '0');
	}
	if (text.len == 0 || text.len > 5 || port > 65535)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "the port after the last ':' must be 0 to 65535");
	*ret_port = port;
	return STATUS_OK;
}

/* Without the brackets that only IPv6 may have. Brackets are demanded there, so that the last ':' is the
 * port's. */
static enum status host_parse(struct str text, char ret_host[ADDRESS_HOST_MAX], struct error *err)
{
	bool bracketed = text.len >= 2 && text.ptr[0] == '[' && text.ptr[text.len - 1] == ']';
	struct str bare = bracketed ? (struct str){ text.ptr + 1, text.len - 2 } : text;
	char host[ADDRESS_HOST_MAX] = { 0 };
	uint8_t binary[16];

	if (bare.len == 0 || bare.len >= ADDRESS_HOST_MAX)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "the host before the port is missing or too long");
	memcpy(host, bare.ptr, bare.len);
	if (inet_pton(bracketed ? AF_INET6 : AF_INET, host, binary) != 1)
		return FAIL(err, PROBLEM_CONFIG_INVALID,
		            "\"%s\" is no numeric address; write 127.0.0.1:8080 or [::1]:8080", host);
	memcpy(ret_host, host, sizeof(host));
	return STATUS_OK;
}

enum status address_parse(struct str text, struct address *ret_address, struct error *err)
{
	static const struct str unix_prefix = STR_INIT("unix:");
	struct address address = { 0 };
	size_t colon = text.len;

	if (memchr(text.ptr, '\0', text.len) != NULL)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "an address has no zero bytes");
	if (str_has_prefix(text, unix_prefix))
		return path_parse((struct str){ text.ptr + unix_prefix.len, text.len - unix_prefix.len },
		                  ret_address, err);

	while (colon > 0 && text.ptr[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return FAIL(err, PROBLEM_CONFIG_INVALID, "an address is HOST:PORT, [HOST]:PORT or unix:PATH");
	TRY(port_parse((struct str){ text.ptr + colon, text.len - colon }, &address.port, err));
	TRY(host_parse((struct str){ text.ptr, colon - 1 }, address.host, err));
	*ret_address = address;
	return STATUS_OK;
}
