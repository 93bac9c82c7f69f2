// A party of the marketplace as a program: a token, a signing key, and how acts are signed and sent.
// Plain Node 18 or later, no packages. Shared by check.mjs and the tests; also an example for integrators.

import { execFileSync } from "node:child_process";
import { createHash, randomBytes, webcrypto } from "node:crypto";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const nonce = () => hex(randomBytes(16));
export const encodeName = (name) =>
	encodeURIComponent(name.normalize("NFC")).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
// The civil day in China, `ago` days before today.
export const day = (ago) => new Date(Date.now() + 8 * 3600e3 - ago * 86400e3).toISOString().slice(0, 10);
export const now = (shiftSeconds = 0) => new Date(Date.now() + shiftSeconds * 1000).toISOString().slice(0, 19) + "Z";

// Where the server is, and the program that mints tokens for it.
export class Place {
	constructor({ url, data, sanbao }) {
		Object.assign(this, { url, data, sanbao });
	}

	token(role, party, ttl) {
		const args = ["token", "--data", this.data, "--role", role, "--party", party, ...(ttl ? ["--ttl", ttl] : [])];
		return execFileSync(this.sanbao, args).toString().trim();
	}
}

export class Person {
	constructor(place, role, party) {
		Object.assign(this, { place, role, party, token: place.token(role, party) });
	}

	// One request. `body`: undefined, bytes, or a value to send as JSON. Every change gets a fresh Idempotency-Key.
	async call(method, address, body, headers = {}) {
		const all = { ...headers };
		if (this.token) all.Authorization ??= `Bearer ${this.token}`;
		if (method !== "GET") all["Idempotency-Key"] ??= nonce();
		const raw = body === undefined || body instanceof Uint8Array || typeof body === "string";
		if (body !== undefined && !(body instanceof Uint8Array)) all["Content-Type"] ??= "application/json";
		const response = await fetch(this.place.url + address, { method, headers: all, body: raw ? body : JSON.stringify(body) });
		const text = await response.text();
		const type = response.headers.get("content-type") ?? "";
		return { status: response.status, headers: response.headers, etag: response.headers.get("etag"), body: type.includes("json") ? JSON.parse(text) : text };
	}

	async expect(status, method, address, body, headers) {
		const answer = await this.call(method, address, body, headers);
		if (answer.status !== status) {
			throw new Error(`${method} ${address}: ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
		}
		return answer;
	}

	async makeKey(label = nonce().slice(0, 8)) {
		this.keys = await webcrypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
		const raw = Buffer.from(await webcrypto.subtle.exportKey("raw", this.keys.publicKey));
		this.service = (await this.expect(200, "GET", "/v1/me")).body.service;
		this.keyName = `${this.service}/${this.role}/${label}`;
		const typed = Buffer.concat([Buffer.from([1]), raw]);
		this.keyId = sha256(Buffer.concat([Buffer.from(this.keyName + "\n"), typed])).subarray(0, 4);
		this.vkey = `${this.keyName}+${hex(this.keyId)}+${typed.toString("base64")}`;
		const lines = ["sanbao-key/v1 possess", `service ${this.service}`, `party ${this.role} ${this.party}`, `key ${this.vkey}`, `time ${now()}`, ""];
		this.possession = { vkey: this.vkey, proof: await this.note(lines.join("\n")) };
		await this.expect(201, "POST", "/v1/keys", this.possession);
	}

	// A C2SP signed note over the text.
	async note(text) {
		const signature = Buffer.from(await webcrypto.subtle.sign({ name: "Ed25519" }, this.keys.privateKey, Buffer.from(text)));
		return `${text}\n\u2014 ${this.keyName} ${Buffer.concat([this.keyId, signature]).toString("base64")}\n`;
	}

	// The lines of a statement on the case as this person last read it; tests change them before they are signed.
	async lines(kind, dispute, document, files = []) {
		const view = (await this.expect(200, "GET", `/v1/disputes/${dispute}`)).body;
		return [
			`sanbao-statement/v1 ${kind}`,
			`service ${this.service}`,
			`dispute ${dispute}`,
			`party ${this.role} ${this.party}`,
			`time ${now()}`,
			`nonce ${nonce()}`,
			`head sha256:${view.head}`,
			...files.map((f) => `file sha256:${hex(sha256(f.bytes))} ${f.bytes.length} ${f.type} ${encodeName(f.name)}`),
			`text sha256:${hex(sha256(document))} ${Buffer.byteLength(document)} en act.json`,
			"",
		];
	}

	async signed(kind, dispute, content, files) {
		const document = JSON.stringify(content);
		return { statement: await this.note((await this.lines(kind, dispute, document, files)).join("\n")), content: document };
	}

	async act(status, kind, dispute, what, content, { files, headers, admin } = {}) {
		const body = await this.signed(kind, dispute, content, files);
		return this.expect(status, "POST", `/v1${admin ? "/admin" : ""}/disputes/${dispute}/${what}`, body, headers);
	}

	async upload(dispute, file) {
		const announced = await this.expect(201, "POST", "/v1/uploads", {
			dispute, name: file.name, size: file.bytes.length, type: file.type, sha256: hex(sha256(file.bytes)),
		});
		return (await this.expect(200, "PUT", `/v1/uploads/${announced.body.id}`, file.bytes, { "Content-Type": file.type })).body;
	}
}

// An order of a flat-panel television, installed six days ago.
export const television = (ref, buyer, seller) => ({
	ref, title: "Flat-panel TV 32\"", currency: "CNY", buyer, seller,
	facts: {
		"jurisdiction": "CN", "order.channel": "online", "buyer.role": "consumer", "seller.role": "trader", "proof.order_record": true,
		"order.paid_minor": 239900, "order.concluded_at": day(9), "goods.category": "tv_flat", "goods.part": "main_unit",
		"goods.durable_listed": true, "time.delivered_at": day(6), "time.install_done_at": day(6),
	},
});

// A claim that its screen went black on the third day.
export const blackScreen = () => ({
	reason: "nc.defect", ask: ["REFUND_FULL"], text: "Black screen on the third day.", language: "en",
	facts: { "defect.exists": true, "defect.kind": "performance_fault", "defect.found_at": day(3) },
});
