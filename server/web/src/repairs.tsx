// The repairs so far: when it was handed in, when it came back, whether that mended it. The three guarantees count
// them, so a buyer is asked for each.

import { Choices, TextField } from "./fields";
import { Heading } from "./frame";
import { today } from "./format";
import { t } from "./i18n";
import type { FactRead, FactValue } from "./model";

export type RepairDraft = { in: string; out: string; fixed: string; recorded: string };

type Repair = { in: string; out: string | null; fixed: boolean; recorded: boolean };

const EMPTY: RepairDraft = { in: "", out: "", fixed: "no", recorded: "yes" };
const REPAIRS_MAX = 12;

export function repairDrafts(value: FactValue | undefined): RepairDraft[] {
	if (!Array.isArray(value)) {
		return [];
	}
	return (value as Repair[]).map((repair) => ({
		in: repair.in,
		out: repair.out ?? "",
		fixed: repair.fixed ? "yes" : "no",
		recorded: repair.recorded ? "yes" : "no",
	}));
}

const isSound = (draft: RepairDraft): boolean =>
	draft.in !== "" &&
	draft.in <= today() &&
	(draft.out === "" || (draft.out >= draft.in && draft.out <= today()));

// No repair given means that nothing is asserted.
export function repairsRead(drafts: RepairDraft[]): FactRead {
	if (!drafts.every(isSound)) {
		return { ok: false, text: t("error_repair_day") };
	}
	const repairs = drafts.map((draft): FactValue => ({
		in: draft.in,
		out: draft.out === "" ? null : draft.out,
		fixed: draft.fixed === "yes",
		recorded: draft.recorded === "yes",
	}));
	return { ok: true, value: repairs.length === 0 ? null : repairs };
}

const yesNo = () => [
	{ value: "yes", label: t("yes") },
	{ value: "no", label: t("no") },
];

function RepairFields(props: {
	id: string;
	n: number;
	draft: RepairDraft;
	onChange: (draft: RepairDraft) => void;
	onRemove: () => void;
}) {
	const { id, n, draft, onChange } = props;
	return (
		<fieldset class="group">
			<legend>{t("repair_n", { n })}</legend>
			<TextField
				id={id}
				type="date"
				narrow
				max={today()}
				label={t("repair_in")}
				value={draft.in}
				onInput={(day) => onChange({ ...draft, in: day })}
			/>
			<TextField
				id={`${id}-out`}
				type="date"
				narrow
				max={today()}
				label={t("optional_label", { label: t("repair_out") })}
				value={draft.out}
				onInput={(day) => onChange({ ...draft, out: day })}
			/>
			<Choices
				id={`${id}-fixed`}
				label={t("repair_was_fixed")}
				choices={yesNo()}
				chosen={[draft.fixed]}
				onChoose={([fixed]) => onChange({ ...draft, fixed: fixed ?? "no" })}
			/>
			<Choices
				id={`${id}-recorded`}
				label={t("repair_recorded")}
				hint={t("repair_recorded_hint")}
				choices={yesNo()}
				chosen={[draft.recorded]}
				onChoose={([recorded]) => onChange({ ...draft, recorded: recorded ?? "no" })}
			/>
			<button type="button" class="link" onClick={props.onRemove}>
				{t("repair_remove", { n })}
			</button>
		</fieldset>
	);
}

export function RepairsField(props: {
	id: string;
	label: string;
	hint?: string | undefined;
	error?: string | undefined;
	heading?: boolean;
	drafts: RepairDraft[];
	onChange: (drafts: RepairDraft[]) => void;
}) {
	const { drafts, onChange, error } = props;
	const change = (at: number, draft: RepairDraft) =>
		onChange(drafts.map((other, index) => (index === at ? draft : other)));
	return (
		<div class={error === undefined ? "field" : "field wrong"}>
			{props.heading ? (
				<Heading error={error !== undefined}>{props.label}</Heading>
			) : (
				<h3>{props.label}</h3>
			)}
			<p class="hint">{props.hint ?? t("leave_empty_if_unknown")}</p>
			{error !== undefined && <p class="error-text">{error}</p>}
			{drafts.map((draft, index) => (
				<RepairFields
					key={index}
					id={index === 0 ? props.id : `${props.id}-${index}`}
					n={index + 1}
					draft={draft}
					onChange={(changed) => change(index, changed)}
					onRemove={() => onChange(drafts.filter((_, at) => at !== index))}
				/>
			))}
			{drafts.length < REPAIRS_MAX && (
				<button
					type="button"
					class="second"
					id={drafts.length === 0 ? props.id : undefined}
					onClick={() => onChange([...drafts, EMPTY])}
				>
					{t("repair_add")}
				</button>
			)}
		</div>
	);
}
