// Where in the page the reader is: the fragment of the address, so that Back, bookmarks and new tabs work.

import { signal } from "@preact/signals";

const parsed = (): string[] =>
	location.hash
		.replace(/^#\/?/, "")
		.split("/")
		.filter((part) => part !== "")
		.map(decodeURIComponent);

export const route = signal<string[]>([]);

export const hrefOf = (...parts: string[]): string => `#${parts.map(encodeURIComponent).join("/")}`;

export function go(...parts: string[]): void {
	location.hash = hrefOf(...parts);
}

// Leaves no trace in the history: for a step that Back must not return to (a form that was sent).
export function goInstead(...parts: string[]): void {
	location.replace(hrefOf(...parts));
}

export function routeStart(): void {
	route.value = parsed();
	addEventListener("hashchange", () => {
		route.value = parsed();
		scrollTo(0, 0);
	});
}
