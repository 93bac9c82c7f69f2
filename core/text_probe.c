#include "core/text_probe.h"

/* RFC 3629, 4: what may follow each first byte. */
static const struct {
	uint8_t first, last;
	uint8_t missing;
	uint8_t lowest, highest;
} leads[] = {
	{ 0xC2, 0xDF, 1, 0x80, 0xBF }, { 0xE0, 0xE0, 2, 0xA0, 0xBF }, { 0xE1, 0xEC, 2, 0x80, 0xBF },
	{ 0xED, 0xED, 2, 0x80, 0x9F }, { 0xEE, 0xEF, 2, 0x80, 0xBF }, { 0xF0, 0xF0, 3, 0x90, 0xBF },
	{ 0xF1, 0xF3, 3, 0x80, 0xBF }, { 0xF4, 0xF4, 3, 0x80, 0x8F },
};

static void begin_character(struct text_probe *probe, uint8_t byte)
{
	assert(probe->missing == 0 && byte >= 0x80);
	for (size_t i = 0; i < COUNT_OF(leads); i++) {
		if (byte < leads[i].first || byte > leads[i].last)
			continue;
		probe->missing = leads[i].missing;
		probe->lowest = leads[i].lowest;
		probe->highest = leads[i].highest;
		return;
	}
	probe->broken = true;
}

static bool is_plain(uint8_t byte)
{
	if (byte >= 0x20)
		return byte < 0x7F;
	return byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
}

void text_probe_feed(struct text_probe *probe, struct bytes piece)
{
	for (size_t i = 0; i < piece.len && !probe->broken; i++) {
		uint8_t byte = piece.ptr[i];

		if (probe->missing > 0) {
			probe->broken = byte < probe->lowest || byte > probe->highest;
			probe->missing--;
			probe->lowest = 0x80;
			probe->highest = 0xBF;
		} else if (byte >= 0x80) {
			begin_character(probe, byte);
		} else {
			probe->broken = !is_plain(byte);
		}
	}
}

bool text_probe_is_text(const struct text_probe *probe)
{
	return !probe->broken && probe->missing == 0;
}
