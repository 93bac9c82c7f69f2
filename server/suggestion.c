#include "server/suggestion.h"

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* The optimal string alignment distance, by rows: two rows back are needed for a swap. */
static size_t edit_distance(struct str a, struct str b)
{
	size_t rows[3][SUGGESTION_WORD_MAX + 1] = { 0 };

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *before = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t cost = a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1;
			bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			               a.ptr[i - 2] == b.ptr[j - 1];

			row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost);
			if (swapped && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
	}
	return rows[a.len % 3][b.len];
}

void suggestion_init(struct suggestion *suggestion, struct str word)
{
	*suggestion = (struct suggestion){ .word = word, .distance = SIZE_MAX };
}

void suggestion_consider(struct suggestion *suggestion, struct str candidate)
{
	struct str word = suggestion->word;
	size_t longer = word.len > candidate.len ? word.len : candidate.len;

	if (word.len > SUGGESTION_WORD_MAX || candidate.len > SUGGESTION_WORD_MAX)
		return;

	size_t distance = edit_distance(word, candidate);
	if (distance > (longer + 2) / 3)
		return;
	if (distance >= suggestion->distance)
		return;
	suggestion->best = candidate;
	suggestion->distance = distance;
}
