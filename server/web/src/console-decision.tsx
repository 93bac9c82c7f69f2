// The decision on a proposal: confirm, amend or reject, with reasons, signed.

import { useState } from "preact/hooks";
import type { ActInput } from "./act";
import { sentRemember } from "./act-page";
import { Choices, ErrorSummary, errorOf, type FieldError, TextArea, TextField } from "./fields";
import { Heading } from "./frame";
import { moneyParse } from "./format";
import { lang, t, tCode } from "./i18n";
import type { Case, Money } from "./model";
import { goInstead, hrefOf } from "./route";
import { SignPanel } from "./sign";

type Props = {
	view: Case;
	decision: "confirm" | "amend" | "reject";
	onDone: (view: Case) => void;
	onStale: () => void;
};

const DEVIATIONS = [
	"fact_assessed_differently",
	"rule_not_fitting",
	"equity",
	"new_evidence",
	"calculation_error",
	"other",
];

const REMEDIES = [
	"REFUND_FULL",
	"REFUND_NO_RETURN",
	"REFUND_LESS_DEPRECIATION",
	"REFUND_PARTIAL",
	"PRICE_REDUCTION",
	"WITHDRAWAL_REFUND",
	"EXCHANGE_SAME",
	"REPAIR_FREE",
	"REPLACE_PART",
	"RESUPPLY",
	"DELIVER",
	"COMPENSATE",
	"TERMINATE",
	"REJECT_CLAIM",
];

type Deviation = { code: string; remedy: string; amount: string; freight: string };

function deviationRead(
	draft: Deviation,
	decision: Props["decision"],
	currency: string,
): { errors: FieldError[]; deviation: Record<string, unknown> } {
	const errors: FieldError[] = [];
	const deviation: Record<string, unknown> = { code: draft.code };
	if (draft.code === "") {
		errors.push({ field: "code", text: t("error_deviation_code") });
	}
	if (decision === "amend") {
		deviation["remedy"] = draft.remedy;
		const money: Money | null = moneyParse(draft.amount, currency);
		if (draft.amount.trim() !== "" && money === null) {
			errors.push({ field: "amount", text: t("error_amount") });
		} else if (money !== null) {
			deviation["amount"] = money;
		}
		if (draft.freight !== "") {
			deviation["freight_payer"] = draft.freight;
		}
	}
	return { errors, deviation };
}

function DeviationFields(props: {
	decision: Props["decision"];
	draft: Deviation;
	errors: FieldError[];
	onChange: (draft: Deviation) => void;
}) {
	const { draft, errors, onChange } = props;
	return (
		<>
			<Choices
				id="code"
				label={t("deviation_code")}
				hint={t("deviation_code_hint")}
				error={errorOf(errors, "code")}
				choices={DEVIATIONS.map((code) => ({ value: code, label: tCode("deviation", code) }))}
				chosen={draft.code === "" ? [] : [draft.code]}
				onChoose={([code]) => onChange({ ...draft, code: code ?? "" })}
			/>
			{props.decision === "amend" && (
				<>
					<div class="field">
						<label for="remedy">{t("deviation_remedy")}</label>
						<select
							id="remedy"
							value={draft.remedy}
							onChange={(event) => onChange({ ...draft, remedy: event.currentTarget.value })}
						>
							{REMEDIES.map((remedy) => (
								<option key={remedy} value={remedy}>
									{tCode("remedy", remedy)}
								</option>
							))}
						</select>
					</div>
					<TextField
						id="amount"
						label={t("optional_label", { label: t("amount") })}
						hint={t("amount_hint")}
						error={errorOf(errors, "amount")}
						narrow
						inputMode="decimal"
						value={draft.amount}
						onInput={(amount) => onChange({ ...draft, amount })}
					/>
					<Choices
						id="freight"
						label={t("deviation_freight")}
						choices={[
							{ value: "", label: t("deviation_freight_same") },
							{ value: "seller", label: tCode("role", "seller") },
							{ value: "buyer", label: tCode("role", "buyer") },
						]}
						chosen={[draft.freight]}
						onChoose={([freight]) => onChange({ ...draft, freight: freight ?? "" })}
					/>
				</>
			)}
		</>
	);
}

export function ConsoleDecision(props: Props) {
	const { view, decision } = props;
	const [reasons, setReasons] = useState("");
	const [deviation, setDeviation] = useState<Deviation>({
		code: "",
		remedy: view.proposal?.remedy ?? "REFUND_FULL",
		amount: "",
		freight: "",
	});
	const [errors, setErrors] = useState<FieldError[]>([]);
	const [input, setInput] = useState<ActInput | null>(null);

	const next = (event: Event) => {
		event.preventDefault();
		const read =
			decision === "confirm"
				? { errors: [], deviation: undefined }
				: deviationRead(deviation, decision, view.order.currency ?? "CNY");
		const found = [...read.errors];
		if (reasons.trim() === "") {
			found.push({ field: "reasons", text: t("error_reasons") });
		}
		setErrors(found);
		if (found.length > 0 || !view.proposal) {
			return;
		}
		const content = {
			decision,
			proposal_version: view.proposal.version,
			proposal_sha256: view.proposal.sha256,
			reasons: reasons.trim(),
			language: lang.value,
			deviation: read.deviation,
		};
		setInput({
			view,
			kind: "ruling",
			path: `/v1/admin/disputes/${view.id}/decision`,
			name: "decision",
			content,
			ifMatch: view.version,
		});
	};

	return (
		<div class="narrow-page">
			<a class="back" href={hrefOf("case", view.id)}>
				{t("back_to_case")}
			</a>
			<ErrorSummary errors={errors} />
			<Heading caption={view.order.title} error={errors.length > 0}>
				{t(`decision_heading_${decision}`)}
			</Heading>
			<p>{t(`decision_${decision}_text`)}</p>
			{view.proposal && (
				<p class="own-words">
					{t("proposal_version", { version: view.proposal.version })}
					{t("colon")}
					{tCode("outcome", view.proposal.outcome)}{" "}
					{view.proposal.remedy !== null && tCode("remedy", view.proposal.remedy)}
				</p>
			)}
			{input === null ? (
				<form noValidate onSubmit={next}>
					{decision !== "confirm" && (
						<DeviationFields
							decision={decision}
							draft={deviation}
							errors={errors}
							onChange={setDeviation}
						/>
					)}
					<TextArea
						id="reasons"
						label={t("decision_reasons")}
						hint={t("decision_reasons_hint")}
						error={errorOf(errors, "reasons")}
						value={reasons}
						onInput={setReasons}
						limit={20_000}
					/>
					<button class="main">{t("continue")}</button>
				</form>
			) : (
				<>
					<blockquote class="own-words">{reasons}</blockquote>
					<button type="button" class="link" onClick={() => setInput(null)}>
						{t("change")}
					</button>
					<SignPanel
						input={{ ...input, view, ifMatch: view.version }}
						open
						danger={decision === "reject"}
						label={t(`decision_sign_${decision}`)}
						onStale={props.onStale}
						onDone={(result) => {
							sentRemember(view, result);
							props.onDone(result.dispute);
							goInstead("case", view.id);
						}}
					/>
				</>
			)}
		</div>
	);
}
