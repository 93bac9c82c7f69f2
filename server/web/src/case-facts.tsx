// The facts: what is agreed, what is not, who says so and what shows it.

import { factLabel, factText } from "./facts";
import { t, tCode } from "./i18n";
import { type Case, type Fact, roleOf } from "./model";

export function factStatusText(fact: Fact): string {
	switch (fact.status) {
		case "claimed":
			return t("fact_claimed", { who: tCode("role", roleOf(fact.by)) });
		case "admitted":
			return t("fact_admitted");
		case "contested":
			return t("fact_contested");
		case "found":
			return t("fact_found");
		case "presumed":
			return t("fact_presumed");
		default:
			return t("fact_platform");
	}
}

const MARKS: Record<string, string> = {
	claimed: "…",
	admitted: "✓",
	contested: "≠",
	found: "⚖",
	presumed: "§",
	platform: "▣",
};

export function FactStatus(props: { fact: Fact }) {
	return (
		<span class={`tag fact-${props.fact.status}`}>
			<span aria-hidden="true">{MARKS[props.fact.status]} </span>
			{factStatusText(props.fact)}
		</span>
	);
}

export function exhibitNames(view: Case, fact: Fact): string[] {
	const named = view.evidence.filter(
		(item) => fact.evidence?.includes(item.id) || item.facts?.includes(fact.key),
	);
	return named.map(({ exhibit }) => exhibit);
}

function FactRow(props: { view: Case; fact: Fact }) {
	const { view, fact } = props;
	const currency = view.order.currency ?? "CNY";
	const exhibits = exhibitNames(view, fact);
	return (
		<li class="fact">
			<p class="fact-line">
				<span class="fact-label">{factLabel(fact.key)}</span>
				<span class="fact-value">{factText(fact.key, fact.value, currency)}</span>
			</p>
			<p class="card-line">
				<FactStatus fact={fact} />
				{exhibits.length > 0 && (
					<span class="quiet">{t("fact_exhibits", { list: exhibits.join(t("list_comma")) })}</span>
				)}
			</p>
			{fact.answer !== null && fact.status === "contested" && (
				<p class="quiet">
					{tCode("role", roleOf(fact.answer.by))}
					{t("colon")}
					{fact.answer.value !== undefined && fact.answer.value !== null
						? factText(fact.key, fact.answer.value, currency)
						: t("fact_denied")}
					{fact.answer.text && <> – {fact.answer.text}</>}
				</p>
			)}
		</li>
	);
}

// What the sides disagree on comes first: that is what the case is about. Records come last, folded.
const ORDER = ["contested", "claimed", "found", "presumed", "admitted"];

export const factsArgued = (view: Case): Fact[] =>
	view.facts
		.filter(({ status }) => status !== "platform")
		.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
export const factsRecorded = (view: Case): Fact[] => view.facts.filter(({ status }) => status === "platform");

export function CaseFacts(props: { view: Case }) {
	const { view } = props;
	const argued = factsArgued(view);
	const records = factsRecorded(view);
	if (view.facts.length === 0) {
		return null;
	}
	return (
		<section aria-label={t("facts_heading")}>
			<h2>{t("facts_heading")}</h2>
			<p class="quiet">{t("facts_text")}</p>
			{argued.length === 0 ? (
				<p class="empty">{t("facts_none")}</p>
			) : (
				<ul class="facts">
					{argued.map((fact) => (
						<FactRow key={fact.key} view={view} fact={fact} />
					))}
				</ul>
			)}
			{records.length > 0 && (
				<details>
					<summary>{t("facts_records", { n: records.length })}</summary>
					<ul class="facts">
						{records.map((fact) => (
							<FactRow key={fact.key} view={view} fact={fact} />
						))}
					</ul>
				</details>
			)}
		</section>
	);
}
