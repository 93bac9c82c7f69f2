#include "server/config_sample.h"

#include "server/config_value.h"

#define VALUE_COLUMN  24
#define ORIGIN_COLUMN 54

static void pad_to(struct buf *buf, size_t line_start, size_t column)
{
	while (!buf->failed && buf->len - line_start < column)
		buf_put_char(buf, ' ');
}

static void origin_put(struct buf *buf, const struct config_row *row, struct config_origin origin,
                       struct str file_name)
{
	switch (origin.kind) {
	case ORIGIN_DEFAULT: buf_put(buf, STR("default")); return;
	case ORIGIN_FILE: buf_putf(buf, STR_FMT ":%d", STR_ARG(file_name), origin.line); return;
	case ORIGIN_ENVIRONMENT:
		buf_put(buf, STR("SANBAO_"));
		for (size_t i = 0; i < row->name.len; i++) {
			char c = row->name.ptr[i];

			buf_put_char(buf, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		}
		return;
	case ORIGIN_FLAG: buf_put(buf, STR("command line")); return;
	}
}

void config_print(struct buf *buf, const struct config *config, const struct config_origin *origins,
                  struct str file_name)
{
	const struct config_row *rows = config_rows();

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		size_t start = buf->len;

		buf_put(buf, rows[i].name);
		pad_to(buf, start, VALUE_COLUMN);
		buf_put(buf, STR("= "));
		config_value_put(buf, config, &rows[i]);
		pad_to(buf, start, ORIGIN_COLUMN);
		buf_put(buf, STR("  # "));
		origin_put(buf, &rows[i], origins[i], file_name);
		buf_put_char(buf, '\n');
	}
}

void config_sample_put(struct buf *buf)
{
	const struct config_row *rows = config_rows();

	buf_put(buf, STR("# sanbao.conf: every setting there is, with its default.\n"
	                 "# Precedence: command line (--name-with-dashes), then environment (SANBAO_NAME), "
	                 "then this file.\n"
	                 "# `sanbao check-config --config FILE --print` shows the values in force and where "
	                 "they come from.\n"));
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		buf_put(buf, STR("\n# "));
		buf_put(buf, rows[i].prose);
		buf_put(buf, STR("\n# It takes "));
		config_range_put(buf, &rows[i]);
		buf_put(buf, STR(" ("));
		buf_put(buf, rows[i].unit);
		buf_put(buf, STR(").\n#"));
		buf_put(buf, rows[i].name);
		buf_put(buf, rows[i].initial.len == 0 ? STR(" =") : STR(" = "));
		buf_put(buf, rows[i].initial);
		buf_put_char(buf, '\n');
	}
}
