#include <criterion/criterion.h>
#include <stdio.h>

#include "server/http_chunk.h"

/* Reads a body in pieces of `step` bytes; the content in `ret_content`. False when it is refused. */
static bool read_body(struct str text, size_t step, char *ret_content, size_t *ret_used, bool *ret_complete)
{
	struct http_chunk chunk = { 0 };
	size_t at = 0;
	size_t len = 0;

	*ret_complete = false;
	while (at < text.len && !*ret_complete) {
		size_t here = text.len - at < step ? text.len - at : step;
		struct http_piece piece;

		if (http_fault_is(http_chunk_step(
			    &chunk, (struct bytes){ (const uint8_t *)text.ptr + at, here }, &piece)))
			return false;
		memcpy(ret_content + len, piece.data.ptr == NULL ? (const uint8_t *)"" : piece.data.ptr,
		       piece.data.len);
		len += piece.data.len;
		at += piece.consumed;
		*ret_complete = piece.complete;
	}
	ret_content[len] = '\0';
	*ret_used = at;
	return true;
}

Test(http_chunk, a_body_reads_the_same_in_pieces_of_any_size)
{
	const struct str text =
		STR("3\r\nabc\r\n0000000A;x=\"y\"\r\n0123456789\r\n00000000\r\nX-T: v\r\nY: \r\n\r\nnext");
	char content[64];
	size_t used;
	bool complete;

	for (size_t step = 1; step <= text.len; step++) {
		cr_assert(read_body(text, step, content, &used, &complete));
		cr_assert(complete);
		cr_assert_str_eq(content, "abc0123456789");
		cr_assert_eq(used, text.len - 4, "pieces of %zu", step);
	}
}

Test(http_chunk, broken_framing_is_refused)
{
	static const char *const rows[] = {
		"\r\n",
		"g\r\n",
		"-1\r\n",
		"+1\r\n",
		"0x1\r\n",
		" 1\r\n",
		"1 \r\na",
		"1\t;x\r\n",
		"1\na\r\n",
		"1\r\nbX",
		"1\r\na\rX",
		"1\r\na\n",
		"123456789\r\n",
		"000000000\r\n",
		"1;a\nb\r\n",
		"1;\x01\r\n",
		"0\r\n\n",
		"0\r\n\rX",
		"0\r\nX\r\n",
		"0\r\n: v\r\n",
		"0\r\nX : v\r\n",
		"0\r\nX_Y: v\r\n",
		"0\r\nX: v\n",
		"0\r\nX: \x80\r\n",
		"0\r\nContent-Length: 5\r\n\r\n",
		"0\r\ntransfer-encoding: chunked\r\n\r\n",
		"0\r\nHost: b\r\n\r\n",
		"0\r\nAuthorization: b\r\n\r\n",
		"0\r\nTrailer: X\r\n\r\n",
	};
	char content[64];
	size_t used;
	bool complete;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_not(read_body(str_from_c(rows[i]), 100, content, &used, &complete), "row %zu", i);
}

Test(http_chunk, extensions_and_trailers_have_their_limits)
{
	static char text[8192];
	static char content[8192];
	size_t used;
	bool complete;

	for (int over = 0; over < 2; over++) {
		int len = snprintf(text, sizeof text, "1;%0*d\r\na\r\n0\r\n\r\n",
		                   HTTP_CHUNK_EXTENSION_MAX + over, 0);

		cr_assert_eq(read_body((struct str){ text, (size_t)len }, 100, content, &used, &complete),
		             over == 0);
		len = snprintf(text, sizeof text, "0\r\nX:%0*d\r\n\r\n", HTTP_CHUNK_TRAILER_MAX - 2 + over,
		               0);
		cr_assert_eq(read_body((struct str){ text, (size_t)len }, 100, content, &used, &complete),
		             over == 0);
	}
	/* The limit is for the body, not for each chunk. */
	int len = snprintf(text, sizeof text, "1;%0200d\r\na\r\n1;%0200d\r\na\r\n0\r\n\r\n", 0, 0);
	cr_assert_not(read_body((struct str){ text, (size_t)len }, 100, content, &used, &complete));
}
