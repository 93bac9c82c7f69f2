// Everything that was answered, on one page, each with its way back.

import { asksOf, type ClaimDraft } from "./claim-draft";
import { factLabel, factText } from "./facts";
import { Heading } from "./frame";
import { sizeText } from "./format";
import { t, tCode } from "./i18n";
import { labelOf, type Reason } from "./meta";
import type { Case } from "./model";
import { hrefOf } from "./route";
import type { Uploads } from "./upload";

type Row = { label: string; text: string; step: string };

function rowsOf(
	view: Case,
	claim: ClaimDraft,
	reason: Reason | undefined,
	uploads: Uploads,
	steps: string[],
): Row[] {
	const missing = t("not_provided");
	const facts = steps
		.filter((step) => step.startsWith("fact:"))
		.map((step) => {
			const key = step.slice(5);
			const value = claim.facts?.[key];
			const unanswered = t(key === "repairs" ? "none" : "do_not_know");
			return {
				label: factLabel(key),
				text: value === undefined ? unanswered : factText(key, value, view.order.currency),
				step,
			};
		});
	const [first, ...others] = claim.ask ?? [];
	const also = {
		label: t("check_also"),
		text: others.map((remedy) => tCode("remedy", remedy)).join(t("list_comma")) || t("none"),
		step: "also",
	};
	const files = uploads.attached();
	return [
		{ label: t("check_reason"), text: reason === undefined ? missing : labelOf(reason), step: "family" },
		...facts,
		{
			label: t("check_want"),
			text: first === undefined ? missing : tCode("remedy", first),
			step: "want",
		},
		...(asksOf(reason).length > 1 ? [also] : []),
		{ label: t("check_text"), text: claim.text ?? missing, step: "text" },
		{
			label: t("check_photos"),
			text: files.map(({ name, size }) => `${name} (${sizeText(size)})`).join("\n") || t("none"),
			step: "photos",
		},
	];
}

export function CheckAnswers(props: {
	view: Case;
	claim: ClaimDraft;
	reason: Reason | undefined;
	uploads: Uploads;
	steps: string[];
}) {
	const { view, claim } = props;
	const complete = claim.reason !== undefined && (claim.ask?.length ?? 0) > 0 && claim.text !== undefined;
	return (
		<>
			<Heading>{t("check_heading")}</Heading>
			<dl class="answers">
				<div>
					<dt>{t("check_order")}</dt>
					<dd>
						{view.order.title} ({view.order.ref})
					</dd>
				</div>
				{rowsOf(view, claim, props.reason, props.uploads, props.steps).map((row) => (
					<div key={row.step}>
						<dt>{row.label}</dt>
						<dd>{row.text}</dd>
						<dd class="change">
							<a href={hrefOf("draft", view.id, row.step, "change")}>
								{t("change")}
								<span class="hidden"> {row.label}</span>
							</a>
						</dd>
					</div>
				))}
			</dl>
			{complete ? (
				<a class="main button" href={hrefOf("draft", view.id, "sign")}>
					{t("check_continue")}
				</a>
			) : (
				<p class="notice">{t("check_incomplete")}</p>
			)}
		</>
	);
}
