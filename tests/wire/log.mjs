// The log over HTTP, as a client of tiled logs reads it: everything is downloaded into a folder that both verifiers of
// folders must accept, and what the latest checkpoint does not cover is not there.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { blackScreen, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const READER = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "verify", "log.mjs");
const place = await TestPlace.make({ sanbao: process.env.BIN, demo: true });
const tally = new Tally();
const folder = path.join(place.scratch, "log");

const read = (name) => fetch(`${place.url}/v1/public/log/${name}`);
const bytes = async (name) => {
	const response = await read(name);
	equal(response.status, 200, name);
	return Buffer.from(await response.arrayBuffer());
};
// c2sp.org/tlog-tiles: groups of three digits, all but the last behind an x
const tilePath = (level, index, width) => {
	const digits = String(index);
	const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g);
	const last = groups.pop();
	return `tile/${level}/${groups.map((group) => `x${group}/`).join("")}${last}${width < 256 ? `.p/${width}` : ""}`;
};
const keep = async (name) => {
	mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
	writeFileSync(path.join(folder, name), await bytes(name));
};
const sizeOf = (checkpoint) => Number(checkpoint.toString().split("\n")[1]);

const { keys } = await (await fetch(`${place.url}/v1/public/keys`)).json();
const { vkey } = keys.find((key) => key.purpose === "log");

let size = 0;
async function download() {
	await keep("checkpoint");
	size = sizeOf(await bytes("checkpoint"));
	for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / 256))
		for (let first = 0; first < hashes; first += 256) {
			const width = Math.min(256, hashes - first);
			await keep(tilePath(level, first / 256, width));
			if (level === 0) await keep(tilePath("entries", first / 256, width));
		}
}
const accepted = async () => {
	execFileSync("node", [READER, folder, vkey], { stdio: "pipe" });
	execFileSync(place.sanbao, ["log", "verify", folder, "--log-key", vkey], { stdio: "pipe" });
};

await tally.check("the log is downloaded", download);
await tally.check("both verifiers accept what was downloaded", accepted);
await tally.check("tiles may be kept for ever", async () => {
	for (const level of [0, "entries"]) {
		const { headers } = await read(tilePath(level, 0, Math.min(size, 256)));
		equal(headers.get("content-type"), "application/octet-stream");
		equal(headers.get("cache-control"), "public, max-age=31536000, immutable");
	}
});
await tally.check("a tile of an earlier checkpoint is the beginning of today's", async () => {
	const tile = await bytes(tilePath(0, 0, size));
	const bundle = await bytes(tilePath("entries", 0, size));
	for (let width = 1; width < size; width++) {
		const early = await bytes(tilePath(0, 0, width));
		equal(early.equals(tile.subarray(0, width * 32)), true, `width ${width}`);
		const entries = await bytes(tilePath("entries", 0, width));
		equal(entries.equals(bundle.subarray(0, entries.length)), true, `entries ${width}`);
	}
});

const absent = [
	...[0, "entries"].flatMap((level) => [tilePath(level, 0, size + 1), tilePath(level, 0, 256), tilePath(level, 1, 1), tilePath(level, 1234067, 8)]),
	tilePath(1, 0, 1), "tile/8/000", "tile/0/0", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/x000/000.p/1",
	"tile/0", "tile/", "tile/0/000.p/1/", "tile/0/999999999999999999999999", "tile/entries", "tile/names/000",
];
for (const name of absent)
	await tally.check(`there is no ${name}`, async () => {
		const response = await read(name);
		equal(response.status, 404, "status");
		equal(response.headers.get("cache-control"), "no-store");
		equal((await response.json()).code, "no_such_resource", "problem");
	});

await tally.check("a log of more than one tile is downloaded and accepted", async () => {
	const platform = new Person(place, "platform", "platform-1");
	const buyer = new Person(place, "buyer", "buyer-1");
	await platform.expect(200, "PUT", "/v1/platform/orders/M-1", television("M-1", "buyer-1", "seller-1"));
	await buyer.makeKey();
	const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: "M-1", claim: blackScreen() })).body.dispute.id;
	await buyer.act(200, "filing", dispute, "submit", blackScreen());
	for (let i = 0; i < 260; i++) await buyer.act(201, "response", dispute, "messages", { text: `Message ${i}.`, language: "en" });
	await download();
	if (size <= 256) throw new Error(`only ${size} entries`);
	await accepted();
});

await place.close();
tally.close();
