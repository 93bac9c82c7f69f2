/* address.h — where to listen: a numeric host and a port, or the path of a Unix socket.
 *
 * "127.0.0.1:8080", "[::1]:8080", "unix:/run/sanbao/http.sock". Names are not resolved: what a server listens
 * on should not depend on a resolver. Port 0 takes any free port.
 */
#pragma once

#include "core/status.h"

#define ADDRESS_HOST_MAX 46  /* an IPv6 address in full, NUL included */
#define ADDRESS_PATH_MAX 108 /* sun_path of sockaddr_un, NUL included */

struct address {
	char host[ADDRESS_HOST_MAX]; /* empty for a Unix socket */
	unsigned port;
	char unix_path[ADDRESS_PATH_MAX]; /* empty for an internet address */
};

/* PROBLEM_CONFIG_INVALID: another form; the detail says which part. */
NODISCARD enum status address_parse(struct str text, struct address *ret_address, struct error *err);
