// Files on their way to the server, each with its own state: hashing, sending, received, or what went wrong.
//
// A file counts as received only when the server has computed the same SHA-256 as this browser. Uploading is
// not submitting: the files become evidence with the statement that names them.

import { signal } from "@preact/signals";
import { get, putFile, request } from "./api";
import { fileSha256 } from "./bytes";
import { limits } from "./meta";
import type { Upload } from "./model";
import { Problem, problemOf } from "./problem";
import { type AttachedFile, fileNameSafe } from "./statement";

export type UploadItem = {
	key: number;
	name: string;
	size: number;
	type: string;
	state: "hashing" | "sending" | "received" | "failed";
	sent: number;
	sha256: string | null;
	uploadId: string | null;
	problem: Problem | null;
	preview: string | null;
};

// Kept per dispute in this browser, so that a reload finds the photos that are already there.
type Kept = { uploadId: string; name: string; size: number; type: string; sha256: string };

const keptItem = (dispute: string): string => `sanbao.uploads.${dispute}`;

// Some systems give no type for HEIC and the like: the extension then decides.
const TYPE_BY_EXTENSION: Record<string, string> = {
	jpg: "image/jpeg",
	jpeg: "image/jpeg",
	png: "image/png",
	webp: "image/webp",
	heic: "image/heic",
	pdf: "application/pdf",
	mp4: "video/mp4",
	webm: "video/webm",
	m4a: "audio/mp4",
	mp3: "audio/mpeg",
	ogg: "audio/ogg",
	txt: "text/plain",
	csv: "text/csv",
	eml: "message/rfc822",
	json: "application/json",
};

export const ACCEPT =
	"image/jpeg,image/png,image/webp,image/heic,video/mp4,video/webm,audio/mp4,audio/mpeg,audio/ogg,application/pdf,text/plain,text/csv,.heic,.eml";

export const typeOf = (file: File): string =>
	file.type ||
	(TYPE_BY_EXTENSION[file.name.split(".").pop()?.toLowerCase() ?? ""] ?? "application/octet-stream");

let nextKey = 1;

export class Uploads {
	readonly items = signal<UploadItem[]>([]);
	private readonly files = new Map<number, File>();
	private readonly sending = new Map<number, AbortController>();

	constructor(
		private readonly dispute: string,
		private readonly keep: boolean,
	) {}

	private change(key: number, change: Partial<UploadItem>): void {
		this.items.value = this.items.value.map((item) => (item.key === key ? { ...item, ...change } : item));
		this.remember();
	}

	private remember(): void {
		if (!this.keep) {
			return;
		}
		const kept: Kept[] = [];
		for (const { state, uploadId, sha256, name, size, type } of this.items.value) {
			if (state === "received" && uploadId !== null && sha256 !== null) {
				kept.push({ uploadId, name, size, type, sha256 });
			}
		}
		localStorage.setItem(keptItem(this.dispute), JSON.stringify(kept));
	}

	// Finds the files of an earlier visit that the server still has.
	async restore(): Promise<void> {
		if (!this.keep || this.items.value.length > 0) {
			return;
		}
		const kept = JSON.parse(localStorage.getItem(keptItem(this.dispute)) ?? "[]") as Kept[];
		for (const { uploadId, ...file } of kept) {
			try {
				const found = await get<Upload>(`/v1/uploads/${uploadId}`);
				if (found.state === "complete") {
					this.items.value = [
						...this.items.value,
						{
							...file,
							uploadId,
							key: nextKey++,
							state: "received",
							sent: file.size,
							problem: null,
							preview: null,
						},
					];
				}
			} catch {
				// Gone, or out of reach: it can be added again.
			}
		}
	}

	forget(): void {
		localStorage.removeItem(keptItem(this.dispute));
	}

	add(files: Iterable<File>): void {
		for (const file of files) {
			const key = nextKey++;
			const type = typeOf(file);
			const name = this.freeName(fileNameSafe(file.name));
			const preview = /^image\/(jpeg|png|webp|gif)$/.test(type) ? URL.createObjectURL(file) : null;
			this.files.set(key, file);
			this.items.value = [
				...this.items.value,
				{
					key,
					name,
					size: file.size,
					type,
					state: "hashing",
					sent: 0,
					sha256: null,
					uploadId: null,
					problem: null,
					preview,
				},
			];
			void this.run(key);
		}
	}

	// Phones name every picture "image.jpg": exhibits need names that differ.
	private freeName(name: string): string {
		const taken = new Set(this.items.value.map((item) => item.name));
		const dot = name.lastIndexOf(".");
		const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
		let free = name;
		for (let n = 2; taken.has(free); n += 1) {
			free = `${stem}-${n}${extension}`;
		}
		return free;
	}

	private localProblem(item: UploadItem): Problem | null {
		if (item.size === 0) {
			return new Problem({ code: "file_empty" });
		}
		const limit = item.type.startsWith("video/") ? limits.value.video_bytes : limits.value.document_bytes;
		return item.size > limit ? new Problem({ code: "size_exceeded" }) : null;
	}

	private async run(key: number): Promise<void> {
		const file = this.files.get(key);
		const item = this.items.value.find((other) => other.key === key);
		if (file === undefined || item === undefined) {
			return;
		}
		const refused = this.localProblem(item);
		if (refused !== null) {
			this.change(key, { state: "failed", problem: refused });
			return;
		}
		try {
			await this.send(key, item, file);
		} catch (thrown) {
			this.change(key, { state: "failed", problem: problemOf(thrown) });
		}
	}

	private async send(key: number, item: UploadItem, file: File): Promise<void> {
		this.change(key, { state: "hashing", problem: null });
		const sha256 = await fileSha256(file);
		const twin = this.items.value.find(
			(other) => other.sha256 === sha256 && other.key !== key && other.state !== "failed",
		);
		if (twin !== undefined) {
			throw new Problem({ code: "file_twice", detail: twin.name });
		}
		this.change(key, { state: "sending", sha256, sent: 0 });
		const { name, size, type } = item;
		const upload = await request<Upload>("POST", "/v1/uploads", {
			body: { dispute: this.dispute, name, size, type, sha256 },
		});
		this.change(key, { uploadId: upload.id });
		let done = upload;
		if (upload.state !== "complete") {
			const stop = new AbortController();
			this.sending.set(key, stop);
			done = await putFile(
				`/v1/uploads/${upload.id}`,
				file,
				(sent) => this.change(key, { sent }),
				stop.signal,
			);
		}
		if (done.sha256 !== sha256) {
			throw new Problem({ code: "digest_mismatch" });
		}
		this.change(key, { state: "received", sent: size });
	}

	retry(key: number): void {
		void this.run(key);
	}

	remove(key: number): void {
		const item = this.items.value.find((other) => other.key === key);
		this.sending.get(key)?.abort();
		if (item?.preview) {
			URL.revokeObjectURL(item.preview);
		}
		if (item?.uploadId) {
			request("DELETE", `/v1/uploads/${item.uploadId}`).catch(() => undefined); // unattached files expire anyway
		}
		this.items.value = this.items.value.filter((other) => other.key !== key);
		this.remember();
	}

	get busy(): boolean {
		return this.items.value.some(({ state }) => state === "hashing" || state === "sending");
	}

	get failed(): boolean {
		return this.items.value.some(({ state }) => state === "failed");
	}

	attached(): AttachedFile[] {
		return this.items.value.flatMap(({ state, name, size, type, sha256 }) =>
			state === "received" && sha256 !== null ? [{ name, size, type, sha256 }] : [],
		);
	}
}
