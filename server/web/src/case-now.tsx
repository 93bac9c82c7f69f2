// What happens now: who must do what by when, and what happens otherwise.

import { deadlineText, isOverdue, isSoon, remainingText } from "./format";
import { t, tCode } from "./i18n";
import type { Case, Duty } from "./model";

// The duty's actor is a role or a capacity in the case; for the reader it is "you" or a name.
export function isYours(view: Case, actor: string): boolean {
	const mine = view.side === "staff" ? ["arbiter"] : [view.side as string];
	if (view.claimant.role === view.side) {
		mine.push("claimant", view.claimant.party);
	}
	if (view.respondent.role === view.side) {
		mine.push("respondent", view.respondent.party);
	}
	return mine.includes(actor) || (view.side !== "staff" && (actor === "both" || actor === "parties"));
}

// At the beginning of a sentence.
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const actorText = (view: Case, actor: string): string =>
	isYours(view, actor) ? t("you") : tCode("role", actor);

function DutyRow(props: { view: Case; duty: Duty }) {
	const { view, duty } = props;
	const yours = isYours(view, duty.actor);
	const urgency = isOverdue(duty.due_at) ? "due late" : isSoon(duty.due_at) ? "due soon" : "due";
	return (
		<li class={yours ? "duty yours" : "duty"}>
			<p>
				<strong>{capitalised(actorText(view, duty.actor))}</strong>
				{t("colon")}
				{tCode("duty", duty.action)}
			</p>
			<p class={urgency}>
				{t("due_by", { time: deadlineText(duty.due_at) })} · {remainingText(duty.due_at)}
				{duty.kind === "statutory" && <> · {t("duty_statutory")}</>}
			</p>
			{duty.on_expiry && (
				<p class="quiet">{t("otherwise", { what: tCode("expiry", duty.on_expiry) })}</p>
			)}
		</li>
	);
}

export function CaseNow(props: { view: Case }) {
	const { view } = props;
	const duties = [...view.duties].sort(
		(a, b) =>
			Number(isYours(view, b.actor)) - Number(isYours(view, a.actor)) || (a.due_at < b.due_at ? -1 : 1),
	);
	const closed = view.phase === "closed";
	return (
		<section class={view.your_turn === "act" ? "now yours" : "now"} aria-label={t("now_heading")}>
			<h2>{t("now_heading")}</h2>
			<p>{tCode("state", view.phase)}</p>
			{duties.length > 0 && !closed && (
				<ul class="duties">
					{duties.map((duty) => (
						<DutyRow key={duty.id} view={view} duty={duty} />
					))}
				</ul>
			)}
		</section>
	);
}
