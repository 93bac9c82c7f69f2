#include "server/http_chunk.h"

#include "server/http_guard.h"

/* Fields that frame, route or authorise a message (RFC 9110, 6.5.1) and so cannot come after it. */
static const struct str forbidden_trailers[] = {
	STR_INIT("content-length"), STR_INIT("transfer-encoding"), STR_INIT("host"),
	STR_INIT("connection"),     STR_INIT("trailer"),           STR_INIT("te"),
	STR_INIT("upgrade"),        STR_INIT("content-encoding"),  STR_INIT("content-type"),
	STR_INIT("content-range"),  STR_INIT("authorization"),     STR_INIT("cookie"),
	STR_INIT("expect"),         STR_INIT("keep-alive"),        STR_INIT("proxy-authorization"),
};

/* One byte in one state: the next state is set, and what is wrong returned, or NULL. */
typedef const char *chunk_reader(struct http_chunk *chunk, uint8_t byte);

static int hex_value(uint8_t byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return -1;
}

static const char *read_size(struct http_chunk *chunk, uint8_t byte)
{
	int value = hex_value(byte);

	if (value >= 0) {
		if (chunk->digits == HTTP_CHUNK_DIGITS_MAX)
			return "a chunk size has more than 8 digits";
		chunk->digits++;
		chunk->left = chunk->left * 16 + (uint64_t)value;
		return NULL;
	}
	if (chunk->digits == 0)
		return "a chunk does not begin with its size";
	if (byte == '\r')
		chunk->state = CHUNK_SIZE_LF;
	else if (byte == ';')
		chunk->state = CHUNK_EXTENSION;
	else
		return "a chunk size is followed by neither CRLF nor an extension";
	return NULL;
}

static bool is_text(uint8_t byte)
{
	return byte == '\t' || (byte >= 0x20 && byte <= 0x7e);
}

static const char *read_extension(struct http_chunk *chunk, uint8_t byte)
{
	if (byte == '\r') {
		chunk->state = CHUNK_SIZE_LF;
		return NULL;
	}
	if (!is_text(byte))
		return "a chunk extension holds a byte that is not allowed";
	if (++chunk->extension_bytes > HTTP_CHUNK_EXTENSION_MAX)
		return "chunk extensions exceed 256 bytes";
	return NULL;
}

static const char *read_size_lf(struct http_chunk *chunk, uint8_t byte)
{
	if (byte != '\n')
		return "a chunk size line does not end in CRLF";
	chunk->digits = 0;
	chunk->state = chunk->left == 0 ? CHUNK_TRAILER_START : CHUNK_DATA;
	return NULL;
}

static const char *read_data_cr(struct http_chunk *chunk, uint8_t byte)
{
	if (byte != '\r')
		return "a chunk is longer than its size says";
	chunk->state = CHUNK_DATA_LF;
	return NULL;
}

static const char *read_data_lf(struct http_chunk *chunk, uint8_t byte)
{
	if (byte != '\n')
		return "a chunk does not end in CRLF";
	chunk->state = CHUNK_SIZE;
	return NULL;
}

static const char *count_trailer(struct http_chunk *chunk)
{
	return ++chunk->trailer_bytes > HTTP_CHUNK_TRAILER_MAX ? "trailers exceed 4 KiB" : NULL;
}

static const char *read_trailer_name(struct http_chunk *chunk, uint8_t byte)
{
	struct str letter = { (const char *)&byte, 1 };
	struct str name = { chunk->name, chunk->name_len };

	if (byte != ':') {
		if (!http_guard_is_name(letter))
			return "a trailer name holds a byte that is not allowed";
		if (chunk->name_len < HTTP_CHUNK_NAME_MAX)
			chunk->name[chunk->name_len++] = (char)byte;
		return count_trailer(chunk);
	}
	if (name.len == 0)
		return "a trailer name is empty";
	for (size_t i = 0; i < COUNT_OF(forbidden_trailers); i++) {
		if (http_token_eq(name, forbidden_trailers[i]))
			return "a trailer names a field that belongs into the head";
	}
	chunk->state = CHUNK_TRAILER_VALUE;
	return count_trailer(chunk);
}

static const char *read_trailer_start(struct http_chunk *chunk, uint8_t byte)
{
	if (byte == '\r') {
		chunk->state = CHUNK_END_LF;
		return NULL;
	}
	chunk->name_len = 0;
	chunk->state = CHUNK_TRAILER_NAME;
	return read_trailer_name(chunk, byte);
}

static const char *read_trailer_value(struct http_chunk *chunk, uint8_t byte)
{
	if (byte == '\r') {
		chunk->state = CHUNK_TRAILER_LF;
		return NULL;
	}
	return is_text(byte) ? count_trailer(chunk) : "a trailer holds a byte that is not allowed";
}

static const char *read_trailer_lf(struct http_chunk *chunk, uint8_t byte)
{
	if (byte != '\n')
		return "a trailer does not end in CRLF";
	chunk->state = CHUNK_TRAILER_START;
	return NULL;
}

static const char *read_end_lf(struct http_chunk *chunk, uint8_t byte)
{
	if (byte != '\n')
		return "the body does not end in CRLF";
	chunk->state = CHUNK_DONE;
	return NULL;
}

static chunk_reader *const readers[CHUNK_STATE_COUNT] = {
	[CHUNK_SIZE] = read_size,
	[CHUNK_EXTENSION] = read_extension,
	[CHUNK_SIZE_LF] = read_size_lf,
	[CHUNK_DATA_CR] = read_data_cr,
	[CHUNK_DATA_LF] = read_data_lf,
	[CHUNK_TRAILER_START] = read_trailer_start,
	[CHUNK_TRAILER_NAME] = read_trailer_name,
	[CHUNK_TRAILER_VALUE] = read_trailer_value,
	[CHUNK_TRAILER_LF] = read_trailer_lf,
	[CHUNK_END_LF] = read_end_lf,
};

/* The run of data at `at`, as far as it is here. */
static void take_data(struct http_chunk *chunk, struct bytes input, size_t at, struct http_piece *ret_piece)
{
	size_t here = input.len - at;
	size_t len = chunk->left < here ? (size_t)chunk->left : here;

	chunk->left -= len;
	if (chunk->left == 0)
		chunk->state = CHUNK_DATA_CR;
	*ret_piece = (struct http_piece){ .consumed = at + len, .data = { input.ptr + at, len } };
}

struct http_fault http_chunk_step(struct http_chunk *chunk, struct bytes input, struct http_piece *ret_piece)
{
	assert(chunk != NULL && chunk->state != CHUNK_DONE);
	assert(ret_piece != NULL);

	size_t at = 0;

	while (at < input.len && chunk->state != CHUNK_DATA && chunk->state != CHUNK_DONE) {
		const char *wrong = readers[chunk->state](chunk, input.ptr[at++]);

		if (wrong != NULL)
			return http_malformed(wrong);
	}
	if (chunk->state == CHUNK_DATA && at < input.len)
		take_data(chunk, input, at, ret_piece);
	else
		*ret_piece = (struct http_piece){ .consumed = at, .complete = chunk->state == CHUNK_DONE };
	return HTTP_FINE;
}
