// Making an offer: up to three alternatives, how long they stand, whether it is the last word.

import { useState } from "preact/hooks";
import { alternativeText, type FormProps, Quoted, TEXT_LIMIT, textErrors } from "./act-forms";
import { ActPage, type ActRead } from "./act-page";
import { actPath } from "./acts";
import { Choices, errorOf, type FieldError, TextArea, TextField, Tick } from "./fields";
import { moneyParse, unitText } from "./format";
import { lang, t, tCode } from "./i18n";
import { serverNow } from "./me";
import type { Alternative, Money } from "./model";
import { statementTime } from "./statement";

const OFFER_REMEDIES = [
	"REFUND_FULL",
	"REFUND_NO_RETURN",
	"PRICE_REDUCTION",
	"REFUND_PARTIAL",
	"EXCHANGE_SAME",
	"REPAIR_FREE",
	"REPLACE_PART",
	"RESUPPLY",
	"COMPENSATE",
];
const WITH_AMOUNT = ["PRICE_REDUCTION", "REFUND_PARTIAL", "COMPENSATE"];
const ALTERNATIVES_MAX = 3;
const OFFER_DAYS = ["1", "2", "3"];
const DAY_MS = 86_400_000;

type AlternativeDraft = { remedy: string; amount: string };

function AlternativeFields(props: {
	index: number;
	draft: AlternativeDraft;
	errors: FieldError[];
	onChange: (draft: AlternativeDraft) => void;
	onRemove: (() => void) | undefined;
}) {
	const { index, draft, errors, onChange } = props;
	const id = `alternatives-${index}`;
	return (
		<fieldset class="group">
			<legend>{t("offer_alternative", { n: index + 1 })}</legend>
			<div class="field">
				<label for={id}>{t("offer_remedy")}</label>
				<select
					id={id}
					value={draft.remedy}
					onChange={(event) => onChange({ ...draft, remedy: event.currentTarget.value })}
				>
					{OFFER_REMEDIES.map((remedy) => (
						<option key={remedy} value={remedy}>
							{tCode("remedy", remedy)}
						</option>
					))}
				</select>
			</div>
			{WITH_AMOUNT.includes(draft.remedy) && (
				<TextField
					id={`${id}-amount`}
					label={t("amount")}
					hint={t("amount_hint")}
					error={errorOf(errors, `${id}-amount`)}
					narrow
					inputMode="decimal"
					value={draft.amount}
					onInput={(amount) => onChange({ ...draft, amount })}
				/>
			)}
			{props.onRemove !== undefined && (
				<button type="button" class="link" onClick={props.onRemove}>
					{t("offer_remove_alternative", { n: index + 1 })}
				</button>
			)}
		</fieldset>
	);
}

function alternativesRead(
	drafts: AlternativeDraft[],
	currency: string,
): { errors: FieldError[]; alternatives: Alternative[] } {
	const errors: FieldError[] = [];
	const alternatives = drafts.map(({ remedy, amount }, index): Alternative => {
		if (!WITH_AMOUNT.includes(remedy)) {
			return { remedy };
		}
		const money = moneyParse(amount, currency);
		if (money === null || money.minor === 0) {
			errors.push({ field: `alternatives-${index}-amount`, text: t("error_amount") });
		}
		return { remedy, amount: money as Money };
	});
	return { errors, alternatives };
}

export function OfferForm(props: FormProps) {
	const [drafts, setDrafts] = useState<AlternativeDraft[]>([{ remedy: "REFUND_FULL", amount: "" }]);
	const [text, setText] = useState("");
	const [days, setDays] = useState("2");
	const [final, setFinal] = useState(false);
	const currency = props.view.order.currency ?? "CNY";
	const change = (index: number, draft: AlternativeDraft) =>
		setDrafts(drafts.map((other, at) => (at === index ? draft : other)));
	const read = (): ActRead => {
		const { errors, alternatives } = alternativesRead(drafts, currency);
		errors.push(...textErrors(text, null));
		if (errors.length > 0) {
			return { errors };
		}
		const expires_at = statementTime(serverNow() + Number(days) * DAY_MS);
		const content = { alternatives, text: text.trim(), language: lang.value, expires_at, final };
		return { input: { kind: "response", path: actPath(props.view, "offers"), name: "offer", content } };
	};
	return (
		<ActPage
			{...props}
			heading={t("offer_heading")}
			intro={<p>{t("offer_intro")}</p>}
			label={t("offer_send")}
			read={read}
			fill={(errors) => (
				<>
					{drafts.map((draft, index) => (
						<AlternativeFields
							key={index}
							index={index}
							draft={draft}
							errors={errors}
							onChange={(changed) => change(index, changed)}
							onRemove={
								drafts.length > 1
									? () => setDrafts(drafts.filter((_, at) => at !== index))
									: undefined
							}
						/>
					))}
					{drafts.length < ALTERNATIVES_MAX && (
						<button
							type="button"
							class="second"
							onClick={() => setDrafts([...drafts, { remedy: "PRICE_REDUCTION", amount: "" }])}
						>
							{t("offer_add_alternative")}
						</button>
					)}
					<TextArea
						id="text"
						rows={3}
						label={t("optional_label", { label: t("offer_text") })}
						error={errorOf(errors, "text")}
						value={text}
						onInput={setText}
						limit={TEXT_LIMIT}
					/>
					<Choices
						id="expires_at"
						label={t("offer_expires")}
						error={errorOf(errors, "expires_at")}
						choices={OFFER_DAYS.map((n) => ({ value: n, label: unitText(Number(n), "day") }))}
						chosen={[days]}
						onChoose={([n]) => setDays(n ?? "2")}
					/>
					<Tick
						id="final"
						label={t("offer_final")}
						hint={t("offer_final_hint")}
						on={final}
						onChange={setFinal}
					/>
				</>
			)}
			summary={() => (
				<>
					<ul>
						{alternativesRead(drafts, currency).alternatives.map((alternative, index) => (
							<li key={index}>{alternativeText(alternative)}</li>
						))}
					</ul>
					<Quoted text={text} />
				</>
			)}
		/>
	);
}
