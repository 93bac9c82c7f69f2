#include "server/upload.h"

#include "crypto/encoding.h"
#include "server/case_records.h"
#include "server/media_type.h"

static enum status read_digest(const struct node *node, struct digest *ret_digest, struct error *err)
{
	if (hex_decode_exact(node_text(node, STR("sha256")), ret_digest->bytes, DIGEST_BYTES, err) !=
	    STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/sha256",
		               "the SHA-256 of the file is 64 lower-case hex digits");
	return STATUS_OK;
}

static enum status read_fields(const struct node *node, struct arena *arena, struct upload *upload,
                               struct error *err)
{
	(void)arena;
	if (id_parse(ID_DISPUTE, node_text(node, STR("dispute")), &upload->dispute, err) != STATUS_OK)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/dispute",
		               "the id of the dispute (dsp_…) is needed");
	upload->name = node_text(node, STR("name"));
	upload->type = node_text(node, STR("type"));
	upload->size = node_int(node, STR("size"), -1);
	if (upload->name.len == 0 || upload->name.len > UPLOAD_NAME_MAX)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/name", "a file name of 1 to %d bytes is needed",
		               UPLOAD_NAME_MAX);
	if (upload->size <= 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/size",
		               "the size in bytes is needed, and an empty file shows nothing");
	return read_digest(node, &upload->digest, err);
}

static enum status check_limits(const struct upload *upload, const struct config *config, struct error *err)
{
	const struct media_type *type = media_type_find(upload->type);

	if (type == NULL)
		return FAIL_AT(err, PROBLEM_TYPE_NOT_ALLOWED, "/type",
		               "the types that are accepted are listed at /v1/meta/limits");
	int64_t max = type->form == MEDIA_VIDEO ? config->video_max_bytes : config->document_max_bytes;
	if (upload->size > max)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/size", "a file of this type may have %lld bytes",
		               (long long)max);
	return STATUS_OK;
}

enum status upload_decode(struct str body, const struct principal *who, const struct config *config,
                          struct arena *arena, struct upload *ret_upload, struct error *err)
{
	struct upload upload = { 0 };
	const struct node *node;

	TRY(node_parse(body, arena, &node, err));
	TRY(read_fields(node, arena, &upload, err));
	if (node->count != 5)
		return FAIL(err, PROBLEM_UNKNOWN_MEMBER,
		            "the members are dispute, name, size, type and sha256 only");
	TRY(check_limits(&upload, config, err));
	upload.by = principal_text(who, arena);
	upload.id = upload_id_of(upload.dispute, who, &upload.digest);
	*ret_upload = upload;
	return arena_check(arena, err);
}

enum status upload_parse(struct bytes row, struct arena *arena, struct upload *ret_upload, struct error *err)
{
	struct upload upload = { 0 };
	const struct node *node;

	if (node_parse(bytes_str(row), arena, &node, err) != STATUS_OK ||
	    read_fields(node, arena, &upload, err) != STATUS_OK ||
	    id_parse(ID_UPLOAD, node_text(node, STR("id")), &upload.id, err) != STATUS_OK)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "an upload's record cannot be read");
	upload.by = node_text(node, STR("by"));
	upload.complete = str_eq(node_text(node, STR("state")), STR("complete"));
	*ret_upload = upload;
	return STATUS_OK;
}

enum status upload_print(const struct upload *upload, struct arena *arena, struct str *ret_text,
                         struct error *err)
{
	struct printer printer;
	struct buf buf;
	struct buf hex;

	buf_init(&hex, arena, 2 * DIGEST_BYTES);
	buf_put_hex(&hex, (struct bytes){ upload->digest.bytes, DIGEST_BYTES });
	buf_init(&buf, arena, KIB(4));
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("id"), id_text(arena, ID_UPLOAD, upload->id));
	print_member_string(&printer, STR("dispute"), id_text(arena, ID_DISPUTE, upload->dispute));
	print_member_string(&printer, STR("by"), upload->by);
	print_member_string(&printer, STR("name"), upload->name);
	print_member_string(&printer, STR("type"), upload->type);
	print_member_int(&printer, STR("size"), upload->size);
	print_member_string(&printer, STR("sha256"), buf_str(&hex));
	print_member_string(&printer, STR("state"), upload->complete ? STR("complete") : STR("open"));
	print_object_end(&printer);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}
