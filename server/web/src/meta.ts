// What the server says about itself: reasons for a dispute, kinds of evidence. Read once, kept for the visit.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "./api";
import { lang, ofLanguage } from "./i18n";

type Labels = Record<string, string>;

export type Reason = {
	code: string;
	label: Labels;
	filer: "buyer" | "seller" | "either";
	claim_type: string;
	facts: string[];
	asks: string[];
	evidence: string[];
};

type Kind = { kind: string; label: Labels };

export type Limits = { document_bytes: number; video_bytes: number; files_per_statement: number };

const reasons = signal<Reason[] | null>(null);
const kinds = signal<Kind[] | null>(null);

export const labelOf = (reason: Reason): string => ofLanguage(reason.label, reason.code);

export async function reasonsLoad(): Promise<Reason[]> {
	reasons.value ??= (await get<{ reasons: Reason[] }>("/v1/meta/reasons")).reasons;
	return reasons.value;
}

export function useReasons(): Reason[] {
	useEffect(() => {
		reasonsLoad().catch(() => undefined); // the page itself shows what failed; labels fall back to codes
	}, []);
	return reasons.value ?? [];
}

export function reasonLabel(code: string | null | undefined): string {
	const found = reasons.value?.find((reason) => reason.code === code);
	return found === undefined ? (code ?? "") : labelOf(found);
}

export function useKinds(): { code: string; label: string }[] {
	useEffect(() => {
		if (kinds.value === null) {
			get<{ items: Kind[] }>("/v1/meta/evidence-kinds")
				.then(({ items }) => (kinds.value = items))
				.catch(() => undefined);
		}
	}, []);
	void lang.value;
	return (kinds.value ?? []).map(({ kind, label }) => ({ code: kind, label: ofLanguage(label, kind) }));
}

// The defaults of the server, until it has told its own: it judges again, and its answer is shown.
const MIB = 1024 * 1024;

export const limits = signal<Limits>({
	document_bytes: 25 * MIB,
	video_bytes: 512 * MIB,
	files_per_statement: 64,
});

export function useLimits(): Limits {
	useEffect(() => {
		get<Limits>("/v1/meta/limits")
			.then((told) => (limits.value = told))
			.catch(() => undefined);
	}, []);
	return limits.value;
}
