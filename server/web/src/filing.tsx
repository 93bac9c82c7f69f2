// Filing a dispute: one question per page. The draft lives on the server from the first answer on, so that it
// can be continued after a reload or on another device; only the photos' list is kept in this browser.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { ActInput } from "./act";
import { fieldErrorOf, sentRemember } from "./act-page";
import { TEXT_LIMIT } from "./act-forms";
import { casePath, get, request } from "./api";
import { CheckAnswers } from "./check-answers";
import {
	asksOf,
	claimContent,
	type ClaimDraft,
	claimOf,
	draftContent,
	familyOf,
	firstOpen,
	type Step,
	stepsOf,
} from "./claim-draft";
import { Choices, ErrorSummary, errorOf, type FieldError, TextArea } from "./fields";
import { draftOf, type FactDraft, FactField, factRead } from "./facts";
import { Heading, Ready } from "./frame";
import { lang, t, tCode } from "./i18n";
import { useLoad } from "./load";
import { labelOf, type Reason, reasonsLoad } from "./meta";
import { type ActResult, type Case, caseComplete, type FactValue } from "./model";
import { type Problem, problemOf } from "./problem";
import { go, goInstead, hrefOf } from "./route";
import { SignPanel } from "./sign";
import { Uploads } from "./upload";
import { UploadField } from "./upload-field";

type StepProps = {
	view: Case;
	claim: ClaimDraft;
	reason: Reason | undefined;
	reasons: Reason[];
	uploads: Uploads;
	save: (change: ClaimDraft, next?: Step) => Promise<void>;
};

const FAMILIES = ["nc", "nr", "rt", "wr", "rf", "pm", "pr"] as const;

type Question = {
	errors: FieldError[];
	problem: Problem | null;
	busy: boolean;
	submit: (
		event: Event,
		read: () => { errors: FieldError[] } | { change: ClaimDraft; next?: Step },
	) => void;
};

// One question's form: validate, save, go on; or say what is wrong.
function useQuestion(save: StepProps["save"]): Question {
	const [errors, setErrors] = useState<FieldError[]>([]);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const submit: Question["submit"] = (event, read) => {
		event.preventDefault();
		const found = read();
		setProblem(null);
		if ("errors" in found) {
			setErrors(found.errors);
			return;
		}
		setErrors([]);
		setBusy(true);
		save(found.change, found.next)
			.catch((thrown) => {
				const failed = problemOf(thrown);
				const at = fieldErrorOf(failed);
				setErrors(at);
				setProblem(at.length > 0 ? null : failed);
			})
			.finally(() => setBusy(false));
	};
	return { errors, problem, busy, submit };
}

function Continue(props: { busy: boolean }) {
	return (
		<button class="main" aria-disabled={props.busy}>
			{props.busy ? t("saving") : t("continue")}
		</button>
	);
}

function ChoiceStep(
	props: StepProps & {
		id: string;
		label: string;
		hint?: string;
		choices: { value: string; label: string; hint?: string | undefined }[];
		initial: string[];
		many?: boolean;
		missing: string | null;
		take: (chosen: string[]) => { change: ClaimDraft; next?: Step };
	},
) {
	const question = useQuestion(props.save);
	const [chosen, setChosen] = useState(props.initial);
	const read = () =>
		props.missing !== null && chosen.length === 0
			? { errors: [{ field: props.id, text: props.missing }] }
			: props.take(chosen);
	return (
		<form noValidate onSubmit={(event) => question.submit(event, read)}>
			<ErrorSummary errors={question.errors} problem={question.problem} />
			<Choices
				heading
				id={props.id}
				label={props.label}
				hint={props.hint}
				error={errorOf(question.errors, props.id)}
				choices={props.choices}
				many={props.many === true}
				chosen={chosen}
				onChoose={setChosen}
			/>
			<Continue busy={question.busy} />
		</form>
	);
}

function FamilyStep(props: StepProps) {
	const present = FAMILIES.filter((family) => props.reasons.some(({ code }) => familyOf(code) === family));
	const choices = present.map((family) => ({
		value: family,
		label: t(`family_${family}`),
		hint: t(`family_${family}_hint`),
	}));
	const take = ([family]: string[]) => {
		sessionStorage.setItem("sanbao.family", family ?? "");
		return { change: {}, next: "reason" };
	};
	const initial = familyOf(props.claim.reason);
	return (
		<ChoiceStep
			{...props}
			id="family"
			label={t("ask_family")}
			choices={choices}
			initial={initial === "" ? [] : [initial]}
			missing={t("error_choose")}
			take={take}
		/>
	);
}

function ReasonStep(props: StepProps) {
	const family = sessionStorage.getItem("sanbao.family") || familyOf(props.claim.reason);
	const choices = props.reasons
		.filter(({ code }) => familyOf(code) === family)
		.map((reason) => ({ value: reason.code, label: labelOf(reason) }));
	const { reason } = props.claim;
	const take = ([code]: string[]) =>
		code === reason ? { change: {} } : { change: { reason: code ?? "", ask: [], facts: {} } };
	return (
		<ChoiceStep
			{...props}
			id="reason"
			label={t("ask_reason")}
			choices={choices}
			initial={reason !== undefined && familyOf(reason) === family ? [reason] : []}
			missing={t("error_choose")}
			take={take}
		/>
	);
}

function FactStep(props: StepProps & { factKey: string }) {
	const { factKey: key, claim } = props;
	const question = useQuestion(props.save);
	const given: FactValue | undefined = claim.facts?.[key];
	const [draft, setDraft] = useState<FactDraft>(draftOf(key, given));
	const read = () => {
		const value = factRead(key, draft, props.view.order.currency);
		if (!value.ok) {
			return { errors: [{ field: "fact", text: value.text }] };
		}
		const { [key]: _, ...others } = claim.facts ?? {};
		// A fact that is not known is not asserted at all.
		return { change: { facts: value.value === null ? others : { ...others, [key]: value.value } } };
	};
	return (
		<form noValidate onSubmit={(event) => question.submit(event, read)}>
			<ErrorSummary errors={question.errors} problem={question.problem} />
			<FactField
				heading
				id="fact"
				factKey={key}
				draft={draft}
				onChange={setDraft}
				error={errorOf(question.errors, "fact")}
			/>
			<Continue busy={question.busy} />
		</form>
	);
}

function WantStep(props: StepProps) {
	const choices = asksOf(props.reason).map((remedy) => ({ value: remedy, label: tCode("remedy", remedy) }));
	const first = props.claim.ask?.[0];
	const take = ([remedy]: string[]) => ({
		change: {
			ask: [remedy ?? "", ...(props.claim.ask ?? []).slice(1).filter((other) => other !== remedy)],
		},
	});
	return (
		<ChoiceStep
			{...props}
			id="ask"
			label={t("ask_want")}
			hint={t("ask_want_hint")}
			choices={choices}
			initial={first === undefined ? [] : [first]}
			missing={t("error_choose")}
			take={take}
		/>
	);
}

function AlsoStep(props: StepProps) {
	const [first, ...others] = props.claim.ask ?? [];
	const choices = asksOf(props.reason)
		.filter((remedy) => remedy !== first)
		.map((remedy) => ({ value: remedy, label: tCode("remedy", remedy) }));
	const take = (chosen: string[]) => ({
		change: { ask: [...(first === undefined ? [] : [first]), ...chosen] },
	});
	return (
		<ChoiceStep
			{...props}
			many
			id="also"
			label={t("ask_also")}
			hint={t("ask_also_hint")}
			choices={choices}
			initial={others}
			missing={null}
			take={take}
		/>
	);
}

function TextStep(props: StepProps) {
	const question = useQuestion(props.save);
	const [text, setText] = useState(props.claim.text ?? "");
	const read = () => {
		if (text.trim() === "") {
			return { errors: [{ field: "text", text: t("error_text_empty") }] };
		}
		if ([...text].length > TEXT_LIMIT) {
			return { errors: [{ field: "text", text: t("error_text_long", { n: TEXT_LIMIT }) }] };
		}
		return { change: { text: text.trim(), language: lang.value } };
	};
	return (
		<form noValidate onSubmit={(event) => question.submit(event, read)}>
			<ErrorSummary errors={question.errors} problem={question.problem} />
			<Heading error={question.errors.length > 0}>{t("ask_text")}</Heading>
			<TextArea
				id="text"
				rows={8}
				label={t("ask_text_label")}
				hint={t("ask_text_hint")}
				error={errorOf(question.errors, "text")}
				value={text}
				onInput={setText}
				limit={TEXT_LIMIT}
			/>
			<Continue busy={question.busy} />
		</form>
	);
}

function PhotosStep(props: StepProps) {
	const question = useQuestion(props.save);
	const { uploads } = props;
	const read = () => {
		if (uploads.busy) {
			return { errors: [{ field: "files", text: t("error_files_busy") }] };
		}
		return uploads.failed
			? { errors: [{ field: "files", text: t("error_files_failed") }] }
			: { change: {} };
	};
	return (
		<form noValidate onSubmit={(event) => question.submit(event, read)}>
			<ErrorSummary errors={question.errors} problem={question.problem} />
			<Heading error={question.errors.length > 0}>{t("ask_photos")}</Heading>
			<p>{t("ask_photos_text")}</p>
			<p class="hint">{t("ask_photos_location")}</p>
			<UploadField id="files" uploads={uploads} error={errorOf(question.errors, "files")} />
			<Continue busy={question.busy} />
		</form>
	);
}

function SignStep(props: StepProps & { onStale: () => void }) {
	const { view, uploads } = props;
	const input: ActInput = {
		view,
		kind: "filing",
		path: `${casePath(view.id)}/submit`,
		name: "claim",
		content: claimContent(props.claim),
		files: uploads.attached(),
	};
	return (
		<>
			<Heading>{t("sign_filing_heading")}</Heading>
			<p>{t("sign_filing_text")}</p>
			<SignPanel
				input={input}
				open
				label={t("sign_filing_send")}
				onStale={props.onStale}
				onDone={(result) => {
					uploads.forget();
					sentRemember(view, result);
					goInstead("case", view.id);
				}}
			/>
		</>
	);
}

function CurrentStep(props: StepProps & { step: Step; onStale: () => void }) {
	const { step } = props;
	if (step.startsWith("fact:")) {
		return <FactStep key={step} {...props} factKey={step.slice(5)} />;
	}
	switch (step) {
		case "reason":
			return <ReasonStep {...props} />;
		case "want":
			return <WantStep {...props} />;
		case "also":
			return <AlsoStep {...props} />;
		case "text":
			return <TextStep {...props} />;
		case "photos":
			return <PhotosStep {...props} />;
		case "check":
			return (
				<CheckAnswers
					view={props.view}
					claim={props.claim}
					reason={props.reason}
					uploads={props.uploads}
					steps={stepsOf(props.reason, props.view)}
				/>
			);
		case "sign":
			return <SignStep {...props} />;
		default:
			return <FamilyStep {...props} />;
	}
}

function Draft(props: {
	view: Case;
	reasons: Reason[];
	step: Step | undefined;
	back: boolean;
	onView: (view: Case) => void;
	onStale: () => void;
}) {
	const { view, reasons } = props;
	const claim = claimOf(view);
	const reason = reasons.find(({ code }) => code === claim.reason);
	const steps = stepsOf(reason, view);
	const step = props.step ?? firstOpen(claim, steps);
	const uploads = useMemo(() => new Uploads(view.id, true), [view.id]);
	useEffect(() => {
		void uploads.restore();
	}, [uploads]);

	const save: StepProps["save"] = async (change, next) => {
		let after = view;
		if (Object.keys(change).length > 0) {
			const body = { claim: draftContent({ ...claim, ...change }) };
			after = caseComplete((await request<ActResult>("PATCH", casePath(view.id), { body })).dispute);
			props.onView(after);
		}
		// The answer may have changed what is asked: the next step is found in the list as it is now.
		const now = stepsOf(
			reasons.find(({ code }) => code === claimOf(after).reason),
			after,
		);
		const following =
			props.back && change.reason === undefined ? "check" : (now[now.indexOf(step) + 1] ?? "check");
		go("draft", view.id, ...(next === undefined ? [following] : props.back ? [next, "change"] : [next]));
	};

	const at = steps.indexOf(step);
	const previous = at > 0 ? steps[at - 1] : undefined;
	return (
		<div class="narrow-page">
			<a class="back" href={previous === undefined ? hrefOf() : hrefOf("draft", view.id, previous)}>
				{t("back")}
			</a>
			<p class="caption">
				{view.order.title} · {t("draft_saved")}
			</p>
			<CurrentStep
				key={step}
				view={view}
				claim={claim}
				reason={reason}
				reasons={reasons}
				uploads={uploads}
				save={save}
				step={step}
				onStale={props.onStale}
			/>
		</div>
	);
}

export function DraftPage(props: { id: string; step: Step | undefined; back: boolean }) {
	const loaded = useLoad(props.id, async () => {
		const [view, reasons] = await Promise.all([get<Case>(casePath(props.id)), reasonsLoad()]);
		return { view: caseComplete(view), reasons: reasons.filter(({ filer }) => filer !== "seller") };
	});
	return (
		<Ready loaded={loaded}>
			{({ view, reasons }) =>
				view.phase === "draft" ? (
					<Draft
						view={view}
						reasons={reasons}
						step={props.step}
						back={props.back}
						onView={(changed) => loaded.set({ view: changed, reasons })}
						onStale={loaded.reload}
					/>
				) : (
					<>
						<Heading>{t("already_sent")}</Heading>
						<p>
							<a href={hrefOf("case", view.id)}>{t("open_case")}</a>
						</p>
					</>
				)
			}
		</Ready>
	);
}
