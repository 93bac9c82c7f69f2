#include <criterion/criterion.h>
#include <stdio.h>

#include "server/http_parser.h"

struct outcome {
	struct http_fault fault;
	bool complete;
	size_t used;
	size_t len;
	char content[256];
};

/* Reads one message whose body arrives in two parts, split at `split` bytes behind the head. */
static struct outcome read_message(struct str text, size_t split)
{
	static struct http_parser parser;
	static struct http_request request;
	struct outcome outcome = { 0 };
	struct http_scan scan = { 0 };

	outcome.fault = http_guard_scan(&scan, text);
	if (http_fault_is(outcome.fault) || scan.end == 0)
		return outcome;
	outcome.fault = http_parser_head(
		&parser, (struct str){ text.ptr + scan.start, scan.end - scan.start }, &request);
	outcome.used = scan.end;
	while (!http_fault_is(outcome.fault) && !parser.complete && outcome.used < text.len) {
		size_t border = scan.end + split;
		size_t end = outcome.used < border && border < text.len ? border : text.len;
		struct http_piece piece;

		outcome.fault = http_parser_body(
			&parser,
			(struct bytes){ (const uint8_t *)text.ptr + outcome.used, end - outcome.used },
			&piece);
		if (http_fault_is(outcome.fault))
			break;
		if (piece.data.len > 0)
			memcpy(outcome.content + outcome.len, piece.data.ptr, piece.data.len);
		outcome.len += piece.data.len;
		outcome.used += piece.consumed;
	}
	outcome.complete = parser.complete;
	return outcome;
}

Test(http_parser, bodies_read_the_same_wherever_they_are_split)
{
	static const struct {
		const char *text;
		const char *content;
	} rows[] = {
		{ "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcdenext", "abcde" },
		{ "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
		  "chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: v\r\n\r\nnext",
		  "abcde" },
		{ "GET / HTTP/1.1\r\nHost: a\r\n\r\nnext", "" },
		{ "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nnext", "" },
		{ "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nnext", "" },
		{ "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nnext", "" },
		{ "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nabnext", "ab" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str text = str_from_c(rows[i].text);

		for (size_t split = 0; split < text.len; split++) {
			struct outcome outcome = read_message(text, split);

			cr_assert_not(http_fault_is(outcome.fault), "row %zu: %s", i, outcome.fault.reason);
			cr_assert(outcome.complete);
			cr_assert_str_eq(outcome.content, rows[i].content);
			cr_assert_eq(outcome.used, text.len - 4, "row %zu split %zu", i, split);
		}
	}
}

Test(http_parser, broken_bodies_are_refused_wherever_they_are_split)
{
	static const char *const rows[] = {
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcXX0\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: "
		"5\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
		"chunked\r\n\r\n00000000001\r\na\r\n0\r\n\r\n",
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str text = str_from_c(rows[i]);

		for (size_t split = 0; split < 20; split++)
			cr_assert(http_fault_is(read_message(text, split).fault), "row %zu split %zu", i,
			          split);
	}
}

/* The guard is the stricter one: what it lets through, llhttp must read in the same way. */
Test(http_parser, llhttp_agrees_with_every_accepted_oddity)
{
	static const char *const heads[] = {
		"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: \t a \t\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Space:  \r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:   0  \r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nConnection: close, keep-alive,,upgrade\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nConnection:\tclose\t\r\n\r\n",
		"GET /~!$&'()*+,;=:@?/?%C3%A9 HTTP/1.1\r\nHost: a\r\nX!#$%&'*+-.^`|~: v\r\n\r\n",
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct outcome outcome = read_message(str_from_c(heads[i]), 0);

		cr_assert_not(http_fault_is(outcome.fault), "row %zu: %s", i, outcome.fault.reason);
		cr_assert(outcome.complete);
	}
}
