// What each reader gets of a file: staff and its own party what was signed, the other side never where it was made;
// and the headers under which a browser runs nothing of it. exiftool is the witness from outside.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { blackScreen, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const market = new Person(place, "platform", "p-market");
const people = { buyer: new Person(place, "buyer", "b-1"), seller: new Person(place, "seller", "s-1"), arbiter: new Person(place, "arbiter", "a-1") };
const picture = (name) => readFileSync(new URL(`../fuzz/corpus/fuzz_rendition/${name}`, import.meta.url));
const box = (type, ...content) => {
	const body = Buffer.concat([Buffer.from(type, "latin1"), ...content]);
	const size = Buffer.alloc(4);
	size.writeUInt32BE(body.length + 4);
	return Buffer.concat([size, body]);
};
const film = (...more) => Buffer.concat([box("ftyp", Buffer.from("isom\0\0\0\0isommp42", "latin1")), box("moov", ...more), box("mdat", Buffer.alloc(64, 7))]);
const files = [
	{ name: "located.jpg", type: "image/jpeg", bytes: picture("located.jpg") },
	{ name: "located.png", type: "image/png", bytes: picture("located.png") },
	{ name: "plain.png", type: "image/png", bytes: picture("plain.png") },
	{ name: "page.png", type: "image/png", bytes: Buffer.from("<script>alert(1)</script>\n") },
	{ name: "jpeg.png", type: "image/png", bytes: Buffer.concat([picture("located.jpg"), Buffer.from("x")]) },
	{ name: "cut.jpg", type: "image/jpeg", bytes: picture("located.jpg").subarray(0, 300) },
	{ name: "plain.mp4", type: "video/mp4", bytes: film() },
	{ name: "located.mp4", type: "video/mp4", bytes: film(box("udta", box("\xa9xyz", Buffer.from("\0\x12\x15\xc7+31.23+121.47/", "latin1")))) },
];
const digest = (bytes) => createHash("sha256").update(bytes).digest("base64");
const tags = (bytes) => execFileSync("exiftool", ["-a", "-G1", "-s", "-ee", "-"], { input: bytes, encoding: "utf8" });
const telling = /GPS|XMP|Comment|Make|Model|Serial/;

await market.expect(200, "PUT", "/v1/platform/orders/K-1", television("K-1", "b-1", "s-1"));
await people.buyer.makeKey();
const dispute = (await people.buyer.expect(201, "POST", "/v1/disputes", { order: "K-1", claim: blackScreen() })).body.dispute.id;
for (const file of files) await people.buyer.upload(dispute, file);
await people.buyer.act(200, "filing", dispute, "submit", blackScreen(), { files });
const exhibits = (await people.arbiter.expect(200, "GET", `/v1/disputes/${dispute}`)).body.evidence;

async function download(who, name, headers = {}) {
	const { href } = exhibits.flatMap((exhibit) => exhibit.files).find((file) => file.name === name);
	const answer = await fetch(place.url + href, { headers: { Authorization: `Bearer ${people[who].token}`, ...headers } });
	return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

for (const file of files) {
	for (const who of ["buyer", "arbiter"]) {
		await tally.check(`the ${who} gets ${file.name} as it was signed`, async () => {
			const { status, headers, bytes } = await download(who, file.name);
			equal(status, 200, "status");
			equal(digest(bytes), digest(file.bytes), "bytes");
			equal(headers.get("repr-digest"), `sha-256=:${digest(file.bytes)}:`, "Repr-Digest");
			equal(headers.get("sanbao-rendition"), null, "Sanbao-Rendition");
		});
	}
}
for (const name of ["located.jpg", "located.png", "jpeg.png"]) {
	await tally.check(`the seller gets ${name} without what it tells`, async () => {
		const { status, headers, bytes } = await download("seller", name, { Range: "bytes=0-3" });
		equal(status, 200, "status");
		equal(headers.get("sanbao-rendition"), "stripped", "Sanbao-Rendition");
		equal(headers.get("repr-digest"), null, "Repr-Digest");
		equal(headers.get("accept-ranges"), "none", "Accept-Ranges");
		equal(telling.test(tags(files.find((file) => file.name === name).bytes)), true, "the original tells");
		equal(tags(bytes).match(telling)?.[0], undefined, "what the rendition tells");
	});
}
for (const name of ["plain.png", "plain.mp4", "page.png"]) {
	await tally.check(`the seller gets ${name} as it was signed, for it tells nothing`, async () => {
		const { status, bytes } = await download("seller", name);
		equal(status, 200, "status");
		equal(digest(bytes), digest(files.find((file) => file.name === name).bytes), "bytes");
	});
}
for (const name of ["cut.jpg", "located.mp4"]) {
	await tally.check(`${name} is withheld from the seller`, async () => {
		const { status, bytes } = await download("seller", name);
		equal(status, 403, "status");
		equal(JSON.parse(bytes).code, "evidence_withheld", "problem");
	});
}
for (const [name, type, shown] of [["located.jpg", "image/jpeg", "inline"], ["page.png", "application/octet-stream", "attachment"], ["jpeg.png", "application/octet-stream", "attachment"]]) {
	for (const who of ["seller", "arbiter"]) {
		await tally.check(`the ${who} is sent ${name} as ${type}, ${shown}`, async () => {
			const { headers } = await download(who, name);
			equal(headers.get("content-type"), type, "Content-Type");
			equal(headers.get("content-disposition").split(";")[0], shown, "Content-Disposition");
			equal(headers.get("x-content-type-options"), "nosniff", "X-Content-Type-Options");
			equal(headers.get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox", "Content-Security-Policy");
		});
	}
}

await place.close();
tally.close();
