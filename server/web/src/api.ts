// Requests to the server: one function for JSON, one for bytes that come, one for bytes that go.
//
// An unsafe request carries an Idempotency-Key and is repeated with the same key when the server is busy or
// the network dropped, so that it takes effect once. Everything that fails is thrown as a Problem.

import type { Case, ProblemBody, Upload } from "./model";
import { offlineProblem, Problem } from "./problem";
import { token } from "./session";

const REPEATS = 3;
const REPEAT_AFTER_MS = 1500;

type Options = { body?: unknown; ifMatch?: number; idempotencyKey?: string };

export function freshKey(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
}

function headersOf(method: string, options: Options): Headers {
	const headers = new Headers({ Accept: "application/json" });
	if (token !== null) {
		headers.set("Authorization", `Bearer ${token}`);
	}
	if (method === "POST" || method === "PATCH") {
		headers.set("Idempotency-Key", options.idempotencyKey ?? freshKey());
		headers.set("Content-Type", "application/json");
	}
	if (options.ifMatch !== undefined) {
		headers.set("If-Match", `"${options.ifMatch}"`);
	}
	return headers;
}

async function problemFrom(response: Response): Promise<Problem> {
	let body: Partial<ProblemBody> = {};
	try {
		body = (await response.json()) as ProblemBody;
	} catch {
		// Not JSON: a proxy in between answered. The status is all there is.
	}
	return new Problem({
		title: response.statusText,
		code: `http_${response.status}`,
		...body,
		status: response.status,
	});
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function fetchRepeating(method: string, path: string, options: Options): Promise<Response> {
	const headers = headersOf(method, options);
	const init: RequestInit = { method, headers, cache: "no-cache" };
	if (options.body !== undefined) {
		init.body = JSON.stringify(options.body);
	}
	for (let attempt = 1; ; attempt += 1) {
		let response: Response | null = null;
		try {
			response = await fetch(path, init);
		} catch {
			if (attempt >= REPEATS) {
				throw offlineProblem();
			}
		}
		if (response !== null && (response.status !== 503 || attempt >= REPEATS)) {
			return response;
		}
		const after = Number(response?.headers.get("Retry-After"));
		await pause(after > 0 && after <= 10 ? after * 1000 : REPEAT_AFTER_MS);
	}
}

export async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
	const response = await fetchRepeating(method, path, options);
	if (!response.ok) {
		throw await problemFrom(response);
	}
	return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = <T>(path: string): Promise<T> => request<T>("GET", path);

export async function getText(path: string): Promise<string> {
	const response = await fetchRepeating("GET", path, {});
	if (!response.ok) {
		throw await problemFrom(response);
	}
	return response.text();
}

// Evidence needs the token, which an <img> cannot send: the bytes come here and are shown as a blob.
// `stripped`: it is a rendition without what the picture told of its maker, so it has another digest than was signed.
export async function getBlob(path: string, type: string): Promise<{ blob: Blob; stripped: boolean }> {
	const response = await fetchRepeating("GET", path, {});
	if (!response.ok) {
		throw await problemFrom(response);
	}
	const blob = new Blob([await response.arrayBuffer()], { type });
	return { blob, stripped: response.headers.get("Sanbao-Rendition") === "stripped" };
}

// Sends a file. XMLHttpRequest, because fetch() does not tell how much has been sent.
export function putFile(
	path: string,
	file: Blob,
	onSent: (bytes: number) => void,
	signal: AbortSignal,
): Promise<Upload> {
	return new Promise((resolve, reject) => {
		const sending = new XMLHttpRequest();
		sending.open("PUT", path);
		sending.setRequestHeader("Authorization", `Bearer ${token}`);
		sending.setRequestHeader("Content-Type", "application/octet-stream");
		sending.upload.onprogress = (event) => onSent(event.loaded);
		sending.onerror = () => reject(offlineProblem());
		sending.onabort = () => reject(new Problem({ code: "cancelled" }));
		sending.onload = () => {
			let body: unknown = null;
			try {
				body = JSON.parse(sending.responseText);
			} catch {
				// As above: the status is all there is.
			}
			if (sending.status >= 200 && sending.status < 300) {
				resolve(body as Upload);
			} else {
				reject(
					new Problem({
						code: `http_${sending.status}`,
						...(body as ProblemBody | null),
						status: sending.status,
					}),
				);
			}
		};
		signal.addEventListener("abort", () => sending.abort());
		sending.send(file);
	});
}

export const casePath = (id: string): string => `/v1/disputes/${encodeURIComponent(id)}`;

export const getCase = (id: string): Promise<Case> => get<Case>(casePath(id));
