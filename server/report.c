#include "server/report.h"

#include <stdarg.h>

static void line_put(struct report *report, const char *word, const char *fmt, va_list arguments)
	PRINTF(3, 0);

static void line_put(struct report *report, const char *word, const char *fmt, va_list arguments)
{
	(void)fprintf(report->out, "%-8s", word);
	(void)vfprintf(report->out, fmt, arguments);
	(void)fputc('\n', report->out);
}

void report_ok(struct report *report, const char *fmt, ...)
{
	va_list arguments;

	report->ok++;
	if (report->quiet)
		return;
	va_start(arguments, fmt);
	line_put(report, "ok", fmt, arguments);
	va_end(arguments);
}

void report_failed(struct report *report, const char *fmt, ...)
{
	va_list arguments;

	report->failed++;
	va_start(arguments, fmt);
	line_put(report, "FAILED", fmt, arguments);
	va_end(arguments);
}

void report_warning(struct report *report, const char *fmt, ...)
{
	va_list arguments;

	va_start(arguments, fmt);
	line_put(report, "warning", fmt, arguments);
	va_end(arguments);
}

bool report_check(struct report *report, const char *what, enum status status, const struct error *err)
{
	if (status == STATUS_OK)
		report_ok(report, "%s", what);
	else
		report_failed(report, "%s: %s", what, err->detail);
	return status == STATUS_OK;
}

void report_end(struct report *report)
{
	(void)fprintf(report->out, "%zu ok, %zu failed\n", report->ok, report->failed);
}

enum status report_verdict(struct report *report, const char *what, struct error *err)
{
	report_end(report);
	if (fflush(report->out) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	if (report->failed > 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "%s", what);
	return STATUS_OK;
}
