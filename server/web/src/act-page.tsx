// An act as two screens: fill in, then see what is signed and send it.

import type { ComponentChildren } from "preact";
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { ActInput } from "./act";
import { ErrorSummary, type FieldError } from "./fields";
import { Heading } from "./frame";
import { t } from "./i18n";
import type { ActResult, Case } from "./model";
import type { Problem } from "./problem";
import { hrefOf } from "./route";
import { SignPanel } from "./sign";

// What was sent last, told on the case page: with the receipt that proves it.
export type Sent = { dispute: string; seq: number; version: number; receipt: string };
export const sent = signal<Sent | null>(null);

export function sentRemember(view: Case, result: ActResult): void {
	sent.value = {
		dispute: view.id,
		seq: result.events[0]?.seq ?? result.dispute.version,
		version: result.dispute.version,
		receipt: result.receipt,
	};
}

export type ActRead = { errors: FieldError[] } | { input: Omit<ActInput, "view"> };

export type ActPageProps = {
	view: Case;
	heading: string;
	intro?: ComponentChildren;
	label: string; // of the button that signs and sends
	danger?: boolean;
	read: () => ActRead;
	fill: (errors: FieldError[]) => ComponentChildren;
	summary?: () => ComponentChildren;
	onDone: (result: ActResult) => void;
	onStale: () => void;
};

// The server names a member of the content by JSON pointer: "/text" belongs to the field "text".
export function fieldErrorOf(problem: Problem): FieldError[] {
	const id = problem.field?.replace(/^\/(content\/)?/, "").replaceAll("/", "-") ?? "";
	const found = id !== "" && document.getElementById(id) !== null;
	return found ? [{ field: id, text: problem.detail || problem.message }] : [];
}

export function ActPage(props: ActPageProps) {
	const [errors, setErrors] = useState<FieldError[]>([]);
	const [input, setInput] = useState<ActInput | null>(null);
	const [refused, setRefused] = useState<Problem | null>(null);

	// What the server found wrong with a field is shown at the field: back to the form, once it is there.
	useEffect(() => {
		const found = refused === null ? [] : fieldErrorOf(refused);
		if (found.length > 0) {
			setErrors(found);
		}
	}, [refused]);

	const refuse = (problem: Problem) => {
		if (problem.field !== null && problem.status < 500 && problem.field.startsWith("/")) {
			setRefused(problem);
			setInput(null);
		}
	};

	const next = (event: Event) => {
		event.preventDefault();
		const read = props.read();
		if ("errors" in read) {
			setErrors(read.errors);
			return;
		}
		setErrors([]);
		setRefused(null);
		setInput({ ...read.input, view: props.view });
		scrollTo(0, 0);
	};

	return (
		<div class="narrow-page">
			{input === null ? (
				<a class="back" href={hrefOf("case", props.view.id)}>
					{t("back_to_case")}
				</a>
			) : (
				<button type="button" class="back link" onClick={() => setInput(null)}>
					{t("back")}
				</button>
			)}
			<ErrorSummary errors={errors} problem={errors.length === 0 ? refused : null} />
			<Heading caption={props.view.order.title} error={errors.length > 0}>
				{props.heading}
			</Heading>
			{input === null ? (
				<form onSubmit={next} noValidate>
					{props.intro}
					{props.fill(errors)}
					<button class="main">{t("continue")}</button>
				</form>
			) : (
				<>
					{props.summary?.()}
					<SignPanel
						input={{ ...input, view: props.view }}
						label={props.label}
						{...(props.danger ? { danger: true } : {})}
						onStale={props.onStale}
						onRefused={refuse}
						onDone={(result) => {
							sentRemember(props.view, result);
							props.onDone(result);
						}}
					/>
				</>
			)}
		</div>
	);
}
