#include "core/view_parts.h"

/* The procedure as the view shows it: hold, requests, who is assigned, links, comments, appeals, corrections,
 * refunds. */

static void hold_asked(const struct sight *sight)
{
	const struct hold_request *asked = &sight->dispute->hold_request;
	struct printer *printer = sight->printer;

	print_name(printer, STR("hold_requested"));
	if (!asked->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	sight_actor(sight, STR("by"), asked->by);
	sight_instant(sight, STR("until"), asked->until_ms);
	print_object_end(printer);
}

void sight_hold(const struct sight *sight)
{
	const struct dispute *dispute = sight->dispute;
	const struct holding *holding = &dispute->holding;
	struct printer *printer = sight->printer;

	hold_asked(sight);
	print_name(printer, STR("holding"));
	if (dispute->hold == HOLD_NONE) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("kind"), hold_slug(dispute->hold));
	sight_actor(sight, STR("by"), holding->by);
	print_member_bool(printer, STR("by_consent"), holding->by_consent);
	sight_instant(sight, STR("since"), holding->since_ms);
	sight_instant(sight, STR("until"), holding->until_ms);
	sight_text_or_null(sight, STR("text"), holding->text);
	print_object_end(printer);
}

static void one_request(const struct sight *sight, const struct request *request)
{
	assert(request->state < REQUEST_STATE_COUNT);

	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_REQUEST, request->id));
	sight_actor(sight, STR("by"), request->by);
	print_member_string(printer, STR("to"), actor_role_slug(request->to));
	sight_instant(sight, STR("at"), request->at_ms);
	sight_instant(sight, STR("due_at"), request->due_at_ms);
	print_member_string(printer, STR("state"), request_state_slug(request->state));
	print_member_string(printer, STR("text"), node_text(request->asked, STR("text")));
	print_member_string(printer, STR("language"), node_text(request->asked, STR("language")));
	sight_node(sight, STR("kinds"), node_array(request->asked, STR("kinds")), STR("[]"));
	sight_node(sight, STR("facts"), node_array(request->asked, STR("facts")), STR("[]"));
	sight_node(sight, STR("inference"), node_object(request->asked, STR("inference")), STR("null"));
	sight_text_or_null(sight, STR("answer"), request->answer);
	print_object_end(printer);
}

void sight_requests(const struct sight *sight)
{
	assert(sight->dispute->request_count <= REQUESTS_MAX);

	print_name(sight->printer, STR("requests"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->request_count; i++)
		one_request(sight, &sight->dispute->requests[i]);
	print_array_end(sight->printer);
}

static void print_inadmissibility(const struct sight *sight)
{
	const struct inadmissibility *found = &sight->dispute->inadmissibility;
	struct printer *printer = sight->printer;

	print_name(printer, STR("inadmissibility"));
	if (!found->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	sight_actor(sight, STR("by"), found->by);
	print_member_string(printer, STR("ground"), found->ground);
	print_member_string(printer, STR("reasons"), found->reasons);
	print_member_string(printer, STR("language"), found->language);
	sight_instant(sight, STR("appeal_until"), found->appeal_until_ms);
	print_object_end(printer);
}

static void print_links(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("links"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->link_count; i++) {
		const struct link *link = &sight->dispute->links[i];
		print_object_begin(printer);
		print_member_string(printer, STR("dispute"),
		                    id_text(sight->arena, ID_DISPUTE, link->dispute));
		print_member_string(printer, STR("relation"), link->relation);
		sight_instant(sight, STR("at"), link->at_ms);
		print_object_end(printer);
	}
	print_array_end(printer);
}

void sight_staff(const struct sight *sight)
{
	assert(sight->dispute->link_count <= LINKS_MAX);

	sight_text_or_null(sight, STR("assigned"), sight->dispute->assigned.party);
	print_inadmissibility(sight);
	print_links(sight);
}

static void print_said(const struct sight *sight, struct actor by, int64_t at_ms, struct str text)
{
	sight_actor(sight, STR("by"), by);
	sight_instant(sight, STR("at"), at_ms);
	print_member_string(sight->printer, STR("text"), text);
}

static void print_comments(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("comments"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->comment_count; i++) {
		const struct comment *comment = &sight->dispute->comments[i];
		print_object_begin(printer);
		print_member_int(printer, STR("version"), comment->version);
		print_said(sight, comment->by, comment->at_ms, comment->text);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_appeals(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("appeals"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->appeal_count; i++) {
		const struct appeal *appeal = &sight->dispute->appeals[i];
		print_object_begin(printer);
		print_member_string(printer, STR("id"), id_text(sight->arena, ID_APPEAL, appeal->id));
		print_member_string(printer, STR("ground"), appeal->ground);
		print_member_string(printer, STR("state"), appeal_state_slug(appeal->state));
		print_said(sight, appeal->by, appeal->at_ms, appeal->text);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_corrections(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("corrections"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->correction_count; i++) {
		const struct correction *correction = &sight->dispute->corrections[i];
		print_object_begin(printer);
		print_member_string(printer, STR("id"), id_text(sight->arena, ID_CORRECTION, correction->id));
		print_member_string(printer, STR("ground"), correction->ground);
		print_member_string(printer, STR("state"), correction_state_slug(correction->state));
		print_said(sight, correction->by, correction->at_ms, correction->text);
		sight_text_or_null(sight, STR("answer"), correction->answer);
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_refunds(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("refunds"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->refund_count; i++) {
		const struct refund *refund = &sight->dispute->refunds[i];
		print_object_begin(printer);
		print_name(printer, STR("amount"));
		print_money(printer, refund->amount);
		print_member_string(printer, STR("reference"), refund->reference);
		sight_instant(sight, STR("at"), refund->at_ms);
		print_object_end(printer);
	}
	print_array_end(printer);
}

void sight_appeals(const struct sight *sight)
{
	assert(sight->dispute->appeal_count <= APPEALS_MAX);

	print_comments(sight);
	print_appeals(sight);
	print_corrections(sight);
	print_refunds(sight);
}
