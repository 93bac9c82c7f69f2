#include "server/case_records.h"

#include "core/json.h"
#include "server/case_view.h"

/* --- keys --- */

struct key case_key(struct id dispute)
{
	struct key key;

	key_init(&key);
	key_put_bytes(&key, (struct bytes){ dispute.bytes, sizeof dispute.bytes });
	return key;
}

struct key case_seq_key(struct id dispute, uint32_t seq)
{
	struct key key = case_key(dispute);

	key_put_u32(&key, seq);
	return key;
}

struct key case_duty_key(struct id dispute, struct id duty)
{
	struct key key = case_key(dispute);

	key_put_bytes(&key, (struct bytes){ duty.bytes, sizeof duty.bytes });
	return key;
}

struct key case_nonce_key(struct id dispute, struct bytes nonce)
{
	struct key key = case_key(dispute);

	key_put_bytes(&key, nonce);
	return key;
}

struct id upload_id_of(struct id dispute, const struct principal *who, const struct digest *digest)
{
	struct key key = case_key(dispute);
	struct id id;

	key_put_u8(&key, (uint8_t)who->role);
	key_put_text(&key, str_from_c(who->party));
	key_put_bytes(&key, (struct bytes){ digest->bytes, DIGEST_BYTES });
	assert(!key.failed);
	struct digest whole = digest_of(key_bytes(&key));
	memcpy(id.bytes, whole.bytes, sizeof id.bytes);
	return id;
}

/* --- who sees what --- */

enum side side_of(enum role role)
{
	if (role == ROLE_BUYER)
		return SIDE_BUYER;
	return role == ROLE_SELLER ? SIDE_SELLER : SIDE_STAFF;
}

struct actor actor_of(const struct principal *who)
{
	static const enum actor_role roles[ROLE_COUNT] = {
		[ROLE_BUYER] = ACTOR_BUYER,     [ROLE_SELLER] = ACTOR_SELLER,
		[ROLE_ARBITER] = ACTOR_ARBITER, [ROLE_PLATFORM] = ACTOR_PLATFORM,
		[ROLE_ADMIN] = ACTOR_ADMIN,
	};

	assert(who->known);
	return (struct actor){ .role = roles[who->role], .party = str_from_c(who->party) };
}

bool case_is_theirs(const struct store_row *row, const struct principal *who)
{
	struct str party = str_from_c(who->party);
	bool view = row->kind == RECORD_VIEW;

	if (!row->found || party.len == 0) /* nobody's name is empty, but a draft's other party is */
		return false;
	if (who->role == ROLE_BUYER)
		return str_eq(store_row_text(row, view ? COLUMN_VIEW_BUYER : COLUMN_DISPUTE_BUYER), party);
	if (who->role == ROLE_SELLER)
		return str_eq(store_row_text(row, view ? COLUMN_VIEW_SELLER : COLUMN_DISPUTE_SELLER), party);
	return who->role == ROLE_ARBITER;
}

struct str case_party_column(const struct dispute *dispute, enum actor_role role)
{
	bool claims = dispute->claimant.role == role;

	/* a draft is its claimant's alone */
	if (!claims && !view_is_open_to(dispute, role == ACTOR_BUYER ? SIDE_BUYER : SIDE_SELLER))
		return STR("");
	return claims ? dispute->claimant.party : dispute->respondent.party;
}

struct str card_line(struct bytes body, enum side side)
{
	struct str rest = bytes_str(body);

	for (unsigned i = 0;; i++) {
		const char *end = rest.len == 0 ? NULL : memchr(rest.ptr, '\n', rest.len);
		size_t len = end == NULL ? rest.len : (size_t)(end - rest.ptr);
		if (i == (unsigned)side)
			return (struct str){ rest.ptr, len };
		if (end == NULL)
			return (struct str){ 0 };
		rest = (struct str){ end + 1, rest.len - len - 1 };
	}
}

/* --- one command's outcome --- */

static enum status put_card(const struct case_change *outcome, struct change *change, struct error *err)
{
	const struct dispute *dispute = outcome->after;
	struct key key = case_key(dispute->id);
	struct buf body;

	buf_init(&body, change->arena, SIDE_COUNT * CARD_BYTES_MAX);
	for (unsigned side = 0; side < SIDE_COUNT; side++) {
		struct str card;
		TRY(card_print(dispute, (enum side)side, change->arena, &card, err));
		buf_put(&body, card);
		buf_put_char(&body, '\n');
	}
	TRY(buf_check(&body, err));

	if (outcome->before->version == 0)
		change_expect_absent(change, RECORD_DISPUTE, key_bytes(&key));
	else
		change_expect_version(change, RECORD_DISPUTE, key_bytes(&key), outcome->before->version);
	change_column_text(change, COLUMN_DISPUTE_BUYER, case_party_column(dispute, ACTOR_BUYER));
	change_column_text(change, COLUMN_DISPUTE_SELLER, case_party_column(dispute, ACTOR_SELLER));
	change_column_text(change, COLUMN_DISPUTE_PHASE, phase_slug(dispute->phase));
	change_column_text(change, COLUMN_DISPUTE_ORDER, dispute->order.ref);
	change_column_number(change, COLUMN_DISPUTE_UPDATED, (uint64_t)dispute->updated_at_ms);
	change_apply(change, outcome->before->version == 0 ? OP_INSERT : OP_UPDATE, RECORD_DISPUTE,
	             key_bytes(&key), str_bytes(buf_str(&body)));
	return STATUS_OK;
}

static enum status put_statement(const struct case_change *outcome, size_t n, struct change *change,
                                 struct error *err)
{
	const struct event *event = &outcome->events[n];
	struct key key = case_seq_key(event->dispute, event->seq);
	struct buf body;
	struct buf salt;
	struct printer printer;

	buf_init(&salt, change->arena, 2 * LEAF_SALT_BYTES);
	buf_put_hex(&salt, (struct bytes){ outcome->salts[n].bytes, LEAF_SALT_BYTES });
	buf_init(&body, change->arena, RECORD_BODY_MAX);
	printer_init(&printer, &body);
	print_object_begin(&printer);
	print_member_string(&printer, STR("salt"), buf_str(&salt));
	if (event->statement.present) {
		print_member_string(&printer, STR("note"), outcome->carried.note);
		print_member_string(&printer, STR("content"), outcome->carried.content);
	}
	print_object_end(&printer);
	TRY(buf_check(&body, err));
	change_apply(change, OP_APPEND, RECORD_STATEMENT, key_bytes(&key), str_bytes(buf_str(&body)));
	return STATUS_OK;
}

/* Of a signed event the log commits to the signed note, of any other to the event's own text. */
static void put_leaf(const struct case_change *outcome, size_t n, struct change *change)
{
	const struct event *event = &outcome->events[n];
	struct str content = event->statement.present ? outcome->carried.note : outcome->texts[n];
	struct leaf leaf = { .kind = event_slug(event->type),
		             .time_ms = event->at_ms,
		             .commit = leaf_commit(&outcome->salts[n], str_bytes(content)) };
	struct digest hash = leaf_hash(&leaf);

	change_leaf(change, hash.bytes);
}

static enum status put_events(const struct case_change *outcome, struct change *change, struct error *err)
{
	for (size_t i = 0; i < outcome->event_count; i++) {
		struct key key = case_seq_key(outcome->events[i].dispute, outcome->events[i].seq);
		change_apply(change, OP_APPEND, RECORD_EVENT, key_bytes(&key), str_bytes(outcome->texts[i]));
		TRY(put_statement(outcome, i, change, err));
		put_leaf(outcome, i, change);
	}
	return STATUS_OK;
}

/* The deadline index follows the register: rows of duties that are gone go, new and moved ones are put. */
static void put_duties(const struct case_change *outcome, struct change *change)
{
	const struct dispute *before = outcome->before;
	const struct dispute *after = outcome->after;

	for (size_t i = 0; i < before->duty_count; i++) {
		struct key key = case_duty_key(after->id, before->duties[i].id);
		if (dispute_find_duty(after, before->duties[i].id) == NULL)
			change_apply(change, OP_DELETE, RECORD_DUTY, key_bytes(&key), (struct bytes){ 0 });
	}
	for (size_t i = 0; i < after->duty_count; i++) {
		const struct duty *duty = &after->duties[i];
		const struct duty *was = dispute_find_duty(before, duty->id);
		struct key key = case_duty_key(after->id, duty->id);
		int64_t alarm_ms = dispute_alarm(after, duty);
		if (was != NULL && dispute_alarm(before, was) == alarm_ms)
			continue;
		change_column_number(change, COLUMN_DUTY_DUE, (uint64_t)alarm_ms);
		change_column_text(change, COLUMN_DUTY_ACTOR, capacity_slug(duty->who));
		change_apply(change, OP_PUT, RECORD_DUTY, key_bytes(&key),
		             str_bytes(duty_info(duty->action)->slug));
	}
}

enum status case_change_put(const struct case_change *outcome, struct change *change, struct error *err)
{
	assert(outcome->event_count > 0);
	assert(outcome->after->version == outcome->before->version + outcome->event_count);

	TRY(put_card(outcome, change, err));
	TRY(put_events(outcome, change, err));
	case_view_put(outcome->after, outcome->views, change);
	put_duties(outcome, change);
	return change_check(change, err);
}
