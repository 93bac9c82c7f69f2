#include "core/id.h"
#include "loaded_packs.h"

static const uint8_t zeros[8] = { 0 };
static const uint8_t ones[8] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

Test(id, an_id_comes_back_from_its_text)
{
	for (size_t kind = 0; kind < ID_KIND_COUNT; kind++) {
		struct arena arena;
		struct error err;
		struct id back;
		struct id id = id_make(1764028166123 + (int64_t)kind, 3, 77, kind % 2 == 0 ? zeros : ones);
		arena_take(&arena, 512);
		struct str text = id_text(&arena, (enum id_kind)kind, id);
		cr_assert_eq(text.len <= ID_TEXT_MAX, true);
		cr_assert_eq(id_parse((enum id_kind)kind, text, &back, &err), STATUS_OK);
		cr_assert(id_eq(id, back));
		cr_assert_eq(id_time_ms(back), 1764028166123 + (int64_t)kind);
		cr_assert_not(id_is_zero(id));
	}
}

Test(id, later_ids_sort_later)
{
	struct arena arena;

	arena_take(&arena, KIB(64));
	for (int64_t at = 1; at < 10; at++) {
		struct str a = id_text(&arena, ID_DISPUTE, id_make(at * 1000, 0, 0, ones));
		struct str b = id_text(&arena, ID_DISPUTE, id_make(at * 1000 + 1, 0, 0, zeros));
		cr_assert_lt(str_compare(a, b), 0);
	}
}

Test(id, version_and_variant_are_those_of_uuid_8)
{
	struct id id = id_make(0, 255, 4095, ones);

	cr_assert_eq(id.bytes[6] >> 4, 8);
	cr_assert_eq(id.bytes[8] >> 6, 2);
}

Test(id, what_is_no_id_is_refused)
{
	static const char *const texts[] = {
		"",
		"dsp_",
		"evt_00000000000000000000000000",
		"dsp-00000000000000000000000000",
		"dsp_0000000000000000000000000",
		"dsp_000000000000000000000000000",
		"dsp_0000000000000000000000000i",
		"dsp_0000000000000000000000000U",
		"dsp_ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct id id = { { 1 } };
		struct error err;
		cr_assert_eq(id_parse(ID_DISPUTE, str_from_c(texts[i]), &id, &err), STATUS_INVALID, "%s",
		             texts[i]);
		cr_assert_eq(id.bytes[0], 1);
	}
}
