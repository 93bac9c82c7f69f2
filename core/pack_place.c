#include "core/pack_place.h"

#define POINTER_BYTES_MAX 256

/* Up to the next '/', which is taken; ids contain none. */
static struct str next_part(struct str *rest)
{
	const char *slash = rest->len == 0 ? NULL : memchr(rest->ptr, '/', rest->len);
	struct str part = { rest->ptr, slash == NULL ? rest->len : (size_t)(slash - rest->ptr) };
	size_t taken = part.len + (slash == NULL ? 0 : 1);

	*rest = (struct str){ rest->ptr + taken, rest->len - taken };
	return part;
}

struct str pack_place_pack(struct str place)
{
	return next_part(&place);
}

static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	}
	return text.len > 0;
}

static size_t index_of(const struct node *list, struct str id)
{
	for (size_t i = 0; list != NULL && list->kind == NODE_ARRAY && i < list->count; i++) {
		if (str_eq(node_text(&list->items[i], STR("id")), id))
			return i;
	}
	return SIZE_MAX;
}

struct str pack_place_pointer(struct str place, const struct node *root, struct arena *arena)
{
	assert(arena != NULL);

	struct str rest = place;
	struct str pack = next_part(&rest);
	struct str section = next_part(&rest);
	struct str id = next_part(&rest);
	size_t index = index_of(node_find(root, section), id);
	struct buf buf;

	buf_init(&buf, arena, POINTER_BYTES_MAX);
	if (section.len == 0 || (pack.len > 0 && !str_eq(pack, node_text(root, STR("pack")))))
		return buf_str(&buf);
	if (id.len > 0 && index == SIZE_MAX && !is_number(id))
		section = STR("instances");
	buf_put_char(&buf, '/');
	buf_put(&buf, section);
	if (id.len > 0 && (index != SIZE_MAX || is_number(id))) {
		buf_put_char(&buf, '/');
		if (index != SIZE_MAX)
			buf_put_int(&buf, (int64_t)index);
		else
			buf_put(&buf, id);
	}
	return buf_str(&buf);
}
