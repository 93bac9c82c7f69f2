// The signing key of this browser.
//
// An Ed25519 key that scripts can use but never read, kept in IndexedDB if it survives a round trip there:
// some browsers refuse to store it, some forget it after a week. Losing it is a non-event: a new one is made
// and registered under the signed-in account, and what the old one signed stays valid. Where WebCrypto has no
// Ed25519, a small library takes its place and the key lives as long as the page.

import { get, request } from "./api";
import { base64, concat, hex, sha256, utf8Bytes } from "./bytes";
import type { Me } from "./model";
import { statementTime } from "./statement";

export type Signer = {
	name: string;
	id: Uint8Array;
	vkey: string;
	sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
};

type StoredKey = { name: string; pair: CryptoKeyPair };

const DATABASE = "sanbao";
const STORE = "keys";
const ED25519_NOTE_TYPE = 0x01;

function settled<T>(asked: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		asked.onsuccess = () => resolve(asked.result);
		asked.onerror = () => reject(asked.error);
	});
}

async function databaseOpen(): Promise<IDBDatabase> {
	const asked = indexedDB.open(DATABASE, 1);
	asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
	return settled(asked);
}

async function storedGet(slot: string): Promise<StoredKey | undefined> {
	const database = await databaseOpen();
	try {
		return (await settled(database.transaction(STORE).objectStore(STORE).get(slot))) as
			StoredKey | undefined;
	} finally {
		database.close();
	}
}

async function storedPut(slot: string, key: StoredKey): Promise<void> {
	const database = await databaseOpen();
	try {
		await settled(database.transaction(STORE, "readwrite").objectStore(STORE).put(key, slot));
	} finally {
		database.close();
	}
}

async function signerMake(name: string, publicKey: Uint8Array, sign: Signer["sign"]): Promise<Signer> {
	const typed = concat(new Uint8Array([ED25519_NOTE_TYPE]), publicKey);
	const id = (await sha256(concat(utf8Bytes(`${name}\n`), typed))).slice(0, 4);
	return { name, id, vkey: `${name}+${hex(id)}+${base64(typed)}`, sign };
}

async function signerFromPair({ name, pair }: StoredKey): Promise<Signer> {
	const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
	return signerMake(
		name,
		publicKey,
		async (bytes) =>
			new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, bytes)),
	);
}

// A key that was stored may come back broken: it counts only when it signs and its signature verifies.
async function pairWorks(pair: CryptoKeyPair): Promise<boolean> {
	const probe = utf8Bytes("sanbao-probe\n");
	const signature = await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, probe);
	return crypto.subtle.verify({ name: "Ed25519" }, pair.publicKey, signature, probe);
}

async function storedSigner(slot: string): Promise<Signer | null> {
	try {
		const stored = await storedGet(slot);
		return stored !== undefined && (await pairWorks(stored.pair)) ? await signerFromPair(stored) : null;
	} catch {
		return null; // Private mode, or a browser that cannot store keys: the same as having none.
	}
}

async function freshSigner(slot: string, name: string): Promise<Signer> {
	let pair: CryptoKeyPair;
	try {
		pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, false, [
			"sign",
			"verify",
		])) as CryptoKeyPair;
	} catch {
		return softwareSigner(name);
	}
	try {
		await storedPut(slot, { name, pair });
		await navigator.storage?.persist?.();
	} catch {
		// Not storable here: the key then lives in this page's memory.
	}
	return signerFromPair({ name, pair });
}

async function softwareSigner(name: string): Promise<Signer> {
	const ed25519 = await import("@noble/ed25519");
	const { secretKey, publicKey } = await ed25519.keygenAsync();
	return signerMake(name, publicKey, (bytes) => ed25519.signAsync(bytes, secretKey));
}

export async function signedNote(text: string, signer: Signer): Promise<string> {
	const signature = await signer.sign(utf8Bytes(text));
	return `${text}\n\u2014 ${signer.name} ${base64(concat(signer.id, signature))}\n`;
}

async function register(signer: Signer, me: Me, nowMs: number): Promise<void> {
	const possession = [
		"sanbao-key/v1 possess",
		`service ${me.service}`,
		`party ${me.role} ${me.party}`,
		`key ${signer.vkey}`,
		`time ${statementTime(nowMs)}`,
		"",
	].join("\n");
	await request("POST", "/v1/keys", {
		body: { vkey: signer.vkey, proof: await signedNote(possession, signer) },
	});
}

let current: Promise<Signer> | null = null;

async function signerReady(me: Me, nowMs: number): Promise<Signer> {
	const slot = `${me.service}|${me.role}|${me.party}`;
	const signer = (await storedSigner(slot)) ?? (await freshSigner(slot, `${me.service}/${me.party}`));
	const { keys } = await get<Me>("/v1/me");
	if (!keys.some(({ vkey }) => vkey === signer.vkey)) {
		await register(signer, me, nowMs);
	}
	return signer;
}

// The signer of this page, made and registered when first needed. `anew` after the server forgot the key.
export function signerFor(me: Me, nowMs: number, anew = false): Promise<Signer> {
	if (current === null || anew) {
		current = signerReady(me, nowMs);
		current.catch(() => {
			current = null; // a failure is not remembered: the next attempt starts over
		});
	}
	return current;
}
