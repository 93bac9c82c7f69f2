// A decision that waits for a second person: what was decided and why it waits, then the signature or the refusal.

import { useState } from "preact/hooks";
import type { ActInput } from "./act";
import { ActPage, type ActRead } from "./act-page";
import { actFor } from "./acts";
import { errorOf, TextArea } from "./fields";
import { moneyText, timeText } from "./format";
import { lang, t, tCode } from "./i18n";
import { me } from "./me";
import { type Case, type Decision, partyOf, roleOf } from "./model";
import { goInstead, hrefOf } from "./route";

export type Cosigning = "cosign" | "refuse";

const KEYS = { cosign: "o", refuse: "f" };

const pathOf = (view: Case, act: Cosigning): string => `/v1/admin/disputes/${view.id}/decision/${act}`;

// The decision that this person may sign as the second one. The server refuses one's own as well.
export function cosignable(view: Case, act: Cosigning): Decision | null {
	const { decision } = view;
	if (decision?.awaits_second_signer !== true || actFor(view, "decision", act) === undefined) {
		return null;
	}
	return partyOf(decision.by) === me.value?.party ? null : decision;
}

function Deviating(props: { decision: Decision }) {
	const { deviation } = props.decision;
	if (!deviation) {
		return null;
	}
	return (
		<ul>
			<li>{t("decision_deviation", { code: tCode("deviation", deviation.code) })}</li>
			{deviation.remedy && (
				<li>
					{t("deviation_remedy")}
					{t("colon")}
					{tCode("remedy", deviation.remedy)}
					{deviation.amount && ` ${moneyText(deviation.amount)}`}
				</li>
			)}
			{deviation.freight_payer && (
				<li>
					{t("deviation_freight")} {tCode("role", deviation.freight_payer)}
				</li>
			)}
		</ul>
	);
}

function Decided(props: { decision: Decision }) {
	const { decision } = props;
	const why = (decision.four_eyes ?? []).map((code) => tCode("four_eyes", code));
	return (
		<>
			<p>
				<strong>{t(`decision_${decision.decision}`)}</strong>{" "}
				<span class="quiet">
					{tCode("role", roleOf(decision.by))} {partyOf(decision.by)} · {timeText(decision.at)}
				</span>
			</p>
			<blockquote class="own-words">{decision.reasons}</blockquote>
			<Deviating decision={decision} />
			{why.length > 0 && <p>{t("cosign_why", { list: why.join(t("list_comma")) })}</p>}
		</>
	);
}

// On the case page, above the proposal: what waits, and for whom.
export function CosignNotice(props: { view: Case }) {
	const { view } = props;
	if (view.decision?.awaits_second_signer !== true) {
		return null;
	}
	const mine = partyOf(view.decision.by) === me.value?.party;
	const acts = (["cosign", "refuse"] as const).filter((act) => cosignable(view, act) !== null);
	return (
		<div class="notice" role="group" aria-label={t("cosign_heading")}>
			<p class="notice-title">{t("cosign_heading")}</p>
			<Decided decision={view.decision} />
			{mine && <p>{t("cosign_own")}</p>}
			{acts.length > 0 && (
				<div class="acts">
					{acts.map((act) => (
						<a
							key={act}
							class={act === "cosign" ? "button main" : "button second"}
							href={hrefOf("case", view.id, act)}
						>
							{t(`cosign_do_${act}`)} <kbd>{KEYS[act]}</kbd>
						</a>
					))}
				</div>
			)}
		</div>
	);
}

type Props = {
	view: Case;
	act: Cosigning;
	onDone: (view: Case) => void;
	onStale: () => void;
};

export function ConsoleCosign(props: Props) {
	const { view, act } = props;
	const [text, setText] = useState("");
	const decision = cosignable(view, act);
	if (decision === null || view.proposal === null) {
		return (
			<div class="narrow-page">
				<a class="back" href={hrefOf("case", view.id)}>
					{t("back_to_case")}
				</a>
				<p class="empty">{t("cosign_nothing")}</p>
			</div>
		);
	}
	const { version, sha256 } = view.proposal;
	const read = (): ActRead => {
		if (act === "refuse" && text.trim() === "") {
			return { errors: [{ field: "text", text: t("error_reasons") }] };
		}
		const content =
			act === "cosign"
				? { proposal_version: version, proposal_sha256: sha256 }
				: { text: text.trim(), language: lang.value };
		const input: Omit<ActInput, "view"> = {
			kind: "ruling",
			path: pathOf(view, act),
			name: act,
			content,
			ifMatch: view.version,
		};
		return { input };
	};
	return (
		<ActPage
			view={view}
			heading={t(`cosign_heading_${act}`)}
			intro={
				<>
					<p>{t(`cosign_${act}_text`)}</p>
					<p class="quiet">{t("proposal_version", { version })}</p>
					<Decided decision={decision} />
				</>
			}
			label={t(`cosign_sign_${act}`)}
			danger={act === "refuse"}
			read={read}
			fill={(errors) =>
				act === "refuse" && (
					<TextArea
						id="text"
						label={t("decision_reasons")}
						hint={t("cosign_refuse_hint")}
						error={errorOf(errors, "text")}
						value={text}
						onInput={setText}
						limit={20_000}
					/>
				)
			}
			summary={() =>
				act === "refuse" ? (
					<blockquote class="own-words">{text}</blockquote>
				) : (
					<Decided decision={decision} />
				)
			}
			onStale={props.onStale}
			onDone={(result) => {
				props.onDone(result.dispute);
				goInstead("case", view.id);
			}}
		/>
	);
}
