// A proposal explained: what it says, why (remedy, rule, article with its words, fact, exhibit), why not
// something else, and what would change it. Everything shown comes from the derivation.

import { exhibitNames } from "./case-facts";
import type { Applied, Cited, Explanation, NotApplied, UsedFact } from "./explanation";
import { factLabel, factText } from "./facts";
import { moneyText } from "./format";
import { dayText } from "./format";
import { t, tCode, tHas } from "./i18n";
import type { Case } from "./model";

export function Amounts(props: { amounts: Record<string, number> | null | undefined; currency: string }) {
	const rows = Object.entries(props.amounts ?? {});
	if (rows.length === 0) {
		return null;
	}
	return (
		<dl class="short">
			{rows.map(([name, minor]) => (
				<div key={name}>
					<dt>{tCode("obligation", name)}</dt>
					<dd>{moneyText({ minor, currency: props.currency ?? "CNY" })}</dd>
				</div>
			))}
		</dl>
	);
}

function Article(props: { cited: Cited }) {
	const { cited } = props;
	return (
		<details class="article">
			<summary>
				<span aria-hidden="true">§ </span>
				{cited.title}
			</summary>
			{cited.quote === "" ? <p class="quiet">{t("article_no_text")}</p> : <blockquote lang="zh-CN">{cited.quote}</blockquote>}
		</details>
	);
}

function FactLine(props: { view: Case; fact: UsedFact }) {
	const { view, fact } = props;
	const ledger = view.facts.find(({ key }) => key === fact.key);
	const exhibits = ledger === undefined ? [] : exhibitNames(view, ledger);
	return (
		<li>
			<span class="fact-label">{factLabel(fact.key)}</span>
			{t("colon")}
			<span class="fact-value">{factText(fact.key, fact.value, view.order.currency)}</span>
			{fact.status !== "" && <span class="quiet"> ({tHas("state", fact.status) ? tCode("state", fact.status) : fact.status})</span>}
			{exhibits.length > 0 && <span class="quiet"> · {exhibits.join(t("list_comma"))}</span>}
		</li>
	);
}

// One branch of the tree: the rule, then the articles it rests on and the facts it used.
export function RuleBranch(props: { view: Case; rule: Applied; open?: boolean }) {
	const { rule, view } = props;
	return (
		<li class="rule">
			<details open={props.open}>
				<summary>
					{rule.text || rule.label} <code class="rule-id">{rule.rule}</code>
				</summary>
				{rule.calc !== "" && (
					<p class="calc">
						{t("calculation")}
						{t("colon")}
						<code>{rule.calc}</code>
					</p>
				)}
				{rule.facts.length > 0 && (
					<ul class="used-facts" aria-label={t("facts_used")}>
						{rule.facts.map((fact) => (
							<FactLine key={fact.key} view={view} fact={fact} />
						))}
					</ul>
				)}
				{rule.cites.map((cited) => (
					<Article key={cited.id} cited={cited} />
				))}
			</details>
		</li>
	);
}

function NotAppliedList(props: { view: Case; rules: NotApplied[] }) {
	if (props.rules.length === 0) {
		return null;
	}
	return (
		<details>
			<summary>{t("not_applied", { n: props.rules.length })}</summary>
			<ul class="not-applied">
				{props.rules.map((rule) => (
					<li key={rule.rule}>
						{rule.text || rule.label} <code class="rule-id">{rule.rule}</code>
						{rule.because !== "" && <p class="quiet">{rule.because}</p>}
						{rule.facts.length > 0 && (
							<ul class="used-facts">
								{rule.facts.map((fact) => (
									<FactLine key={fact.key} view={props.view} fact={fact} />
								))}
							</ul>
						)}
					</li>
				))}
			</ul>
		</details>
	);
}

const computedText = (value: unknown): string => (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : typeof value === "boolean" ? t(value ? "yes" : "no") : String(value));

function Headline(props: { view: Case; explanation: Explanation }) {
	const { explanation, view } = props;
	return (
		<>
			<p class="headline">
				<span class={`tag outcome-${explanation.outcome}`}>{tCode("outcome", explanation.outcome)}</span> {explanation.remedy !== "" && tCode("remedy", explanation.remedy)}
			</p>
			<Amounts amounts={explanation.amounts} currency={view.order.currency} />
			<ul class="facts-short">
				{explanation.freightPayer !== "" && <li>{t("freight_paid_by", { who: tCode("role", explanation.freightPayer) })}</li>}
				{explanation.burdenBearer !== "" && explanation.burdenBearer !== "none" && <li>{t("burden_on", { who: tCode("role", explanation.burdenBearer) })}</li>}
				{explanation.available.length > 1 && (
					<li>
						{t("remedies_available", { list: explanation.available.map((remedy) => tCode("remedy", remedy)).join(t("list_comma")) })}
						{explanation.chooser !== "" && <> {t("chooser_is", { who: tCode("role", explanation.chooser) })}</>}
					</li>
				)}
				{explanation.computed.map(([name, value]) => (
					<li key={name}>
						{tCode("obligation", name)}
						{t("colon")}
						{computedText(value)}
					</li>
				))}
			</ul>
		</>
	);
}

export function Explained(props: { view: Case; explanation: Explanation; brief?: boolean }) {
	const { view, explanation } = props;
	return (
		<div class="explained">
			<Headline view={view} explanation={explanation} />
			{explanation.missing.length > 0 && (
				<div class="notice">
					<p class="notice-title">{t("missing_facts")}</p>
					<ul>
						{explanation.missing.map((key) => (
							<li key={key}>{factLabel(key)}</li>
						))}
					</ul>
				</div>
			)}
			{explanation.sentences.length > 0 && (
				<div class="reasons">
					{explanation.sentences.map((sentence, index) => (
						<p key={index}>{sentence}</p>
					))}
				</div>
			)}
			{explanation.rules.length > 0 && (
				<details open={!props.brief}>
					<summary>{t("derivation")}</summary>
					<ul class="tree">
						{explanation.rules.map((rule, index) => (
							<RuleBranch key={`${rule.rule}-${index}`} view={view} rule={rule} open={!props.brief && index === 0} />
						))}
					</ul>
				</details>
			)}
			{explanation.wouldChange.length > 0 && (
				<details>
					<summary>{t("would_change")}</summary>
					<ul>
						{explanation.wouldChange.map((change, index) => (
							<li key={index}>{change.text || t("would_change_line", { fact: factLabel(change.fact), value: factText(change.fact, change.to, view.order.currency), result: tHas("remedy", change.result) ? tCode("remedy", change.result) : tCode("outcome", change.result) })}</li>
						))}
					</ul>
				</details>
			)}
			<NotAppliedList view={view} rules={explanation.notApplied} />
			{explanation.flags.length > 0 && (
				<ul class="flags" aria-label={t("flags_heading")}>
					{explanation.flags.map((flag) => (
						<li key={flag}>
							<span class="tag">{flag}</span>
						</li>
					))}
				</ul>
			)}
			{explanation.notices.map((notice) => (
				<p key={notice} class="quiet">
					{notice}
				</p>
			))}
		</div>
	);
}
