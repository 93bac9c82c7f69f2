/* Guard against llhttp: any message that the guard lets through must be read by llhttp in the same way, and
 * reading it in two parts must end as reading it in one. A disagreement aborts. */
#include <stdlib.h>

#include "server/http_parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
	struct http_fault fault;
	size_t used;
	size_t content;
	bool complete;
};

static struct outcome read_message(struct str text, size_t border)
{
	static struct http_parser parser;
	static struct http_request request;
	struct outcome outcome = { 0 };
	struct http_scan scan = { 0 };

	outcome.fault = http_guard_scan(&scan, (struct str){ text.ptr, border });
	if (!http_fault_is(outcome.fault) && scan.end == 0)
		outcome.fault = http_guard_scan(&scan, text);
	if (http_fault_is(outcome.fault) || scan.end == 0)
		return outcome;
	struct str head = { text.ptr + scan.start, scan.end - scan.start };
	outcome.fault = http_parser_head(&parser, head, &request);
	if (http_fault_is(outcome.fault)) {
		/* llhttp must not be the one who refused: the guard is to be at least as strict. */
		if (!http_fault_is(http_guard_head(head, &request)))
			abort();
		return outcome;
	}
	outcome.used = scan.end;
	while (!parser.complete && outcome.used < text.len) {
		size_t end = outcome.used < border ? border : text.len;
		struct http_piece piece;

		outcome.fault = http_parser_body(
			&parser,
			(struct bytes){ (const uint8_t *)text.ptr + outcome.used, end - outcome.used },
			&piece);
		if (http_fault_is(outcome.fault))
			break;
		outcome.used += piece.consumed;
		outcome.content += piece.data.len;
	}
	outcome.complete = parser.complete;
	return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;

	struct str text = { (const char *)data + 1, size - 1 };
	struct outcome whole = read_message(text, text.len);
	struct outcome parts = read_message(text, text.len * data[0] / 256);

	if (whole.fault.refusal != parts.fault.refusal)
		abort();
	if (http_fault_is(whole.fault))
		return 0;
	if (whole.complete != parts.complete || whole.used != parts.used || whole.content != parts.content)
		abort();
	return 0;
}
