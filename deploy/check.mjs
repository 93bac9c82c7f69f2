// Takes one dispute from filing to a verified ruling, as a buyer, a seller and an arbiter would: over the public API,
// with keys made here and statements signed here, and verified offline at the end. Prints one line per step.
//
//	node check.mjs --url URL --data DIR --sanbao BIN
//
// Plain Node 18 or later, no packages. Exits 0 when every step held.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { blackScreen, hex, Person, Place, sha256, television } from "./client.mjs";

const options = {};
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i].replace(/^--/, "")] = process.argv[i + 1];
const { url, data, sanbao } = options;
if (!url || !data || !sanbao) {
	console.error("usage: node check.mjs --url URL --data DIR --sanbao BIN");
	process.exit(2);
}
const HERE = path.dirname(fileURLToPath(import.meta.url));
const run = randomBytes(4).toString("hex");

let steps = 0;
function ok(what) {
	steps++;
	console.log(`ok  ${what}`);
}
function must(held, what) {
	if (!held) throw new Error(what);
}
process.on("uncaughtException", (error) => {
	console.error(`FAILED  ${error.message}`);
	process.exit(1);
});

// --- the life of one dispute ---

const place = new Place(options);
const market = new Person(place, "platform", "p-market");
const buyer = new Person(place, "buyer", `b-check-${run}`);
const seller = new Person(place, "seller", `s-check-${run}`);
const stranger = new Person(place, "buyer", `b-other-${run}`);
const arbiter = new Person(place, "arbiter", `a-check-${run}`);

const order = television(`CHECK-${run}`, buyer.party, seller.party);
await market.expect(200, "PUT", `/v1/platform/orders/${order.ref}`, order);
ok("the marketplace recorded an order");

await buyer.makeKey();
await seller.makeKey();
await arbiter.makeKey();
ok("buyer, seller and arbiter registered their signing keys");

const claim = blackScreen();
const draft = (await buyer.expect(201, "POST", "/v1/disputes", { order: order.ref, claim })).body;
const dispute = draft.dispute.id;
must(draft.dispute.phase === "draft", "the dispute begins as a draft");
await seller.expect(404, "GET", `/v1/disputes/${dispute}`);
ok(`the buyer began a draft ${draft.dispute.reference}, which nobody else sees`);

const photo = { name: "black screen.png", type: "image/png", bytes: readFileSync(path.join(HERE, "demo", "phone.png")) };
await buyer.upload(dispute, photo);
const filed = (await buyer.act(200, "filing", dispute, "submit", claim, { files: [photo] })).body;
must(filed.dispute.phase === "negotiation", "the dispute is in negotiation");
must(filed.receipt.startsWith("c2sp.org/tlog-proof@v1\n"), "the filing has a receipt");
ok("the buyer filed a signed dispute with a photo and got a receipt");

await stranger.expect(404, "GET", `/v1/disputes/${dispute}`);
const evidence = filed.dispute.evidence[0];
const file = await fetch(url + evidence.files[0].href, { headers: { Authorization: `Bearer ${seller.token}` } });
must(hex(sha256(Buffer.from(await file.arrayBuffer()))) === hex(sha256(photo.bytes)), "the seller sees the photo byte for byte");
ok("the seller sees the photo byte for byte, a stranger sees nothing");

await seller.act(200, "response", dispute, "respond", {
	position: "contest", text: "It may have been dropped.", language: "en",
	answers: [{ fact: "defect.exists", answer: "admit" }, { fact: "defect.kind", answer: "admit" }, { fact: "defect.found_at", answer: "admit" }],
});
ok("the seller contested, and admitted fact by fact");

const offered = (await seller.act(201, "response", dispute, "offers", {
	alternatives: [{ remedy: "REPAIR_FREE" }], text: "We can repair it.", language: "en", final: true,
})).body;
const offer = offered.dispute.offers[offered.dispute.offers.length - 1];
await buyer.act(200, "response", dispute, `offers/${offer.id}/decline`, { text: "No, thank you.", language: "en" });
ok("the seller made a final offer, and the buyer declined it");

const escalated = (await buyer.act(200, "response", dispute, "escalate", { text: "Please decide.", language: "en" })).body;
must(escalated.dispute.phase === "evidence", "the dispute is in the evidence phase");
ok("the buyer asked the marketplace to decide");

const closed = (await arbiter.expect(200, "POST", `/v1/admin/disputes/${dispute}/close-evidence`, {})).body;
must(closed.dispute.phase === "review" && closed.dispute.proposal, "the rules have proposed");
const proposal = (await arbiter.expect(200, "GET", `/v1/disputes/${dispute}/proposal?lang=en`)).body;
must(proposal.proposal.remedy_proposed === "REFUND_FULL" && proposal.proposal.amounts.refund_minor === 239900,
	`the rules propose a full refund, not ${proposal.proposal.remedy_proposed} (${proposal.proposal.outcome})`);
ok(`the rules proposed ${proposal.proposal.remedy_proposed} of 2399.00 CNY, citing ${proposal.proposal.cited.join(", ")}`);

const read = await arbiter.expect(200, "GET", `/v1/disputes/${dispute}`);
const decision = {
	decision: "confirm", proposal_version: proposal.version, proposal_sha256: proposal.sha256,
	reasons: "The fault appeared within seven days.", language: "en",
};
await arbiter.act(428, "ruling", dispute, "decision", decision, { admin: true });
const decided = (await arbiter.act(200, "ruling", dispute, "decision", decision, { admin: true, headers: { "If-Match": read.etag } })).body;
let ruled = decided;
if (decided.dispute.decision.awaits_second_signer) {
	const second = new Person(place, "arbiter", `a-second-${run}`);
	await second.makeKey();
	const cosignature = { proposal_version: proposal.version, proposal_sha256: proposal.sha256 };
	const waiting = await second.expect(200, "GET", `/v1/disputes/${dispute}`);
	const options = { admin: true, headers: { "If-Match": waiting.etag } };
	ruled = (await second.act(200, "ruling", dispute, "decision/cosign", cosignature, options)).body;
	ok(`a second person signed, because of ${decided.dispute.decision.four_eyes.join(", ")}`);
}
must(ruled.dispute.ruling && ruled.dispute.phase === "performance", "there is a ruling");
ok("the arbiter confirmed and signed the ruling");

const seen = (await buyer.expect(200, "GET", `/v1/disputes/${dispute}/ruling?lang=en`)).body;
must(JSON.stringify(seen).length > 2, "the buyer reads the ruling");
must((await seller.expect(200, "GET", `/v1/disputes/${dispute}`)).body.obligations.length > 0, "both sides see who owes what");
ok("both sides read the ruling and what each owes");

const out = path.join(mkdtempSync(path.join(tmpdir(), "sanbao-check-")), "case");
execFileSync(sanbao, ["case", "export", dispute, out, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
const verified = execFileSync(sanbao, ["verify", out], { stdio: ["ignore", "pipe", "inherit"] }).toString().trim().split("\n");
must(verified.every((line) => !line.startsWith("FAILED")), "every check of the exported case holds");
ok(`the exported case verifies offline: ${verified.length} checks`);

console.log(`\n${steps} steps held.`);
