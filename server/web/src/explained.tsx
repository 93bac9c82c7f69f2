// A proposal explained: what it says, why (remedy, rule, article with its words, facts, exhibits), why not more,
// and what would change it. Everything shown comes from the derivation.

import type { ComponentChildren } from "preact";
import { exhibitNames } from "./case-facts";
import type { Article, Explanation, Reason, Step, UsedFact } from "./explanation";
import { factLabel, factText } from "./facts";
import { dayText, moneyText } from "./format";
import { t, tCode, tHas } from "./i18n";
import type { Case, FactValue } from "./model";

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
					<dd>{moneyText({ minor, currency: props.currency })}</dd>
				</div>
			))}
		</dl>
	);
}

function Quotation(props: { article: Article }) {
	const { article } = props;
	return (
		<div class="article">
			<p class="article-title" lang="zh-CN">
				<span aria-hidden="true">§ </span>
				{article.title}
			</p>
			{article.quote === "" ? (
				<p class="quiet">{t("article_no_text")}</p>
			) : (
				<blockquote lang="zh-CN">{article.quote}</blockquote>
			)}
		</div>
	);
}

// One branch: the rule in plain words, and under it the articles it rests on.
function Branch(props: { reason: Reason; open: boolean }) {
	const { reason } = props;
	return (
		<li class="rule">
			<details open={props.open}>
				<summary>{reason.text || reason.rule}</summary>
				<code class="rule-id">{reason.rule}</code>
				{reason.articles.map((article) => (
					<Quotation key={article.id} article={article} />
				))}
			</details>
		</li>
	);
}

const statusText = (status: string): string => (tHas("state", status) ? tCode("state", status) : status);

function FactLine(props: { view: Case; fact: UsedFact }) {
	const { view, fact } = props;
	const ledger = view.facts.find(({ key }) => key === fact.key);
	const exhibits =
		fact.exhibits.length > 0 ? fact.exhibits : ledger === undefined ? [] : exhibitNames(view, ledger);
	return (
		<li>
			{factLabel(fact.key)}
			{t("colon")}
			<span class="fact-value">{factText(fact.key, fact.value, view.order.currency)}</span>{" "}
			<span class="quiet">({statusText(fact.status)})</span>
			{exhibits.length > 0 && (
				<span class="quiet"> · {t("fact_exhibits", { list: exhibits.join(t("list_comma")) })}</span>
			)}
		</li>
	);
}

function stepText(value: FactValue): string {
	if (typeof value === "boolean") {
		return t(value ? "yes" : "no");
	}
	return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : String(value);
}

function Steps(props: { steps: Step[] }) {
	return (
		<dl class="short">
			{props.steps.map((step, index) => (
				<div key={index}>
					<dt>{step.label}</dt>
					<dd>{stepText(step.value)}</dd>
				</div>
			))}
		</dl>
	);
}

function Headline(props: { view: Case; explanation: Explanation }) {
	const { explanation, view } = props;
	const [main, ...others] = explanation.remedies;
	return (
		<>
			<p class="headline">
				<span class={`tag outcome-${explanation.outcome}`}>
					{tCode("outcome", explanation.outcome)}
				</span>{" "}
				{main !== undefined && tCode("remedy", main)}
				{others.map((remedy) => ` + ${tCode("remedy", remedy)}`)}
			</p>
			<Amounts amounts={explanation.amounts} currency={view.order.currency} />
			<ul class="facts-short">
				{explanation.terms.map((line) => (
					<li key={line}>{line}</li>
				))}
				{explanation.available.length > 1 && (
					<li>
						{t("remedies_available", {
							list: explanation.available
								.map((remedy) => tCode("remedy", remedy))
								.join(t("list_comma")),
						})}
						{explanation.chooser !== "" &&
							t("chooser_is", { who: tCode("role", explanation.chooser) })}
					</li>
				)}
			</ul>
		</>
	);
}

function Missing(props: { explanation: Explanation }) {
	const { missing } = props.explanation;
	if (missing.length === 0) {
		return null;
	}
	return (
		<div class="notice">
			<p class="notice-title">{t("missing_facts")}</p>
			<ul>
				{missing.map((key) => (
					<li key={key}>{factLabel(key)}</li>
				))}
			</ul>
		</div>
	);
}

// What nobody raised is assumed, and of little interest: it comes last, folded.
function Facts(props: { view: Case; facts: UsedFact[]; open: boolean }) {
	const raised = props.facts.filter(({ status }) => status !== "assumed");
	const assumed = props.facts.filter(({ status }) => status === "assumed");
	const lines = (facts: UsedFact[]) =>
		facts.map((fact) => <FactLine key={fact.key} view={props.view} fact={fact} />);
	return (
		<li class="rule">
			<details open={props.open}>
				<summary>{t("facts_used")}</summary>
				<ul class="used-facts">{lines(raised)}</ul>
				{assumed.length > 0 && (
					<details>
						<summary>{t("facts_assumed", { n: assumed.length })}</summary>
						<ul class="used-facts">{lines(assumed)}</ul>
					</details>
				)}
			</details>
		</li>
	);
}

// The tree under what is proposed: the rules behind it with their articles, the facts, the reckoning.
function Tree(props: { view: Case; explanation: Explanation; full: boolean }) {
	const { view, explanation, full } = props;
	return (
		<>
			<h3>{t("derivation")}</h3>
			<ul class="tree">
				{explanation.reasons.map((reason, index) => (
					<Branch key={reason.rule} reason={reason} open={full && index === 0} />
				))}
				{explanation.facts.length > 0 && <Facts view={view} facts={explanation.facts} open={full} />}
				{explanation.steps.length > 0 && (
					<li class="rule">
						<details>
							<summary>{t("calculation")}</summary>
							<Steps steps={explanation.steps} />
						</details>
					</li>
				)}
			</ul>
		</>
	);
}

function WhyNot(props: { explanation: Explanation; full: boolean }) {
	const { whyNot, notApplied } = props.explanation;
	return (
		<>
			{whyNot.length > 0 && (
				<details>
					<summary>{t("why_not_more")}</summary>
					<ul class="tree">
						{whyNot.map((reason) => (
							<Branch key={reason.rule} reason={reason} open={false} />
						))}
					</ul>
				</details>
			)}
			{props.full && notApplied.length > 0 && (
				<details>
					<summary>{t("not_applied", { n: notApplied.length })}</summary>
					<ul class="not-applied">
						{notApplied.map((rule) => (
							<li key={rule}>
								<code>{rule}</code>
							</li>
						))}
					</ul>
				</details>
			)}
		</>
	);
}

// For both sides, those that help one of them first.
function WouldChange(props: { explanation: Explanation }) {
	const changes = props.explanation.wouldChange;
	const order = ["buyer", "seller", "nobody"];
	const sorted = [...changes].sort((a, b) => order.indexOf(a.favours) - order.indexOf(b.favours));
	if (changes.length === 0) {
		return null;
	}
	return (
		<details>
			<summary>{t("would_change")}</summary>
			<ul>
				{sorted.map(({ text, amounts, terms }) => (
					<li key={text}>{[text, ...amounts, ...terms].join(" ")}</li>
				))}
			</ul>
		</details>
	);
}

// brief: beside offers, where the reader wants the answer first. full: for those who decide. The children stand
// between the answer and the reasons. bare: the answer has been given already, only the reasons are wanted.
export function Explained(props: {
	view: Case;
	explanation: Explanation;
	brief?: boolean;
	full?: boolean;
	bare?: boolean;
	children?: ComponentChildren;
}) {
	const { view, explanation } = props;
	return (
		<div class="explained">
			{!props.bare && <Headline view={view} explanation={explanation} />}
			<Missing explanation={explanation} />
			{props.children}
			<Tree view={view} explanation={explanation} full={props.full === true} />
			<WhyNot explanation={explanation} full={props.full === true} />
			<WouldChange explanation={explanation} />
			{explanation.flags.length > 0 && (
				<ul class="flags" aria-label={t("flags_heading")}>
					{explanation.flags.map((flag) => (
						<li key={flag}>
							<span class="tag">{flag}</span>
						</li>
					))}
				</ul>
			)}
			{!props.brief &&
				explanation.notices.map((notice) => (
					<p key={notice} class="quiet">
						{notice}
					</p>
				))}
		</div>
	);
}
