/* log.h — one JSON object per line on standard error: what happened, when, to what.
 *
 * {"time":"2026-11-24T23:50:00.123Z","level":"info","event":"server.started", ...fields in the order put}
 * Only drivers log (loop, writer, main), once per event; everything below returns a status.
 * Thread: any. A line is built on the caller's stack and leaves in one write(2), so lines never mix.
 * Limits: texts are shown up to LOG_TEXT_MAX bytes, with '?' for what is not ASCII; LOG_LINE_MAX bytes; a
 * longer line is written without its fields and marked "cut":true. Secrets: the value of a field whose name
 * says secret (token, authorization, key, ...), and any text that looks like a bearer token or a secret key
 * whatever its field, is replaced by "[redacted]". That is the last net, not a licence: do not log what
 * parties wrote.
 */
#pragma once

#include "core/json.h"

#define LOG_LINE_MAX 4096
#define LOG_TEXT_MAX 512

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR, LOG_LEVEL_COUNT };

/* A line being built. It must not be copied or moved between log_begin() and log_end(). */
struct log_line {
	bool wanted; /* false below the level: every call then does nothing */
	enum log_level level;
	const char *event;
	int64_t at_ms;
	struct arena arena;
	struct buf buf;
	struct printer printer;
	uint8_t block[LOG_LINE_MAX + 1];
};

const char *log_level_name(enum log_level level);

/* STATUS_INVALID: not one of debug, info, warning, error. */
NODISCARD enum status log_level_parse(struct str text, enum log_level *ret_level, struct error *err);

/* The least level that is written; the program's one global. LOG_INFO until set. */
void log_level_set(enum log_level level);
bool log_is_wanted(enum log_level level);

/* `event` is borrowed: a dotted name in lower case, e.g. "server.started". */
void log_begin(struct log_line *line, enum log_level level, const char *event);
void log_text(struct log_line *line, const char *name, struct str text);
void log_int(struct log_line *line, const char *name, int64_t value);
void log_bool(struct log_line *line, const char *name, bool value);
void log_error(struct log_line *line, const struct error *err); /* problem, where, field, detail */
void log_end(struct log_line *line);

/* The finished line without writing it, '\n' included; for tests and for log_end(). Borrowed from `line`. */
struct str log_finish(struct log_line *line);

/* An event without fields, and one with a single text: the usual two. */
void log_event(enum log_level level, const char *event);
void log_detail(enum log_level level, const char *event, const char *name, struct str text);
