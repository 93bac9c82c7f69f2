// Whole disputes on a server of our own, several at the same time: deploy/check.mjs over and over, with readers beside
// it, and then an orderly stop in the middle of requests. What the sanitizers look at.
//
//	node life.mjs [ROUNDS]      with BIN = the program

import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Person } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const rounds = Number(process.argv[2] ?? 1);
const CHECK = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "deploy", "check.mjs");
const place = await TestPlace.make({ sanbao: process.env.BIN, demo: true, settings: ["--loops", "3"] });
const tally = new Tally();

function lifeOfOne() {
	const args = [CHECK, "--url", place.url, "--data", place.data, "--sanbao", place.sanbao];
	const child = spawn("node", args, { stdio: ["ignore", "pipe", "pipe"] });
	let said = "";
	child.stdout.on("data", (piece) => (said += piece));
	child.stderr.on("data", (piece) => (said += piece));
	return new Promise((done) => child.once("exit", (code) => done({ code, said })));
}

const readers = [new Person(place, "buyer", "b-li"), new Person(place, "seller", "s-anxin"), new Person(place, "arbiter", "a-chen")];
const lists = ["/v1/disputes", "/v1/disputes", "/v1/admin/queue"];
let reading = true;
let read = 0;
async function readOn(i) {
	while (reading) {
		const page = (await readers[i].expect(200, "GET", lists[i])).body;
		for (const card of page.items) await readers[i].expect(200, "GET", `/v1/disputes/${card.id}/events`);
		await readers[i].expect(200, "GET", "/v1/public/log/checkpoint");
		read++;
	}
}

for (let round = 0; round < rounds; round++) {
	reading = true;
	const reads = readers.map((_, i) => readOn(i));
	const lives = await Promise.all([lifeOfOne(), lifeOfOne()]);
	reading = false;
	for (const { code, said } of lives)
		await tally.check(`round ${round}: a dispute from filing to a verified ruling`, async () => {
			if (code !== 0) throw new Error(said.trim().split("\n").slice(-3).join(" | "));
		});
	await tally.check(`round ${round}: reading beside it`, () => Promise.all(reads));
}
await tally.check("somebody read meanwhile", async () => {
	if (read === 0) throw new Error("nothing was read");
});
await tally.check("a stop in the middle of requests is orderly", async () => {
	reading = true;
	const reads = readers.map((_, i) => readOn(i).catch(() => {}));
	await new Promise((done) => setTimeout(done, 200));
	const end = await place.close();
	reading = false;
	await Promise.all(reads);
	equal(end.code, 0, "exit status");
});
tally.close();
