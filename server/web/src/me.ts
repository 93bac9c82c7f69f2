// The signed-in person, and the server's clock as this page knows it.

import { signal } from "@preact/signals";
import { get } from "./api";
import type { Me } from "./model";

export const me = signal<Me | null>(null);

let clockOffsetMs = 0;

// A phone's clock may be wrong by hours; statements and deadlines go by the server's.
export const serverNow = (): number => Date.now() + clockOffsetMs;

export async function meLoad(): Promise<Me> {
	const found = await get<Me>("/v1/me");
	clockOffsetMs = Date.parse(found.now) - Date.now();
	me.value = found;
	return found;
}
