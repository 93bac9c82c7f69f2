// The facts ledger as the arbiter works on it: find a fact, close the evidence.

import { useState } from "preact/hooks";
import { actFor } from "./acts";
import { request } from "./api";
import { exhibitNames, factsArgued, factsRecorded, FactStatus } from "./case-facts";
import { Choices, ErrorSummary, errorOf, type FieldError, TextArea } from "./fields";
import { draftOf, type FactDraft, FactField, factLabel, factRead, factText } from "./facts";
import { Heading, ProblemNotice } from "./frame";
import { t, tCode } from "./i18n";
import { type ActResult, type Case, type Fact, roleOf } from "./model";
import { type Problem, problemOf } from "./problem";
import { go, hrefOf } from "./route";

const adminPath = (view: Case, act: string): string => `/v1/admin/disputes/${view.id}/${act}`;

function LedgerRow(props: { view: Case; fact: Fact; canFind: boolean }) {
	const { view, fact } = props;
	const currency = view.order.currency ?? "CNY";
	const answer = fact.answer;
	return (
		<tr class={`fact-row ${fact.status}`}>
			<th scope="row">
				{factLabel(fact.key)}
				<code class="rule-id">{fact.key}</code>
			</th>
			<td>
				{factText(fact.key, fact.value, currency)}
				{answer !== null && fact.status === "contested" && (
					<p class="quiet">
						{tCode("role", roleOf(answer.by))}
						{t("colon")}
						{answer.value !== undefined && answer.value !== null
							? factText(fact.key, answer.value, currency)
							: t("fact_denied")}
						{answer.text && <> – {answer.text}</>}
					</p>
				)}
			</td>
			<td>
				<FactStatus fact={fact} />
				<span class="quiet"> {exhibitNames(view, fact).join(t("list_comma"))}</span>
			</td>
			<td>
				{props.canFind && fact.status !== "platform" && (
					<a href={hrefOf("case", view.id, "find", fact.key)}>
						{t("find_fact")}
						<span class="hidden"> {factLabel(fact.key)}</span>
					</a>
				)}
			</td>
		</tr>
	);
}

function LedgerTable(props: { view: Case; facts: Fact[]; canFind: boolean; label: string }) {
	return (
		<div class="scroll" tabIndex={0} role="group" aria-label={props.label}>
			<table class="ledger">
				<thead>
					<tr>
						<th scope="col">{t("ledger_fact")}</th>
						<th scope="col">{t("ledger_value")}</th>
						<th scope="col">{t("ledger_status")}</th>
						<th scope="col">
							<span class="hidden">{t("find_fact")}</span>
						</th>
					</tr>
				</thead>
				<tbody>
					{props.facts.map((fact) => (
						<LedgerRow key={fact.key} view={props.view} fact={fact} canFind={props.canFind} />
					))}
				</tbody>
			</table>
		</div>
	);
}

export function Ledger(props: { view: Case }) {
	const { view } = props;
	const canFind = actFor(view, "findings") !== undefined;
	const argued = factsArgued(view);
	const records = factsRecorded(view);
	return (
		<section aria-label={t("facts_heading")}>
			<h2>{t("facts_heading")}</h2>
			{argued.length === 0 ? (
				<p class="empty">{t("facts_none")}</p>
			) : (
				<LedgerTable view={view} facts={argued} canFind={canFind} label={t("facts_heading")} />
			)}
			{records.length > 0 && (
				<details>
					<summary>{t("facts_records", { n: records.length })}</summary>
					<LedgerTable
						view={view}
						facts={records}
						canFind={false}
						label={t("facts_records", { n: records.length })}
					/>
				</details>
			)}
		</section>
	);
}

const STANDARDS = ["probable", "high_probability", "beyond_reasonable_doubt"] as const;

export function FindFact(props: { view: Case; factKey: string; onDone: (view: Case) => void }) {
	const { view, factKey: key } = props;
	const fact = view.facts.find((other) => other.key === key);
	const [draft, setDraft] = useState<FactDraft>(draftOf(key, fact?.value));
	const [standard, setStandard] = useState("high_probability");
	const [reason, setReason] = useState("");
	const [errors, setErrors] = useState<FieldError[]>([]);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	const send = async (event: Event) => {
		event.preventDefault();
		const value = factRead(key, draft, view.order.currency ?? "CNY");
		const found: FieldError[] = [];
		if (!value.ok || value.value === null) {
			found.push({ field: "value", text: value.ok ? t("error_choose") : value.text });
		}
		if (reason.trim() === "") {
			found.push({ field: "reason", text: t("error_reasons") });
		}
		setErrors(found);
		setProblem(null);
		if (found.length > 0 || !value.ok) {
			return;
		}
		setBusy(true);
		try {
			const body = { fact: key, value: value.value, standard, reason: reason.trim() };
			const result = await request<ActResult>("POST", adminPath(view, "findings"), {
				body,
				ifMatch: view.version,
			});
			props.onDone(result.dispute);
			go("case", view.id);
		} catch (thrown) {
			setProblem(problemOf(thrown));
		} finally {
			setBusy(false);
		}
	};

	return (
		<form class="narrow-page" noValidate onSubmit={send}>
			<a class="back" href={hrefOf("case", view.id)}>
				{t("back_to_case")}
			</a>
			<ErrorSummary errors={errors} problem={problem} />
			<Heading caption={view.order.title} error={errors.length > 0}>
				{t("find_heading", { fact: factLabel(key) })}
			</Heading>
			{fact !== undefined && (
				<p>
					{t("find_said", {
						who: tCode("role", roleOf(fact.by)),
						value: factText(key, fact.value, view.order.currency ?? "CNY"),
					})}{" "}
					<FactStatus fact={fact} />
				</p>
			)}
			<FactField
				id="value"
				factKey={key}
				label={t("find_value")}
				draft={draft}
				onChange={setDraft}
				error={errorOf(errors, "value")}
			/>
			<Choices
				id="standard"
				label={t("find_standard")}
				hint={t("find_standard_hint")}
				choices={STANDARDS.map((value) => ({ value, label: t(`standard_${value}`) }))}
				chosen={[standard]}
				onChoose={([chosen]) => setStandard(chosen ?? "high_probability")}
			/>
			<TextArea
				id="reason"
				rows={4}
				label={t("find_reason")}
				hint={t("find_reason_hint")}
				error={errorOf(errors, "reason")}
				value={reason}
				onInput={setReason}
				limit={20_000}
			/>
			<button class="main" aria-disabled={busy}>
				{busy ? t("sending") : t("find_send")}
			</button>
		</form>
	);
}

// Closing takes the parties' last chance to add something: it asks once more, on the spot.
export function CloseEvidence(props: { view: Case; onDone: (view: Case) => void; onProblem: () => void }) {
	const { view } = props;
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	if (actFor(view, "close-evidence") === undefined) {
		return null;
	}
	const close = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const result = await request<ActResult>("POST", adminPath(view, "close-evidence"), { body: {} });
			props.onDone(result.dispute);
		} catch (thrown) {
			setProblem(problemOf(thrown));
			props.onProblem();
		} finally {
			setBusy(false);
			setAsking(false);
		}
	};
	return (
		<section class="panel" aria-label={t("close_evidence")}>
			{problem !== null && <ProblemNotice problem={problem} />}
			<p>{t("close_evidence_text")}</p>
			{asking ? (
				<div class="buttons">
					<button type="button" class="main" aria-disabled={busy} onClick={() => void close()}>
						{busy ? t("sending") : t("close_evidence_yes")}
					</button>
					<button type="button" class="second" onClick={() => setAsking(false)}>
						{t("cancel")}
					</button>
				</div>
			) : (
				<button type="button" class="second" onClick={() => setAsking(true)}>
					{t("close_evidence")}
				</button>
			)}
		</section>
	);
}
