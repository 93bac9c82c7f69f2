// The seller's answer: accept the claim, or answer it fact by fact.

import { useState } from "preact/hooks";
import { type FormProps, Quoted, TEXT_LIMIT } from "./act-forms";
import { ActPage, type ActRead } from "./act-page";
import { actPath } from "./acts";
import { Choices, errorOf, type FieldError, TextArea, TextField } from "./fields";
import { type FactDraft, FactField, factLabel, factRead, factText, factType } from "./facts";
import { lang, t, tCode } from "./i18n";
import { reasonLabel } from "./meta";
import { type Case, type Fact, type FactValue, roleOf } from "./model";

type AnswerDraft = { answer: string; value: FactDraft; text: string };

const EMPTY: FactDraft = { typed: "", chosen: [] };
const NO_ANSWER: AnswerDraft = { answer: "", value: EMPTY, text: "" };

// What only the respondent knows, and rules often turn on. Left empty, nothing is asserted.
const OWN_FACTS = ["defect.cause", "stock.same_model", "goods.intact", "seller.confirmation_step"];

const idOf = (key: string): string => `answer-${key.replaceAll(".", "-")}`;

// A yes/no fact that is denied means its opposite: asking for the value again would be asking twice.
const asksValue = (fact: Fact): boolean => factType(fact.key) !== "tri" && factType(fact.key) !== "repairs";

function AnswerFields(props: {
	view: Case;
	fact: Fact;
	draft: AnswerDraft;
	errors: FieldError[];
	onChange: (draft: AnswerDraft) => void;
}) {
	const { fact, draft, errors, onChange } = props;
	const id = idOf(fact.key);
	const said = factText(fact.key, fact.value, props.view.order.currency);
	return (
		<div class="group">
			<Choices
				id={id}
				label={`${factLabel(fact.key)}${t("colon")}${said}`}
				error={errorOf(errors, id)}
				choices={[
					{ value: "admit", label: t("answer_admit") },
					{ value: "contest", label: t("answer_contest") },
				]}
				chosen={draft.answer === "" ? [] : [draft.answer]}
				onChoose={([answer]) => onChange({ ...draft, answer: answer ?? "" })}
			/>
			{draft.answer === "contest" && (
				<div class="inset">
					{asksValue(fact) && (
						<FactField
							id={`${id}-value`}
							factKey={fact.key}
							label={t("answer_value")}
							draft={draft.value}
							error={errorOf(errors, `${id}-value`)}
							onChange={(value) => onChange({ ...draft, value })}
						/>
					)}
					<TextField
						id={`${id}-text`}
						label={t("optional_label", { label: t("answer_text") })}
						value={draft.text}
						maxLength={2000}
						onInput={(text) => onChange({ ...draft, text })}
					/>
				</div>
			)}
		</div>
	);
}

type AnswerRead = { fact: string; answer: string; value?: FactValue; text?: string };

function answersRead(
	view: Case,
	facts: Fact[],
	drafts: Record<string, AnswerDraft>,
): { errors: FieldError[]; answers: AnswerRead[] } {
	const errors: FieldError[] = [];
	const answers: AnswerRead[] = [];
	for (const fact of facts) {
		const draft = drafts[fact.key] ?? NO_ANSWER;
		const read: AnswerRead = { fact: fact.key, answer: draft.answer };
		if (draft.answer === "") {
			errors.push({ field: idOf(fact.key), text: t("error_answer", { fact: factLabel(fact.key) }) });
		}
		if (
			draft.answer === "contest" &&
			asksValue(fact) &&
			(draft.value.typed !== "" || draft.value.chosen.length > 0)
		) {
			const value = factRead(fact.key, draft.value, view.order.currency);
			if (!value.ok) {
				errors.push({ field: `${idOf(fact.key)}-value`, text: value.text });
			} else if (value.value !== null) {
				read.value = value.value;
			}
		}
		if (draft.text.trim() !== "") {
			read.text = draft.text.trim();
		}
		answers.push(read);
	}
	return { errors, answers };
}

function ownRead(
	view: Case,
	keys: string[],
	drafts: Record<string, FactDraft>,
): { errors: FieldError[]; facts: Record<string, FactValue> } {
	const errors: FieldError[] = [];
	const facts: Record<string, FactValue> = {};
	for (const key of keys) {
		const draft = drafts[key] ?? EMPTY;
		if (draft.chosen.length === 0 && draft.typed === "") {
			continue;
		}
		const read = factRead(key, draft, view.order.currency);
		if (!read.ok) {
			errors.push({ field: `own-${key}`, text: read.text });
		} else if (read.value !== null) {
			facts[key] = read.value;
		}
	}
	return { errors, facts };
}

export function RespondForm(props: FormProps) {
	const { view } = props;
	const [position, setPosition] = useState("");
	const [text, setText] = useState("");
	const [drafts, setDrafts] = useState<Record<string, AnswerDraft>>({});
	const [own, setOwn] = useState<Record<string, FactDraft>>({});
	const claimed = view.facts.filter(({ status, by }) => status === "claimed" && roleOf(by) !== view.side);
	const ownKeys = OWN_FACTS.filter((key) => !view.facts.some((fact) => fact.key === key));
	const contest = position === "contest";
	// Both answers go to one address; the name of the action says which of them is open.
	const offered = (name: string) =>
		view.actions.some(({ action }) => action === name || action === "respond");

	const read = (): ActRead => {
		if (position === "") {
			return { errors: [{ field: "position", text: t("error_position") }] };
		}
		const answered = contest ? answersRead(view, claimed, drafts) : { errors: [], answers: [] };
		const asserted = contest ? ownRead(view, ownKeys, own) : { errors: [], facts: {} };
		const errors = [...answered.errors, ...asserted.errors];
		if (contest && text.trim() === "") {
			errors.push({ field: "text", text: t("error_answer_text") });
		}
		if ([...text].length > TEXT_LIMIT) {
			errors.push({ field: "text", text: t("error_text_long", { n: TEXT_LIMIT }) });
		}
		if (errors.length > 0) {
			return { errors };
		}
		const facts = Object.keys(asserted.facts).length > 0 ? asserted.facts : undefined;
		const content = {
			position,
			text: text.trim(),
			language: lang.value,
			answers: answered.answers,
			facts,
		};
		return { input: { kind: "response", path: actPath(view, "respond"), name: "respond", content } };
	};

	const fill = (errors: FieldError[]) => (
		<>
			<Choices
				id="position"
				label={t("respond_position")}
				error={errorOf(errors, "position")}
				choices={[
					...(offered("accept_claim")
						? [{ value: "accept", label: t("respond_accept"), hint: t("respond_accept_hint") }]
						: []),
					...(offered("contest_claim")
						? [{ value: "contest", label: t("respond_contest"), hint: t("respond_contest_hint") }]
						: []),
				]}
				chosen={position === "" ? [] : [position]}
				onChoose={([chosen]) => setPosition(chosen ?? "")}
			/>
			{contest && claimed.length > 0 && (
				<>
					<h2>{t("respond_facts")}</h2>
					<p class="hint">{t("respond_facts_hint")}</p>
					{claimed.map((fact) => (
						<AnswerFields
							key={fact.key}
							view={view}
							fact={fact}
							draft={drafts[fact.key] ?? NO_ANSWER}
							errors={errors}
							onChange={(draft) => setDrafts({ ...drafts, [fact.key]: draft })}
						/>
					))}
				</>
			)}
			{contest && (
				<details>
					<summary>{t("respond_own")}</summary>
					<p class="hint">{t("respond_own_hint")}</p>
					{ownKeys.map((key) => (
						<FactField
							key={key}
							id={`own-${key}`}
							factKey={key}
							draft={own[key] ?? EMPTY}
							error={errorOf(errors, `own-${key}`)}
							onChange={(draft) => setOwn({ ...own, [key]: draft })}
						/>
					))}
				</details>
			)}
			{position !== "" && (
				<TextArea
					id="text"
					label={contest ? t("respond_text") : t("optional_label", { label: t("respond_text") })}
					hint={t("respond_text_hint")}
					error={errorOf(errors, "text")}
					value={text}
					onInput={setText}
					limit={TEXT_LIMIT}
				/>
			)}
		</>
	);

	return (
		<ActPage
			{...props}
			heading={t("respond_heading")}
			intro={
				<p>
					{t("respond_intro", {
						reason: reasonLabel(view.claim?.reason),
						ask: (view.claim?.ask ?? [])
							.map((remedy) => tCode("remedy", remedy))
							.join(t("list_then")),
					})}
				</p>
			}
			label={t(contest ? "respond_send_contest" : "respond_send_accept")}
			read={read}
			fill={fill}
			summary={() => (
				<>
					<p>
						<span class={`tag ${position}`}>
							{t(contest ? "position_contest" : "position_accept")}
						</span>
					</p>
					<Quoted text={text} />
				</>
			)}
		/>
	);
}
