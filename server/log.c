#include "server/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "core/calendar.h"

#define LINE_TAIL 16 /* kept free for the closing brace or ,"cut":true} and the newline */

/* The one sanctioned global: every driver logs, and none should need a pointer to say so. */
static _Atomic int least_level = LOG_INFO;

static const char *const level_names[LOG_LEVEL_COUNT] = {
	[LOG_DEBUG] = "debug",
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error",
};

/* Fields that hold secrets by their name. */
static const struct str secret_words[] = {
	STR_INIT("token"),  STR_INIT("authorization"), STR_INIT("secret"), STR_INIT("password"),
	STR_INIT("cookie"), STR_INIT("salt"),          STR_INIT("seed"),   STR_INIT("private"),
};

/* Texts that are secrets by their look: a JSON Web Token, a bearer header, our key files, PEM and OpenSSH
 * keys. */
static const struct str secret_marks[] = {
	STR_INIT("eyJ"),
	STR_INIT("Bearer "),
	STR_INIT("bearer "),
	STR_INIT("sanbao-key/v1 secret"),
	STR_INIT("PRIVATE KEY-----"),
};

static const struct str redacted = STR_INIT("[redacted]");

const char *log_level_name(enum log_level level)
{
	assert(level < LOG_LEVEL_COUNT);
	return level_names[level];
}

enum status log_level_parse(struct str text, enum log_level *ret_level, struct error *err)
{
	for (int i = 0; i < LOG_LEVEL_COUNT; i++) {
		if (!str_eq(text, str_from_c(level_names[i])))
			continue;
		*ret_level = (enum log_level)i;
		return STATUS_OK;
	}
	return FAIL(err, PROBLEM_INVALID_VALUE, "a level is debug, info, warning or error");
}

void log_level_set(enum log_level level)
{
	assert(level < LOG_LEVEL_COUNT);
	atomic_store_explicit(&least_level, (int)level, memory_order_relaxed);
}

bool log_is_wanted(enum log_level level)
{
	return (int)level >= atomic_load_explicit(&least_level, memory_order_relaxed);
}

static bool text_contains(struct str text, struct str part)
{
	assert(part.len > 0);
	if (text.len == 0)
		return false;
	for (size_t i = 0; i + part.len <= text.len; i++) {
		if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	}
	return false;
}

static bool field_is_secret(const char *name, struct str text)
{
	for (size_t i = 0; i < COUNT_OF(secret_words); i++) {
		if (text_contains(str_from_c(name), secret_words[i]))
			return true;
	}
	for (size_t i = 0; i < COUNT_OF(secret_marks); i++) {
		if (text_contains(text, secret_marks[i]))
			return true;
	}
	return false;
}

static int64_t now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* "2026-11-24T23:50:00.123Z": the calendar's form with the milliseconds put in. */
static void time_put(struct buf *buf, int64_t at_ms)
{
	uint8_t block[512];
	struct arena arena;
	struct buf whole;

	arena_init(&arena, block, sizeof(block));
	buf_init(&whole, &arena, sizeof(block));
	instant_put(&whole, at_ms);
	struct str seconds = buf_str(&whole);
	if (seconds.len == 0)
		return;
	buf_put(buf, (struct str){ seconds.ptr, seconds.len - 1 });
	buf_putf(buf, ".%03dZ", (int)(at_ms % 1000));
}

static void line_begin(struct log_line *line)
{
	arena_init(&line->arena, line->block, sizeof(line->block));
	buf_init(&line->buf, &line->arena, LOG_LINE_MAX - LINE_TAIL);
	printer_init(&line->printer, &line->buf);
	print_object_begin(&line->printer);
	print_name(&line->printer, STR("time"));
	print_raw(&line->printer, STR("\""));
	time_put(&line->buf, line->at_ms);
	buf_put_char(&line->buf, '"');
	print_member_string(&line->printer, STR("level"), str_from_c(log_level_name(line->level)));
	print_member_string(&line->printer, STR("event"), str_from_c(line->event));
}

void log_begin(struct log_line *line, enum log_level level, const char *event)
{
	line->wanted = log_is_wanted(level);
	line->level = level;
	line->event = event;
	if (!line->wanted)
		return;
	line->at_ms = now_ms();
	line_begin(line);
}

/* Whatever bytes a fault brings along, the line stays valid JSON: what is not ASCII shows as '?'. */
static void shown_put(struct printer *printer, struct str text)
{
	char shown[LOG_TEXT_MAX];
	size_t len = text.len < sizeof(shown) ? text.len : sizeof(shown);

	for (size_t i = 0; i < len; i++)
		shown[i] = text.ptr[i] < 0 || text.ptr[i] == 0x7f ? '?' : text.ptr[i];
	print_string(printer, (struct str){ shown, len });
}

void log_text(struct log_line *line, const char *name, struct str text)
{
	if (!line->wanted)
		return;
	print_name(&line->printer, str_from_c(name));
	shown_put(&line->printer, field_is_secret(name, text) ? redacted : text);
}

void log_int(struct log_line *line, const char *name, int64_t value)
{
	if (line->wanted)
		print_member_int(&line->printer, str_from_c(name), value);
}

void log_bool(struct log_line *line, const char *name, bool value)
{
	if (line->wanted)
		print_member_bool(&line->printer, str_from_c(name), value);
}

void log_error(struct log_line *line, const struct error *err)
{
	log_text(line, "problem", str_from_c(problem_info(err->problem)->slug));
	log_text(line, "where", str_from_c(err->where));
	if (err->field[0] != '\0')
		log_text(line, "field", str_from_c(err->field));
	log_text(line, "detail", str_from_c(err->detail));
}

struct str log_finish(struct log_line *line)
{
	struct str tail = STR("}\n");

	if (!line->wanted)
		return (struct str){ 0 };
	if (line->buf.failed) {
		line_begin(line);
		tail = STR(",\"cut\":true}\n");
	}
	assert(!line->buf.failed);
	line->buf.max = LOG_LINE_MAX;
	buf_put(&line->buf, tail);
	return buf_str(&line->buf);
}

/* A log that cannot be written has nobody to tell, so the outcome is not looked at; a short write is
 * finished. */
void log_end(struct log_line *line)
{
	struct str text = log_finish(line);

	while (text.len > 0) {
		ssize_t written = write(STDERR_FILENO, text.ptr, text.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text.ptr += written;
		text.len -= (size_t)written;
	}
}

void log_event(enum log_level level, const char *event)
{
	struct log_line line;

	log_begin(&line, level, event);
	log_end(&line);
}

void log_detail(enum log_level level, const char *event, const char *name, struct str text)
{
	struct log_line line;

	log_begin(&line, level, event);
	log_text(&line, name, text);
	log_end(&line);
}
