// A bundle as the visitor hands it over: one zip, or the files of a folder. It never leaves the browser.

import { hex, sha256 } from "./bytes";

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

// Every deviation is thrown as a text, and becomes the failure of the check that it ends.
export class Deviation extends Error {}

export function need(condition: unknown, text: string): asserts condition {
	if (!condition) {
		throw new Deviation(text);
	}
}

const END_BYTES = 22;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const ENCRYPTED_OR_TRAILING = 0x2009;

type Entry = { name: string; at: number; size: number; len: number };

function centralRead(view: DataView, bytes: Uint8Array, at: number): Entry {
	need(view.getUint32(at, true) === 0x02014b50, "the zip's directory is damaged");
	need(view.getUint16(at + 10, true) === 0, "the zip is compressed: unpack it and choose the folder");
	need((view.getUint16(at + 8, true) & ENCRYPTED_OR_TRAILING) === 0, "the zip is encrypted");
	const nameLen = view.getUint16(at + 28, true);
	return {
		name: new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLen)),
		at: view.getUint32(at + 42, true),
		size: view.getUint32(at + 24, true),
		len: CENTRAL_BYTES + nameLen + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
	};
}

// Where the content begins. The local header says the same as the directory: no program sees other files.
function localCheck(view: DataView, bytes: Uint8Array, entry: Entry): number {
	const { at } = entry;
	need(view.getUint32(at, true) === 0x04034b50, "the zip's directory is damaged");
	const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true);
	const name = new TextDecoder().decode(bytes.subarray(at + LOCAL_BYTES, nameEnd));
	const same = name === entry.name && view.getUint32(at + 22, true) === entry.size;
	need(same && view.getUint16(at + 8, true) === 0, `${entry.name} is described in two ways`);
	return nameEnd + view.getUint16(at + 28, true);
}

export function zipFiles(bytes: Uint8Array<ArrayBuffer>): Files {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = bytes.length - END_BYTES;
	need(
		end >= 0 && view.getUint32(end, true) === 0x06054b50,
		"this is no zip, or it does not end with its directory",
	);
	const files: Files = new Map();
	let at = view.getUint32(end + 16, true);
	const directory = at;
	let next = 0;
	for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
		const entry = centralRead(view, bytes, at);
		need(entry.at === next, "there is a gap in the zip");
		const begin = localCheck(view, bytes, entry);
		next = begin + entry.size;
		at += entry.len;
		fileAdd(files, entry.name, bytes.slice(begin, next));
	}
	need(at === end && next === directory, "the zip holds more than its directory lists");
	return files;
}

// Below one folder; a folder itself is no file.
function fileAdd(files: Files, name: string, content: Uint8Array<ArrayBuffer>): void {
	if (name.endsWith("/")) {
		return;
	}
	const path = name.slice(name.indexOf("/") + 1);
	need(name.includes("/") && !files.has(path), `${name} is in no folder, or there twice`);
	files.set(path, content);
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

// One zip, or the files of one folder as the browser's folder picker gives them.
export async function filesRead(chosen: File[]): Promise<Files> {
	const [first] = chosen;
	need(first !== undefined, "nothing was chosen");
	if (chosen.length === 1 && first.webkitRelativePath === "") {
		return zipFiles(await bytesOf(first));
	}
	const files: Files = new Map();
	for (const file of chosen) {
		fileAdd(files, file.webkitRelativePath, await bytesOf(file));
	}
	return files;
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	return hex(await sha256(bytes));
}
