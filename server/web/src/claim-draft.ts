// The claim while it is being filled in: what has been answered, what is asked next, what is sent.

import { lang } from "./i18n";
import type { Reason } from "./meta";
import type { Case, Claim } from "./model";

export type ClaimDraft = Partial<Pick<Claim, "reason" | "ask" | "text" | "language" | "facts">>;

export type Step = string; // "family" | "reason" | "fact:<key>" | "want" | "also" | "text" | "photos" | "check" | "sign"

export const familyOf = (code: string | undefined): string => code?.split(".")[0] ?? "";

export const asksOf = (reason: Reason | undefined): string[] => reason?.asks ?? [];

// Which facts are asked: those of the reason that the marketplace has not told us already.
function factsAsked(reason: Reason | undefined, view: Case): string[] {
	const known = view.order.facts ?? {};
	return (reason?.facts ?? []).filter((key) => known[key] === undefined);
}

export function stepsOf(reason: Reason | undefined, view: Case): Step[] {
	const facts = factsAsked(reason, view).map((key) => `fact:${key}`);
	return [
		"family",
		"reason",
		...facts,
		"want",
		...(asksOf(reason).length > 1 ? ["also"] : []),
		"text",
		"photos",
		"check",
		"sign",
	];
}

export function claimOf(view: Case): ClaimDraft {
	const { reason, ask, text, language, facts } = view.claim ?? {};
	const asserted =
		facts ??
		Object.fromEntries(
			(view.facts ?? [])
				.filter(({ status }) => status === "claimed")
				.map(({ key, value }) => [key, value]),
		);
	const claim: ClaimDraft = { facts: asserted };
	if (reason) claim.reason = reason;
	if (ask?.length) claim.ask = ask;
	if (text) claim.text = text;
	if (language) claim.language = language;
	return claim;
}

// A draft has only what was answered; what is not, is left out.
export function draftContent(claim: ClaimDraft): ClaimDraft {
	const { ask, text, language, ...rest } = claim;
	return {
		...rest,
		...(ask?.length ? { ask } : {}),
		...(text ? { text, language: language ?? lang.value } : {}),
	};
}

export function claimContent(claim: ClaimDraft): Record<string, unknown> {
	return {
		reason: claim.reason,
		ask: claim.ask ?? [],
		text: claim.text ?? "",
		language: claim.language ?? lang.value,
		facts: claim.facts ?? {},
	};
}

// Where an unfinished draft goes on: the first question without an answer.
export function firstOpen(claim: ClaimDraft, steps: Step[]): Step {
	if (!claim.reason) {
		return "family";
	}
	if (!claim.ask?.length) {
		return (
			steps.find((step) => step.startsWith("fact:") && claim.facts?.[step.slice(5)] === undefined) ??
			"want"
		);
	}
	return claim.text ? "photos" : "text";
}
