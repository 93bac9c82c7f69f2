// What may I ask for, and until when? A few questions, no sign-in, nothing stored: the rules answer.

import { useState } from "preact/hooks";
import { request } from "./api";
import { Choices } from "./fields";
import { dayText } from "./format";
import { Frame, Heading, publicPageStart } from "./frame";
import { draftOf, type FactDraft, FactField, factRead } from "./facts";
import { ofLanguage, t, tCode } from "./i18n";
import type { FactValue } from "./model";
import { type Problem, problemOf } from "./problem";

type Label = Record<string, string>;
type Assessment = {
	rights: { label: Label; remedy: string; until: string | null }[];
	missing: { fact: string; label: Label; supplier: string }[];
	explanation: { conclusion: string; notices: string[] };
};

const KINDS = ["quality", "no_reason"] as const;
type Kind = (typeof KINDS)[number];

const QUESTIONS: Record<Kind, string[]> = {
	quality: [
		"goods.category",
		"defect.kind",
		"time.delivered_at",
		"time.install_done_at",
		"defect.found_at",
	],
	no_reason: ["time.delivered_at", "goods.intact", "goods.nature"],
};

// What every visitor of this page is taken to be: a consumer who bought online from a trader.
const GIVEN: Record<Kind, Record<string, FactValue>> = {
	quality: { "defect.exists": true, "goods.part": "main_unit", "stock.same_model": true },
	no_reason: {},
};
const FRAME: Record<string, FactValue> = {
	"buyer.role": "consumer",
	"seller.role": "trader",
	"order.channel": "online",
	"proof.order_record": true,
};

type Drafts = Record<string, FactDraft>;
const draftFor = (drafts: Drafts, key: string): FactDraft => drafts[key] ?? draftOf(key, undefined);

// What is answered; what is left open stays unknown. The errors are those of single fields.
function factsOf(
	kind: Kind,
	drafts: Drafts,
): { facts: Record<string, FactValue>; errors: Record<string, string> } {
	const facts: Record<string, FactValue> = { ...FRAME, ...GIVEN[kind], "claim.type": kind };
	const errors: Record<string, string> = {};
	for (const key of QUESTIONS[kind]) {
		const draft = draftFor(drafts, key);
		if (draft.typed === "" && draft.chosen.length === 0) {
			continue;
		}
		const read = factRead(key, draft, "CNY");
		if (!read.ok) {
			errors[key] = read.text;
		} else if (read.value !== null) {
			facts[key] = read.value;
		}
	}
	return { facts, errors };
}

function Rights(props: { assessment: Assessment }) {
	const { rights, missing, explanation } = props.assessment;
	return (
		<section aria-live="polite">
			<h2>{t("rights_result")}</h2>
			{rights.length === 0 && <p>{explanation.conclusion}</p>}
			<ul>
				{rights.map(({ label, remedy, until }) => (
					<li key={remedy}>
						<strong>{ofLanguage(label, remedy)}</strong>
						{until !== null && t("rights_until", { day: dayText(until) })}
					</li>
				))}
			</ul>
			{missing.length > 0 && (
				<>
					<h3>{t("rights_missing")}</h3>
					<ul>
						{missing.map(({ fact, label, supplier }) => (
							<li key={fact}>
								{ofLanguage(label, fact)}{" "}
								<span class="quiet">({tCode("role", supplier)})</span>
							</li>
						))}
					</ul>
				</>
			)}
			{explanation.notices.map((notice) => (
				<p key={notice} class="quiet">
					{notice}
				</p>
			))}
			<p>
				<a href="/buyer">{t("home_buyer")}</a>
			</p>
		</section>
	);
}

function Explorer() {
	const [chosen, setChosen] = useState<string[]>([]);
	const [drafts, setDrafts] = useState<Drafts>({});
	const [errors, setErrors] = useState<Record<string, string>>({});
	const [problem, setProblem] = useState<Problem | null>(null);
	const [assessment, setAssessment] = useState<Assessment | null>(null);
	const kind = KINDS.find((each) => each === chosen[0]);

	const ask = async (event: Event) => {
		event.preventDefault();
		if (kind === undefined) {
			setErrors({ kind: t("error_choose") });
			return;
		}
		const read = factsOf(kind, drafts);
		setErrors(read.errors);
		setProblem(null);
		setAssessment(null);
		if (Object.keys(read.errors).length > 0) {
			return;
		}
		try {
			const path = `/v1/assessments?lang=${document.documentElement.lang}`;
			setAssessment(await request<Assessment>("POST", path, { body: { facts: read.facts } }));
		} catch (thrown) {
			setProblem(problemOf(thrown));
		}
	};

	return (
		<Frame>
			<div class="narrow-page">
				<Heading focus={false}>{t("rights_title")}</Heading>
				<p>{t("rights_text")}</p>
				<form noValidate onSubmit={(event) => void ask(event)}>
					<Choices
						id="kind"
						label={t("rights_kind")}
						error={errors["kind"]}
						choices={KINDS.map((value) => ({ value, label: t(`rights_kind_${value}`) }))}
						chosen={chosen}
						onChoose={setChosen}
					/>
					{kind !== undefined &&
						QUESTIONS[kind].map((key) => (
							<FactField
								key={key}
								id={key}
								factKey={key}
								draft={draftFor(drafts, key)}
								error={errors[key]}
								onChange={(draft) => setDrafts({ ...drafts, [key]: draft })}
							/>
						))}
					<button type="submit" class="primary">
						{t("rights_ask")}
					</button>
				</form>
				{problem !== null && (
					<p class="notice" role="alert">
						{problem.detail || problem.message}
					</p>
				)}
				{assessment !== null && <Rights assessment={assessment} />}
			</div>
		</Frame>
	);
}

void publicPageStart(() => <Explorer />);
