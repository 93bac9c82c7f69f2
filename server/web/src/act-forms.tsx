// The acts of a party on a case, one form each; the content documents are those of the API.

import { useMemo, useState } from "preact/hooks";
import { ActPage, type ActRead } from "./act-page";
import { actPath } from "./acts";
import { Choices, errorOf, type FieldError, TextArea, Tick } from "./fields";
import { deadlineText, moneyText } from "./format";
import { lang, t, tCode } from "./i18n";
import { useKinds } from "./meta";
import { type ActResult, type Alternative, type Case, type Offer, offersOf } from "./model";
import { Uploads } from "./upload";
import { UploadField } from "./upload-field";

export const TEXT_LIMIT = 20_000;

export type FormProps = { view: Case; onDone: (result: ActResult) => void; onStale: () => void };

// An optional text with its language, or nothing at all.
const optionalText = (text: string): { text?: string; language?: string } =>
	text.trim() === "" ? {} : { text: text.trim(), language: lang.value };

function tooLong(text: string): boolean {
	return [...text].length > TEXT_LIMIT;
}

export function textErrors(text: string, needed: string | null): FieldError[] {
	if (needed !== null && text.trim() === "") {
		return [{ field: "text", text: needed }];
	}
	return tooLong(text) ? [{ field: "text", text: t("error_text_long", { n: TEXT_LIMIT }) }] : [];
}

export function Quoted(props: { text: string }) {
	return props.text.trim() === "" ? null : <blockquote class="own-words">{props.text}</blockquote>;
}

// An act that is a text, or a text that may be left out.
type TextActProps = FormProps & {
	heading: string;
	intro?: string;
	label: string;
	textLabel: string;
	hint?: string;
	needed: string | null;
	danger?: boolean;
	path: string[];
	kind: "response" | "withdrawal";
	name: string;
	always?: boolean; // text and language are members of the document in any case
	extra?: Record<string, unknown>;
};

function TextAct(props: TextActProps) {
	const [text, setText] = useState("");
	const read = (): ActRead => {
		const errors = textErrors(text, props.needed);
		if (errors.length > 0) {
			return { errors };
		}
		const content = {
			...(props.always ? { text: text.trim(), language: lang.value } : optionalText(text)),
			...props.extra,
		};
		return {
			input: { kind: props.kind, path: actPath(props.view, ...props.path), name: props.name, content },
		};
	};
	return (
		<ActPage
			view={props.view}
			heading={props.heading}
			intro={props.intro === undefined ? undefined : <p>{props.intro}</p>}
			label={props.label}
			{...(props.danger ? { danger: true } : {})}
			read={read}
			fill={(errors) => (
				<TextArea
					id="text"
					label={props.textLabel}
					hint={props.hint}
					error={errorOf(errors, "text")}
					value={text}
					onInput={setText}
					limit={TEXT_LIMIT}
				/>
			)}
			summary={() => <Quoted text={text} />}
			onDone={props.onDone}
			onStale={props.onStale}
		/>
	);
}

export const MessageForm = (props: FormProps) => (
	<TextAct
		{...props}
		heading={t("message_heading")}
		intro={t("message_intro")}
		label={t("message_send")}
		textLabel={t("message_text")}
		needed={t("error_message_empty")}
		path={["messages"]}
		kind="response"
		name="message"
		always
	/>
);

export const EscalateForm = (props: FormProps) => (
	<TextAct
		{...props}
		heading={t("escalate_heading")}
		intro={t("escalate_intro")}
		label={t("escalate_send")}
		textLabel={t("optional_label", { label: t("escalate_text") })}
		needed={null}
		path={["escalate"]}
		kind="response"
		name="escalate"
	/>
);

export const WithdrawForm = (props: FormProps) => (
	<TextAct
		{...props}
		heading={t("withdraw_heading")}
		intro={t("withdraw_intro")}
		label={t("withdraw_send")}
		textLabel={t("optional_label", { label: t("withdraw_text") })}
		needed={null}
		path={["withdraw"]}
		kind="withdrawal"
		name="withdraw"
		danger
	/>
);

export const ReportForm = (props: FormProps & { obligation: string }) => (
	<TextAct
		{...props}
		heading={t("report_heading")}
		intro={t("report_intro")}
		label={t("report_send")}
		textLabel={t("report_text")}
		needed={t("error_report_empty")}
		path={["obligations", props.obligation, "report"]}
		kind="response"
		name="report"
		always
	/>
);

export const ConfirmForm = (props: FormProps & { obligation: string }) => (
	<TextAct
		{...props}
		heading={t("confirm_heading")}
		intro={t("confirm_intro")}
		label={t("confirm_send")}
		textLabel={t("optional_label", { label: t("confirm_text") })}
		needed={null}
		path={["obligations", props.obligation, "confirm"]}
		kind="response"
		name="confirm"
	/>
);

export const DeclineForm = (props: FormProps & { offer: string }) => (
	<TextAct
		{...props}
		heading={t("decline_heading")}
		intro={t("decline_intro")}
		label={t("decline_send")}
		textLabel={t("optional_label", { label: t("decline_text") })}
		needed={null}
		path={["offers", props.offer, "decline"]}
		kind="response"
		name="decline"
	/>
);

export function WithdrawOfferForm(props: FormProps & { offer: string }) {
	return (
		<ActPage
			{...props}
			heading={t("withdraw_offer_heading")}
			label={t("withdraw_offer_send")}
			read={() => ({
				input: {
					kind: "response",
					path: actPath(props.view, "offers", props.offer, "withdraw"),
					name: "withdraw",
					content: {},
				},
			})}
			fill={() => <p>{t("withdraw_offer_intro")}</p>}
		/>
	);
}

export function alternativeText(alternative: Alternative): string {
	const amount = alternative.amount ? ` ${moneyText(alternative.amount)}` : "";
	return tCode("remedy", alternative.remedy) + amount;
}

export function AcceptForm(props: FormProps & { offer: string }) {
	const offer = offersOf(props.view).find(({ id }) => id === props.offer);
	const [chosen, setChosen] = useState<string[]>(offer?.alternatives.length === 1 ? ["1"] : []);
	const [waive, setWaive] = useState(false);
	if (offer === undefined) {
		return <p>{t("offer_gone")}</p>;
	}
	const read = (): ActRead => {
		if (chosen[0] === undefined) {
			return { errors: [{ field: "alternative", text: t("error_choose_alternative") }] };
		}
		const content = { alternative: Number(chosen[0]), waive_statutory_floor: waive };
		return {
			input: {
				kind: "response",
				path: actPath(props.view, "offers", offer.id, "accept"),
				name: "accept",
				content,
			},
		};
	};
	const choices = offer.alternatives.map((alternative, index) => ({
		value: String(index + 1),
		label: alternativeText(alternative),
		hint: alternative.text,
	}));
	return (
		<ActPage
			{...props}
			heading={t("accept_heading")}
			intro={<p>{t("accept_intro")}</p>}
			label={t("accept_send")}
			read={read}
			fill={(errors) => (
				<>
					<Choices
						id="alternative"
						label={t("accept_which")}
						error={errorOf(errors, "alternative")}
						choices={choices}
						chosen={chosen}
						onChoose={setChosen}
					/>
					{props.view.side === "buyer" && (
						<Tick
							id="waive_statutory_floor"
							label={t("accept_waive")}
							hint={t("accept_waive_hint")}
							on={waive}
							onChange={setWaive}
						/>
					)}
				</>
			)}
			summary={() => <p class="own-words">{choices[Number(chosen[0]) - 1]?.label}</p>}
		/>
	);
}

export function EvidenceForm(props: FormProps) {
	const uploads = useMemo(() => new Uploads(props.view.id, false), [props.view.id]);
	const kinds = useKinds();
	const [kind, setKind] = useState("item_photo");
	const [text, setText] = useState("");
	const read = (): ActRead => {
		const errors = textErrors(text, t("error_evidence_text"));
		if (uploads.busy) {
			errors.unshift({ field: "files", text: t("error_files_busy") });
		} else if (uploads.failed) {
			errors.unshift({ field: "files", text: t("error_files_failed") });
		} else if (uploads.attached().length === 0) {
			errors.unshift({ field: "files", text: t("error_files_none") });
		}
		if (errors.length > 0) {
			return { errors };
		}
		const content = { kind, text: text.trim(), language: lang.value };
		return {
			input: {
				kind: "evidence",
				path: actPath(props.view, "evidence"),
				name: "evidence",
				content,
				files: uploads.attached(),
			},
		};
	};
	return (
		<ActPage
			{...props}
			heading={t("evidence_heading")}
			intro={<p>{t("evidence_intro")}</p>}
			label={t("evidence_send")}
			read={read}
			fill={(errors) => (
				<>
					<UploadField id="files" uploads={uploads} error={errorOf(errors, "files")} />
					<div class="field">
						<label for="kind">{t("evidence_kind")}</label>
						<select
							id="kind"
							value={kind}
							onChange={(event) => setKind(event.currentTarget.value)}
						>
							{kinds.map(({ code, label }) => (
								<option key={code} value={code}>
									{label}
								</option>
							))}
						</select>
					</div>
					<TextArea
						id="text"
						rows={3}
						label={t("evidence_text")}
						hint={t("evidence_text_hint")}
						error={errorOf(errors, "text")}
						value={text}
						onInput={setText}
						limit={TEXT_LIMIT}
					/>
				</>
			)}
			summary={() => (
				<>
					<Quoted text={text} />
					<ul>
						{uploads.attached().map((file) => (
							<li key={file.sha256}>{file.name}</li>
						))}
					</ul>
				</>
			)}
		/>
	);
}

export function offerExpiry(offer: Offer): string {
	return offer.expires_at === null ? "" : t("offer_open_until", { time: deadlineText(offer.expires_at) });
}
