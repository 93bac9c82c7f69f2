// Whether a bundle proves what it says, by api-spec/bundle.md, in the browser alone. The rules are not run again here:
// that takes `sanbao verify`.

import { concat, hex, sha256, utf8Bytes } from "./bytes";
import { Deviation, type Files, need, sha256Hex } from "./verify-files";
import { envelopeOpen, type Key, keyRead, type Logged, receiptOpen } from "./verify-signature";

type Members = Record<string, unknown>;
type Event = {
	id: string;
	dispute: string;
	seq: number;
	type: string;
	at: string;
	actor: { role: string; party?: string };
	automated: boolean;
	statement?: { sha256: string; kind: string; key: string };
	head?: string;
	data: Members;
};
type PartyKey = Key & { role: string; party: string };

// What was checked: `family` has words in the catalogue, `detail` is for those who look closer.
export type Family =
	"bytes" | "events" | "statement" | "receipt" | "proposal" | "decision" | "ruling" | "rest";
export type Check = { family: Family; ok: boolean; seq: number; who: string; detail: string };
export type Verdict = { dispute: string; checks: Check[]; ok: boolean; outsideKey: boolean };

const TAGS = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"];
const TAG_MANIFEST = "tagmanifest-sha256.txt";
const SAFE = /^(?!\.)[\w\-@][\w.\-@]*(\/[\w\-@][\w.\-@]*)*$/;
const STATEMENT = new RegExp(
	"^sanbao-statement/v1 (?<kind>[a-z-]+)\nservice (?<service>[a-z0-9.:-]{1,253})\n" +
		"dispute (?<dispute>dsp_[0-9A-Z]{26})\nparty (?<role>[a-z0-9-]{1,24}) (?<party>[\\w.~:@-]{1,128})\n" +
		"time (?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\nnonce (?<nonce>[0-9a-f]{32})\n" +
		"head sha256:(?<head>[0-9a-f]{64})\n(?<files>(?:file sha256:[0-9a-f]{64} (?:0|[1-9]\\d*) [!-~]+ [!-~]+\n)*)" +
		"(?<texts>(?:text sha256:[0-9a-f]{64} (?:0|[1-9]\\d*) [!-~]+ [!-~]+\n)*)$",
);
const SLACK_MS = 600_000;

const isObject = (value: unknown): value is Members =>
	typeof value === "object" && value !== null && !Array.isArray(value);

// Equal as JSON, whatever the order of the members.
function same(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, at) => same(item, b[at]));
	}
	if (isObject(a) && isObject(b)) {
		const keys = Object.keys(a);
		return (
			keys.length === Object.keys(b).length &&
			keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
		);
	}
	return a === b;
}

function lines(text: string): string[] {
	need(text.endsWith("\n"), "it does not end with a whole line");
	return text.slice(0, -1).split("\n");
}

const numbered = (folder: string, seq: number, ending: string): string =>
	`data/${folder}/${String(seq).padStart(4, "0")}${ending}`;

export class CaseVerifier {
	private readonly checks: Check[] = [];
	private readonly used = new Set([...TAGS, TAG_MANIFEST]);
	private readonly parties: PartyKey[] = [];
	private log: Key | null = null;
	private readonly heads = ["0".repeat(64)];
	private readonly nonces = new Set<string>();
	private place = -1;
	private proposal: Members = {};
	private decision: Members | null = null;
	private decider = "";
	private cosigner = "";
	private phase: unknown = "draft";

	constructor(private readonly files: Files) {}

	private bytes(name: string): Uint8Array<ArrayBuffer> {
		const found = this.files.get(name);
		need(found !== undefined, `${name} is missing`);
		this.used.add(name);
		return found;
	}

	private text(name: string): string {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.bytes(name));
	}

	private async check(
		family: Family,
		event: Event | null,
		work: () => Promise<string | void>,
	): Promise<void> {
		const of = { family, seq: event?.seq ?? 0, who: event?.actor.party ?? "" };
		try {
			this.checks.push({ ...of, ok: true, detail: (await work()) ?? "" });
		} catch (thrown) {
			const detail = thrown instanceof Deviation ? thrown.message : String(thrown);
			this.checks.push({ ...of, ok: false, detail });
		}
	}

	// --- the bag ---

	private async manifest(name: string, listed: string[]): Promise<void> {
		const seen: string[] = [];
		for (const line of lines(this.text(name))) {
			const [, digest, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
			need(file !== undefined && SAFE.test(file), `${name} has a line of another form`);
			const bytes = this.files.get(file);
			need(bytes !== undefined, `${file} is missing`);
			need((await sha256Hex(bytes)) === digest, `${file} is not the file that was listed`);
			seen.push(file);
		}
		need(same(seen.sort(), [...listed].sort()), `${name} does not list exactly the files that are there`);
	}

	private async bag(): Promise<void> {
		const declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
		need(this.text("bagit.txt") === declared, "it is no bundle");
		await this.manifest(TAG_MANIFEST, TAGS);
		const payload = [...this.files.keys()].filter((name) => ![...TAGS, TAG_MANIFEST].includes(name));
		await this.manifest("manifest-sha256.txt", payload);
	}

	private async keys(outside: string): Promise<void> {
		for (const line of lines(this.text("data/keys.txt"))) {
			const [what, role, party, ...rest] = line.split(" ");
			const key = await keyRead(line.slice(line.lastIndexOf(" ") + 1));
			if (what === "party" && role !== undefined && party !== undefined && rest.length === 1) {
				this.parties.push({ ...key, role, party });
			} else if (what === "log" && party === undefined) {
				this.log = key;
			} else {
				need(what === "registrar" && party === undefined, "data/keys.txt has a line of another form");
			}
		}
		this.log = outside === "" ? this.log : await keyRead(outside);
		need(this.log !== null, "the log's key is missing");
	}

	private events(): { event: Event; line: string }[] {
		const list = lines(this.text("data/events.ndjson")).map((line) => ({
			event: JSON.parse(line) as Event,
			line,
		}));
		for (const [at, { event }] of list.entries()) {
			const before = list[at - 1]?.event ?? event;
			const follows = event.seq === at + 1 && event.dispute === before.dispute;
			need(
				follows && Date.parse(event.at) >= Date.parse(before.at),
				`line ${at + 1} is not what comes next`,
			);
		}
		need(new Set(list.map(({ event }) => event.id)).size === list.length, "an event stands there twice");
		return list;
	}

	// --- what was signed, and when it was received ---

	private async contents(event: Event, texts: string, files: string): Promise<void> {
		const name = numbered("statements", event.seq, ".content.json");
		const named = (part: string) =>
			part
				.split("\n")
				.slice(0, -1)
				.map((line) => line.split(/ (?:sha256:)?/));
		const content = this.bytes(name);
		const [[, sha, size] = [], ...more] = named(texts);
		need(
			more.length === 0 && (await sha256Hex(content)) === sha && content.length === Number(size),
			`${name} is not what was signed`,
		);
		for (const [member, value] of Object.entries(JSON.parse(this.text(name)) as Members)) {
			const places = [event.data, ...Object.values(event.data)].filter(isObject);
			const recorded = places.filter((each) => Object.hasOwn(each, member)).map((each) => each[member]);
			const kept = recorded.length === 0 || recorded.some((one) => same(one, value));
			need(kept, `the record has another "${member}" than was signed`);
		}
		for (const [, digest, length] of named(files)) {
			const file = this.bytes(`data/files/${digest}`);
			need(
				(await sha256Hex(file)) === digest && file.length === Number(length),
				`data/files/${digest} is another file`,
			);
		}
	}

	private async statement(event: Event): Promise<void> {
		const { actor, statement } = event;
		need(statement !== undefined, "nobody signed it");
		const note = this.text(numbered("statements", event.seq, ".note"));
		need(
			(await sha256Hex(utf8Bytes(note))) === statement.sha256,
			"it is not the statement that was recorded",
		);
		const key = this.parties.find(
			({ role, party, label }) =>
				role === actor.role && party === actor.party && label === statement.key,
		);
		need(key !== undefined, `the party has no key ${statement.key}`);
		const text = await envelopeOpen(note, key, (signed) => {
			const said = STATEMENT.exec(signed)?.groups;
			return `${said?.["kind"]}@${said?.["service"]}`;
		});
		const said = STATEMENT.exec(text)?.groups;
		need(said !== undefined, "it is no statement");
		need(
			said["kind"] === statement.kind && said["dispute"] === event.dispute,
			"it belongs to another case or act",
		);
		need(said["role"] === actor.role && said["party"] === actor.party, "somebody else says it");
		need(
			Math.abs(Date.parse(said["time"] ?? "") - Date.parse(event.at)) <= SLACK_MS,
			"it was signed at another time",
		);
		need(
			this.heads.includes(said["head"] ?? ""),
			"it continues another history: something was left out or moved",
		);
		need(!this.nonces.has(said["nonce"] ?? ""), "it was used before");
		this.nonces.add(said["nonce"] ?? "");
		const before = Uint8Array.from((this.heads.at(-1) ?? "").match(/../g) ?? [], (pair) =>
			parseInt(pair, 16),
		);
		this.heads.push(hex(await sha256(concat(before, await sha256(utf8Bytes(note))))));
		need(
			event.head === this.heads.at(-1),
			"the history after it is another: something was left out or moved",
		);
		await this.contents(event, said["texts"] ?? "", said["files"] ?? "");
	}

	private async receipt(event: Event, line: string): Promise<void> {
		const note = this.files.get(numbered("statements", event.seq, ".note"));
		const content = event.statement === undefined ? utf8Bytes(line) : note;
		need(content !== undefined && this.log !== null, "what it proves is missing");
		const logged: Logged = { type: event.type, at: event.at, content };
		const place = await receiptOpen(
			this.text(numbered("receipts", event.seq, ".tlog-proof")),
			logged,
			this.log,
		);
		need(place > this.place, "the log has it before what it follows");
		this.place = place;
	}

	// --- what was proposed, decided and ruled ---

	private async proposed(event: Event, line: string): Promise<void> {
		const { version, sha256: digest, packs } = event.data;
		const facts = this.text(`data/facts/v${String(version)}.json`);
		const proposal = this.text(`data/proposals/v${String(version)}.json`);
		need(line.includes(`"facts":${facts}`), "the facts are not those that were recorded");
		need(line.includes(`"proposal":${proposal}`), "the proposal is not the one that was recorded");
		need((await sha256Hex(utf8Bytes(proposal))) === digest, "the proposal has another digest");
		for (const { id, version: of, sha256: expected } of packs as Record<string, string>[]) {
			const found = await sha256Hex(this.bytes(`data/packs/${id}@${of}.json`));
			need(found === expected, `data/packs/${id}@${of}.json is not the rules that were applied`);
			this.used.add(`data/packs/${id}@${of}.texts.json`);
		}
	}

	private async decided(event: Event): Promise<void> {
		const { proposal_version: version, proposal_sha256: digest } = event.data;
		need(
			version === this.proposal["version"] && digest === this.proposal["sha256"],
			"it is about another proposal",
		);
		need(event.statement !== undefined && event.actor.role === "arbiter", "no arbiter signed it");
	}

	private async ruled(event: Event, line: string, last: boolean): Promise<string> {
		const ruling = event.data["ruling"] as Members;
		const proposal = (this.proposal["proposal"] ?? {}) as Members;
		const amended = this.decision?.["decision"] === "amend";
		const reasons = this.decision?.["four_eyes"];
		const due =
			amended ||
			this.decision?.["awaits"] !== undefined ||
			(Array.isArray(reasons) && reasons.length > 0);
		need(
			event.automated || (this.decision !== null && this.cosigner !== this.decider),
			"two persons did not sign it",
		);
		need(event.automated || !due || this.cosigner !== "", "the signature of a second person is missing");
		const deviation = (this.decision?.["deviation"] ?? {}) as Members;
		const terms = [ruling["remedy"], ruling["amounts"], ruling["freight_payer"]];
		const decided = amended
			? [deviation["remedy"] ?? terms[0], terms[1], terms[2]]
			: [proposal["remedy_proposed"], proposal["amounts"] ?? {}, proposal["freight_payer"] ?? terms[2]];
		need(this.phase === "appeal" || same(terms, decided), "it does not say what was decided");
		need(
			!last || line.endsWith(`"data":${this.text("data/ruling.json")}}`),
			"data/ruling.json is another ruling",
		);
		return event.automated ? "" : [this.decider, this.cosigner].filter((who) => who !== "").join(", ");
	}

	// What an event leaves for the next one to be judged by.
	private follow(event: Event, isDecision: boolean): void {
		if (event.type === "proposal.computed") {
			this.proposal = event.data;
		}
		if (isDecision || event.type === "appeal.decided") {
			[this.decision, this.decider, this.cosigner] = [event.data, event.actor.party ?? "", ""];
		}
		if (event.type === "decision.cosigned" && event.statement !== undefined) {
			this.cosigner = event.actor.party ?? "";
		}
		if (event.type === "decision.refused") {
			[this.decision, this.cosigner] = [null, ""];
		}
		this.phase = event.data["phase"] ?? this.phase;
	}

	private async event(event: Event, line: string, last: boolean): Promise<void> {
		const isDecision = /^decision\.(confirmed|amended|rejected)$/.test(event.type);
		if (event.statement !== undefined) {
			await this.check("statement", event, () => this.statement(event));
		}
		await this.check("receipt", event, () => this.receipt(event, line));
		if (event.type === "proposal.computed") {
			await this.check("proposal", event, () => this.proposed(event, line));
		}
		if (isDecision) {
			await this.check("decision", event, () => this.decided(event));
		}
		if (event.type === "ruling.issued") {
			await this.check("ruling", event, () => this.ruled(event, line, last));
		}
		this.follow(event, isDecision);
	}

	// `outside`: the log's key, got from elsewhere than the bundle; empty to take the bundle's own word.
	async verdict(outside: string): Promise<Verdict> {
		let list: { event: Event; line: string }[] = [];
		await this.check("bytes", null, () => this.bag());
		await this.check("events", null, async () => {
			await this.keys(outside);
			list = this.events();
		});
		const last = list.filter(({ event }) => event.type === "ruling.issued").at(-1)?.event;
		for (const { event, line } of list) {
			await this.event(event, line, event === last);
		}
		await this.check("rest", null, async () => {
			const unused = [...this.files.keys()].filter((name) => !this.used.has(name));
			need(unused.length === 0, unused.join(" "));
		});
		return {
			dispute: list[0]?.event.dispute ?? "",
			checks: this.checks,
			ok: this.checks.every(({ ok }) => ok),
			outsideKey: outside !== "",
		};
	}
}
