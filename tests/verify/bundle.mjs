#!/usr/bin/env node
// A second verifier of bundles, written from api-spec/bundle.md alone: nothing but Node's own modules.
//
//	node bundle.mjs BUNDLE [LOG-VKEY]      BUNDLE: the directory; a zip is unpacked first
// It does not run the rules: that the proposal follows from the facts is what `sanbao verify` adds.

import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (...parts) => sha256(...parts).toString("hex");
const counted = { ok: 0, FAILED: 0 };
// Every deviation is thrown as a text, and becomes the FAILED line of the check that it ends.
const need = (condition, text) => {
	if (!condition) throw new Error(text);
};
function check(what, work) {
	let [verdict, said] = ["ok", undefined];
	try {
		said = work();
	} catch (error) {
		[verdict, said] = ["FAILED", error.message];
	}
	counted[verdict] += 1;
	console.log(`${verdict.padEnd(7)} ${what}${said === undefined ? "" : `: ${said}`}`);
}

// --- the files: a map from path to bytes ---
const SAFE = /^(?!\.)[\w\-@][\w.\-@]*(\/[\w\-@][\w.\-@]*)*$/;

function directoryRead(root) {
	const names = readdirSync(root, { recursive: true }).filter((name) => !lstatSync(`${root}/${name}`).isDirectory());
	need(names.every((name) => lstatSync(`${root}/${name}`).isFile()), "something in it is no regular file");
	return new Map(names.map((name) => [name, readFileSync(`${root}/${name}`)]));
}

const TAGS = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"];
const used = new Set();
function text(files, name) {
	need(files.has(name), `${name} is missing`);
	used.add(name);
	return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(files.get(name));
}

// The whole text in lines; the last one ends as well.
function lines(content) {
	need(content.endsWith("\n"), "it does not end with a whole line");
	return content.slice(0, -1).split("\n");
}

// As sha256sum writes it, with exactly the files that must be there.
function manifest(files, name, listed) {
	const seen = lines(text(files, name)).map((line) => {
		const [, digest, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? need(false, "a line of another form");
		need(SAFE.test(file) && files.has(file) && hex(files.get(file)) === digest, `${file} is not what it lists`);
		return file;
	});
	need(isDeepStrictEqual(seen.sort(), [...listed].sort()), "it does not list the files that are there");
}

function checkBag(files) {
	const payload = [...files.keys()].filter((name) => !TAGS.includes(name) && name !== "tagmanifest-sha256.txt");
	const declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
	check("bagit.txt", () => need(text(files, "bagit.txt") === declared, "no declaration of BagIt 1.0"));
	check("tagmanifest-sha256.txt", () => manifest(files, "tagmanifest-sha256.txt", TAGS));
	check("manifest-sha256.txt", () => manifest(files, "manifest-sha256.txt", payload));
	TAGS.forEach((name) => used.add(name));
}

// --- keys and signatures ---
const DER = Buffer.from("302a300506032b6570032100", "hex");
const ed25519 = (raw, message, signature) =>
	verify(null, message, createPublicKey({ key: Buffer.concat([DER, raw]), format: "der", type: "spki" }), signature);

function keyRead(vkey) {
	const [, name, id, key] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey) ?? [];
	const bytes = Buffer.from(key ?? "", "base64");
	need(bytes.length === 33 && bytes[0] === 1, `${vkey} is no Ed25519 vkey`);
	need(hex(name, "\n", bytes).startsWith(id), `${name} has another id`);
	return { name, id: parseInt(id, 16), label: `${name}+${id}`, raw: bytes.subarray(1) };
}

function keysRead(files) {
	const keys = { parties: [] };
	for (const line of lines(text(files, "data/keys.txt"))) {
		const words = line.split(" ");
		const key = keyRead(words.at(-1));
		if (words[0] === "party" && words.length === 4) keys.parties.push({ role: words[1], party: words[2], ...key });
		else if (["log", "registrar"].includes(words[0]) && words.length === 2) keys[words[0]] = key;
		else need(false, `"${line}" is no key`);
	}
	return keys;
}

// The signed text of a note, when that key signed it.
function noteOpen(note, key) {
	const split = note.lastIndexOf("\n\n") + 1 || need(false, "there is no signature");
	const lineOf = (line) => /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? need(false, "no signature line");
	const signed = lines(note.slice(split + 1)).map(lineOf).filter(([, name]) => name === key.name);
	const mine = signed.map(([, , code]) => Buffer.from(code, "base64")).filter((code) => code.readUInt32BE(0) === key.id);
	const verified = mine.every((code) => ed25519(key.raw, Buffer.from(note.slice(0, split)), code.subarray(4)));
	need(mine.length > 0 && verified, `${key.label} did not sign it`);
	return note.slice(0, split);
}

// The strings of RFC 4251 that a blob is made of.
function strings(blob) {
	const end = blob.length === 0 ? 0 : 4 + blob.readUInt32BE(0);
	return end === 0 ? [] : [blob.subarray(4, end), ...strings(blob.subarray(end))];
}

// OpenSSH PROTOCOL.sshsig, with Ed25519.
function sshOpen(envelope, key) {
	const [, message, armor] = /^([^]*\n)\n-----BEGIN SSH SIGNATURE-----\n([^-]+)-----END SSH SIGNATURE-----\n$/.exec(envelope);
	const blob = Buffer.from(armor, "base64");
	need(blob.toString("latin1", 0, 6) === "SSHSIG" && blob.readUInt32BE(6) === 1, "no SSH signature");
	const [publicKey, space, reserved, hash, signature] = strings(blob.subarray(10));
	const { kind, service } = STATEMENT.exec(message)?.groups ?? {};
	need(space.toString() === `${kind}@${service}` && reserved.length === 0, "signed for another purpose");
	need(["sha256", "sha512"].includes(hash.toString()), "another hash");
	const [type, raw] = strings(publicKey);
	need(`${type}` === "ssh-ed25519" && raw.equals(key.raw), `${key.label} did not sign it`);
	const digest = createHash(hash.toString()).update(message).digest();
	const pack = (part) => [Buffer.from([0, 0, part.length >> 8, part.length & 255]), part];
	const signed = Buffer.concat([Buffer.from("SSHSIG"), ...[space, reserved, hash, digest].flatMap(pack)]);
	need(ed25519(raw, signed, strings(signature)[1]), "the signature does not verify");
	return message;
}

// --- statements ---
const STATEMENT = new RegExp(
	"^sanbao-statement/v1 (?<kind>[a-z-]+)\nservice (?<service>[a-z0-9.:-]{1,253})\ndispute (?<dispute>dsp_[0-9A-Z]{26})\n" +
		"party (?<role>[a-z0-9-]{1,24}) (?<party>[\\w.~:@-]{1,128})\ntime (?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\n" +
		"nonce (?<nonce>[0-9a-f]{32})\nhead sha256:(?<head>[0-9a-f]{64})\n" +
		"(?<files>(?:file sha256:[0-9a-f]{64} (?:0|[1-9]\\d*) [!-~]+ [!-~]+\n)*)" +
		"(?<texts>(?:text sha256:[0-9a-f]{64} (?:0|[1-9]\\d*) [!-~]+ [!-~]+\n)*)$",
);
const named = (part) => part.split("\n").slice(0, -1).map((line) => line.split(/ (?:sha256:)?/));

function checkDocument(event, document) {
	for (const [name, value] of Object.entries(document)) {
		const places = [event.data, ...Object.values(event.data)].filter((place) => place?.constructor === Object);
		const recorded = places.filter((place) => Object.hasOwn(place, name)).map((place) => place[name]);
		const same = recorded.length === 0 || recorded.some((one) => isDeepStrictEqual(one, value));
		need(same, `the event records another "${name}" than was signed`);
	}
}

function checkStatement(bag, event, history) {
	const base = `data/statements/${String(event.seq).padStart(4, "0")}`;
	const note = text(bag.files, `${base}.note`);
	const { actor: { role, party }, statement: { sha256: digest, kind, key: label } } = event;
	need(hex(note) === digest, "the note does not have the digest that its event names");
	const key = bag.keys.parties.find((one) => one.role === role && one.party === party && one.label === label);
	need(key !== undefined, `data/keys.txt has no key ${label} of this party`);
	const signed = note.endsWith("-----END SSH SIGNATURE-----\n") ? sshOpen(note, key) : noteOpen(note, key);
	const said = STATEMENT.exec(signed)?.groups ?? need(false, "it is no statement");
	need(said.kind === kind && said.dispute === event.dispute, "another kind or dispute");
	need(said.role === role && said.party === party, "another party speaks");
	need(Math.abs(Date.parse(said.time) - Date.parse(event.at)) <= 600_000, "its time is not the event's");
	need(history.heads.includes(said.head), "it continues a history that is not this one");
	need(!history.nonces.has(said.nonce), "its nonce was used before");
	history.nonces.add(said.nonce);
	history.heads.push(hex(Buffer.from(history.heads.at(-1), "hex"), sha256(note)));
	need(event.head === history.heads.at(-1), "the head after it is not the one that its event names");
	const [[, sha, size] = [], ...more] = named(said.texts);
	const content = text(bag.files, `${base}.content.json`);
	need(more.length === 0 && hex(content) === sha && Buffer.byteLength(content) === Number(size), "another document");
	checkDocument(event, JSON.parse(content));
	for (const [, name, length] of named(said.files)) {
		const file = bag.files.get(`data/files/${name}`) ?? need(false, `data/files/${name} is missing`);
		need(hex(file) === name && file.length === Number(length), `data/files/${name} is another file`);
		used.add(`data/files/${name}`);
	}
	return `${kind} signed by ${party} with ${label}`;
}

// --- the log: RFC 9162, 2.1.3.2 ---
function included(leaf, index, size, proof) {
	let [hash, at, last] = [leaf, index, size - 1];
	need(index < size, "the tree has no such entry");
	for (const sibling of proof) {
		need(last > 0, "the proof is too long");
		const right = at % 2 === 1 || at === last;
		hash = right ? sha256(Buffer.from([1]), sibling, hash) : sha256(Buffer.from([1]), hash, sibling);
		while (right && at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
		[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
	}
	need(last === 0, "the proof is too short");
	return hash;
}

const RECEIPT = /^c2sp\.org\/tlog-proof@v1\nextra (\S{44})\nindex (0|[1-9]\d*)\n((?:\S{44}\n)*)\n([^]+)$/;
function checkReceipt(bag, event, line) {
	const receipt = text(bag.files, `data/receipts/${String(event.seq).padStart(4, "0")}.tlog-proof`);
	const [, salt, index, proof, note] = RECEIPT.exec(receipt) ?? need(false, "it is no tlog-proof");
	const logged = event.statement ? bag.files.get(`data/statements/${String(event.seq).padStart(4, "0")}.note`) : line;
	need(logged !== undefined, "the note that it proves is missing");
	const commit = createHmac("sha256", Buffer.from(salt, "base64")).update(logged).digest("base64");
	const leaf = sha256(Buffer.from([0]), `sanbao-log/v1 ${event.type}\ntime ${event.at.slice(0, 19)}Z\ncommit ${commit}\n`);
	const [origin, size, root, ...rest] = lines(noteOpen(note, bag.keys.log));
	need(origin === bag.keys.log.name && rest.length === 0, "a checkpoint of another log");
	const hashes = proof.split("\n").slice(0, -1).map((code) => Buffer.from(code, "base64"));
	need(included(leaf, Number(index), Number(size), hashes).toString("base64") === root, "another root");
	return Number(index);
}

// --- what was proposed, decided and ruled ---
function checkProposal(bag, event, line) {
	const { version, sha256: digest, packs } = event.data;
	for (const [part, folder] of [["facts", "facts"], ["proposal", "proposals"]]) {
		const file = text(bag.files, `data/${folder}/v${version}.json`);
		need(line.includes(`"${part}":${file}`), `data/${folder}/v${version}.json is not what the event records`);
		need(part === "facts" || hex(file) === digest, "the event names another digest of the proposal");
	}
	for (const pack of packs) {
		const name = `data/packs/${pack.id}@${pack.version}`;
		need(hex(text(bag.files, `${name}.json`)) === pack.sha256, `${name}.json is not the pack that spoke`);
		used.add(`${name}.texts.json`);
	}
	return "facts, packs and proposal as recorded (run `sanbao verify` to compute it anew)";
}

function checkRuling(bag, event, line, state) {
	const { state: { decision, cosigner, proposal }, ruling } = { state, ...event.data };
	const due = decision?.decision === "amend" || decision?.awaits || decision?.four_eyes?.length > 0;
	need(event.automated || (decision !== null && cosigner !== decision.by), "two persons did not sign it");
	need(event.automated || !due || cosigner !== null, "a second signature is due");
	const decided = decision?.decision === "amend"
		? [decision.deviation?.remedy ?? ruling.remedy, ruling.amounts, ruling.freight_payer]
		: [proposal?.remedy_proposed, proposal?.amounts ?? {}, proposal?.freight_payer ?? ruling.freight_payer];
	const same = isDeepStrictEqual(decided, [ruling.remedy, ruling.amounts, ruling.freight_payer]);
	need(state.phase === "appeal" || same, "it is not what was decided");
	need(event.seq !== state.lastRuling || line.endsWith(`"data":${text(bag.files, "data/ruling.json")}}`), "data/ruling.json is another");
	return event.automated ? "by the rules alone" : `signed by ${[decision.by, cosigner].join(" ").trim()}`;
}

function checkDecision(bag, { actor, data, statement }, line, state) {
	const same = data.proposal_version === state.version && data.proposal_sha256 === state.sha256;
	need(same && statement && actor.role === "arbiter", "it is about another proposal, or no arbiter signed it");
}

const JUDGES = { "proposal.computed": checkProposal, "ruling.issued": checkRuling };
for (const verdict of ["confirmed", "amended", "rejected"]) JUDGES[`decision.${verdict}`] = checkDecision;

// What an event leaves for the next one to be judged by.
function follow(state, event) {
	const { data, type } = event;
	const { proposal, version, sha256: digest } = data;
	if (type === "proposal.computed") Object.assign(state, { proposal, version, sha256: digest });
	const decided = JUDGES[type] === checkDecision || type === "appeal.decided";
	if (decided) Object.assign(state, { decision: { ...data, by: event.actor.party }, cosigner: null });
	if (type === "decision.cosigned" && event.statement) state.cosigner = event.actor.party;
	if (type === "decision.refused") Object.assign(state, { decision: null, cosigner: null });
	state.phase = data.phase ?? state.phase;
}

function eventsRead(files) {
	const events = lines(text(files, "data/events.ndjson")).map((line) => ({ line, event: JSON.parse(line) }));
	for (const [at, { event }] of events.entries()) {
		const before = events[at - 1]?.event ?? event;
		const follows = event.seq === at + 1 && event.dispute === before.dispute;
		need(follows && Date.parse(event.at) >= Date.parse(before.at), `line ${at + 1} is not the event that comes next`);
	}
	need(new Set(events.map(({ event }) => event.id)).size === events.length, "an id is used twice");
	return events;
}

function checkCase(files, logKey) {
	const bag = { files, keys: keysRead(files) };
	if (logKey !== undefined) bag.keys.log = keyRead(logKey);
	const events = eventsRead(files);
	const lastRuling = events.findLast(({ event }) => event.type === "ruling.issued")?.event.seq;
	const state = { proposal: null, version: 0, decision: null, cosigner: null, phase: "draft", lastRuling };
	const history = { heads: ["0".repeat(64)], nonces: new Set() };
	let place = -1;
	for (const { event, line } of events) {
		const what = `event ${event.seq}, ${event.type}`;
		if (event.statement) check(`${what}, statement`, () => checkStatement(bag, event, history));
		check(`${what}, receipt`, () => {
			const index = checkReceipt(bag, event, line);
			need(index > place, "the log has it before the event that it follows");
			place = index;
		});
		if (JUDGES[event.type]) check(what, () => JUDGES[event.type](bag, event, line, state));
		follow(state, event);
	}
	const unused = [...files.keys()].filter((name) => !used.has(name));
	check("every file is part of the case", () => need(unused.length === 0, unused.join(" ")));
}

check("the bundle can be read", () => {
	const files = directoryRead(process.argv[2]);
	checkBag(files);
	checkCase(files, process.argv[3]);
});
console.log(`${counted.ok} ok, ${counted.FAILED} failed`);
process.exit(counted.FAILED === 0 ? 0 : 1);
