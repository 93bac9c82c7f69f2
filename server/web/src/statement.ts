// The statement that a person signs: a short text, byte for byte as api-spec/statement.md says.

import { hex, sha256, utf8Bytes } from "./bytes";
import type { Role } from "./model";

export type StatementKind = "filing" | "evidence" | "response" | "withdrawal" | "ruling";

export type AttachedFile = { name: string; size: number; type: string; sha256: string };

export type StatementInput = {
	kind: StatementKind;
	service: string;
	dispute: string;
	role: Role;
	party: string;
	timeMs: number;
	head: string;
	files: AttachedFile[];
	contentName: string;
	content: string;
	language: string;
};

// Seconds, never milliseconds: the format has one spelling for a time.
export const statementTime = (ms: number): string =>
	`${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

// C0, C1, DEL, bidirectional controls and path separators have no place in a name that others will read.
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f/\\]/g;
const NAME_BYTES_MAX = 200;

export function fileNameSafe(name: string): string {
	let safe = name.normalize("NFC").replace(HARMFUL, "_").trim();
	while (utf8Bytes(safe).length > NAME_BYTES_MAX) {
		// Shorten the stem and keep the extension, which tells a reader what the file is.
		const dot = safe.lastIndexOf(".");
		const stem = [...(dot > 0 ? safe.slice(0, dot) : safe)];
		safe = stem.slice(0, -1).join("") + (dot > 0 ? safe.slice(dot) : "");
	}
	return safe === "" || safe === "." || safe === ".." ? "file" : safe;
}

// RFC 3986: unreserved characters stand for themselves. encodeURIComponent() leaves five more alone.
export function percentEncode(name: string): string {
	return encodeURIComponent(name).replace(
		/[!'()*]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

export async function statementText(input: StatementInput): Promise<string> {
	const content = utf8Bytes(input.content);
	const nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
	const lines = [
		`sanbao-statement/v1 ${input.kind}`,
		`service ${input.service}`,
		`dispute ${input.dispute}`,
		`party ${input.role} ${input.party}`,
		`time ${statementTime(input.timeMs)}`,
		`nonce ${nonce}`,
		`head sha256:${input.head}`,
		...input.files.map(
			(file) => `file sha256:${file.sha256} ${file.size} ${file.type} ${percentEncode(file.name)}`,
		),
		`text sha256:${hex(await sha256(content))} ${content.length} ${input.language} ${percentEncode(input.contentName)}`,
	];
	return lines.map((line) => `${line}\n`).join("");
}
