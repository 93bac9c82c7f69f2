// The language of the page: one table per language, loaded when it is needed, checked for completeness by the
// compiler (every other table has the type of the English one).

import { signal } from "@preact/signals";
import type { Catalog, FactWords, Words } from "./lang/en";

export type Language = "zh-CN" | "en";

export const LANGUAGES: { code: Language; name: string }[] = [
	{ code: "zh-CN", name: "中文" },
	{ code: "en", name: "English" },
];

const LANGUAGE_ITEM = "sanbao.language";

export const lang = signal<Language>("zh-CN");

let catalog: Catalog;

function preferred(): Language {
	const chosen = localStorage.getItem(LANGUAGE_ITEM) ?? navigator.language;
	return chosen.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

async function load(code: Language): Promise<void> {
	catalog = code === "zh-CN" ? (await import("./lang/zh")).zh : (await import("./lang/en")).en;
	document.documentElement.lang = code;
	lang.value = code;
}

export const languageStart = (): Promise<void> => load(preferred());

export async function languageChoose(code: Language): Promise<void> {
	localStorage.setItem(LANGUAGE_ITEM, code);
	await load(code);
}

export type Values = Record<string, string | number>;

function filled(text: string, values: Values | undefined): string {
	return values === undefined
		? text
		: text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function t(key: keyof Words, values?: Values): string {
	void lang.value; // whoever shows a text is shown anew when the language changes
	return filled(catalog.words[key], values);
}

// A word for a code that the server sent; the code itself, made readable, when the table has none.
export function tCode(
	family:
		| "phase"
		| "remedy"
		| "event"
		| "duty"
		| "expiry"
		| "role"
		| "problem"
		| "closed"
		| "obligation"
		| "state"
		| "outcome"
		| "deviation"
		| "four_eyes"
		| "kind",
	code: string,
): string {
	void lang.value;
	return catalog.codes[family][code] ?? code.replace(/[._]/g, " ").toLowerCase();
}

export const tHas = (family: keyof Catalog["codes"], code: string): boolean =>
	catalog.codes[family][code] !== undefined;

export function factWords(key: string): FactWords {
	void lang.value;
	return catalog.facts[key] ?? { label: key, ask: key };
}

// The label of something that the server names in several languages, e.g. {"zh": ..., "en": ...}.
export function ofLanguage(labels: Record<string, string> | undefined, fallback: string): string {
	const code = lang.value;
	return labels?.[code] ?? labels?.[code.slice(0, 2)] ?? labels?.["en"] ?? fallback;
}
