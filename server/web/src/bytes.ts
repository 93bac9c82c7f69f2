// Bytes as text and back: hex, base64, UTF-8, SHA-256.

const utf8 = new TextEncoder();

export const utf8Bytes = (text: string): Uint8Array<ArrayBuffer> =>
	utf8.encode(text) as Uint8Array<ArrayBuffer>;

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function base64(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) {
		binary += String.fromCharCode(byte);
	}
	return btoa(binary);
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

export async function sha256(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

// subtle.digest() wants the whole file in memory; a large video is read in pieces by a slower, lazy hash.
const ONE_SHOT_MAX = 64 * 1024 * 1024;

export async function fileSha256(file: Blob): Promise<string> {
	if (file.size <= ONE_SHOT_MAX) {
		return hex(await sha256(await file.arrayBuffer()));
	}
	const { sha256: hash } = await import("@noble/hashes/sha2.js");
	const running = hash.create();
	const reader = file.stream().getReader();
	for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
		running.update(piece.value);
	}
	return hex(running.digest());
}
