// Facts of the rules' vocabulary as questions to people, and their values as words.

import { Choices, TextField } from "./fields";
import { type RepairDraft, repairDrafts, RepairsField, repairsRead } from "./repairs";
import { dayText, moneyParse, moneyText, today } from "./format";
import { factWords, t } from "./i18n";
import type { FactRead, FactValue } from "./model";

type FactType = "tri" | "date" | "money" | "enum" | "enums" | "int" | "text" | "repairs";

// Facts that a person can be asked, other than yes/no questions, which are the rule.
const TYPES: Record<string, FactType> = {
	"defect.found_at": "date",
	"defect.reported_at": "date",
	"time.delivered_at": "date",
	"time.install_done_at": "date",
	"time.exchange_done_at": "date",
	"time.return_notice_at": "date",
	"time.return_received_at": "date",
	"time.return_date": "date",
	"time.known_at": "date",
	"time.complaint_received_at": "date",
	"order.invoice_date": "date",
	"order.concluded_at": "date",
	"order.delivery_due": "date",
	"order.demand_sent_at": "date",
	"order.demand_deadline": "date",
	"proof.manufacture_date": "date",
	"repairs.open_since": "date",
	"prepay.paid_at": "date",
	"order.paid_minor": "money",
	"order.invoice_minor": "money",
	"order.total_paid_minor": "money",
	"order.earnest_minor": "money",
	"order.contract_price_minor": "money",
	"order.card_fee_minor": "money",
	"order.shipping_waived_minor": "money",
	"order.promo_threshold_minor": "money",
	"order.promo_discount_minor": "money",
	"order.already_refunded_minor": "money",
	"freight.return_minor": "money",
	"stock.other_price_minor": "money",
	"goods.gift_value_minor": "money",
	"test.fee_minor": "money",
	"food.loss_minor": "money",
	"defect.kind": "enum",
	"defect.cause": "enum",
	"freight.agreement": "enum",
	"repairs.delay_cause": "enum",
	"goods.part": "enum",
	"goods.category": "enum",
	"goods.exchange_unit_condition": "enum",
	"order.channel": "enum",
	"claim.type": "enum",
	"buyer.role": "enum",
	"seller.role": "enum",
	"goods.nature": "enums",
	"goods.use": "enums",
	"repairs.count_same_fault": "int",
	"repairs.total_days": "int",
	"goods.loss_fraction_pct": "int",
	"promise.no_reason_days": "int",
	"seller.warranty_term_months": "int",
	"seller.promise_multiple": "int",
	"buyer.qty": "int",
	"goods.declared_flaw": "text",
	"seller.promise": "text",
	repairs: "repairs",
};

export const factType = (key: string): FactType =>
	TYPES[key] ?? (key.endsWith("_minor") ? "money" : key.endsWith("_at") ? "date" : "tri");

export const factLabel = (key: string): string => factWords(key).label;

const wordOf = (key: string, value: string): string =>
	factWords(key).values?.[value] ?? value.replace(/_/g, " ");

type Repair = { in?: string; out?: string | null; fixed?: boolean };

function repairsText(value: FactValue[]): string {
	return (value as Repair[])
		.map(({ in: handedIn, out, fixed }) =>
			t("repair_line", {
				in: handedIn ? dayText(handedIn) : "?",
				out: out ? dayText(out) : t("not_yet"),
				fixed: t(fixed ? "repair_fixed" : "repair_not_fixed"),
			}),
		)
		.join("; ");
}

// How the rules write a fact that is open.
const isUnknown = (value: FactValue): boolean =>
	typeof value === "object" && value !== null && !Array.isArray(value) && value["unknown"] === true;

export function factText(key: string, value: FactValue, currency: string): string {
	if (value === null || value === undefined || isUnknown(value)) {
		return t("unknown");
	}
	if (typeof value === "boolean") {
		return t(value ? "yes" : "no");
	}
	if (key === "repairs" && Array.isArray(value) && value.length > 0) {
		return repairsText(value);
	}
	if (Array.isArray(value)) {
		return value.length === 0
			? t("none")
			: value.map((item) => factText(key, item, currency)).join(t("list_comma"));
	}
	if (typeof value === "number") {
		return key.endsWith("_minor") ? moneyText({ minor: value, currency }) : String(value);
	}
	if (typeof value === "string") {
		return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : wordOf(key, value);
	}
	return JSON.stringify(value);
}

// What a form holds while it is being filled in: text for what is typed, codes for what is chosen.
export type FactDraft = { typed: string; chosen: string[]; repairs?: RepairDraft[] };

export function draftOf(key: string, value: FactValue | undefined): FactDraft {
	if (value === null) {
		return { typed: "", chosen: ["unknown"] };
	}
	if (typeof value === "boolean") {
		return { typed: "", chosen: [value ? "yes" : "no"] };
	}
	if (key === "repairs") {
		return { typed: "", chosen: [], repairs: repairDrafts(value) };
	}
	if (Array.isArray(value)) {
		return { typed: "", chosen: value.map(String) };
	}
	if (typeof value === "number" && key.endsWith("_minor")) {
		return { typed: (value / 100).toFixed(2), chosen: [] };
	}
	const text = value === undefined ? "" : String(value);
	return { typed: text, chosen: text === "" ? [] : [text] };
}

const wrong = (text: string): FactRead => ({ ok: false, text });
const right = (value: FactValue): FactRead => ({ ok: true, value });

function readDate(typed: string): FactRead {
	if (typed === "") {
		return right(null);
	}
	return typed > today() ? wrong(t("error_date_future")) : right(typed);
}

function readNumber(typed: string): FactRead {
	if (typed.trim() === "") {
		return right(null);
	}
	return /^\s*\d{1,6}\s*$/.test(typed) ? right(Number(typed)) : wrong(t("error_number"));
}

function readMoney(typed: string, currency: string): FactRead {
	if (typed.trim() === "") {
		return right(null);
	}
	const money = moneyParse(typed, currency);
	return money === null ? wrong(t("error_amount")) : right(money.minor);
}

function readChoice(type: FactType, chosen: string[]): FactRead {
	const first = chosen[0];
	if (first === undefined) {
		return wrong(t("error_choose"));
	}
	if (first === "unknown") {
		return right(null);
	}
	return right(type === "tri" ? first === "yes" : first);
}

// null means "I do not know", which is always allowed: a fact that nobody knows is what the burden is for.
export function factRead(key: string, draft: FactDraft, currency: string): FactRead {
	const type = factType(key);
	switch (type) {
		case "date":
			return readDate(draft.typed);
		case "money":
			return readMoney(draft.typed, currency);
		case "int":
			return readNumber(draft.typed);
		case "text":
			return right(draft.typed.trim() === "" ? null : draft.typed.trim());
		case "enums":
			return right(draft.chosen.includes("unknown") ? null : draft.chosen);
		case "repairs":
			return repairsRead(draft.repairs ?? []);
		default:
			return readChoice(type, draft.chosen);
	}
}

type FactFieldProps = {
	id: string;
	factKey: string;
	draft: FactDraft;
	onChange: (draft: FactDraft) => void;
	error?: string | undefined;
	heading?: boolean;
	label?: string;
};

const UNKNOWN = (): { value: string; label: string } => ({ value: "unknown", label: t("do_not_know") });

function choicesOf(key: string, type: FactType): { value: string; label: string }[] {
	if (type === "tri") {
		const { yes, no } = factWords(key);
		return [{ value: "yes", label: yes ?? t("yes") }, { value: "no", label: no ?? t("no") }, UNKNOWN()];
	}
	const values = Object.entries(factWords(key).values ?? {}).map(([value, label]) => ({ value, label }));
	return type === "enum" ? values.filter(({ value }) => value !== "unknown").concat(UNKNOWN()) : values;
}

export function FactField(props: FactFieldProps) {
	const { id, factKey: key, draft, error, onChange } = props;
	const type = factType(key);
	const words = factWords(key);
	const label = props.label ?? words.ask;
	const shared = { id, label, error, hint: words.hint, ...(props.heading ? { heading: true } : {}) };
	if (type === "repairs") {
		return (
			<RepairsField
				{...shared}
				drafts={draft.repairs ?? []}
				onChange={(repairs) => onChange({ ...draft, repairs })}
			/>
		);
	}
	if (type === "tri" || type === "enum" || type === "enums") {
		const choices = choicesOf(key, type);
		return (
			<Choices
				{...shared}
				choices={choices}
				many={type === "enums"}
				chosen={draft.chosen}
				onChoose={(chosen) => onChange({ ...draft, chosen })}
			/>
		);
	}
	const typed = (value: string) => onChange({ ...draft, typed: value });
	const hint = [words.hint, t("leave_empty_if_unknown")].filter(Boolean).join(" ");
	if (type === "date") {
		return (
			<TextField
				{...shared}
				hint={hint}
				type="date"
				max={today()}
				narrow
				value={draft.typed}
				onInput={typed}
			/>
		);
	}
	return (
		<TextField
			{...shared}
			hint={hint}
			narrow={type !== "text"}
			inputMode={type === "text" ? "text" : "decimal"}
			value={draft.typed}
			onInput={typed}
		/>
	);
}
