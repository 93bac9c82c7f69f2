// What the API says, as types. The names are those of the API; nothing is renamed on the way in.

export type Role = "buyer" | "seller" | "arbiter" | "platform" | "admin";
export type Party = { role: Role; party: string };
export type By = string | Party; // who did something: the role alone, or with the party's id
export type Money = { minor: number; currency: string };
export type FactValue = string | number | boolean | null | FactValue[] | { [member: string]: FactValue };

// What was typed or chosen, as a value, or why it is none. null: not known.
export type FactRead = { ok: true; value: FactValue } | { ok: false; text: string };

export type Me = {
	role: Role;
	party: string;
	service: string;
	now: string;
	keys: { vkey: string; registered_at: string }[];
};

export type Order = {
	ref: string;
	title: string;
	currency: string;
	facts: Record<string, FactValue>;
	dispute?: string | null;
};

export type Claim = {
	reason: string;
	ask: string[];
	text: string;
	language: string;
	facts?: Record<string, FactValue>;
	filed_at?: string | null;
};

export type Fact = {
	key: string;
	value: FactValue;
	status: "claimed" | "admitted" | "contested" | "found" | "presumed" | "platform";
	by: By;
	answer: { by: By; value?: FactValue; text?: string } | null;
	evidence: string[];
	standard?: string;
};

export type EvidenceFile = {
	n: number;
	name: string;
	type: string;
	size: number;
	sha256: string;
	href: string;
};

export type Evidence = {
	id: string;
	exhibit: string;
	kind: string;
	by: By;
	at: string;
	text: string;
	language: string;
	seq: number;
	late?: boolean;
	facts: string[];
	files: EvidenceFile[];
};

export type Alternative = { remedy: string; amount?: Money; text?: string };

export type Offer = {
	id: string;
	by: By;
	at: string;
	state: "open" | "accepted" | "declined" | "withdrawn" | "expired";
	alternatives: Alternative[];
	accepted_alternative?: number;
	text: string;
	language?: string;
	final: boolean;
	expires_at: string | null;
};

export type Duty = {
	id: string;
	actor: string;
	action: string;
	due_at: string;
	kind: "soft" | "statutory";
	on_expiry: string;
};

export type Obligation = {
	id: string;
	kind: "pay" | "ship" | "repair" | "provide" | "act";
	obligor: string;
	obligee: string;
	amount?: Money | null;
	what?: string | null;
	freight_by?: string;
	after: string[];
	due_at: string | null;
	state: string;
	basis: string[];
};

export type Action = {
	action: string;
	method: string;
	href: string;
	statement: string | null;
	due_at: string | null;
	consequence?: string;
	opens_at?: string;
};

export type TimelineEntry = { seq: number; type: string; at: string; actor: Party; statement: boolean };

export type ProposalSummary = {
	version: number;
	at: string;
	sha256: string;
	outcome: string;
	remedy: string | null;
	amounts: Record<string, number>;
	freight_payer: string | null;
};

export type Decision = {
	decision: "confirm" | "amend" | "reject";
	by: By;
	at: string;
	reasons: string;
	deviation?: { code: string; remedy?: string; amount?: Money; freight_payer?: string } | null;
	awaits_second_signer?: boolean;
	four_eyes?: string[]; // why a second person signs
	cosigned_by?: Party;
};

export type Ruling = {
	id: string;
	at: string;
	remedy: string | null;
	amounts: Record<string, number>;
	appeal_until: string | null;
	basis: string[] | string;
};

export type Case = {
	id: string;
	reference: string;
	version: number;
	head: string;
	side: "buyer" | "seller" | "staff";
	phase: "draft" | "negotiation" | "evidence" | "review" | "performance" | "appeal" | "closed";
	hold: string | null;
	closed_reason: string | null;
	your_turn: string;
	order: Order;
	claimant: Party;
	respondent: Party;
	claim: Claim | null;
	response: { position: "accept" | "contest"; text: string; language: string; at: string } | null;
	facts: Fact[];
	evidence: Evidence[];
	offers: Offer[] | { count: number; sealed: true };
	messages: number;
	duties: Duty[];
	obligations: Obligation[];
	proposal: ProposalSummary | null;
	decision: Decision | null;
	ruling: Ruling | null;
	timeline: TimelineEntry[];
	actions: Action[];
	updated_at: string;
};

export type Card = {
	id: string;
	reference: string;
	phase: Case["phase"];
	your_turn: string;
	order: { ref: string; title: string };
	reason: string | null;
	claimant: Party;
	respondent: Party;
	due_at: string | null;
	version: number;
	updated_at: string;
};

export type Page<T> = { items: T[]; next: string | null };

export type Message = {
	id: string;
	seq: number;
	at: string;
	by: By;
	text: string;
	language: string | null;
};

export type Upload = {
	id: string;
	state: "open" | "complete";
	received: number;
	size: number;
	sha256: string;
	name?: string;
	type?: string;
	href: string;
};

export type ActResult = {
	dispute: Case;
	events: { id: string; seq: number; type: string }[];
	receipt: string;
};

export type ProblemBody = {
	type: string;
	title: string;
	status: number;
	detail?: string;
	remedy?: string;
	field?: string;
	code: string;
};

// A case whose parts may be missing (an early draft) with every list in place.
export function caseComplete(view: Case): Case {
	return {
		...view,
		facts: view.facts ?? [],
		evidence: view.evidence ?? [],
		offers: view.offers ?? [],
		duties: view.duties ?? [],
		obligations: view.obligations ?? [],
		timeline: view.timeline ?? [],
		actions: view.actions ?? [],
	};
}

export function offersOf(view: Case): Offer[] {
	return Array.isArray(view.offers) ? view.offers : [];
}

export function actionOf(view: Case, name: string): Action | undefined {
	return view.actions.find((action) => action.action === name);
}

export const roleOf = (by: By): string => (typeof by === "string" ? by : by.role);
export const partyOf = (by: By): string => (typeof by === "string" ? "" : by.party);
