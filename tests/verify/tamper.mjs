// Three verifiers, one verdict: `sanbao verify`, bundle.mjs and the page /verify agree on every case of a demo
// marketplace, and on each way to tamper with one. The manifests are made anew after each, so that only the deeper checks can find it.
//
//	BIN=PROGRAM node tamper.mjs

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const program = process.env.BIN ?? "build/dev/sanbao";
const second = fileURLToPath(new URL("bundle.mjs", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "sanbao-tamper-"));
const data = path.join(folder, "data");
const run = (...words) => execFileSync(program, words, { encoding: "utf8" });
// The page's verifier, as the browser gets it.
const SOURCES = fileURLToPath(new URL("../../server/web/src", import.meta.url));
const { buildSync } = createRequire(path.join(SOURCES, "../package.json"))("esbuild");
const built = buildSync({
	entryPoints: [path.join(SOURCES, "verify-case.ts")],
	bundle: true,
	format: "esm",
	write: false,
}).outputFiles[0].text;
const { CaseVerifier } = await import(`data:text/javascript;base64,${Buffer.from(built).toString("base64")}`);

const counted = { passed: 0, failed: 0 };

function verdict(right, what, said) {
	counted[right ? "passed" : "failed"] += 1;
	console.log(`${right ? "ok     " : "FAILED "} ${what}${right ? "" : `\n${said}`}`);
}

// --- a bundle as a folder that can be edited ---

const at = (bundle, name) => path.join(bundle, name);
const read = (bundle, name) => readFileSync(at(bundle, name), "utf8");
const edit = (name, change) => (bundle) => writeFileSync(at(bundle, name), change(read(bundle, name)));
const one = (bundle, under, ending = "") => path.join(under, readdirSync(at(bundle, under)).find((name) => name.endsWith(ending)));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// Events as objects; they are written again as the server prints them: compact, in the order of their members.
const events = (change) =>
	edit("data/events.ndjson", (text) => {
		const list = text.trimEnd().split("\n").map((line) => JSON.parse(line));
		return (change(list) ?? list).map((event) => `${JSON.stringify(event)}\n`).join("");
	});
const of = (list, type) => list.find((event) => event.type === type);

function reseal(bundle) {
	const listing = (names) => names.map((name) => `${sha256(readFileSync(at(bundle, name)))}  ${name}\n`).join("");
	const payload = readdirSync(at(bundle, "data"), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(bundle, path.join(entry.parentPath ?? entry.path, entry.name)));
	writeFileSync(at(bundle, "manifest-sha256.txt"), listing(payload.sort()));
	const tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"];
	writeFileSync(at(bundle, "tagmanifest-sha256.txt"), listing(tags));
}

// What came with a seq moves when events are taken out or exchanged.
function rename(bundle, from, to) {
	for (const [under, ending] of [["statements", ".note"], ["statements", ".content.json"], ["receipts", ".tlog-proof"]]) {
		const name = (seq) => at(bundle, `data/${under}/${String(seq).padStart(4, "0")}${ending}`);
		try {
			renameSync(name(from), name(to));
		} catch (error) {
			if (error.code !== "ENOENT") throw error;
		}
	}
}

// The party's statement is gone, and what follows it moves up.
function withhold(bundle, seq) {
	events((list) => list.filter((event) => event.seq !== seq).map((event, index) => ({ ...event, seq: index + 1 })))(bundle);
	rename(bundle, seq, 9998);
	for (const left of readdirSync(at(bundle, "data"), { recursive: true }).filter((name) => name.includes("9998"))) {
		rmSync(at(bundle, path.join("data", left)));
	}
	for (let next = seq + 1; next < 40; next += 1) rename(bundle, next, next - 1);
}

function exchange(bundle, a, b) {
	events((list) => {
		[list[a - 1], list[b - 1]] = [{ ...list[b - 1], seq: a }, { ...list[a - 1], seq: b }];
	})(bundle);
	for (const [from, to] of [[a, 9999], [b, a], [9999, b]]) rename(bundle, from, to);
}

// --- the ways, by the rows of the threat model that a bundle can show ---

const note = (seq) => `data/statements/000${seq}.note`;
const flip = (name) => (bundle) => {
	const bytes = readFileSync(at(bundle, name(bundle)));
	bytes[bytes.length >> 1] ^= 1;
	writeFileSync(at(bundle, name(bundle)), bytes);
};

// What stands there is random: now and then it is the very character that would be written over it.
const other = (char, first, second) => (char === first ? second : first);

const WAYS = {
	"T1: one bit of a file": flip((bundle) => one(bundle, "data/files")),
	"T1: the sum in the order": events((list) => void (list[0].data.order.facts["order.paid_minor"] += 1)),
	"T1: an event of the system is left out": (bundle) => withhold(bundle, 5),
	"T3: another root in a checkpoint": edit("data/receipts/0001.tlog-proof", (text) => text.replace(/(\n\d+\n)(.)/, (_, size, char) => size + other(char, "A", "B"))),
	"T4: a statement of another party": events((list) => void (list[2].actor = list[1].actor)),
	"T4: a statement of another dispute": edit(note(2), (text) => text.replace(/^dispute dsp_0./m, "dispute dsp_02")),
	"T4: all events are of another dispute": events((list) => list.map((event) => ({ ...event, dispute: event.dispute.replace(/.$/, (char) => other(char, "0", "1")) }))),
	"T4: a statement of another kind": events((list) => void (list[1].statement.kind = "evidence")),
	"T4: one statement stands for another": (bundle) => cpSync(at(bundle, note(2)), at(bundle, note(4))),
	"T5: a statement is dated back, in its event": events((list) => void (list[1].at = list[0].at)),
	"T5: a statement is dated back, in its text": edit(note(2), (text) => text.replace(/^time \d{4}/m, "time 2025")),
	"T5: an event is older than the one before": events((list) => void (list[3].at = "2025-01-01T00:00:00Z")),
	"T6: the seller's answer is withheld": (bundle) => withhold(bundle, 3),
	"T6: the last statement is withheld, its receipt kept": events((list) => list.slice(0, -1)),
	"T6: two statements are exchanged": (bundle) => exchange(bundle, 3, 4),
	"T6: another head is recorded": events((list) => void (list[2].head = "0".repeat(64))),
	"T6: two receipts are exchanged": (bundle) => [[1, 9999], [5, 1], [9999, 5]].forEach(([from, to]) => rename(bundle, from, to)),
	"T7: a file is cut short": (bundle) => {
		const file = at(bundle, one(bundle, "data/files"));
		writeFileSync(file, readFileSync(file).subarray(1));
	},
	"T7: a file is missing": (bundle) => rmSync(at(bundle, one(bundle, "data/files"))),
	"T7: a signed document says something else": edit("data/statements/0002.content.json", (text) => text.replace("REPAIR_FREE", "REFUND_FULL")),
	"T7: the record says something else than was signed": events((list) => void (list[1].data.claim.ask = ["REFUND_FULL"])),
	"T8: another pack": edit("data/packs/CN.7D@2026.1.json", (text) => `${text} `),
	"T8: another pack, and its digest in the event": (bundle) => {
		edit("data/packs/CN.7D@2026.1.json", (text) => `${text} `)(bundle);
		const digest = sha256(read(bundle, "data/packs/CN.7D@2026.1.json"));
		events((list) => void (of(list, "proposal.computed").data.packs.find(({ id }) => id === "CN.7D").sha256 = digest))(bundle);
	},
	"T8: a pack is missing": (bundle) => rmSync(at(bundle, "data/packs/CN.CPL@2026.1.json")),
	"the facts are others": edit("data/facts/v1.json", (text) => text.replace('"uncontested"', '"admitted"')),
	"the derivation is another": edit("data/proposals/v1.json", (text) => text.replace('"burden_bearer":"seller"', '"burden_bearer":"buyer"')),
	"the derivation is another, in the event too": (bundle) => {
		events((list) => void (of(list, "proposal.computed").data.proposal.burden_bearer = "buyer"))(bundle);
		writeFileSync(at(bundle, "data/proposals/v1.json"), JSON.stringify(of(read(bundle, "data/events.ndjson").trimEnd().split("\n").map((line) => JSON.parse(line)), "proposal.computed").data.proposal));
	},
	"R1: a signature that does not verify": edit(note(3), (text) => text.replace(/(.{8})=\n$/, "AAAAAAA=\n")),
	"R1: nobody signed": edit(note(3), (text) => text.slice(0, text.lastIndexOf("\n\n") + 1)),
	"R1: another key for the buyer": edit("data/keys.txt", (text) => text.replace(/^(party buyer \S+ ).*$/m, `$1${text.match(/^party seller \S+ (.*)$/m)[1]}`)),
	"R1: the buyer's key is not there": edit("data/keys.txt", (text) => text.replace(/^party buyer.*\n/m, "")),
	"R1: a nonce is used again": (bundle) => {
		const nonce = /^nonce .*$/m.exec(read(bundle, note(2)))[0];
		edit(note(3), (text) => text.replace(/^nonce .*$/m, nonce))(bundle);
	},
	"R2: the decision is of another proposal": events((list) => void (of(list, "decision.confirmed").data.proposal_version = 2)),
	"R2: the ruling is another": events((list) => void (of(list, "ruling.issued").data.ruling.remedy = "REFUND_FULL")),
	"R2: the ruling's copy is another": edit("data/ruling.json", (text) => text.replace("REPAIR_FREE", "REFUND_FULL")),
	"R2: the second signature is left out": (bundle) => withhold(bundle, 8),
	"R2: the second signature is of the first person": events((list) => void (of(list, "decision.cosigned").actor.party = of(list, "decision.confirmed").actor.party)),
	"R2: the ruling says that the rules alone made it": events((list) => void (of(list, "ruling.issued").automated = true)),
	"R3: another salt": edit("data/receipts/0002.tlog-proof", (text) => text.replace(/^extra .*$/m, `extra ${Buffer.alloc(32).toString("base64")}`)),
	"R3: another place": edit("data/receipts/0002.tlog-proof", (text) => text.replace(/^index .*$/m, "index 1")),
	"R3: a proof that is too short": edit("data/receipts/0002.tlog-proof", (text) => text.replace(/^(index .*\n).*\n/m, "$1")),
	"R3: the log did not sign": edit("data/receipts/0002.tlog-proof", (text) => text.replace(/.{8}=\n$/, "AAAAAAA=\n")),
	"R3: a receipt is missing": (bundle) => rmSync(at(bundle, "data/receipts/0001.tlog-proof")),
	"a file that no event speaks of": (bundle) => writeFileSync(at(bundle, "data/extra.txt"), "x"),
	"the events end in the middle of a line": edit("data/events.ndjson", (text) => text.slice(0, -1)),
	"an event is no JSON": edit("data/events.ndjson", (text) => text.replace("{", "[")),
	"an event stands there twice": edit("data/events.ndjson", (text) => text.replace(/^.*\n/, "$&$&")),
};

// What the manifests themselves show: not resealed.
const SEALS = {
	"a byte changed": edit(note(2), (text) => text.replace("time 2", "time 1")),
	"a file is missing": (bundle) => rmSync(at(bundle, "data/ruling.json")),
	"a file is not listed": (bundle) => writeFileSync(at(bundle, "data/extra.txt"), "x"),
	"a file beside the payload": (bundle) => writeFileSync(at(bundle, "README"), "x"),
	"a link in the place of a file": (bundle) => {
		renameSync(at(bundle, "data/ruling.json"), path.join(folder, "elsewhere"));
		symlinkSync(path.join(folder, "elsewhere"), at(bundle, "data/ruling.json"));
	},
	"a path that leaves the bundle": edit("manifest-sha256.txt", (text) => `${text}${sha256("x")}  data/../../x\n`),
	"the manifest is another": edit("manifest-sha256.txt", (text) => text.split("\n").slice(1).join("\n")),
	"the bag is no bag": edit("bagit.txt", (text) => text.replace("1.0", "0.9")),
	"the tag manifest is missing": (bundle) => rmSync(at(bundle, "tagmanifest-sha256.txt")),
};

// --- both at work ---

const ended = (command, words) =>
	new Promise((resolve) => {
		const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"] });
		let said = "";
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
		child.on("close", (status) => resolve({ status, said }));
	});

async function page(bundle, logKey) {
	const entries = readdirSync(bundle, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
	const names = entries.map((entry) => path.relative(bundle, path.join(entry.parentPath ?? entry.path, entry.name)));
	const files = new Map(names.map((name) => [name, new Uint8Array(readFileSync(at(bundle, name)))]));
	const { ok, checks } = await new CaseVerifier(files).verdict(logKey);
	return { ok, said: JSON.stringify(checks.filter((check) => !check.ok)) };
}

// Their common verdict, or undefined when they differ. `pageToo`: not for what a browser cannot see.
async function all(bundle, logKey, pageToo = true) {
	const [first, other, third] = await Promise.all([
		ended(program, ["verify", bundle, "--quiet", "--log-key", logKey]),
		ended(process.execPath, [second, bundle, logKey]),
		page(bundle, logKey),
	]);
	const verdicts = [first.status === 0, other.status === 0, ...(pageToo ? [third.ok] : [])];
	const ends = [first.status, other.status].every((status) => status === 0 || status === 1);
	const good = ends && verdicts.every((one) => one === verdicts[0]) ? verdicts[0] : undefined;
	return { good, said: `${verdicts}\n${first.said}\n${other.said}\n${third.said}` };
}

async function goodOnes(logKey) {
	let ruled;
	for (const line of run("case", "list", "--data", data).trimEnd().split("\n")) {
		const [id, , phase] = line.split(/ +/);
		const bundle = path.join(folder, phase);
		run("case", "export", id, bundle, "--data", data);
		const { good, said } = await all(bundle, logKey);
		verdict(good === true, `all verify a case in ${phase}`, said);
		if (phase === "performance") ruled = bundle;
	}
	return ruled;
}

async function tamper(ruled, logKey, [what, change], sealed) {
	const bundle = path.join(folder, "tampered");
	rmSync(bundle, { recursive: true, force: true });
	cpSync(ruled, bundle, { recursive: true });
	change(bundle);
	const changed = spawnSync("diff", ["-rq", "--no-dereference", ruled, bundle]).status !== 0;
	if (sealed) reseal(bundle);
	const { good, said } = await all(bundle, logKey, !what.includes("link"));
	verdict(changed && good === false, `all refuse: ${what}`, said);
}

// The last statement signed again by ssh-keygen, with a key that data/keys.txt then names. The log has another one, so
// that its receipt fails; what the three say of the statement itself is compared.
async function sshSigned(ruled, namespace) {
	const bundle = path.join(folder, "tampered");
	const [key, text] = [path.join(folder, "key"), path.join(folder, "statement")];
	for (const old of [bundle, key, `${key}.pub`, `${text}.sig`]) rmSync(old, { recursive: true, force: true });
	cpSync(ruled, bundle, { recursive: true });
	const last = read(bundle, "data/events.ndjson").trimEnd().split("\n").map((line) => JSON.parse(line)).findLast((event) => event.statement);
	const name = `data/statements/${String(last.seq).padStart(4, "0")}.note`;
	const said = read(bundle, name).split("\n\n")[0];
	writeFileSync(text, `${said}\n`);
	execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
	execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", key, "-n", namespace, text], { stdio: "ignore" });
	const envelope = `${said}\n\n${readFileSync(`${text}.sig`, "utf8")}`;
	writeFileSync(at(bundle, name), envelope);

	const raw = Buffer.from(readFileSync(`${key}.pub`, "utf8").split(" ")[1], "base64").subarray(-32);
	const typed = Buffer.concat([Buffer.from([1]), raw]);
	const id = sha256(Buffer.concat([Buffer.from("ssh\n"), typed])).slice(0, 8);
	edit("data/keys.txt", (keys) => `${keys}party ${last.actor.role} ${last.actor.party} ssh+${id}+${typed.toString("base64")}\n`)(bundle);
	events((list) => {
		const heads = list.filter((event) => event.head && event.seq < last.seq).map((event) => Buffer.from(event.head, "hex"));
		const event = list[last.seq - 1];
		Object.assign(event.statement, { sha256: sha256(envelope), key: `ssh+${id}` });
		event.head = sha256(Buffer.concat([heads.at(-1), Buffer.from(sha256(envelope), "hex")]));
	})(bundle);
	reseal(bundle);
	const [first, other, third] = await Promise.all([ended(program, ["verify", bundle]), ended(process.execPath, [second, bundle]), page(bundle, "")]);
	const accepted = [
		first.said.includes(`ok      ${name}: `),
		new RegExp(`^ok +event ${last.seq}, .*, statement`, "m").test(other.said),
		!third.said.includes('"statement"'),
	];
	return { accepted, said: `${accepted}\n${first.said}\n${other.said}\n${third.said}` };
}

async function sshCompared(ruled) {
	const service = /^service (.*)$/m.exec(read(ruled, note(2)))[1];
	for (const [namespace, right] of [[`response@${service}`, true], ["file", false], [`ruling@${service}`, false]]) {
		const { accepted, said } = await sshSigned(ruled, namespace);
		verdict(accepted.every((one) => one === right), `all ${right ? "accept" : "refuse"} an SSH signature for ${namespace}`, said);
	}
}

try {
	run("init", "--data", data, "--demo");
	const logKey = run("key", "list", "--data", data).split("\n")[0];
	const ruled = await goodOnes(logKey);
	await sshCompared(ruled);
	for (const way of Object.entries(WAYS)) await tamper(ruled, logKey, way, true);
	for (const way of Object.entries(SEALS)) await tamper(ruled, logKey, way, false);
	const other = await all(ruled, read(ruled, "data/keys.txt").match(/^registrar (.*)$/m)[1]);
	verdict(other.good === false, "all refuse: the bundle vouches for its own log", other.said);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
console.log(`${counted.passed} passed, ${counted.failed} failed`);
process.exit(counted.failed === 0 && counted.passed > 0 ? 0 : 1);
