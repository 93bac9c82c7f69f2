// What the server answers about a proposal, an assessment or a ruling (its "proposal" and its "explanation"),
// made ready to be shown: every article beside the reason that rests on it.

import type { FactValue } from "./model";

export type Article = { id: string; title: string; quote: string };
export type Reason = { rule: string; text: string; articles: Article[] };
export type UsedFact = { key: string; value: FactValue; status: string; exhibits: string[] };
export type Step = { label: string; value: FactValue };

export type Change = { text: string; favours: string; amounts: string[]; terms: string[] };

export type Explanation = {
	outcome: string;
	remedies: string[]; // proposed; the first is the main one
	amounts: Record<string, number>; // minor units
	terms: string[];
	available: string[];
	chooser: string;
	missing: string[];
	reasons: Reason[];
	facts: UsedFact[];
	steps: Step[];
	whyNot: Reason[];
	notApplied: string[];
	wouldChange: Change[];
	flags: string[];
	notices: string[];
};

// The wire form, as far as it is read here.
type Said = { cite: string[]; rule: string; text: string };

type Body = {
	proposal: {
		outcome: string;
		remedy_proposed: string | string[];
		remedies_available: string[];
		amounts: Record<string, number>;
		chooser: string | null;
		missing_facts: string[];
		flags: string[];
		not_applied: { rule: string; defeated_by?: string }[];
		derivation: {
			burdens: { fact: string; bearer: string; decisive: boolean }[];
			facts: { id: string; status: string; value: FactValue; exhibits?: string[] }[];
		};
	};
	explanation: {
		terms: string[];
		reasons: Said[];
		why_not: Said[];
		steps: Step[];
		quotes: { id: string; law: string; article: string; text: string }[];
		notices: string[];
		would_change?: Change[];
	};
};

export function explanationOf(body: unknown): Explanation {
	const { proposal, explanation } = body as Body;
	const quotes = new Map(
		explanation.quotes.map(({ id, law, article, text }) => [
			id,
			{ id, title: `${law} ${article}`.trim() || id, quote: text },
		]),
	);
	const reason = ({ rule, text, cite }: Said): Reason => ({
		rule,
		text,
		articles: cite.map((id) => quotes.get(id) ?? { id, title: id, quote: "" }),
	});
	const proposed = proposal.remedy_proposed;
	return {
		outcome: proposal.outcome,
		remedies: Array.isArray(proposed) ? proposed : [proposed],
		amounts: proposal.amounts,
		terms: explanation.terms,
		available: proposal.remedies_available,
		chooser: proposal.chooser ?? "",
		missing: proposal.missing_facts,
		reasons: explanation.reasons.map(reason),
		facts: proposal.derivation.facts.map(({ id, status, value, exhibits }) => ({
			key: id,
			status,
			value,
			exhibits: exhibits ?? [],
		})),
		steps: explanation.steps,
		whyNot: explanation.why_not.map(reason),
		notApplied: proposal.not_applied.map(({ rule, defeated_by }) =>
			defeated_by === undefined ? rule : `${rule} < ${defeated_by}`,
		),
		wouldChange: explanation.would_change ?? [],
		flags: proposal.flags,
		notices: explanation.notices,
	};
}
