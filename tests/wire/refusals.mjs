// Everything malformed gets its own problem, and stores nothing: statements, bodies, headers, uploads, states.

import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { blackScreen, hex, nonce, now, Person, sha256, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const market = new Person(place, "platform", "p-market");
const buyer = new Person(place, "buyer", "b-1");
const seller = new Person(place, "seller", "s-1");
const other = new Person(place, "buyer", "b-2");
const arbiter = new Person(place, "arbiter", "a-1");
for (const person of [buyer, seller, other, arbiter]) await person.makeKey();

let orders = 0;
async function draft(claim) {
	const order = television(`O-${++orders}`, buyer.party, seller.party);
	await market.expect(200, "PUT", `/v1/platform/orders/${order.ref}`, order);
	return (await buyer.expect(201, "POST", "/v1/disputes", { order: order.ref, ...(claim ? { claim } : {}) })).body.dispute.id;
}
const version = async (dispute) => (await buyer.expect(200, "GET", `/v1/disputes/${dispute}`)).body.version;

// A request that must be refused with this problem, leaving the case as it was.
async function refused(name, dispute, code, send, field) {
	await tally.check(name, async () => {
		const before = await version(dispute);
		const answer = await send();
		equal(answer.body.code, code, "problem");
		equal(answer.headers.get("content-type"), "application/problem+json", "content type");
		equal(answer.body.status, answer.status, "status in the body");
		if (field !== undefined) equal(answer.body.field, field, "field");
		if (!answer.body.remedy || !answer.body.detail) throw new Error("no remedy or detail");
		equal(await version(dispute), before, "version");
	});
}

// --- packs come and go without a restart, and a malformed one changes nothing ---

const packs = async () => (await buyer.expect(200, "GET", "/v1/public/packs")).body.items;
const sevenDays = async () => (await packs()).find((pack) => pack.id === "CN.7D");
async function reload(change, until) {
	const source = path.join(ROOT, "core", "packs");
	mkdirSync(path.join(place.data, "packs"), { recursive: true });
	writeFileSync(path.join(place.data, "packs", "CN.7D.json"), change(readFileSync(path.join(source, "CN.7D.json"), "utf8")));
	copyFileSync(path.join(source, "CN.7D.texts.json"), path.join(place.data, "packs", "CN.7D.texts.json"));
	place.server.kill("SIGHUP");
	for (let i = 0; i < 100 && !until(await sevenDays()); i++) await new Promise((done) => setTimeout(done, 50));
	return sevenDays();
}
await tally.check("a pack of the operator comes into force by SIGHUP, and the old one can still be read", async () => {
	const before = await sevenDays();
	const after = await reload((text) => text.replace('"version": "2026.1"', '"version": "2027.4"'), (pack) => pack.version === "2027.4");
	equal(after.version, "2027.4", "version");
	for (const { sha256: digest } of [before, after]) {
		const answer = await fetch(`${place.url}/v1/public/packs/${digest}`);
		equal(answer.status, 200, "status");
		equal(createHash("sha256").update(Buffer.from(await answer.arrayBuffer())).digest("hex"), digest, "digest of the body");
		equal((await fetch(`${place.url}/v1/public/packs/${digest}/texts`)).status, 200, "articles");
	}
});
await tally.check("a malformed pack is refused and the packs in force stay", async () => {
	const before = await sevenDays();
	const after = await reload((text) => text.replace("fact:claim.type", "fact:claim.none"), () => false);
	equal(after.sha256, before.sha256, "digest");
});

// --- a seller's automatic policy never gives less than the law ---

await tally.check("a policy below the law is refused with an example, and nothing is stored", async () => {
	const policy = { currency: "CNY", rules: [{ id: "late", answer: "decline", reasons: ["rt.change_of_mind"], min_days: 3 }] };
	const answer = await seller.call("PUT", "/v1/policies/automation", policy);
	equal(answer.status, 409, "status");
	equal(answer.body.code, "policy_below_floor", "problem");
	const { example } = answer.body.verdict;
	equal(example.policy.rule, "late", "the rule");
	equal(example.facts["claim.type"], "no_reason", "facts");
	equal(example.law.outcome, "grant", "what the law gives");
	if (!example.law.cited.includes(example.article)) throw new Error("the article is not cited");
	equal((await seller.call("GET", "/v1/policies/automation")).status, 404, "stored");
	const looked = await seller.expect(200, "POST", "/v1/policies/automation/check", policy);
	equal(looked.body.below_floor, true, "verdict");
});
await tally.check("a policy that gives what the law gives is stored for its seller alone", async () => {
	const policy = { currency: "CNY", rules: [{ id: "small", answer: "accept", max_minor: 50000 }] };
	await seller.expect(200, "PUT", "/v1/policies/automation", policy);
	equal(JSON.stringify((await seller.expect(200, "GET", "/v1/policies/automation")).body.policy), JSON.stringify(policy), "policy");
	equal((await new Person(place, "seller", "s-2").call("GET", "/v1/policies/automation")).status, 404, "another seller");
});
await tally.check("a policy that cannot be read names the place", async () => {
	const answer = await seller.call("PUT", "/v1/policies/automation", { currency: "CNY", rules: [{ id: "a", answer: "shrug" }] });
	equal(answer.status, 400, "status");
	equal(answer.body.field, "/rules/0/answer", "field");
});

// --- statements: each deviation has its own problem ---

const dispute = await draft();
const claim = blackScreen();
const document = JSON.stringify(claim);
const submit = (statement, content = document, person = buyer) => person.call("POST", `/v1/disputes/${dispute}/submit`, { statement, content });
async function altered(change, content = document) {
	const lines = await buyer.lines("filing", dispute, document);
	return submit(await buyer.note(change(lines).join("\n")), content);
}
const replace = (n, line) => (lines) => lines.map((old, i) => (i === n ? line : old));

await refused("an unknown line is named", dispute, "statement_unknown_line", () => altered((l) => [...l.slice(0, 7), "colour red", ...l.slice(7)]), "/statement");
await refused("lines out of order are malformed", dispute, "statement_malformed", () => altered((l) => [l[0], l[2], l[1], ...l.slice(3)]));
await refused("a second space is malformed", dispute, "statement_malformed", () => altered(replace(1, `service  ${buyer.service}`)));
await refused("another version is malformed", dispute, "statement_malformed", () => altered(replace(0, "sanbao-statement/v2 filing")));
await refused("another kind is refused", dispute, "statement_kind", () => altered(replace(0, "sanbao-statement/v1 response")));
await refused("another service is refused", dispute, "wrong_service", () => altered(replace(1, "service elsewhere.example")));
await refused("another dispute is refused", dispute, "wrong_dispute", () => altered(replace(2, "dispute dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ")));
await refused("another party is refused", dispute, "wrong_party", () => altered(replace(3, "party buyer b-2")));
await refused("another role is refused", dispute, "wrong_party", () => altered(replace(3, "party seller b-1")));
await refused("an old time is stale", dispute, "stale_time", () => altered(replace(4, `time ${now(-700)}`)));
await refused("a future time is stale", dispute, "stale_time", () => altered(replace(4, `time ${now(700)}`)));
await refused("a head that never was is stale", dispute, "stale_head", () => altered(replace(6, `head sha256:${hex(randomBytes(32))}`)));
await refused("a content of another digest is refused", dispute, "digest_mismatch", () => altered((l) => l, document + " "));
await refused("a file that was never uploaded is refused", dispute, "digest_mismatch",
	() => altered((l) => [...l.slice(0, 7), `file sha256:${hex(randomBytes(32))} 3 image/png a.png`, ...l.slice(7)]));
await refused("a flipped signature is refused", dispute, "bad_signature", async () => {
	const note = await buyer.note((await buyer.lines("filing", dispute, document)).join("\n"));
	const at = note.length - 20;
	return submit(note.slice(0, at) + (note[at] === "A" ? "B" : "A") + note.slice(at + 1));
});
await refused("a signature over other bytes is refused", dispute, "bad_signature", async () => {
	const note = await buyer.note((await buyer.lines("filing", dispute, document)).join("\n"));
	return submit(note.replace(/nonce [0-9a-f]{32}/, `nonce ${nonce()}`));
});
await refused("an unregistered key is unknown", dispute, "key_unknown", async () => {
	const stranger = new Person(place, "buyer", "b-1");
	const pair = generateKeyPairSync("ed25519");
	const raw = Buffer.from(pair.publicKey.export({ format: "jwk" }).x, "base64url");
	const { sign } = await import("node:crypto");
	stranger.keyName = "nobody";
	stranger.keyId = sha256(Buffer.concat([Buffer.from("nobody\n"), Buffer.from([1]), raw])).subarray(0, 4);
	const text = (await buyer.lines("filing", dispute, document)).join("\n");
	const signature = sign(null, Buffer.from(text), pair.privateKey);
	return submit(`${text}\n\u2014 nobody ${Buffer.concat([stranger.keyId, signature]).toString("base64")}\n`);
});
await refused("another party's key is unknown", dispute, "key_unknown", async () => submit(await other.note((await buyer.lines("filing", dispute, document)).join("\n"))));
await refused("a statement without a signature is malformed", dispute, "malformed_request", async () => submit((await buyer.lines("filing", dispute, document)).join("\n")));

// --- bodies and headers ---

const raw = (body, headers) => buyer.call("POST", `/v1/disputes/${dispute}/submit`, body, headers);
await refused("no JSON", dispute, "invalid_json", () => raw("{"));
await refused("a duplicate member", dispute, "invalid_json", () => raw('{"statement":"a","statement":"b","content":"c"}'));
await refused("a fraction", dispute, "invalid_json", () => raw('{"statement":1.5}'));
await refused("a trailing byte", dispute, "invalid_json", () => raw("{} x"));
await refused("an array", dispute, "invalid_value", () => raw("[]"));
await refused("a missing statement", dispute, "invalid_value", () => raw({ content: "{}" }), "/statement");
await refused("a missing content", dispute, "invalid_value", () => raw({ statement: "x" }), "/content");
await refused("a content that is no JSON", dispute, "invalid_json", () => raw({ statement: "x", content: "{" }), "/content");
await refused("a member too many", dispute, "unknown_member", () => raw({ statement: "x", content: "{}", more: 1 }));
await refused("another media type", dispute, "type_not_allowed", () => raw("{}", { "Content-Type": "text/plain" }), "Content-Type");
await refused("a short idempotency key", dispute, "idempotency_key_required", () => raw({}, { "Idempotency-Key": "short" }), "Idempotency-Key");
await refused("a body over the limit", dispute, "body_too_large", () => raw("x".repeat(300 * 1024)));
await refused("a deep value", dispute, "invalid_json", () => raw("[".repeat(40) + "]".repeat(40)));

async function claimRefused(name, change, code, field) {
	const content = { ...blackScreen(), ...change };
	await refused(name, dispute, code, async () => buyer.call("POST", `/v1/disputes/${dispute}/submit`, await buyer.signed("filing", dispute, content)), field);
}
await claimRefused("a claim of an unknown reason", { reason: "nc.whatever" }, "invalid_value");
await claimRefused("a claim with an unknown member", { colour: "red" }, "unknown_member");
await claimRefused("a claim of an unknown fact", { facts: { "no.such_fact": true } }, "invalid_value");
await claimRefused("a fact of the wrong type", { facts: { "defect.exists": "yes" } }, "invalid_value");
await claimRefused("a day that does not exist", { facts: { "defect.found_at": "2026-02-30" } }, "invalid_value");
await claimRefused("an unknown remedy", { ask: ["MAGIC"] }, "invalid_value");
await claimRefused("no remedy at all", { ask: [] }, "invalid_value");
await claimRefused("a text that is too long", { text: "x".repeat(70000) }, "invalid_value");

// --- addresses ---

await tally.check("an id of another form is not found", async () => equal((await buyer.call("GET", "/v1/disputes/dsp_x")).status, 404));
await tally.check("an id that nobody has is not found", async () => equal((await buyer.call("GET", "/v1/disputes/dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ")).status, 404));
await tally.check("a cursor of another list is refused", async () => equal((await buyer.call("GET", "/v1/disputes?after=AAAA")).status, 400));
await tally.check("a limit out of range is refused", async () => equal((await buyer.call("GET", "/v1/disputes?limit=0")).body.field, "limit"));

// --- uploads ---

const bytes = randomBytes(5000);
const file = (change) => ({ dispute, name: "a.png", size: bytes.length, type: "image/png", sha256: hex(sha256(bytes)), ...change });
await refused("a media type that is not accepted", dispute, "type_not_allowed", () => buyer.call("POST", "/v1/uploads", file({ type: "text/html" })), "/type");
await refused("an empty file", dispute, "invalid_value", () => buyer.call("POST", "/v1/uploads", file({ size: 0 })), "/size");
await refused("a file over the limit", dispute, "size_exceeded", () => buyer.call("POST", "/v1/uploads", file({ size: 26 * 1024 * 1024 })), "/size");
await refused("a digest of another form", dispute, "invalid_value", () => buyer.call("POST", "/v1/uploads", file({ sha256: "abc" })), "/sha256");
await refused("somebody else's dispute", dispute, "no_such_resource", () => other.call("POST", "/v1/uploads", file()), "/dispute");
const upload = (await buyer.expect(201, "POST", "/v1/uploads", file())).body;
await refused("bytes of another digest", dispute, "digest_mismatch", () => buyer.call("PUT", `/v1/uploads/${upload.id}`, randomBytes(5000), { "Content-Type": "image/png" }));
await refused("bytes of another size", dispute, "digest_mismatch", () => buyer.call("PUT", `/v1/uploads/${upload.id}`, randomBytes(4999), { "Content-Type": "image/png" }));
await refused("somebody else's upload", dispute, "no_such_resource", () => other.call("PUT", `/v1/uploads/${upload.id}`, bytes, { "Content-Type": "image/png" }));
await tally.check("after all that the upload is still open, and the right bytes are taken", async () => {
	equal((await buyer.expect(200, "GET", `/v1/uploads/${upload.id}`)).body.state, "open");
	equal((await buyer.expect(200, "PUT", `/v1/uploads/${upload.id}`, bytes, { "Content-Type": "image/png" })).body.state, "complete");
});

// --- repetition, versions, states ---

await tally.check("an act that is repeated with its key is answered like the first and happens once", async () => {
	const body = await buyer.signed("filing", dispute, claim);
	const headers = { "Idempotency-Key": nonce() };
	const first = await buyer.expect(200, "POST", `/v1/disputes/${dispute}/submit`, body, headers);
	const again = await buyer.expect(200, "POST", `/v1/disputes/${dispute}/submit`, body, headers);
	equal(JSON.stringify(again.body.events), JSON.stringify(first.body.events), "events");
	equal(await version(dispute), first.body.dispute.version, "version");
	const changed = await buyer.call("POST", `/v1/disputes/${dispute}/submit`, await buyer.signed("filing", dispute, claim), headers);
	equal(changed.body.code, "idempotency_conflict");
	const replayed = await buyer.call("POST", `/v1/disputes/${dispute}/submit`, body);
	equal(replayed.status, 409, "the same statement under another key");
});
const greeting = JSON.stringify({ text: "Hello.", language: "en" });
const used = await buyer.lines("response", dispute, greeting);
const greet = async () => buyer.call("POST", `/v1/disputes/${dispute}/messages`, { statement: await buyer.note(used.join("\n")), content: greeting });
await tally.check("a message is posted", async () => equal((await greet()).status, 201));
await refused("a nonce that was used before", dispute, "nonce_replayed", greet, "/statement");
await refused("an act of the other side", dispute, "not_permitted", async () => arbiter.call("POST", `/v1/disputes/${dispute}/messages`, {}));
await refused("an answer by the claimant", dispute, "duty_not_yours",
	async () => buyer.call("POST", `/v1/disputes/${dispute}/respond`, await buyer.signed("response", dispute, { position: "contest", text: "x", language: "en" })));
await refused("escalation before its time", dispute, "negotiation_required",
	async () => buyer.call("POST", `/v1/disputes/${dispute}/escalate`, await buyer.signed("response", dispute, { text: "x", language: "en" })));
await refused("a decision before there is a proposal", dispute, "precondition_required", async () => arbiter.call("POST", `/v1/admin/disputes/${dispute}/decision`,
	await arbiter.signed("ruling", dispute, { decision: "confirm", proposal_version: 1, proposal_sha256: "0".repeat(64), reasons: "x", language: "en" })), "If-Match");
await refused("a decision on an old version", dispute, "stale_sequence", async () => arbiter.call("POST", `/v1/admin/disputes/${dispute}/decision`,
	await arbiter.signed("ruling", dispute, { decision: "confirm", proposal_version: 1, proposal_sha256: "0".repeat(64), reasons: "x", language: "en" }), { "If-Match": '"1"' }), "If-Match");
await refused("a second dispute of the same order", dispute, "duplicate_dispute", async () => {
	const second = await buyer.call("POST", "/v1/disputes", { order: `O-${orders}` });
	if (second.status !== 201) return second;
	const id = second.body.dispute.id;
	return buyer.call("POST", `/v1/disputes/${id}/submit`, await buyer.signed("filing", id, claim));
});
await refused("an order of somebody else", dispute, "order_unknown", () => other.call("POST", "/v1/disputes", { order: `O-${orders}` }), "/order");

// --- tokens ---

await tally.check("an expired token says so", async () => {
	const late = new Person(place, "buyer", "b-1");
	late.token = place.token("buyer", "b-1", "1s");
	await new Promise((done) => setTimeout(done, 1200));
	equal((await late.call("GET", "/v1/me")).body.code, "token_expired");
});
await tally.check("a token that was tampered with is nobody's", async () => {
	const forged = new Person(place, "buyer", "b-1");
	const [head, body, signature] = forged.token.split(".");
	const claims = JSON.parse(Buffer.from(body, "base64url"));
	claims.role = "arbiter";
	forged.token = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
	equal((await forged.call("GET", "/v1/admin/queue")).status, 401);
	forged.token = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${body}.`;
	equal((await forged.call("GET", "/v1/me")).status, 401);
});

await place.close();
tally.close();
