// A second reader of exported logs, plain Node: node tests/verify/log.mjs FOLDER VKEY
// Written from c2sp.org/tlog-tiles, tlog-checkpoint and signed-note. Exits 0 when the folder holds the log that the key
// signed: the checkpoint's signature, every entry, every tile and the root, each computed anew.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const [folder, vkey] = process.argv.slice(2);
const fail = (why) => {
	console.error(`FAILED  ${why}`);
	process.exit(1);
};
const sha256 = (...parts) => parts.reduce((h, part) => h.update(part), createHash("sha256")).digest();
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

// MTH of RFC 6962, section 2.1, by its recursive definition.
const treeHash = (hashes) => {
	if (hashes.length === 0) return sha256();
	if (hashes.length === 1) return hashes[0];
	let half = 1;
	while (half * 2 < hashes.length) half *= 2;
	return nodeHash(treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half)));
};

const resource = (level, index, width) => {
	const groups = String(index)
		.padStart(Math.ceil(String(index).length / 3) * 3, "0")
		.match(/.{3}/g);
	const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
	return readFileSync(`${folder}/tile/${level}/${path}${width < 256 ? `.p/${width}` : ""}`);
};

const checkpoint = readFileSync(`${folder}/checkpoint`, "utf8");
const [origin, size, root] = checkpoint.split("\n");
const split = checkpoint.indexOf("\n\n");
const [name, id, ...rest] = vkey.split("+");
const key = Buffer.from(rest.join("+"), "base64");
const keyId = sha256(`${name}\n`, key).subarray(0, 4);
if (name !== origin || keyId.toString("hex") !== id || key[0] !== 1) fail("the key is not the log's");
const line = checkpoint
	.slice(split + 2)
	.split("\n")
	.map((text) => text.split(" "))
	.find(([, signer, value]) => signer === name && Buffer.from(value, "base64").subarray(0, 4).equals(keyId));
if (!line) fail("the checkpoint has no signature of the log");
const publicKey = createPublicKey({
	key: { kty: "OKP", crv: "Ed25519", x: key.subarray(1).toString("base64url") },
	format: "jwk",
});
const signature = Buffer.from(line[2], "base64").subarray(4);
if (!verify(null, Buffer.from(checkpoint.slice(0, split + 1)), publicKey, signature)) fail("checkpoint: bad signature");

const leaves = [];
for (let index = 0; leaves.length < Number(size); index++) {
	const width = Math.min(256, Number(size) - leaves.length);
	const bundle = resource("entries", index, width);
	let at = 0;
	for (let i = 0; i < width; i++) {
		const length = bundle.readUInt16BE(at);
		leaves.push(leafHash(bundle.subarray(at + 2, at + 2 + length)));
		at += 2 + length;
	}
	if (at !== bundle.length) fail(`entries ${index}: bytes are left over`);
}
if (treeHash(leaves).toString("base64") !== root) fail("root: not that of the entries");

let tiles = 0;
for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
	const above = [];
	for (let first = 0; first < hashes.length; first += 256, tiles++) {
		const tile = hashes.slice(first, first + 256);
		if (!resource(level, first / 256, tile.length).equals(Buffer.concat(tile))) fail(`tile ${level}/${first / 256}`);
		if (tile.length === 256) above.push(treeHash(tile));
	}
	hashes = above;
}
console.log(`ok      ${size} entries and ${tiles} tiles have the root that ${origin} signed`);
