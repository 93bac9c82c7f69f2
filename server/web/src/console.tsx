// The arbiter's console: queue, case, evidence and proposal side by side; every act has a key.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { actFor } from "./acts";
import { getCase } from "./api";
import { CaseStatements } from "./case-statements";
import { CaseTimeline } from "./case-timeline";
import { PhaseTag } from "./case-list";
import { ConsoleCosign, cosignable, type Cosigning } from "./console-cosign";
import { ConsoleDecision } from "./console-decision";
import { CloseEvidence, FindFact, Ledger } from "./console-ledger";
import { ConsoleProposal } from "./console-proposal";
import { Queue } from "./console-queue";
import { Viewer } from "./console-viewer";
import { sent } from "./act-page";
import { Frame, Heading, pageStart, Ready } from "./frame";
import { deadlineText, remainingText } from "./format";
import { t, tCode } from "./i18n";
import { useLoad, type Loaded } from "./load";
import { useReasons } from "./meta";
import { type Case, caseComplete } from "./model";
import { go, hrefOf, route } from "./route";
import { ShortcutHelp, shortcutsStart, useShortcuts } from "./shortcuts";
import { receiptSave } from "./case-timeline";

const queueRound = signal(0); // counted up when a decision may have changed the queue

function CaseHead(props: { view: Case }) {
	const { view } = props;
	const due = view.duties.find(({ actor }) => actor === "arbiter" || actor === "senior") ?? view.duties[0];
	return (
		<header class="case-head">
			<Heading caption={t("case_caption", { reference: view.reference })}>{view.order.title}</Heading>
			<p class="card-line">
				<PhaseTag phase={view.phase} />
				<span class="quiet">
					{t("parties", { claimant: view.claimant.party, respondent: view.respondent.party })}
				</span>
				{due !== undefined && (
					<span class="due">
						{tCode("duty", due.action)} · {t("due_by", { time: deadlineText(due.due_at) })} ·{" "}
						{remainingText(due.due_at)}
					</span>
				)}
			</p>
		</header>
	);
}

function SentNotice(props: { view: Case }) {
	const last = sent.value;
	if (last === null || last.dispute !== props.view.id) {
		return null;
	}
	return (
		<div class="notice good" role="status">
			<p class="notice-title">{t("decision_sent")}</p>
			<button
				type="button"
				class="second"
				onClick={() => receiptSave(props.view.reference, last.seq, last.receipt)}
			>
				{t("receipt_download")}
			</button>
		</div>
	);
}

function Ruled(props: { view: Case }) {
	const { ruling, decision } = props.view;
	if (!ruling) {
		return null;
	}
	return (
		<section class="ruling" aria-label={t("ruling_heading")}>
			<h2>{t("ruling_heading")}</h2>
			<p class="headline">
				{ruling.remedy === null ? tCode("outcome", "reject") : tCode("remedy", ruling.remedy)}
			</p>
			{decision && <blockquote class="own-words">{decision.reasons}</blockquote>}
			{decision?.cosigned_by && (
				<p class="quiet">{t("cosigned_by", { who: decision.cosigned_by.party })}</p>
			)}
		</section>
	);
}

type CaseProps = { view: Case; loaded: Loaded<Case>; rest: string[] };

const changed = (loaded: Loaded<Case>, view: Case): void => {
	loaded.set(caseComplete(view));
	queueRound.value += 1;
};

function CasePanes(props: CaseProps) {
	const { view, loaded, rest } = props;
	const [place, what] = rest;
	const decide = (decision: string) => () =>
		actFor(view, "decision") !== undefined && go("case", view.id, "decide", decision);
	const cosign = (act: Cosigning) => () => cosignable(view, act) !== null && go("case", view.id, act);
	useShortcuts(
		[
			{ key: "c", label: t("decision_do_confirm"), run: decide("confirm") },
			{ key: "a", label: t("decision_do_amend"), run: decide("amend") },
			{ key: "x", label: t("decision_do_reject"), run: decide("reject") },
			{ key: "o", label: t("cosign_do_cosign"), run: cosign("cosign") },
			{ key: "f", label: t("cosign_do_refuse"), run: cosign("refuse") },
			{ key: "u", label: t("key_back"), run: () => (place === undefined ? go() : go("case", view.id)) },
		],
		[view.id, view.version, place],
	);
	if (place === "decide" && what !== undefined) {
		return (
			<ConsoleDecision
				key={what}
				view={view}
				decision={what as "confirm" | "amend" | "reject"}
				onDone={(after) => changed(loaded, after)}
				onStale={loaded.reload}
			/>
		);
	}
	if (place === "cosign" || place === "refuse") {
		return (
			<ConsoleCosign
				key={place}
				view={view}
				act={place}
				onDone={(after) => changed(loaded, after)}
				onStale={loaded.reload}
			/>
		);
	}
	if (place === "find" && what !== undefined) {
		return <FindFact key={what} view={view} factKey={what} onDone={(after) => changed(loaded, after)} />;
	}
	return (
		<>
			<CaseHead view={view} />
			<SentNotice view={view} />
			<div class="panes">
				<div class="pane facts-pane">
					<Ruled view={view} />
					<CloseEvidence
						view={view}
						onDone={(after) => changed(loaded, after)}
						onProblem={loaded.reload}
					/>
					<Ledger view={view} />
					<CaseStatements view={view} />
					<CaseTimeline view={view} />
				</div>
				<div class="pane">
					<Viewer view={view} />
				</div>
				<div class="pane">
					<ConsoleProposal view={view} />
				</div>
			</div>
		</>
	);
}

function ConsoleCase(props: { id: string; rest: string[] }) {
	const loaded = useLoad(props.id, async () => caseComplete(await getCase(props.id)));
	return (
		<Ready loaded={loaded}>{(view) => <CasePanes view={view} loaded={loaded} rest={props.rest} />}</Ready>
	);
}

function ConsolePage() {
	const [place, id] = route.value;
	useReasons();
	useEffect(shortcutsStart, []);
	const open = place === "case" && id !== undefined;
	return (
		<Frame wide>
			<div class={open ? "console with-case" : "console"}>
				<aside class="queue-side" aria-label={t("queue_heading")}>
					<Queue round={queueRound.value} current={open ? id : null} />
					<ShortcutHelp />
				</aside>
				<div class="case-side">
					{open ? (
						<>
							<a class="back only-narrow" href={hrefOf()}>
								{t("queue_back")}
							</a>
							<ConsoleCase key={id} id={id} rest={route.value.slice(2)} />
						</>
					) : (
						<p class="empty">{t("queue_choose")}</p>
					)}
				</div>
			</div>
		</Frame>
	);
}

void pageStart(["arbiter"], () => <ConsolePage />);
