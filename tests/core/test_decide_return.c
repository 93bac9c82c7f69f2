#include "tests/support/life.h"

static const char label[] = "{\"instructions\":\"Warehouse 3, Ningbo\",\"language\":\"en\"}";
static const char sent[] = "{\"carrier\":\"Shunfeng\",\"tracking\":\"SF1234567890\"}";

static struct id to_return(struct life *life)
{
	life_begin(life);
	life_to_performance(life);
	cr_assert_eq(life->dispute.obligations[0].leg.state, LEG_AUTHORISED);
	return life->dispute.obligations[0].id;
}

Test(decide_return, a_parcel_goes_its_way_to_the_refund)
{
	struct life life;
	struct id leg = to_return(&life);

	life.now_ms += 40 * HOUR_MS;
	life_refused(&life, COMMAND_PREPARE_RETURN, life_buyer, label, leg, PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_PREPARE_RETURN, life_seller, label, leg);
	cr_assert_eq(life.dispute.obligations[0].due_at_ms, life.now_ms + 240 * HOUR_MS,
	             "the buyer's ten days begin when he knows where to");
	life_refused(&life, COMMAND_SHIP_RETURN, life_seller, sent, leg, PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_SHIP_RETURN, life_buyer, sent, leg);
	life_do(&life, COMMAND_TRACK_RETURN, life_platform, "{\"state\":\"in_transit\"}", leg);
	cr_assert(str_eq(life.dispute.obligations[0].leg.tracking, STR("SF1234567890")));
	life_do(&life, COMMAND_TRACK_RETURN, life_platform, "{\"state\":\"delivered\"}", leg);
	cr_assert_eq(life.dispute.obligations[0].leg.state, LEG_DELIVERED);
	life_do(&life, COMMAND_INSPECT_RETURN, life_seller, "{\"condition\":\"ok\"}", leg);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_DONE);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DUE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_return, what_nobody_looks_at_within_two_days_is_accepted)
{
	struct life life;
	struct id leg = to_return(&life);

	life_do(&life, COMMAND_SHIP_RETURN, life_buyer, sent, leg);
	life_do(&life, COMMAND_RECEIVE_RETURN, life_seller, "{}", leg);
	int64_t delivered = life.now_ms;
	life_expire(&life, DUTY_INSPECT_RETURN);
	cr_assert_eq(life.now_ms, delivered + 48 * HOUR_MS);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_DONE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_return, every_other_condition_and_every_mishap_is_for_the_arbiter)
{
	static const char *const conditions[] = { "damaged", "used", "incomplete", "wrong_item", "empty" };
	static const char *const mishaps[] = { "lost", "refused_delivery" };

	for (size_t i = 0; i < COUNT_OF(conditions) + COUNT_OF(mishaps); i++) {
		char content[64];
		struct life life;
		struct id leg = to_return(&life);
		bool inspected = i < COUNT_OF(conditions);
		life_do(&life, COMMAND_SHIP_RETURN, life_buyer, sent, leg);
		(void)snprintf(content, sizeof content, "{\"%s\":\"%s\"}", inspected ? "condition" : "state",
		               inspected ? conditions[i] : mishaps[i - COUNT_OF(conditions)]);
		life_do(&life, inspected ? COMMAND_INSPECT_RETURN : COMMAND_TRACK_RETURN,
		        inspected ? life_seller : life_platform, content, leg);
		cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_CONTESTED, "%s", content);
		life_check_replay(&life);
		life_end(&life);
	}
}

Test(decide_return, a_seller_who_does_not_say_where_to_holds_nobody_up)
{
	struct life life;
	struct id leg = to_return(&life);

	life_expire(&life, DUTY_PREPARE_RETURN);
	cr_assert_eq(life.dispute.obligations[0].leg.state, LEG_LABEL_READY);
	life_refused(&life, COMMAND_PREPARE_RETURN, life_seller, label, leg, PROBLEM_OBLIGATION_NOT_OPEN);
	life_do(&life, COMMAND_SHIP_RETURN, life_buyer, sent, leg);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_return, a_payment_is_no_return)
{
	struct life life;

	(void)to_return(&life);
	life_refused(&life, COMMAND_SHIP_RETURN, life_seller, sent, life.dispute.obligations[2].id,
	             PROBLEM_PREDECESSOR_OPEN);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", life.dispute.obligations[0].id);
	life_refused(&life, COMMAND_SHIP_RETURN, life_seller, sent, life.dispute.obligations[1].id,
	             PROBLEM_NO_SUCH_RESOURCE);
	life_end(&life);
}

static const char *refund(const char *reference, int64_t minor)
{
	static char text[128];

	(void)snprintf(text, sizeof text,
	               "{\"amount\":{\"minor\":%lld,\"currency\":\"CNY\"},\"reference\":\"%s\"}",
	               (long long)minor, reference);
	return text;
}

Test(decide_return, money_that_came_back_outside_is_set_off)
{
	struct life life;

	(void)to_return(&life);
	life_do(&life, COMMAND_RECORD_REFUND, life_platform, refund("p-1", 39900), LIFE_NONE);
	cr_assert_eq(life.dispute.obligations[1].amount.minor, 200000);
	life_refused(&life, COMMAND_RECORD_REFUND, life_platform, refund("p-1", 39900), LIFE_NONE,
	             PROBLEM_DUTY_NOT_OPEN);
	life_refused(&life, COMMAND_RECORD_REFUND, life_seller, refund("p-2", 1), LIFE_NONE,
	             PROBLEM_NOT_PERMITTED);
	life_do(&life, COMMAND_RECORD_REFUND, life_platform, refund("p-2", 200001), LIFE_NONE);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DONE);
	cr_assert_eq(life.dispute.refund_count, 2);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_return, what_came_back_before_the_ruling_is_not_owed_again)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_RECORD_REFUND, life_platform, refund("p-1", 239900), LIFE_NONE);
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_propose(&life, NULL);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert_eq(life.dispute.obligations[1].amount.minor, 0);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DONE);
	life_check_replay(&life);
	life_end(&life);
}
