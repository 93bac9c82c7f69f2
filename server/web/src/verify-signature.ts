// Keys, the two forms of signatures, and the log's proofs, as api-spec/statement.md and bundle.md have them.

import { base64, concat, hex, sha256, utf8Bytes } from "./bytes";
import { need } from "./verify-files";

type Bytes = Uint8Array<ArrayBuffer>;
export type Key = { name: string; label: string; id: string; raw: Bytes };

export function unbase64(text: string): Bytes {
	need(/^[A-Za-z0-9+/\n]*={0,2}\n?$/.test(text), "what should be base64 is not");
	return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

export async function keyRead(vkey: string): Promise<Key> {
	const [, name, id, key] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey) ?? [];
	need(name !== undefined && id !== undefined && key !== undefined, `"${vkey}" is no key`);
	const bytes = unbase64(key);
	need(bytes[0] === 1, `${name} is no Ed25519 key`);
	need(hex(await sha256(concat(utf8Bytes(`${name}\n`), bytes))).startsWith(id), `${name} has another id`);
	return { name, label: `${name}+${id}`, id, raw: bytes.slice(1) };
}

async function verified(raw: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
	try {
		const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
		return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
	} catch {
		// A browser without Ed25519, or a key that is no point: the small library decides.
		const { verifyAsync } = await import("@noble/ed25519");
		return verifyAsync(signature, message, raw, { zip215: false }).catch(() => false);
	}
}

// The signed text of a note, when that key signed it.
export async function noteOpen(note: string, key: Key): Promise<string> {
	const split = note.lastIndexOf("\n\n") + 1;
	need(split > 0 && note.endsWith("\n"), "nobody signed it");
	const text = note.slice(0, split);
	let signed = false;
	for (const line of note.slice(split + 1, -1).split("\n")) {
		const [, name, code] = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
		need(name !== undefined && code !== undefined, "a line of it is no signature");
		const bytes = unbase64(code);
		if (name === key.name && hex(bytes.subarray(0, 4)) === key.id) {
			signed = await verified(key.raw, utf8Bytes(text), bytes.slice(4));
			need(signed, "the signature is not of these words");
		}
	}
	need(signed, `${key.label} did not sign it`);
	return text;
}

const SSH_END = "-----END SSH SIGNATURE-----\n";
const SSH = /^([^]*\n)\n-----BEGIN SSH SIGNATURE-----\n([^-]+)-----END SSH SIGNATURE-----\n$/;

// The strings of RFC 4251 that a blob is made of.
function strings(blob: Bytes): Bytes[] {
	const found: Bytes[] = [];
	const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
	for (let at = 0; at + 4 <= blob.length; at += 4 + view.getUint32(at)) {
		found.push(blob.slice(at + 4, at + 4 + view.getUint32(at)));
	}
	return found;
}

const sized = (part: Uint8Array): Uint8Array => {
	const size = new Uint8Array(4);
	new DataView(size.buffer).setUint32(0, part.length);
	return concat(size, part);
};

// OpenSSH PROTOCOL.sshsig, with Ed25519.
async function sshOpen(envelope: string, key: Key, namespaceOf: (text: string) => string): Promise<string> {
	const [, text, armor] = SSH.exec(envelope) ?? [];
	need(text !== undefined && armor !== undefined, "it is no SSH signature");
	const blob = unbase64(armor);
	need(new TextDecoder().decode(blob.subarray(0, 6)) === "SSHSIG", "it is no SSH signature");
	const [publicKey, space, reserved, hash, signature] = strings(blob.slice(10));
	need(publicKey && space && reserved && hash && signature, "it is no SSH signature");
	const [type, raw] = strings(publicKey).map((part) => new TextDecoder("latin1").decode(part));
	need(
		type === "ssh-ed25519" && raw === new TextDecoder("latin1").decode(key.raw),
		`${key.label} did not sign it`,
	);
	need(new TextDecoder().decode(space) === namespaceOf(text), "it was signed for another purpose");
	const algorithm = { sha256: "SHA-256", sha512: "SHA-512" }[new TextDecoder().decode(hash)];
	need(algorithm !== undefined, "it was signed with another hash");
	const digest = new Uint8Array(await crypto.subtle.digest(algorithm, utf8Bytes(text)));
	const message = concat(utf8Bytes("SSHSIG"), ...[space, reserved, hash, digest].map(sized));
	const [, bytes] = strings(signature);
	need(bytes && (await verified(key.raw, message, bytes)), "the signature is not of these words");
	return text;
}

export const envelopeOpen = (
	envelope: string,
	key: Key,
	namespaceOf: (text: string) => string,
): Promise<string> =>
	envelope.endsWith(SSH_END) ? sshOpen(envelope, key, namespaceOf) : noteOpen(envelope, key);

// --- the log ---

const node = (left: Bytes, right: Bytes) => sha256(concat(new Uint8Array([1]), left, right));

// RFC 9162, 2.1.3.2: the root that the proof leads to.
async function rootOf(leaf: Bytes, index: number, size: number, proof: Bytes[]): Promise<Bytes> {
	let [hash, at, last] = [leaf, index, size - 1];
	need(index < size, "the log has no such entry");
	for (const sibling of proof) {
		need(last > 0, "the log's proof is too long");
		const right = at % 2 === 1 || at === last;
		hash = right ? await node(sibling, hash) : await node(hash, sibling);
		while (right && at % 2 === 0 && at !== 0) {
			[at, last] = [at / 2, Math.floor(last / 2)];
		}
		[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
	}
	need(last === 0, "the log's proof is too short");
	return hash;
}

const RECEIPT = /^c2sp\.org\/tlog-proof@v1\nextra (\S{44})\nindex (0|[1-9]\d*)\n((?:\S{44}\n)*)\n([^]+)$/;

export type Logged = { type: string; at: string; content: Bytes };

// The place in the log of what was logged, when the receipt proves it under a checkpoint of that key.
export async function receiptOpen(receipt: string, logged: Logged, log: Key): Promise<number> {
	const [, salt, index, proof, note] = RECEIPT.exec(receipt) ?? [];
	need(salt && index && proof !== undefined && note, "it is no receipt");
	const mac = await crypto.subtle.importKey(
		"raw",
		unbase64(salt),
		{ name: "HMAC", hash: "SHA-256" },
		false,
		["sign"],
	);
	const commit = base64(new Uint8Array(await crypto.subtle.sign("HMAC", mac, logged.content)));
	const leaf = `sanbao-log/v1 ${logged.type}\ntime ${logged.at.slice(0, 19)}Z\ncommit ${commit}\n`;
	const hash = await sha256(concat(new Uint8Array([0]), utf8Bytes(leaf)));
	const [origin, size, root, last, ...rest] = (await noteOpen(note, log)).split("\n");
	need(origin === log.name && last === "" && rest.length === 0, "the checkpoint is of another log");
	const siblings = proof.split("\n").slice(0, -1).map(unbase64);
	need(
		base64(await rootOf(hash, Number(index), Number(size), siblings)) === root,
		"the log does not have it",
	);
	return Number(index);
}
