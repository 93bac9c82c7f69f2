// What the server answers about a proposal, an assessment or a ruling, made ready to be shown.

import type { FactValue } from "./model";

export type Cited = { id: string; title: string; quote: string };
export type UsedFact = { key: string; value: FactValue; status: string };
export type Applied = { rule: string; label: string; text: string; cites: Cited[]; facts: UsedFact[]; calc: string };
export type NotApplied = { rule: string; label: string; text: string; because: string; facts: UsedFact[] };
export type Change = { fact: string; to: FactValue; result: string; text: string };

export type Explanation = {
	outcome: string;
	remedy: string;
	amounts: Record<string, number>;
	available: string[];
	chooser: string;
	freightPayer: string;
	burdenBearer: string;
	missing: string[];
	computed: [string, unknown][];
	flags: string[];
	sentences: string[];
	rules: Applied[];
	notApplied: NotApplied[];
	wouldChange: Change[];
	notices: string[];
};

type Members = Record<string, unknown>;

const members = (value: unknown): Members => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] => list(value).map((item) => text(item) || text(members(item)["text"])).filter((item) => item !== "");

type Articles = Map<string, Cited>;

function articlesOf(explanation: Members): Articles {
	const found: Articles = new Map();
	for (const item of list(explanation["articles"]).map(members)) {
		const id = text(item["id"]);
		const title = [text(item["law"]), text(item["number"]) || text(item["article"])].filter(Boolean).join(" ") || text(item["title"]) || id;
		found.set(id, { id, title, quote: text(item["text"]) || text(item["quote"]) });
	}
	return found;
}

const citesOf = (ids: unknown, articles: Articles): Cited[] => list(ids).map((id) => articles.get(text(id)) ?? { id: text(id), title: text(id), quote: "" });

// Sentences about rules and definitions, by their id.
function sayingsOf(explanation: Members, name: string): Map<string, Members> {
	return new Map(list(explanation[name]).map((item) => [text(members(item)["rule"]) || text(members(item)["definition"]) || text(members(item)["id"]), members(item)]));
}

function valueText(value: unknown): string {
	return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function appliedOf(node: Members, sayings: Map<string, Members>, articles: Articles): Applied {
	const rule = text(node["rule"]) || text(node["definition"]);
	const saying = sayings.get(rule) ?? {};
	return {
		rule,
		label: text(saying["label"]) || rule,
		text: text(saying["text"]) || text(saying["say"]),
		cites: citesOf(node["cite"], articles),
		facts: [],
		calc: node["definition"] === undefined ? "" : valueText(node["value"]),
	};
}

function notAppliedOf(entry: Members, sayings: Map<string, Members>): NotApplied {
	const rule = text(entry["rule"]);
	const saying = sayings.get(rule) ?? {};
	const because = text(saying["because"]) || text(entry["defeated_by"]);
	return { rule, label: rule, text: text(saying["text"]) || text(saying["say_not"]), because, facts: [] };
}

const usedFact = (fact: Members): UsedFact => ({ key: text(fact["id"]), value: (fact["value"] ?? null) as FactValue, status: text(fact["status"]) });

export function explanationOf(body: unknown): Explanation {
	const whole = members(body);
	const result = members(whole["proposal"] ?? whole["result"] ?? whole["assessment"] ?? whole);
	const explanation = members(whole["explanation"]);
	const derivation = members(result["derivation"]);
	const articles = articlesOf(explanation);
	const sayings = sayingsOf(explanation, "rules");
	const nodes = list(derivation["nodes"]).map(members);
	const facts = list(derivation["facts"]).map((fact) => usedFact(members(fact)));
	const rules = nodes.filter((node) => node["rule"] !== undefined).map((node) => appliedOf(node, sayings, articles));
	const proposed = result["remedy_proposed"];
	if (rules[0] !== undefined) {
		rules[0].facts = facts;
	}
	return {
		outcome: text(result["outcome"]),
		remedy: text(proposed) || text(list(proposed)[0]),
		amounts: members(result["amounts"]) as Record<string, number>,
		available: texts(result["remedies_available"]),
		chooser: text(result["chooser"]),
		freightPayer: text(result["freight_payer"]),
		burdenBearer: text(result["burden_bearer"]),
		missing: texts(result["missing_facts"]),
		computed: Object.entries(members(result["computed"])),
		flags: texts(result["flags"]),
		sentences: texts(explanation["sentences"]),
		rules,
		notApplied: list(result["not_applied"]).map((entry) => notAppliedOf(members(entry), sayingsOf(explanation, "not_applied"))),
		wouldChange: [],
		notices: texts(explanation["notices"]),
	};
}
