// What can go wrong with a request, as one type that every page can show.

import type { ProblemBody } from "./model";

export class Problem extends Error {
	readonly code: string;
	readonly status: number;
	readonly detail: string;
	readonly remedy: string;
	readonly field: string | null;

	constructor(body: Partial<ProblemBody>) {
		super(body.title ?? body.code ?? "problem");
		this.code = body.code ?? "unknown";
		this.status = body.status ?? 0;
		this.detail = body.detail ?? "";
		this.remedy = body.remedy ?? "";
		this.field = body.field ?? null;
	}

	get isOffline(): boolean {
		return this.code === "offline";
	}

	get isSignedOut(): boolean {
		return this.status === 401;
	}
}

// Something thrown, whatever it was, as a problem: a bug in a page must show like any other failure.
export function problemOf(thrown: unknown): Problem {
	if (thrown instanceof Problem) {
		return thrown;
	}
	return new Problem({
		code: "page_failed",
		title: thrown instanceof Error ? thrown.message : String(thrown),
	});
}

export const offlineProblem = (): Problem => new Problem({ code: "offline" });
