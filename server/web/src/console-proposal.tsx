// The proposal with its derivation, and the three ways to decide on it.

import { actFor } from "./acts";
import { casePath, get } from "./api";
import { CosignNotice } from "./console-cosign";
import { Explained } from "./explained";
import { explanationOf } from "./explanation";
import { Ready } from "./frame";
import { lang, t } from "./i18n";
import { useLoad } from "./load";
import type { Case } from "./model";
import { hrefOf } from "./route";

const DECISIONS = ["confirm", "amend", "reject"] as const;
const KEYS = { confirm: "c", amend: "a", reject: "x" };

function DecisionLinks(props: { view: Case }) {
	return (
		<div class="acts">
			{DECISIONS.map((decision) => (
				<a
					key={decision}
					class={decision === "confirm" ? "button main" : "button second"}
					href={hrefOf("case", props.view.id, "decide", decision)}
				>
					{t(`decision_do_${decision}`)} <kbd>{KEYS[decision]}</kbd>
				</a>
			))}
		</div>
	);
}

export function ConsoleProposal(props: { view: Case }) {
	const { view } = props;
	const closed = view.proposal !== null && view.proposal !== undefined;
	const of = closed ? "proposal" : "assessment";
	const loaded = useLoad(`${view.id}/${of}/${view.version}/${lang.value}`, async () =>
		explanationOf(await get<unknown>(`${casePath(view.id)}/${of}?lang=${lang.value}`)),
	);
	const canDecide = closed && actFor(view, "decision") !== undefined;
	return (
		<section class="proposal" aria-label={t("proposal_heading")}>
			<h2>{closed ? t("proposal_heading") : t("assessment_heading")}</h2>
			{closed ? (
				<p class="quiet">{t("proposal_version", { version: view.proposal?.version ?? 0 })}</p>
			) : (
				<p class="quiet">{t("assessment_text")}</p>
			)}
			<CosignNotice view={view} />
			<Ready loaded={loaded}>
				{(explanation) => (
					<Explained view={view} explanation={explanation} full>
						{canDecide && <DecisionLinks view={view} />}
					</Explained>
				)}
			</Ready>
		</section>
	);
}
