// Form fields with label, hint and error in the same place everywhere, and the summary of errors above them.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Heading, problemTitle } from "./frame";
import { t } from "./i18n";
import type { Problem } from "./problem";

export type FieldError = { field: string; text: string };

export const errorOf = (errors: FieldError[], field: string): string | undefined =>
	errors.find((error) => error.field === field)?.text;

const joined = (...ids: (string | false | undefined)[]): string | undefined =>
	ids.filter(Boolean).join(" ") || undefined;

// Above the heading, focused when it appears; each line leads to its field. The label is scrolled into view
// first and the input focused without scrolling: else the browser shows the input and hides its label.
export function ErrorSummary(props: { errors: FieldError[]; problem?: Problem | null | undefined }) {
	const self = useRef<HTMLDivElement>(null);
	const { errors, problem } = props;
	useEffect(() => {
		if (errors.length > 0 || problem) {
			self.current?.focus();
		}
	}, [errors, problem]);
	if (errors.length === 0 && !problem) {
		return null;
	}
	return (
		<div class="summary" role="alert" tabIndex={-1} ref={self}>
			<h2>{t("there_is_a_problem")}</h2>
			<ul>
				{errors.map((error) => (
					<li key={error.field}>
						<a href={`#${error.field}`} onClick={(event) => toField(event, error.field)}>
							{error.text}
						</a>
					</li>
				))}
			</ul>
			{problem && (
				<>
					<p class="notice-title">{problemTitle(problem)}</p>
					{problem.detail !== "" && (
						<p class="quiet" lang="en">
							{problem.detail}
						</p>
					)}
					{problem.remedy !== "" && (
						<p class="quiet" lang="en">
							{problem.remedy}
						</p>
					)}
					{problem.isSignedOut && <p>{t("sign_in_again")}</p>}
				</>
			)}
		</div>
	);
}

function toField(event: Event, id: string): void {
	event.preventDefault();
	const input = document.getElementById(id);
	(input?.closest("fieldset") ?? document.querySelector(`label[for="${id}"]`) ?? input)?.scrollIntoView();
	input?.focus({ preventScroll: true });
}

type FieldProps = {
	id: string;
	label: string;
	hint?: string | undefined;
	error?: string | undefined;
	heading?: boolean;
};

const Hint = (props: { id: string; text: string | undefined }) =>
	props.text === undefined ? null : (
		<p class="hint" id={`${props.id}-hint`}>
			{props.text}
		</p>
	);

const ErrorText = (props: { id: string; text: string | undefined }) =>
	props.text === undefined ? null : (
		<p class="error-text" id={`${props.id}-error`}>
			<span class="hidden">{t("error_prefix")}</span>
			{props.text}
		</p>
	);

const described = (props: FieldProps): string | undefined =>
	joined(props.hint !== undefined && `${props.id}-hint`, props.error !== undefined && `${props.id}-error`);

export function TextField(
	props: FieldProps & {
		value: string;
		onInput: (value: string) => void;
		type?: "text" | "date";
		max?: string;
		inputMode?: "decimal" | "text";
		narrow?: boolean;
		maxLength?: number;
	},
) {
	const shared = {
		id: props.id,
		class: props.narrow ? "narrow" : "",
		value: props.value,
		autocomplete: "off",
		"aria-describedby": described(props),
		"aria-invalid": props.error !== undefined,
		onInput: (event: { currentTarget: HTMLInputElement }) => props.onInput(event.currentTarget.value),
	} as const;
	return (
		<div class={props.error === undefined ? "field" : "field wrong"}>
			<label for={props.id}>
				{props.heading ? (
					<Heading error={props.error !== undefined}>{props.label}</Heading>
				) : (
					props.label
				)}
			</label>
			<Hint id={props.id} text={props.hint} />
			<ErrorText id={props.id} text={props.error} />
			{props.type === "date" ? (
				<input {...shared} type="date" max={props.max} />
			) : (
				<input {...shared} type="text" inputMode={props.inputMode} maxLength={props.maxLength} />
			)}
		</div>
	);
}

// How much room is left is told near the end only: a counter that always speaks says nothing.
const TELL_BELOW = 500;

export function TextArea(
	props: FieldProps & { value: string; onInput: (value: string) => void; rows?: number; limit: number },
) {
	const left = props.limit - [...props.value].length;
	return (
		<div class={props.error === undefined ? "field" : "field wrong"}>
			<label for={props.id}>{props.label}</label>
			<Hint id={props.id} text={props.hint} />
			<ErrorText id={props.id} text={props.error} />
			<textarea
				id={props.id}
				rows={props.rows ?? 6}
				aria-describedby={described(props)}
				aria-invalid={props.error !== undefined}
				value={props.value}
				onInput={(event) => props.onInput(event.currentTarget.value)}
			/>
			<p class="hint" role="status">
				{left < 0
					? t("characters_over", { n: -left })
					: left < TELL_BELOW
						? t("characters_left", { n: left })
						: ""}
			</p>
		</div>
	);
}

export type Choice = { value: string; label: string; hint?: string | undefined };

type ChoiceProps = FieldProps & {
	choices: Choice[];
	many?: boolean;
	chosen: string[];
	onChoose: (chosen: string[]) => void;
	children?: ComponentChildren;
};

// Radios, or checkboxes when many may be chosen. The id of the group is that of its first input, so that an
// error leads straight to it.
export function Choices(props: ChoiceProps) {
	const toggle = (value: string, on: boolean) => {
		if (!props.many) {
			props.onChoose([value]);
		} else {
			props.onChoose(on ? [...props.chosen, value] : props.chosen.filter((other) => other !== value));
		}
	};
	return (
		<fieldset
			class={props.error === undefined ? "field" : "field wrong"}
			aria-describedby={described(props)}
		>
			<legend>
				{props.heading ? (
					<Heading error={props.error !== undefined}>{props.label}</Heading>
				) : (
					props.label
				)}
			</legend>
			<Hint id={props.id} text={props.hint} />
			<ErrorText id={props.id} text={props.error} />
			{props.choices.map((choice, index) => (
				<OneChoice
					key={choice.value}
					id={index === 0 ? props.id : `${props.id}-${index}`}
					group={props.id}
					choice={choice}
					many={props.many === true}
					on={props.chosen.includes(choice.value)}
					toggle={toggle}
				/>
			))}
			{props.children}
		</fieldset>
	);
}

function OneChoice(props: {
	id: string;
	group: string;
	choice: Choice;
	many: boolean;
	on: boolean;
	toggle: (value: string, on: boolean) => void;
}) {
	const { id, choice } = props;
	return (
		<div class="choice">
			<input
				id={id}
				type={props.many ? "checkbox" : "radio"}
				name={props.group}
				value={choice.value}
				checked={props.on}
				aria-describedby={choice.hint === undefined ? undefined : `${id}-hint`}
				onChange={(event) => props.toggle(choice.value, event.currentTarget.checked)}
			/>
			<label for={id}>{choice.label}</label>
			<Hint id={id} text={choice.hint} />
		</div>
	);
}

export function Tick(props: {
	id: string;
	label: string;
	on: boolean;
	onChange: (on: boolean) => void;
	hint?: string;
}) {
	return (
		<div class="choice single">
			<input
				id={props.id}
				type="checkbox"
				checked={props.on}
				aria-describedby={props.hint === undefined ? undefined : `${props.id}-hint`}
				onChange={(event) => props.onChange(event.currentTarget.checked)}
			/>
			<label for={props.id}>{props.label}</label>
			<Hint id={props.id} text={props.hint} />
		</div>
	);
}
