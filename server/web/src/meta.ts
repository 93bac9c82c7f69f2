// What the server says about itself: reasons for a dispute, kinds of evidence. Read once, kept for the visit.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "./api";
import { lang, ofLanguage } from "./i18n";

type Labelled = { code: string; zh?: string; en?: string; label?: Record<string, string>; labels?: Record<string, string> };

export type Reason = Labelled & {
	filer?: "buyer" | "seller" | "either";
	claim_type: string;
	facts: string[];
	ask?: string[];
	asks?: string[];
	evidence: string[];
};

const reasons = signal<Reason[] | null>(null);
const kinds = signal<Labelled[] | null>(null);

// A list may come bare, under its name, or as a page of items.
function listOf<T>(body: unknown, name: string): T[] {
	const members = body as Record<string, unknown>;
	const list = Array.isArray(body) ? body : (members[name] ?? members["items"]);
	return Array.isArray(list) ? (list as T[]) : [];
}

export const labelOf = (item: Labelled): string => ofLanguage(item.labels ?? item.label ?? { zh: item.zh ?? item.code, en: item.en ?? item.code }, item.code);

export async function reasonsLoad(): Promise<Reason[]> {
	reasons.value ??= listOf<Reason>(await get<unknown>("/v1/meta/reasons"), "reasons");
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
			get<unknown>("/v1/meta/evidence-kinds")
				.then((body) => (kinds.value = listOf<Labelled>(body, "kinds")))
				.catch(() => undefined);
		}
	}, []);
	void lang.value;
	return (kinds.value ?? []).map((kind) => ({ code: kind.code, label: labelOf(kind) }));
}
