// The outcome: the ruling with its reasons, the proposal behind it, and what everybody now owes.

import type { ComponentChildren } from "preact";
import { alternativeText } from "./act-forms";
import { actFor } from "./acts";
import { casePath, get } from "./api";
import { actorText, capitalised } from "./case-now";
import { Amounts, Explained } from "./explained";
import { explanationOf } from "./explanation";
import { Ready } from "./frame";
import { deadlineText, moneyText, remainingText, timeText } from "./format";
import { lang, t, tCode } from "./i18n";
import { useLoad } from "./load";
import { type Case, type Obligation, offersOf, partyOf, roleOf } from "./model";
import { hrefOf } from "./route";

function obligationText(view: Case, obligation: Obligation): string {
	const what = obligation.what
		? tCode("obligation", obligation.what)
		: tCode("obligation", obligation.kind);
	const amount = obligation.amount ? ` ${moneyText(obligation.amount)}` : "";
	return `${capitalised(actorText(view, obligation.obligor))}${t("colon")}${what}${amount}`;
}

function ObligationRow(props: { view: Case; obligation: Obligation }) {
	const { view, obligation } = props;
	const report = actFor(view, "obligations", obligation.id, "report");
	const confirm = actFor(view, "obligations", obligation.id, "confirm");
	return (
		<li class="obligation" data-state={obligation.state}>
			<p>
				<strong>{obligationText(view, obligation)}</strong>{" "}
				<span class={`tag obligation-${obligation.state}`}>{tCode("state", obligation.state)}</span>
			</p>
			{obligation.due_at !== null && obligation.due_at !== undefined && obligation.state !== "done" && (
				<p class="quiet">
					{t("due_by", { time: deadlineText(obligation.due_at) })} ·{" "}
					{remainingText(obligation.due_at)}
				</p>
			)}
			{obligation.freight_by && (
				<p class="quiet">{t("obligation_freight", { who: tCode("role", obligation.freight_by) })}</p>
			)}
			{obligation.state === "waiting" && <p class="quiet">{t("obligation_waits")}</p>}
			<div class="acts">
				{report !== undefined && obligation.state !== "reported" && (
					<a
						class="button main"
						href={hrefOf("case", view.id, "obligations", obligation.id, "report")}
					>
						{t("act_report")}
					</a>
				)}
				{confirm !== undefined && (
					<a
						class="button main"
						href={hrefOf("case", view.id, "obligations", obligation.id, "confirm")}
					>
						{t("act_confirm")}
					</a>
				)}
			</div>
		</li>
	);
}

function Obligations(props: { view: Case }) {
	const { view } = props;
	if (view.obligations.length === 0) {
		return null;
	}
	return (
		<section aria-label={t("obligations_heading")}>
			<h2>{t("obligations_heading")}</h2>
			<ol class="obligations">
				{view.obligations.map((obligation) => (
					<ObligationRow key={obligation.id} view={view} obligation={obligation} />
				))}
			</ol>
		</section>
	);
}

function Derived(props: { view: Case; of: "proposal" | "ruling"; bare?: boolean }) {
	const { view } = props;
	const loaded = useLoad(`${view.id}/${props.of}/${view.version}/${lang.value}`, async () =>
		explanationOf(await get<unknown>(`${casePath(view.id)}/${props.of}?lang=${lang.value}`)),
	);
	return (
		<Ready loaded={loaded}>
			{(explanation) => <Explained view={view} explanation={explanation} bare={props.bare === true} />}
		</Ready>
	);
}

function Decision(props: { view: Case }) {
	const { decision } = props.view;
	if (decision === null || decision === undefined) {
		return null;
	}
	return (
		<>
			<h3>{t("decision_heading")}</h3>
			<p class="quiet">
				{t(`decision_${decision.decision}`)} · {tCode("role", roleOf(decision.by))}{" "}
				{partyOf(decision.by)} · {timeText(decision.at)}
				{decision.cosigned_by && <> · {t("cosigned_by", { who: decision.cosigned_by.party })}</>}
			</p>
			<blockquote class="own-words">{decision.reasons}</blockquote>
			{decision.deviation && (
				<p>{t("decision_deviation", { code: tCode("deviation", decision.deviation.code) })}</p>
			)}
		</>
	);
}

function Ruling(props: { view: Case; children: ComponentChildren }) {
	const { view } = props;
	const { ruling } = view;
	if (ruling === null || ruling === undefined) {
		return null;
	}
	return (
		<section class="ruling" aria-label={t("ruling_heading")}>
			<h2>{t("ruling_heading")}</h2>
			<p class="quiet">{timeText(ruling.at)}</p>
			<p class="headline">
				{ruling.remedy === null ? tCode("outcome", "reject") : tCode("remedy", ruling.remedy)}
			</p>
			<Amounts amounts={ruling.amounts} currency={view.order.currency} />
			<Decision view={view} />
			{ruling.appeal_until && (
				<p>{t("ruling_appeal_until", { time: deadlineText(ruling.appeal_until) })}</p>
			)}
			{props.children}
		</section>
	);
}

// Settled without a decision: by an offer that was accepted, or a claim that was.
function Settlement(props: { view: Case }) {
	const { view } = props;
	const offer = offersOf(view).find(({ state }) => state === "accepted");
	const agreed = offer?.alternatives[(offer.accepted_alternative ?? 1) - 1];
	if (agreed === undefined && view.response?.position !== "accept") {
		return null;
	}
	return (
		<section class="ruling" aria-label={t("settlement_heading")}>
			<h2>{t("settlement_heading")}</h2>
			<p class="headline">
				{agreed === undefined ? tCode("remedy", view.claim?.ask[0] ?? "") : alternativeText(agreed)}
			</p>
			<p>{t(agreed === undefined ? "settlement_by_claim" : "settlement_by_offer")}</p>
		</section>
	);
}

function Proposal(props: { view: Case }) {
	const { view } = props;
	if (view.proposal === null || view.proposal === undefined) {
		return null;
	}
	return (
		<section class="proposal" aria-label={t("proposal_heading")}>
			<h2>{t("proposal_heading")}</h2>
			<p class="quiet">
				{t("proposal_version", { version: view.proposal.version })} · {timeText(view.proposal.at)}
			</p>
			<p>{t("proposal_text")}</p>
			<Derived view={view} of="proposal" />
		</section>
	);
}

export function CaseOutcome(props: { view: Case }) {
	const { view } = props;
	const ruled = view.ruling !== null && view.ruling !== undefined;
	return (
		<>
			<Ruling view={view}>
				<h3>{t("ruling_why")}</h3>
				{view.decision?.decision === "amend" && <p>{t("ruling_amended")}</p>}
				<Derived view={view} of="ruling" bare={view.decision?.decision !== "amend"} />
			</Ruling>
			{!ruled && <Settlement view={view} />}
			<Obligations view={view} />
			{!ruled && <Proposal view={view} />}
		</>
	);
}
