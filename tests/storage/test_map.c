#include <criterion/criterion.h>

#include "storage/map.h"

enum { KEYS = 200 };

Test(map, it_agrees_with_an_array_under_random_changes)
{
	struct map map = { 0 };
	bool there[KEYS] = { false };
	uint32_t random = 1;
	struct bytes key, value;

	for (int i = 0; i < 5000; i++) {
		random = random * 1664525u + 1013904223u;
		uint8_t name = (uint8_t)((random >> 16) % KEYS);
		struct bytes wanted = { &name, 1 };
		if ((random & 0x100) != 0) {
			cr_assert(map_put(&map, wanted, (struct bytes){ &name, 1 }));
			there[name] = true;
		} else {
			map_remove(&map, wanted);
			there[name] = false;
		}
		int above = name + 1, below = name - 1;
		while (above < KEYS && !there[above])
			above++;
		while (below >= 0 && !there[below])
			below--;
		cr_assert_eq(map_find(&map, wanted, &value), there[name]);
		cr_assert_eq(map_above(&map, wanted, false, &key, &value), above < KEYS);
		cr_assert(above == KEYS || key.ptr[0] == above);
		cr_assert_eq(map_below(&map, wanted, &key, &value), below >= 0);
		cr_assert(below < 0 || key.ptr[0] == below);
	}
	size_t count = 0;
	for (int i = 0; i < KEYS; i++)
		count += there[i];
	cr_assert_eq(map.count, count);
	map_fini(&map);
}

Test(map, the_last_is_found_and_an_empty_map_has_none)
{
	struct map map = { 0 };
	struct bytes key, value;

	cr_assert_not(map_last(&map, &key, &value));
	cr_assert(map_put(&map, str_bytes(STR("b")), str_bytes(STR("1"))));
	cr_assert(map_put(&map, str_bytes(STR("a")), str_bytes(STR("22"))));
	cr_assert(map_last(&map, &key, &value));
	cr_assert(bytes_eq(key, str_bytes(STR("b"))));
	cr_assert_eq(map.bytes, 5);
	map_fini(&map);
	cr_assert_eq(map.count, 0);
}
