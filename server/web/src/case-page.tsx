// The case: what happens now, what was said, what was proposed and ruled, and every act that is open to the
// reader. The same page for both sides.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import {
	AcceptForm,
	ConfirmForm,
	DeclineForm,
	EscalateForm,
	EvidenceForm,
	type FormProps,
	MessageForm,
	ReportForm,
	WithdrawForm,
	WithdrawOfferForm,
} from "./act-forms";
import { sent } from "./act-page";
import { OfferForm } from "./offer-form";
import { actFor } from "./acts";
import { getCase } from "./api";
import { CaseEvidence } from "./case-evidence";
import { CaseFacts } from "./case-facts";
import { CaseMessages } from "./case-messages";
import { CaseNow } from "./case-now";
import { CaseOffers } from "./case-offers";
import { CaseOutcome } from "./case-outcome";
import { CaseStatements } from "./case-statements";
import { CaseTimeline, receiptSave } from "./case-timeline";
import { PhaseTag } from "./case-list";
import { Heading, Ready } from "./frame";
import { deadlineText } from "./format";
import { t, tCode } from "./i18n";
import { useLoad } from "./load";
import { me, serverNow } from "./me";
import { useReasons } from "./meta";
import { type Case, caseComplete } from "./model";
import { RespondForm } from "./respond-form";
import { goInstead, hrefOf } from "./route";

function SentNotice(props: { view: Case }) {
	const last = sent.value;
	// Once something else has happened, it is no longer news.
	if (last === null || last.dispute !== props.view.id || last.version < props.view.version) {
		return null;
	}
	return (
		<div class="notice good" role="status">
			<p class="notice-title">{t("sent_title")}</p>
			<p>{t("sent_text", { reference: props.view.reference })}</p>
			<div class="buttons">
				<button
					type="button"
					class="second"
					onClick={() => receiptSave(props.view.reference, last.seq, last.receipt)}
				>
					{t("receipt_download")}
				</button>
				<button type="button" class="link" onClick={() => (sent.value = null)}>
					{t("dismiss")}
				</button>
			</div>
		</div>
	);
}

// Every act that is possible now, the one that is due first; the server says which.
const ACTS = [
	{ ending: ["respond"], label: "act_respond" },
	{ ending: ["offers"], label: "act_offer" },
	{ ending: ["evidence"], label: "act_evidence" },
	{ ending: ["messages"], label: "act_message" },
	{ ending: ["escalate"], label: "act_escalate" },
	{ ending: ["withdraw"], label: "act_withdraw" },
] as const;

const isAhead = (opens: string | undefined): boolean =>
	opens !== undefined && Date.parse(opens) > serverNow();

function ActButtons(props: { view: Case }) {
	const { view } = props;
	const open = ACTS.flatMap((act) => {
		const action = actFor(view, ...act.ending);
		return action === undefined ? [] : [{ ...act, due: action.due_at, opens: action.opens_at }];
	});
	if (open.length === 0) {
		return null;
	}
	return (
		<section aria-label={t("acts_heading")}>
			<h2>{t("acts_heading")}</h2>
			<div class="acts">
				{open.map(({ ending, label, due, opens }) =>
					isAhead(opens) ? (
						<p key={label} class="quiet">
							{t("opens_at", { time: deadlineText(opens ?? ""), what: t(label) })}
						</p>
					) : (
						<a
							key={label}
							class={due !== null ? "button main" : "button second"}
							href={hrefOf("case", view.id, ...ending)}
						>
							{t(label)}
						</a>
					),
				)}
			</div>
		</section>
	);
}

function Remedies() {
	return (
		<section class="panel" aria-label={t("remedies_heading")}>
			<h2>{t("remedies_heading")}</h2>
			<p>{t("remedies_text")}</p>
			<ul>
				<li>{t("remedies_12315")}</li>
				<li>{t("remedies_arbitration")}</li>
				<li>{t("remedies_court")}</li>
			</ul>
		</section>
	);
}

function CaseMain(props: { view: Case; reload: () => void; busy: boolean }) {
	const { view } = props;
	return (
		<>
			<a class="back" href={hrefOf()}>
				{t("back_to_list")}
			</a>
			<Heading caption={t("case_caption", { reference: view.reference })}>{view.order.title}</Heading>
			<p class="card-line">
				<PhaseTag phase={view.phase} />
				{view.closed_reason && <span>{tCode("closed", view.closed_reason)}</span>}
				<span class="quiet">
					{t("parties", {
						claimant: `${tCode("role", view.claimant.role)} ${view.claimant.party}`,
						respondent: `${tCode("role", view.respondent.role)} ${view.respondent.party}`,
					})}
				</span>
				<button type="button" class="link" aria-disabled={props.busy} onClick={props.reload}>
					{t("refresh")}
				</button>
			</p>
			<SentNotice view={view} />
			<CaseNow view={view} />
			<CaseOutcome view={view} />
			<ActButtons view={view} />
			<CaseStatements view={view} />
			<CaseFacts view={view} />
			<CaseEvidence view={view} />
			<CaseOffers view={view} />
			<CaseMessages view={view} />
			<CaseTimeline view={view} />
			{view.phase !== "draft" && <Remedies />}
		</>
	);
}

function ActForm(props: {
	name: string;
	subject: string | undefined;
	act: string | undefined;
	form: FormProps;
}): ComponentChildren {
	const { form, subject, act } = props;
	switch (props.name) {
		case "respond":
			return <RespondForm {...form} />;
		case "messages":
			return <MessageForm {...form} />;
		case "evidence":
			return <EvidenceForm {...form} />;
		case "escalate":
			return <EscalateForm {...form} />;
		case "withdraw":
			return <WithdrawForm {...form} />;
		case "offers":
			return subject === undefined ? (
				<OfferForm {...form} />
			) : (
				<OfferAct form={form} offer={subject} act={act} />
			);
		case "obligations":
			return act === "report" ? (
				<ReportForm {...form} obligation={subject ?? ""} />
			) : (
				<ConfirmForm {...form} obligation={subject ?? ""} />
			);
		default:
			return null;
	}
}

function OfferAct(props: { form: FormProps; offer: string; act: string | undefined }) {
	switch (props.act) {
		case "accept":
			return <AcceptForm {...props.form} offer={props.offer} />;
		case "decline":
			return <DeclineForm {...props.form} offer={props.offer} />;
		default:
			return <WithdrawOfferForm {...props.form} offer={props.offer} />;
	}
}

function NotPossible(props: { view: Case }) {
	return (
		<>
			<Heading>{t("act_not_possible")}</Heading>
			<p>{t("act_not_possible_text", { phase: tCode("phase", props.view.phase) })}</p>
			<p>
				<a href={hrefOf("case", props.view.id)}>{t("back_to_case")}</a>
			</p>
		</>
	);
}

export function CasePage(props: { id: string; rest: string[] }) {
	const loaded = useLoad(props.id, async () => caseComplete(await getCase(props.id)));
	const [name, subject, act] = props.rest;
	useReasons();
	const draft = loaded.value?.phase === "draft";
	useEffect(() => {
		if (draft && me.value?.role === "buyer") {
			goInstead("draft", props.id);
		}
	}, [draft]);
	return (
		<Ready loaded={loaded}>
			{(view) => {
				if (name === undefined) {
					return <CaseMain view={view} reload={loaded.reload} busy={loaded.busy} />;
				}
				if (actFor(view, ...props.rest) === undefined) {
					return <NotPossible view={view} />;
				}
				const form: FormProps = {
					view,
					onStale: loaded.reload,
					onDone: (result) => {
						loaded.set(caseComplete(result.dispute));
						goInstead("case", view.id);
					},
				};
				return (
					<ActForm key={props.rest.join("/")} name={name} subject={subject} act={act} form={form} />
				);
			}}
		</Ready>
	);
}
